"""Export: everything of the resident as a file, in the form they ask for."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

import msgspec

from bot.domain.audit import AuditEvent
from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState
from bot.domain.follow_up import Event, FollowUp
from bot.domain.note import Note, NoteState
from bot.domain.records import Record, type_of
from bot.exchange.account import UNASKED, Account, SentBefore, settings_of, write_account
from bot.exchange.calendar import write_calendar
from bot.exchange.pages import write_pages
from bot.exchange.people_csv import write_people
from bot.exchange.people_vcard import write_cards
from bot.messages import File, Reply
from bot.ports import UnitOfWork
from bot.replies import exchange as replies
from bot.turn import Told
from bot.use_cases.audit import note_down


async def export_command(told: Told) -> Reply:
    """Answer "export [FORM]" with a file; JSON where no form is named, since it holds all of it."""
    told.work.acts.make_final()
    words = (word.strip(".,") for word in told.note.text.casefold().split()[1:])
    form = next((form for word in words for form, kind in replies.FORMS.items() if word in kind.words), "json")
    content = await WRITERS[form](told.work)
    await note_down(told, AuditEvent.EXPORTED)
    kind = replies.FORMS[form]
    return replies.exported(File(f"vouch-{told.today}.{kind.suffix}", kind.media_type, content), form)


async def account_of(work: UnitOfWork) -> Account:
    """Return everything of the resident that a file can hold."""
    records: list[Record] = []
    for kind in type_of.values():
        records += await work.all(kind)
    notes = [replace(note, reply_to={}) for note in await work.notes.newest(every=True) if not _is_of_files(note)]
    sent = [
        SentBefore(
            key=row.key,
            kind=row.kind,
            state=row.state,
            about=row.about,
            at=(row.sent_at or row.next_at).isoformat(),
            words=msgspec.json.decode(row.content) if row.content else None,
        )
        for row in await work.deliveries.sent(limit=None)
        if row.kind in UNASKED and row.state is not DeliveryState.WAITING
    ]
    return Account(settings_of(work.resident), tuple(records), tuple(notes), tuple(sent))


def _is_of_files(note: Note) -> bool:
    """Tell whether a note only asked for a file, or held one: what was in it is in the account by now."""
    first, second = (*note.text.casefold().split(None, 2), "", "")[:2]
    over = note.asked or note.state is NoteState.RECEIVED  # the one that asks for this very file
    return over and (first == "export" or (first == "import" and second != "programs"))


async def _json(work: UnitOfWork) -> str:
    return write_account(await account_of(work))


async def _csv(work: UnitOfWork) -> str:
    return write_people(await work.all(Contact))


async def _vcard(work: UnitOfWork) -> str:
    return write_cards(await work.all(Contact))


async def _ics(work: UnitOfWork) -> str:
    return write_calendar(await work.all(Event), await work.all(FollowUp))


async def _markdown(work: UnitOfWork) -> str:
    account = await account_of(work)
    told: list[Note] = await work.notes.newest()
    return write_pages(account.records, told, work.resident.tz)


WRITERS: Mapping[str, Callable[[UnitOfWork], Awaitable[str]]] = {
    "json": _json,
    "csv": _csv,
    "vcard": _vcard,
    "calendar": _ics,
    "markdown": _markdown,
}
"""What writes each form of replies.exchange.FORMS."""
