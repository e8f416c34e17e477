"""The script of a simulation: one JSON object a line, read and checked into plain values."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.errors import VouchError


class ScriptError(VouchError):
    """The script is malformed. The text names the line and says what is wrong."""

    exit_code = 2

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")


@dataclass(frozen=True, slots=True)
class Profile:
    """A resident appears, or changes what *values* names."""

    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """*message_id* is None where the script gives none: then the message is no repeat of any other."""

    text: str
    message_id: str | None
    thread: str | None = None
    command: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    message_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Delete:
    message_id: str


@dataclass(frozen=True, slots=True)
class Click:
    label: str
    on: str | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Submit:
    values: dict[str, str]
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Fail:
    """*how* is send (the next *times* sends are refused), gone (until back) or back."""

    how: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Restart:
    down: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Wait:
    pass


Step = Profile | Text | Edit | Delete | Click | Submit | Fail | Restart | Wait


@dataclass(frozen=True, slots=True)
class Line:
    """*at* is aware in UTC where the script gave a zone, else naive: the wall time of the line's user."""

    number: int
    at: datetime
    step: Step
    user: str | None = None
    raw: dict[str, Any] = field(default_factory=dict)

    def moment(self, zone: ZoneInfo) -> datetime:
        """Return *at* in UTC, a naive one being local to *zone*; the spring gap moves forward, fold is the first."""
        at = self.at if self.at.tzinfo else self.at.replace(tzinfo=zone)
        return at.astimezone(UTC)


def read_script(lines: Iterable[str]) -> Iterator[Line]:
    """Read a script; raises ScriptError at the first line that is not one. Blank lines count and say nothing."""
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield _line(number, text)


def _line(number: int, text: str) -> Line:
    try:
        raw = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ScriptError(number, f"not JSON ({error})") from error
    if not isinstance(raw, dict):
        raise ScriptError(number, "a line must be a JSON object")
    at = _at(number, raw.get("at"))
    user = raw.get("user")
    if user is not None and (not isinstance(user, str) or not user):
        raise ScriptError(number, '"user" must be a name')
    if user is None and at.tzinfo is None:
        raise ScriptError(number, 'a line without a user needs "at" with a Z')
    step = _step(number, raw)
    if user is None and not isinstance(step, Wait | Restart):
        raise ScriptError(number, 'this line needs a "user"')
    return Line(number, at, step, user, raw)


def _at(number: int, value: object) -> datetime:
    try:
        return datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise ScriptError(number, f'"at" must be an ISO time such as "2026-07-01T09:00", not {value!r}') from error


def _step(number: int, raw: dict[str, Any]) -> Step:
    if "profile" in raw:
        if not isinstance(raw["profile"], dict):
            raise ScriptError(number, '"profile" must be an object')
        return Profile(raw["profile"])
    if "restart" in raw:
        return Restart(_duration(number, raw.get("down", "0h")))
    if "fail" in raw:
        return _fail(number, raw)
    if "click" in raw:
        item = raw.get("item")
        if item is not None and (not isinstance(item, int) or item < 1):
            raise ScriptError(number, '"item" must be a number from 1')
        return Click(_text(number, raw, "click"), _optional(number, raw, "on"), item)
    if "submit" in raw:
        if not isinstance(raw["submit"], dict):
            raise ScriptError(number, '"submit" must be an object')
        values = {str(name): str(value) for name, value in raw["submit"].items()}
        return Submit(values, _optional(number, raw, "on"))
    return _message(number, raw)


def _message(number: int, raw: dict[str, Any]) -> Step:
    message_id = _optional(number, raw, "message_id") or None
    channel = _optional(number, raw, "channel")
    if "edit" in raw:
        return Edit(_text(number, raw, "edit"), _text(number, raw, "text"))
    if "delete" in raw:
        return Delete(_text(number, raw, "delete"))
    if "slash" in raw:
        command, _, rest = _text(number, raw, "slash").partition(" ")
        return Text(rest, message_id, command=command, channel=channel)
    if "text" in raw:
        return Text(_text(number, raw, "text"), message_id, thread=_optional(number, raw, "thread"), channel=channel)
    if set(raw) <= {"at", "user"}:
        return Wait()
    raise ScriptError(number, f"nothing known to do in {sorted(set(raw) - {'at', 'user'})}")


def _fail(number: int, raw: dict[str, Any]) -> Fail:
    times = raw.get("times", 1)
    if raw["fail"] not in ("send", "gone", "back") or not isinstance(times, int):
        raise ScriptError(number, '"fail" must be "send" (with "times"), "gone" or "back"')
    return Fail(raw["fail"], times)


def _duration(number: int, text: object) -> timedelta:
    match = re.fullmatch(r"(\d+)\s*([smhd])", str(text))
    if not match:
        raise ScriptError(number, f'"down" must be like "36h", not {text!r}')
    unit = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}[match[2]]
    try:
        return timedelta(**{unit: int(match[1])})
    except OverflowError as error:
        raise ScriptError(number, f'"down" is too long: {text}') from error


def _text(number: int, raw: dict[str, Any], name: str) -> str:
    if not isinstance(raw.get(name), str):
        raise ScriptError(number, f'"{name}" must be a text')
    return str(raw[name])


def _optional(number: int, raw: dict[str, Any], name: str) -> str | None:
    return None if raw.get(name) is None else _text(number, raw, name)
