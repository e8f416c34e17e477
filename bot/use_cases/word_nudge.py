"""Put a planned message into words, from what is true at the moment of sending."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import NoteState
from bot.domain.nudge import Occasion
from bot.domain.recall import notes_about, quote, tellings
from bot.messages import Reply
from bot.planning.plan import Planned
from bot.planning.sources import dues_of
from bot.ports import UnitOfWork
from bot.replies import nudges
from bot.replies.nudges import LastWords, Subject, Words
from bot.replies.occasions import Scene, words_for
from bot.replies.occasions.owed import meeting_dossier
from bot.replies.occasions.scene import contact_of
from bot.use_cases.holdings import holdings, kept_by
from bot.use_cases.remember_questions import remember_questions


async def word_nudge(work: UnitOfWork, message: Planned, now: datetime) -> Reply:
    """Return a nudge about one thing, or a digest of several. *now* is UTC."""
    scene = await scene_of(work, now)
    met = await _met_by(work, scene, message)
    scene = replace(scene, said_of=await _said_of(work, met))
    for contact in met:
        await remember_questions(work, contact, meeting_dossier(scene, contact).questions, now)
    subjects = []
    for telling in message.tellings:
        words = words_for(scene, telling.due.about)
        if words is None:
            raise KeyError(telling.due.about)
        subjects.append(Subject(telling, words, await _last_words(work, words)))
    if len(subjects) == 1:
        return nudges.nudge(subjects[0], scene.today)
    return nudges.digest(subjects, scene.today)


async def _met_by(work: UnitOfWork, scene: Scene, message: Planned) -> list[Contact]:
    """Return whom the meetings are with that this message briefs on."""
    found = []
    for telling in message.tellings:
        kind, _, ids = telling.due.about.partition(":")
        follow_up_id, _, stage = ids.partition(":")
        meeting = await work.find(FollowUp, follow_up_id) if kind == "follow_up" and stage else None
        if contact := contact_of(scene, meeting.contact_id if meeting else None):
            found.append(contact)
    return found


async def _said_of(work: UnitOfWork, contacts: Sequence[Contact]) -> dict[str, list[str]]:
    if not contacts:
        return {}
    notes, held = tellings(await work.notes()), await holdings(work)
    return {contact.id: [note.text for note in notes_about(contact, notes, held)] for contact in contacts}


async def scene_of(work: UnitOfWork, now: datetime) -> Scene:
    """Return all that the words of an occasion are made from."""
    kept = await kept_by(work)
    told = {occasion.id: occasion for occasion in await work.all(Occasion)}
    return Scene(work.resident, kept, now, dues_of(work.resident, kept, told, now), told)


async def _last_words(work: UnitOfWork, words: Words) -> LastWords | None:
    """Return the newest of the resident's words about the people it is about, or else those that it came from."""
    note_ids = set(words.note_ids)
    people = set(words.contact_ids)
    for encounter in await work.all(Encounter) if people else ():
        if encounter.source and people & set(encounter.contact_ids):
            note_ids.add(encounter.source.note_id)
    for fact in await work.all(Fact) if people else ():
        if fact.source and people & {fact.contact_id, fact.said_by}:
            note_ids.add(fact.source.note_id)
    for note_id in sorted(note_ids, reverse=True):
        note = await work.find_note(note_id)
        if note and note.state is NoteState.HANDLED:
            source = words.source
            text = quote(note, source) if source and source.note_id == note.id else note.text
            return LastWords(text, work.resident.today(note.received_at))
    return None
