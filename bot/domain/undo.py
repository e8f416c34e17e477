"""Taking back what an act changed while keeping what was told since: a three-way comparison, field by field.

Records are compared in the JSON form in which acts remember them (Change.before, Change.after).
"""

from collections.abc import Iterable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any

import msgspec

from bot.domain.act import Change
from bot.domain.records import type_of

Image = dict[str, Any]


class Outcome(StrEnum):
    RESTORED = "restored"  # it is as it was before the act
    PARTLY = "partly"  # what was told since stays
    UNCHANGED = "unchanged"  # there is nothing left of the change to take back


@dataclass(frozen=True, slots=True)
class Restoration:
    """*image* is what the record is to be now; None where it is to be removed."""

    kind: str
    record_id: str
    image: bytes | None
    outcome: Outcome


def net(changes: Iterable[Change]) -> list[Change]:
    """Return one change a record, from before the first to after the last, the untouched ones left out."""
    by_record: dict[tuple[str, str], Change] = {}
    for change in changes:
        key = (change.kind, change.record_id)
        first = by_record.get(key, change)
        by_record[key] = Change(change.kind, change.record_id, first.before, change.after)
    return [change for change in by_record.values() if _decoded(change.before) != _decoded(change.after)]


def taken_back(change: Change, now: bytes | None, needed: bool = False) -> Restoration:
    """Return what a record is to be once *change* is taken back, *now* being what it is at present.

    A record that the act made goes, with all that was changed in it since, unless it is *needed*: others speak of it.
    Then it keeps what makes it itself and what was told since. A later change of the same field stands.
    """
    before, after, present = _decoded(change.before), _decoded(change.after), _decoded(now)
    if present == before:
        return Restoration(change.kind, change.record_id, now, Outcome.UNCHANGED)
    if present == after and not (before is None and needed):
        return Restoration(change.kind, change.record_id, change.before, Outcome.RESTORED)
    if present is None:  # removed since by something else
        return Restoration(change.kind, change.record_id, None, Outcome.UNCHANGED)
    if after is None:  # it was removed and has been made anew since
        return Restoration(change.kind, change.record_id, now, Outcome.UNCHANGED)
    if before is None:
        if not needed:
            return Restoration(change.kind, change.record_id, None, Outcome.RESTORED)
        before = {name: after[name] for name in _essential(change.kind) if name in after}
    merged = _merged(before, after, present)
    image = now if merged == present else msgspec.json.encode(merged)
    return Restoration(change.kind, change.record_id, image, Outcome.PARTLY)


def _decoded(image: bytes | None) -> Image | None:
    if image is None:
        return None
    decoded: Image = msgspec.json.decode(image)
    return decoded


def _essential(kind: str) -> list[str]:
    """Return the fields without which a record of this kind is nothing: its id, its name, when it was made."""
    required = [f.name for f in fields(type_of[kind]) if f.default is MISSING and f.default_factory is MISSING]
    return [*required, "title"] if kind == "contact" else required


def _merged(before: Image, after: Image, now: Image) -> Image:
    merged: Image = {}
    for name in dict.fromkeys((*before, *after, *now)):
        was, became, present = before.get(name), after.get(name), now.get(name)
        if isinstance(became, list) and isinstance(present, list):
            value: Any = _merged_list(was or [], became, present)
        else:
            value = was if present == became else present
        if value is not None or name in now:
            merged[name] = value
    return merged


def _merged_list(before: list[Any], after: list[Any], now: list[Any]) -> list[Any]:
    """Return *now* without what the change added and with what it removed, each back in its place."""
    if now == after:
        return before
    was, became = [_identity(each) for each in before], [_identity(each) for each in after]
    kept = [each for each in now if _identity(each) not in became or _identity(each) in was]
    held = [_identity(each) for each in kept]
    for place, each in enumerate(before):
        if was[place] not in became and was[place] not in held:
            kept.insert(min(place, len(kept)), each)
    return kept


def _identity(element: Any) -> Any:
    # A job is the same job once a later one has ended it.
    return {name: value for name, value in element.items() if name != "until"} if isinstance(element, dict) else element
