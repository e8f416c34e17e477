"""Put a planned message into words, from what is true at the moment of sending."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.note import Note, NoteState
from bot.domain.nudge import Occasion
from bot.domain.recall import notes_about, quote, tellings
from bot.messages import Reply
from bot.planning.due import Kept
from bot.planning.meetings import is_briefed_on_the_day
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


async def word_nudge(work: UnitOfWork, message: Planned, scene: Scene) -> Reply:
    """Return a nudge about one thing, or a digest of several."""
    met = await _met_by(work, scene, message)
    scene = replace(scene, said_of=await _said_of(work, met))
    for contact in met:
        await remember_questions(work, contact, meeting_dossier(scene, contact).questions, scene.now)
    worded = []
    for telling in message.tellings:
        words = words_for(scene, telling.due.about)
        if words is None:
            raise KeyError(telling.due.about)
        worded.append((telling, words))
    note_ids = {telling.due.about: _notes_behind(words, scene.kept) for telling, words in worded}
    notes = await work.notes.find_several({each for ids in note_ids.values() for each in ids})
    subjects = [
        Subject(telling, words, _last_words(words, note_ids[telling.due.about], notes, work))
        for telling, words in worded
    ]
    if len(subjects) == 1:
        return nudges.nudge(subjects[0], scene.today)
    return nudges.digest(subjects, scene.today)


async def _met_by(work: UnitOfWork, scene: Scene, message: Planned) -> list[Contact]:
    """Return whom the meetings are with that this message briefs on."""
    found = []
    for telling in message.tellings:
        kind, _, ids = telling.due.about.partition(":")
        follow_up_id, _, stage = ids.partition(":")
        meeting = await work.find(FollowUp, follow_up_id) if kind == "follow_up" else None
        if meeting and not (stage or is_briefed_on_the_day(meeting, scene.told, scene.today)):
            meeting = None
        if contact := contact_of(scene, meeting.contact_id if meeting else None):
            found.append(contact)
    return found


async def _said_of(work: UnitOfWork, contacts: Sequence[Contact]) -> dict[str, list[str]]:
    if not contacts:
        return {}
    notes, held = tellings(await work.notes.newest()), await holdings(work)
    return {contact.id: [note.text for note in notes_about(contact, notes, held)] for contact in contacts}


async def scene_of(work: UnitOfWork, now: datetime) -> Scene:
    """Return all that the words of an occasion are made from."""
    kept = await kept_by(work)
    told = {occasion.id: occasion for occasion in await work.all(Occasion)}
    return Scene(work.resident, kept, now, dues_of(work.resident, kept, told, now), told)


def _notes_behind(words: Words, kept: Kept) -> set[str]:
    """Return the ids of the notes that tell of the people it is about, and of those that it came from."""
    people = set(words.contact_ids)
    met = {each.source.note_id for each in kept.encounters if each.source and people & set(each.contact_ids)}
    said = {each.source.note_id for each in kept.facts if each.source and people & {each.contact_id, each.said_by}}
    return {*words.note_ids, *met, *said}


def _last_words(words: Words, note_ids: Iterable[str], notes: Mapping[str, Note], work: UnitOfWork) -> LastWords | None:
    """Return the newest of the resident's words among these notes."""
    for note_id in sorted(note_ids, reverse=True):
        note = notes.get(note_id)
        if note and note.state is NoteState.HANDLED:
            source = words.source
            text = quote(note, source) if source and source.note_id == note.id else note.text
            return LastWords(text, work.resident.today(note.received_at))
    return None
