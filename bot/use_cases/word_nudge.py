"""Put a planned message into words, from what is true at the moment of sending."""

from datetime import datetime

from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import NoteState, Source
from bot.messages import Reply
from bot.planning.plan import Planned, Telling
from bot.ports import UnitOfWork
from bot.replies import nudges
from bot.replies.nudges import LastWords, Subject


async def word_nudge(work: UnitOfWork, message: Planned, now: datetime) -> Reply:
    """Return a nudge about one thing, or a digest of several. *now* is UTC."""
    subjects = [await _subject(work, telling) for telling in message.tellings]
    today = work.resident.today(now)
    if len(subjects) == 1:
        return nudges.nudge(subjects[0], today)
    return nudges.digest(subjects, today)


async def _subject(work: UnitOfWork, telling: Telling) -> Subject:
    follow_up = await work.find(FollowUp, telling.due.about.partition(":")[2])
    if follow_up is None:
        raise KeyError(telling.due.about)
    return Subject(telling, follow_up, await _last_words(work, follow_up))


async def _last_words(work: UnitOfWork, follow_up: FollowUp) -> LastWords | None:
    """Return the newest of the resident's words about the person, or else those that the task came from."""
    sources: list[Source | None] = [follow_up.source]
    if contact_id := follow_up.contact_id:
        sources += [each.source for each in await work.all(Encounter) if contact_id in each.contact_ids]
        sources += [each.source for each in await work.all(Fact) if contact_id in (each.contact_id, each.said_by)]
    newest_first = sorted({source.note_id for source in sources if source}, reverse=True)
    for note_id in newest_first:
        note = await work.find_note(note_id)
        if note and note.state is NoteState.HANDLED:
            return LastWords(note.text, work.resident.today(note.received_at))
    return None
