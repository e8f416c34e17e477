"""A script of `vouch simulate` as a test writes it: said and pressed, then what came out."""

import json
from datetime import datetime
from typing import Any

from bot.wiring.simulation import simulate

Line = dict[str, Any]


async def replay(*lines: Line, until: datetime | None = None) -> list[Line]:
    """Run the real bot on a fresh database through the script; return everything it sent, in order."""
    sent: list[Line] = []
    await simulate([json.dumps(line) for line in lines], sent.append, None, until, None)
    return sent


def resident(at: str = "2026-10-13T09:00", **profile: Any) -> Line:
    return {"at": at, "user": "ana", "profile": {"tz": "America/New_York", **profile}}


def said(at: str, text: str) -> Line:
    return {"at": at, "user": "ana", "text": text}


def pressed(at: str, label: str, item: int | None = None) -> Line:
    return {"at": at, "user": "ana", "click": label} | ({"item": item} if item else {})


def time_passes(until: str) -> Line:
    return {"at": until}


def unasked(sent: list[Line]) -> list[Line]:
    return [line for line in sent if line["kind"] in ("nudge", "digest")]
