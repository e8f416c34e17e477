"""Everything of one account as JSON that imports again to an equal account."""

from dataclasses import dataclass, replace
from typing import Any

import msgspec

from bot.domain.delivery import DeliveryState
from bot.domain.note import Note, NoteState
from bot.domain.records import Record, kind_of, type_of
from bot.domain.resident import Resident

FORMAT = "vouch-account"
VERSION = 1

NOT_TAKEN = frozenset(
    (
        "announcement",
        "share",
        "shared_claim",
        "peer_wish",
        "peer_round",
        "cohort_profile",
        "kept_apart",
        "member_name",
        "member_tally",
    )
)
"""Kinds that belong to a cohort and stay with it."""

UNASKED = ("nudge", "digest")
"""The kinds of messages that a file holds: what was said unasked, to this resident alone."""

_HERE = frozenset(("id", "address", "platform_tz", "dashboard", "welcomed", "created_at"))
"""What is true of the place and not of the resident."""


class UnreadableAccount(ValueError):
    """The file is no account of this version; the text says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A message that was sent unasked: its key keeps it from being told again elsewhere."""

    key: str
    kind: str
    state: DeliveryState
    about: tuple[str, ...]
    at: str
    words: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """*settings* are the fields of Resident by name, without those that belong to the place."""

    settings: dict[str, Any]
    records: tuple[Record, ...]
    notes: tuple[Note, ...]
    sent: tuple[SentBefore, ...] = ()


def write_account(account: Account) -> str:
    """Return the account as JSON, indented, in an order that does not depend on when it was made."""
    records: dict[str, list[Any]] = {kind: [] for kind in type_of if kind not in NOT_TAKEN}
    for record in sorted(account.records, key=lambda each: each.id):
        if (kind := kind_of(record)) in records:
            records[kind].append(msgspec.to_builtins(record))
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "settings": account.settings,
        "records": records,
        "notes": [msgspec.to_builtins(note) for note in sorted(account.notes, key=lambda each: each.id)],
        "sent": [msgspec.to_builtins(each) for each in sorted(account.sent, key=lambda each: each.key)],
    }
    return msgspec.json.format(msgspec.json.encode(whole), indent=1).decode() + "\n"


def read_account(text: str) -> Account:
    """Return what write_account wrote. Raises UnreadableAccount, before anything is done with it."""
    try:
        whole = msgspec.json.decode(text, type=dict[str, Any])
        if whole.get("format") != FORMAT:
            raise UnreadableAccount("It is JSON, but no export of Vouch.")
        if whole.get("version") != VERSION:
            raise UnreadableAccount(f"It was written by another version of Vouch ({whole.get('version')}).")
        records: list[Record] = [
            msgspec.convert(each, type=type_of[kind])
            for kind, every in whole["records"].items()
            if kind not in NOT_TAKEN
            for each in every
        ]
        notes = [_told_before(each) for each in msgspec.convert(whole["notes"], type=tuple[Note, ...])]
        sent = [each for each in msgspec.convert(whole["sent"], type=tuple[SentBefore, ...]) if _is_over(each)]
        return Account(settings_read(whole["settings"]), tuple(records), tuple(notes), tuple(sent))
    except (msgspec.MsgspecError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableAccount(f"It is not whole: {error}") from error


def _told_before(note: Note) -> Note:
    """Return a note with nothing left to be done about it: a file brings words, and has nothing sent anywhere."""
    over = NoteState.HANDLED if note.state is NoteState.RECEIVED else note.state
    return replace(note, state=over, channel=None, reply_to={})


def _is_over(sent: SentBefore) -> bool:
    """Tell whether it is a message of the past: anybody may write into a file, and what waits would be sent."""
    of_a_cohort = any(about.startswith("announcement:") for about in sent.about)
    return sent.kind in UNASKED and sent.state is not DeliveryState.WAITING and not of_a_cohort


def settings_of(resident: Resident) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(resident)
    return {name: value for name, value in told.items() if name not in _HERE}


def settings_read(settings: dict[str, Any]) -> dict[str, Any]:
    """Return the settings as Resident has them. Raises msgspec.ValidationError for what it cannot hold."""
    whole = {"id": "", "address": {"platform": "", "workspace": "", "user": ""}, "created_at": "2000-01-01T00:00:00Z"}
    resident = msgspec.convert({**settings, **whole}, type=Resident)
    return {name: getattr(resident, name) for name in settings if name not in _HERE}
