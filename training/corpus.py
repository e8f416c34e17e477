"""The labelled messages that models are trained on: the tuned part of the corpus, never the held part."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.understanding.meaning import KnownContact

CORPUS = Path(__file__).parent.parent / "tests" / "corpus"
ANY_TIME = datetime(2026, 11, 10, 14, 0)  # noqa: DTZ001 - the resident's wall clock has no zone


@dataclass(frozen=True, slots=True)
class Message:
    """One labelled message; *gold* as tests/corpus/README.md describes it."""

    text: str
    now: str
    known: tuple[KnownContact, ...]
    gold: dict[str, Any]


def tuned_messages(files: str = "tuned-*.jsonl") -> Iterator[Message]:
    for file in sorted(CORPUS.glob(files)):
        yield from read_messages(file)


def read_messages(file: Path) -> Iterator[Message]:
    for line in file.read_text(encoding="utf-8").splitlines():
        labelled = json.loads(line)
        known = tuple(KnownContact(contact["name"]) for contact in labelled.get("known", ()))
        yield Message(labelled["text"], labelled["now"], known, labelled["gold"])
