"""The messages that every measurement reads: the tuned part of the corpus."""

import json
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parents[1] / "corpus"


class Message(NamedTuple):
    """*now* is the resident's wall clock, naive, in the zone *tz*."""

    text: str
    now: datetime
    tz: str


def tuned_messages() -> list[Message]:
    lines = [line for path in sorted(CORPUS.glob("tuned-*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    told = [json.loads(line) for line in lines]
    return [Message(each["text"], datetime.fromisoformat(each["now"]), each["tz"]) for each in told]
