"""Follow the chat: an edited message counts as what it says now, a deleted one as never said."""

from dataclasses import replace
from datetime import datetime

from bot import slash
from bot.domain.note import Note, NoteState
from bot.messages import MessageDeleted, MessageEdited, Reply, reply_from_json
from bot.ports import UnitOfWork
from bot.replies import undone as replies
from bot.replies.undone import Undone
from bot.turn import Turn
from bot.use_cases.undo_act import stands, undo


async def take_in(work: UnitOfWork, message: MessageEdited, note_id: str, now: datetime) -> Note | None:
    """Store the edited words and return the note, to be acted on where it is RECEIVED; None where nothing is new."""
    note = await work.notes.find_by_message(message.message_id)
    command, words = slash.typed(message.text)
    if note is None:
        # The edit overtook its message: it stands for it, and the late original is then a repeat.
        note = Note(note_id, message.message_id, now, words, command=command, edited_at=message.edited_at)
        return note if await work.notes.add(note, message.delivery_ids) else None
    if not await work.notes.see(message.delivery_ids):
        return note
    edited = _with_words(note, words, command or note.command, message)
    if edited is not note:
        await work.notes.save(edited)
    return edited


def _with_words(note: Note, words: str, command: str | None, message: MessageEdited) -> Note:
    edited_at, deleted = message.edited_at, note.state is NoteState.DELETED
    overtaken = bool(edited_at and note.edited_at and edited_at < note.edited_at)
    if overtaken or (deleted and not message.restored):
        return note
    if words == note.text and not deleted:
        # Told again in the same words, it still overtakes the edits that were made before it and arrive after.
        return replace(note, edited_at=edited_at or note.edited_at)
    # Words that may name a patient are not kept once the resident has replaced them.
    earlier = note.earlier if note.state is NoteState.HELD else (*note.earlier, note.text)
    return replace(
        note,
        text=words,
        command=command,
        earlier=earlier,
        edited_at=edited_at,
        state=NoteState.RECEIVED,
        checked=False,
        attempts=0,
    )


async def take_back(turn: Turn, note: Note) -> list[Undone]:
    """Take back all that the note did so far and still stands, as acts of their own."""
    acts = await turn.work.acts.of_note(note.id)
    own = {act.id for act in acts}
    # Taking back an earlier wording's taking back would bring that wording's doing back.
    doings = [act for act in acts if act.changes and act.undoes not in own and await stands(turn.work, act)]
    return [await undo(turn, act, note.id) for act in doings]


async def says_the_same(work: UnitOfWork, note: Note, reply: Reply) -> bool:
    """Tell whether the note's answer reads as it did before the edit, its buttons apart."""
    before = await work.deliveries.find(note.answered_by) if note.answered_by else None
    if before is None or before.content is None:
        return False
    shown = reply_from_json(before.content)
    return (shown.title, shown.text, shown.fields) == (reply.title, reply.text, reply.fields)


async def delete(turn: Turn, message: MessageDeleted) -> tuple[Reply | None, Note | None]:
    """Take back what the deleted message did; return the answer, None where there is nothing to say, and its note."""
    work = turn.work
    note = await work.notes.find_by_message(message.message_id)
    if note is None:
        # The deletion overtook its message, which must not be taken for told when it arrives.
        gone = Note(turn.ids.new(), message.message_id, turn.now, "", state=NoteState.DELETED)
        await work.notes.add(gone, message.delivery_ids)
        return None, None
    if not await work.notes.see(message.delivery_ids) or note.state is NoteState.DELETED:
        return None, None
    outcomes = await take_back(turn, note)
    gone = replace(note, state=NoteState.DELETED)
    await work.notes.save(gone)
    return (replies.undone(outcomes[0], turn.today) if outcomes else None), gone
