"""A year of one resident replayed: what `vouch simulate` takes for it."""

import json
from datetime import UTC, datetime, timedelta
from time import perf_counter
from typing import Any

from bot.wiring.simulation import simulate
from tests.bench.corpus import tuned_messages
from tests.bench.figures import Figure

MESSAGES = 300
STARTS = datetime(2026, 7, 1, 15, tzinfo=UTC)
YEAR = timedelta(days=365)


async def year_figures() -> list[Figure]:
    sent: list[dict[str, Any]] = []
    begun = perf_counter()
    await simulate(_script(), sent.append, None, STARTS + YEAR, None)
    took = perf_counter() - begun
    what = f"{MESSAGES} messages, {len(sent)} sent, temporary SQLite"
    return [Figure("a simulated year", what, f"{took:.1f} s", "< 20 s")]


def _script() -> list[str]:
    told = tuned_messages()
    texts = [told[number * len(told) // MESSAGES].text for number in range(MESSAGES)]
    profile = {"tz": "America/Chicago", "start": "2026-07-01"}
    lines: list[dict[str, Any]] = [{"at": _at(STARTS), "user": "ana", "profile": profile}]
    for number, text in enumerate(texts, start=1):
        lines.append({"at": _at(STARTS + YEAR * number / (MESSAGES + 1)), "user": "ana", "text": text})
    return [json.dumps(line) for line in lines]


def _at(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"
