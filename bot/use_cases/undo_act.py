"""Take back what a message or a button did, whole, and keep what was told since; "redo" brings it back."""

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.act import Act, Change
from bot.domain.contact import Contact, Merge
from bot.domain.note import NoteState
from bot.domain.records import Record, contacts_in, kind_of, record_from
from bot.domain.undo import Outcome, Restoration, net, taken_back
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import undone as replies
from bot.replies.undone import Reverted, Undone
from bot.turn import Pressed, Told, Turn
from bot.use_cases.holdings import holdings

UNDO_FOR = timedelta(days=30)
"""How long every change can be taken back."""

_REDOES = re.compile(
    r"\W*(?:(?:please|pls|no|wait|oops|sorry|actually)\W+)*"
    r"(?:(?P<redo>redo(?: (?:it|that|this))?|(?:undo|revert) (?:the|that|this|my|last) (?:last )?undo)"
    r"|(?:bring|put) (?:it|that|this|them|those|everything) back(?: (?:again|in))?)"
    r"(?:\W+(?:please|pls))?\W*",
    re.IGNORECASE,
)


def _only_shown(change: Change) -> bool:
    """Tell whether it keeps words that were only shown: "undo" after a new draft or a brief means what came before."""
    return change.kind == "brief" or (change.kind == "draft" and change.before is None)


async def undo_last(told: Told) -> Reply:
    """Take back the latest thing that changed something and still stands; in a thread, what that note did."""
    acts = await told.work.acts.of_note(told.thread.id) if told.thread else await told.work.acts.newest()
    for act in acts:
        tells = not all(_only_shown(change) for change in act.changes)
        if act.undoes is None and tells and act.id != told.act_id and await stands(told.work, act):
            if told.now - act.at > UNDO_FOR:
                break
            return replies.undone(await undo(told, act, told.note.id), told.today)
    return replies.nothing_to_undo()


async def undo_just_done(told: Told) -> Reply:
    """Take back what came of the message just before, or of a button since: second thoughts reach no further."""
    before = next((note for note in await told.work.notes.newest(2, every=True) if note.id != told.note.id), None)
    acts = [act for act in await told.work.acts.newest() if act.changes and act.id != told.act_id]
    if told.thread is None and before and not (acts and acts[0].at >= before.received_at):
        return replies.nothing_just_done()
    return await undo_last(told)


def asks_to_redo(told: Told) -> bool:
    return _REDOES.fullmatch(told.meaning.text) is not None


async def redo_last(told: Told) -> Reply:
    """Bring back what was taken back last and is still gone; "put it back", after anything else, takes that back."""
    acts = await told.work.acts.newest()
    asked = _REDOES.fullmatch(told.meaning.text)
    newest = next((act for act in acts if act.changes and act.id != told.act_id), None)
    if newest and newest.undoes is None and asked and not asked["redo"]:
        return await undo_last(told)
    for act in acts:
        took_back = act.undoes is not None and act.undone_by is None and not await _brings_back(told.work, act)
        if act.changes and took_back:
            if told.now - act.at > UNDO_FOR:
                break
            return replies.undone(await undo(told, act, told.note.id), told.today)
    return replies.nothing_to_redo()


async def undo_pressed(pressed: Pressed) -> Reply:
    """Take back the act whose button was pressed."""
    act = await pressed.work.acts.find(pressed.target)
    if act is None:
        return replies.no_longer_there()
    if not await stands(pressed.work, act):
        return replies.undone_already() if act.undoes is None else replies.redone_already()
    if pressed.now - act.at > UNDO_FOR:
        return replies.too_old_to_undo()
    return replies.undone(await undo(pressed, act), pressed.today)


async def undo(turn: Turn, act: Act, note_id: str | None = None) -> Undone:
    """Take the act back, its note with it, as an act of its own that can be taken back too; *note_id* asked for it."""
    undoer = Act(turn.ids.new(), turn.now, note_id=note_id, undoes=act.id)
    turn.work.acts.begin(undoer)
    outcome = await take_back(turn.work, act)
    await turn.work.acts.mark_undone(act.id, by=undoer.id)
    if act.undoes and (first := await turn.work.acts.find(act.undoes)):
        await _set_state(turn.work, first.note_id, NoteState.HANDLED)
    else:
        await _set_state(turn.work, act.note_id, NoteState.UNDONE)
    return replace(outcome, act_id=undoer.id, redone=await _brings_back(turn.work, undoer))


async def _brings_back(work: UnitOfWork, undoer: Act) -> bool:
    """Tell whether the act took back a taking back, so that what was told first stands again."""
    back = False
    while undoer.undoes is not None:
        back = not back
        undone = await work.acts.find(undoer.undoes)
        if undone is None:
            break
        undoer = undone
    return not back


async def _set_state(work: UnitOfWork, note_id: str | None, state: NoteState) -> None:
    note = await work.notes.find(note_id) if note_id else None
    if note:
        await work.notes.save(replace(note, state=state))


async def stands(work: UnitOfWork, act: Act) -> bool:
    """Tell whether what the act did holds: it was never taken back, or its taking back was itself taken back."""
    standing = True
    while act.undone_by is not None:
        standing = not standing
        undoer = await work.acts.find(act.undone_by)
        if undoer is None:
            return standing
        act = undoer
    return standing


async def take_back(work: UnitOfWork, act: Act) -> Undone:
    """Put back what the act changed, three ways: before, after, and as it is now (bot/domain/undo.py)."""
    changes = net(act.changes)
    mine = {(change.kind, change.record_id) for change in changes if change.before is None}
    needed = await _spoken_of(work, mine)
    reverted: list[tuple[bytes | None, Restoration]] = []
    kept: set[str] = set()
    for change in changes:
        now = await work.image(change.kind, change.record_id)
        restoration = taken_back(change, now, needed=change.kind == "contact" and change.record_id in needed)
        if restoration.outcome is not Outcome.UNCHANGED:
            await work.restore(restoration.kind, restoration.record_id, restoration.image)
            reverted.append((now, restoration))
        if change.before is None and change.kind == "contact" and change.record_id in needed:
            kept.add(change.record_id)
    return Undone(
        act_id=act.id,
        reverted=[
            _reverted(now, restored)
            for now, restored in reverted
            if restored.record_id not in kept and restored.kind != "resident"
        ],
        kept=[contact for contact in await work.all(Contact) if contact.id in kept],
        settings=any(restored.kind == "resident" for _, restored in reverted),
    )


async def _spoken_of(work: UnitOfWork, going: set[tuple[str, str]]) -> set[str]:
    """Return the ids of contacts that records speak of which are not going themselves."""
    staying: list[Record] = [*await holdings(work), *await work.all(Merge)]
    return {
        contact_id
        for record in staying
        if (kind_of(record), record.id) not in going
        for contact_id in contacts_in(record)
    }


def _reverted(now: bytes | None, restoration: Restoration) -> Reverted:
    return Reverted(record_from(restoration.kind, now), record_from(restoration.kind, restoration.image))
