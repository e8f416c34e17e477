"""Keep what was told of programs and people, with who said it and in which words."""

import re
from dataclasses import dataclass

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import Likeness, compare, same_place
from bot.domain.note import Source
from bot.domain.recall import disagree, newest_first
from bot.domain.vocabulary import FactKind, Role, Visa
from bot.replies.people import short_name
from bot.turn import Told
from bot.understanding.meaning import FactMention, Understanding
from bot.use_cases.keep_people import KeptPerson

OWN_PROGRAM = "own program"
"""What a fact is about where the resident spoke of their own program without its name (docs/understanding.md)."""


@dataclass(frozen=True, slots=True)
class KeptFact:
    """*older* is the latest fact told before that says otherwise: both stand, the older one marked old."""

    fact: Fact
    older: Fact | None = None


async def keep_facts(told: Told, people: list[KeptPerson]) -> list[KeptFact]:
    earlier = await told.work.all(Fact)
    kept = []
    for mention in told.meaning.facts:
        fact = _fact(told, mention, people)
        await told.work.put(fact)
        otherwise = newest_first(old for old in earlier if disagree(fact, old))
        kept.append(KeptFact(fact, next(iter(otherwise), None)))
    return kept


def _fact(told: Told, mention: FactMention, people: list[KeptPerson]) -> Fact:
    subject = subject_of(mention.about, people)
    speaker = subject or _speaker(told.meaning, mention, people)
    about = mention.about
    if subject and (program := _program_meant(told, mention, subject)):
        subject, about = None, program
    elif subject and mention.kind is FactKind.OPENING:
        about = f"{short_name(subject)}'s program"  # a place is open where they work, wherever that is
    elif subject:
        about = subject.name
    elif about.casefold() == OWN_PROGRAM and told.work.resident.program:
        about = told.work.resident.program
    return fact_of(told, mention, about, subject, speaker, told.source(mention.span))


def fact_of(
    told: Told, mention: FactMention, about: str, subject: Contact | None, speaker: Contact | None, source: Source
) -> Fact:
    """Return what was told as a fact of today: about a person (*subject*) or a program, said by *speaker* if known."""
    return Fact(
        id=told.ids.new(),
        about=about,
        kind=mention.kind,
        value=mention.value,
        visa=mention.visa,
        told_on=told.today,
        created_at=told.now,
        contact_id=subject.id if subject else None,
        said_by=speaker.id if speaker else None,
        source=source,
        confidence=mention.confidence,
    )


def subject_of(about: str, people: list[KeptPerson]) -> Contact | None:
    """Return the person of the message whom a fact is about; None where it is about a program."""
    named = (kept.contact for kept in people if compare(kept.mention.name, about).likeness is Likeness.SAME)
    return next(named, None)


OF_PROGRAMS = frozenset((FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.CONVERTS_PRELIMS, FactKind.OPENING))
"""Claims of a program, whoever made them."""
_OURS = re.compile(
    r"\b(?:our|my) (?:own )?(?:place|program|hospital|department|dept)\b|\b(?:here|with us)\b", re.IGNORECASE
)


def _program_meant(told: Told, mention: FactMention, subject: Contact) -> str | None:
    """Return the program that a claim told of a person is about: "Lin takes H-1B" says it of where Lin works.

    "Lisa said a spot opens at our place" says it of the resident's own.
    """
    if mention.kind not in OF_PROGRAMS or subject.position.role is Role.ATTORNEY:
        return None
    if mention.kind is FactKind.OPENING and _OURS.search(told.meaning.text):
        return told.work.resident.program or OWN_PROGRAM
    return subject.position.institution


_ENDS_SENTENCE = re.compile(r"(?<!\bdr)(?<!\bms)(?<!\bmr)(?<!\bmrs)(?<!\bprof)[.!?]\s|[\n;]", re.IGNORECASE)


def _speaker(meaning: Understanding, mention: FactMention, people: list[KeptPerson]) -> Contact | None:
    """Return who said it: the only person of the message, the one who works there, or the one its sentence names.

    Where several work there it is the last one named before it; where nobody does, one named in the same sentence.
    None where the words leave it open: a claim is never put into somebody's mouth.
    """
    if len(people) == 1:
        return people[0].contact
    there = [
        kept for kept in people if kept.mention.institution and same_place(kept.mention.institution, mention.about)
    ]
    against = (each for each in meaning.facts if (each.about, each.kind, each.visa) == _claim(mention))
    disputed = any(each.value != mention.value for each in against)
    if len(there) == 1 and not disputed:
        return there[0].contact
    if mention.span is None:
        return None
    start = mention.span.start
    named = [(kept.mention.spans["name"], kept) for kept in people if "name" in kept.mention.spans]
    before = [(name, kept) for name, kept in named if name.start < start]
    if not before:
        return None
    name, last = max(before, key=lambda each: each[0].start)
    if there and not disputed:
        return last.contact if last in there else None
    return None if _ENDS_SENTENCE.search(meaning.text, name.end, start) else last.contact


def _claim(mention: FactMention) -> tuple[str, FactKind, Visa | None]:
    return mention.about, mention.kind, mention.visa
