"""Finding what was told: facts that answer a question, and the words of the notes they came from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold, same_place
from bot.domain.note import Note, NoteState, Source
from bot.domain.records import Holding, contacts_in
from bot.domain.vocabulary import FactKind, Visa

OLD_AFTER = timedelta(days=90)
"""A fact told longer ago than this is shown as old."""

QUOTE_LENGTH = 200

_SENTENCE_END = re.compile(r"(?<!\bDr)(?<!\bProf)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bSt)(?<!\b[A-Z])[.!?]+\s+|\n+")
"""A full stop after a title or an initial ends no sentence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A fact with who said it and the resident's words. *outdated* where a later fact says otherwise."""

    fact: Fact
    said_by: Contact | None
    quote: str
    old: bool
    disputed: bool


def is_about(fact: Fact, institution: str) -> bool:
    """Tell whether the fact is about this institution, named in full or in part ("Mercy", "Mercy St Louis")."""
    return same_place(fact.about, institution)


def facts_of_kind(facts: Iterable[Fact], kind: FactKind, visa: Visa | None = None) -> list[Fact]:
    """Return the facts of a kind; what is said of any visa answers a question about one, and one about any all."""
    of_any = visa is None or visa is Visa.ANY
    return [fact for fact in facts if fact.kind is kind and (of_any or fact.visa in (None, Visa.ANY, visa))]


def newest_first(facts: Iterable[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: (fact.told_at, fact.created_at, fact.id), reverse=True)


def with_evidence(
    facts: Sequence[Fact], contacts: Sequence[Contact], notes: Sequence[Note], today: date
) -> list[Evidence]:
    """Put beside each fact who said it, in which words, and whether another one told disagrees."""
    people = {contact.id: contact for contact in contacts}
    words = {note.id: note for note in notes}
    disputed = _disputed(facts)
    return [
        Evidence(
            fact,
            people.get(fact.said_by or fact.contact_id or ""),
            quote(words[fact.source.note_id], fact.source) if fact.source and fact.source.note_id in words else "",
            old=today - fact.told_on > OLD_AFTER,
            disputed=fact.id in disputed,
        )
        for fact in facts
    ]


_SETTLED = frozenset((FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.CONVERTS_PRELIMS))
"""Kinds of which a program says one thing at a time."""


def disagree(one: Fact, other: Fact) -> bool:
    """Tell whether two facts cannot both be so; the older of them is then marked old."""
    same_claim = one.kind in _SETTLED and (one.kind, one.visa) == (other.kind, other.visa)
    return same_claim and one.value != other.value and is_about(one, other.about)


def _disputed(facts: Sequence[Fact]) -> set[str]:
    """Return the ids of those that another one disagrees with; as disagree(), each name folded once."""
    said: dict[tuple[FactKind, Visa | None], dict[frozenset[str], list[Fact]]] = {}
    for fact in facts:
        if fact.kind in _SETTLED and (name := frozenset(fold(fact.about))):
            said.setdefault((fact.kind, fact.visa), {}).setdefault(name, []).append(fact)
    found = set()
    for by_name in said.values():
        values = {name: {fact.value for fact in of_name} for name, of_name in by_name.items()}
        for name, of_name in by_name.items():
            of_same = {each for other, told in values.items() if name <= other or other <= name for each in told}
            found |= {fact.id for fact in of_name if of_same - {fact.value}}
    return found


def sentences(text: str) -> list[str]:
    """Return the sentences of *text*, which join to it again.

    >>> sentences("met Dr. Lind. long night")
    ['met Dr. Lind. ', 'long night']
    """
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if end > start]


_CALENDAR_NAME = re.compile(r"^\s*[A-Z-]+(?:;[^:\n]*)?:")
"""What stands before a value in an .ics file: "SUMMARY:MICU"."""


def quote(note: Note, source: Source) -> str:
    """Return the sentence of the note that the source stands in, the resident's words unchanged."""
    ends = [match.end() for match in _SENTENCE_END.finditer(note.text)]
    start = max((end for end in ends if end <= source.start), default=0)
    end = min((end for end in ends if end >= max(source.end, start + 1)), default=len(note.text))
    said = note.text[start:end]
    return shorten(_CALENDAR_NAME.sub("", said, count=1) if note.text.startswith("BEGIN:VCALENDAR") else said)


def shorten(text: str, length: int = QUOTE_LENGTH) -> str:
    """Return the text on one line, cut at a word with an ellipsis where it is longer than *length* characters."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0] + " …"


def tellings(notes: Iterable[Note]) -> list[Note]:
    """Return the notes that an answer may quote: those that tell something and were not taken back."""
    return [note for note in notes if note.state in (NoteState.HANDLED, NoteState.FAILED) and not note.asked]


def notes_about(
    contact: Contact,
    notes: Sequence[Note],
    held: Iterable[Holding],
) -> list[Note]:
    """Return the notes in which something of this contact was read, newest first."""
    sources = (contact.source, *(job.source for job in contact.positions))
    ids = {source.note_id for source in sources if source}
    for record in held:
        if record.source and contact.id in contacts_in(record):
            ids.add(record.source.note_id)
    return [note for note in notes if note.id in ids]


def notes_with(words: Sequence[str], notes: Sequence[Note]) -> list[Note]:
    """Return the notes that have all the words, or else the most of them; ends of words may differ ("letter(s)")."""
    wanted = stems(" ".join(words))
    hits = [(found, note) for note in notes if (found := len(wanted & stems(note.text)))]
    most = max((found for found, _ in hits), default=0)
    return [note for found, note in hits if found == most]


def stems(text: str) -> set[str]:
    """Return the words of *text* without the endings that number and tense give them."""
    return {_stem(word) for word in fold(text)}


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s", "y"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word
