"""Messages with marks around the words that say something: ``training/marked/*.txt``, one a line.

    log: met dr rao, pd at mercy. [visa yes|j1] ok, [visa no|h1b] no. she'll call me, [send|send her my cv by fri]

Before the colon stands the intent, in brackets a label and the words it is about; labels are described in
training/marked/README.md. What is not marked says nothing of that sort, so each message teaches both sides. Unlike a
label of the corpus a mark tells which words of the message say it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.understanding.outline import Outline

_FILES = Path(__file__).parent / "marked"
_MARK = re.compile(r"\[(?P<kind>\w+)(?: (?P<value>\w+))?\|(?P<words>[^\[\]|]+)\]")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters *start* to *end* (exclusive) of the text say *value* of a *kind* of fact, or tell a follow-up."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MarkedMessage:
    intent: str
    text: str
    marks: tuple[Mark, ...]

    def said(self, kind: str, outline: Outline, first: int, last: int) -> frozenset[str]:
        """The values ("yes" of "visa yes") that are marked on some word of items *first* to *last* (exclusive)."""
        span = outline.reading.span(outline.items[first].start, outline.items[last - 1].end)
        return frozenset(
            mark.value for mark in self.marks if mark.kind == kind and mark.start < span.end and span.start < mark.end
        )


def marked_messages() -> Iterator[MarkedMessage]:
    for file in sorted(_FILES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield read_marked(line)


def read_marked(line: str) -> MarkedMessage:
    """Read one line.

    >>> read_marked("log: she'll call, [send|send my cv]").marks
    (Mark(kind='send', value='', start=13, end=23),)
    """
    intent, _, marked = line.partition(": ")
    parts, marks, at, done = list[str](), list[Mark](), 0, 0
    for found in _MARK.finditer(marked):
        before, words = marked[done : found.start()], found["words"]
        at += len(before)
        marks.append(Mark(found["kind"], found["value"] or "", at, at + len(words)))
        parts += before, words
        at += len(words)
        done = found.end()
    return MarkedMessage(intent, "".join([*parts, marked[done:]]), tuple(marks))
