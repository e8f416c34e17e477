"""Scripts of a few days or a year, replayed in this process, and what tests ask of the output."""

import json
from datetime import datetime, time
from typing import Any

from bot.wiring.simulation import simulate

Line = dict[str, Any]
KEY = b"the master key of the replays, 32"[:32]


async def replay(*script: Line, until: str | None = None, database: str | None = None) -> list[Line]:
    """Return what `vouch simulate` prints for the script; *until* is ISO with an offset."""
    printed: list[Line] = []
    end = datetime.fromisoformat(until) if until else None
    await simulate([json.dumps(line) for line in script], printed.append, database, end, KEY if database else None)
    return printed


def resident(at: str, user: str = "ana", tz: str = "America/New_York", **profile: Any) -> Line:
    return {"at": at, "user": user, "profile": {"tz": tz, **profile}}


def says(at: str, text: str, user: str = "ana", **more: Any) -> Line:
    return {"at": at, "user": user, "text": text, **more}


def clicks(at: str, label: str, user: str = "ana", **more: Any) -> Line:
    return {"at": at, "user": user, "click": label, **more}


def wait(at: str, user: str = "ana") -> Line:
    return {"at": at, "user": user}


def unasked(printed: list[Line]) -> list[Line]:
    return [line for line in printed if line["kind"] in ("nudge", "digest")]


def reviews(printed: list[Line]) -> list[Line]:
    """The weekly reviews alone: on Sundays, naming what no nudge brings up any more."""
    return [line for line in unasked(printed) if all(about.startswith("review:") for about in line["about"])]


def nudges(printed: list[Line]) -> list[Line]:
    """What came unasked, the weekly reviews left out."""
    return [line for line in unasked(printed) if line not in reviews(printed)]


def things(printed: list[Line]) -> list[Line]:
    """Each thing told unasked, with the "at" of its message: a digest's items one by one."""
    told = []
    for line in unasked(printed):
        items = line.get("items") or [{"about": line["about"][0], "text": line["text"], "buttons": line["buttons"]}]
        told += [item | {"at": line["at"]} for item in items]
    return told


def about(printed: list[Line], kind: str, naming: str = "") -> list[Line]:
    """The things told of one kind of occasion, where they say *naming*."""
    return [each for each in things(printed) if each["about"].startswith(f"{kind}:") and naming in each["text"]]


def answers(printed: list[Line], script_line: int) -> list[Line]:
    return [line for line in printed if line["re"] == script_line]


def when(line: Line) -> str:
    """The receiver's local time of a printed line, with its offset from UTC."""
    return str(line["at"])


def is_quiet(line: Line) -> bool:
    """Whether a line came between 21:00 and 07:00, the quiet hours of a resident who set none."""
    local = datetime.fromisoformat(line["at"]).time()
    return local >= time(21) or local < time(7)
