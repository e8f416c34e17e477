"""People asked for by what they are, and where: "any sponsors at Mercy", "IMG surgeons?", "who's the PD at Oakmont"."""

import re

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import same_place
from bot.domain.recall import facts_of_kind, is_about
from bot.domain.vocabulary import Relationship
from bot.messages import Reply
from bot.planning.network import is_outside
from bot.ports import UnitOfWork
from bot.replies import answers
from bot.replies.people import role_in_words, specialty_in_words
from bot.understanding.meaning import Question
from bot.use_cases.holdings import kept_by

_OF_THE_CIRCLE = re.compile(r"\b(?:any|my|the|have|know)\s+(?P<as>mentor|sponsor|peer|role model)s\b", re.IGNORECASE)
_IMGS = re.compile(
    r"\bimgs?\s+(?:attendings?|surgeons?|doctors?|docs|physicians?|faculty|fellows?|residents?|hospitalists?|mentors?|"
    r"people|folks|pds?|apds?|chiefs?|chairs?|\w+ologists?|\w+icians?)\b|\b(?:know|have|met) (?:any |other )?imgs\b|"
    r"\bwho\b.{0,40}\b(?:is|are|was|were|['’]s|an|also|other)\s+(?:also )?(?:an )?imgs?\b|\b(?:which|what|how many) "
    r"(?:other )?imgs\b|"
    r"\bimgs? (?:do |did |have )?i (?:know|met|meet|have)\b|\b(?:people|anyone|anybody|someone) .{0,20}\b(?:is|are|an|"
    r"other) imgs?\b",
    re.IGNORECASE,
)


def asks_for_people(text: str, question: Question) -> bool:
    """Tell whether people are asked for, and not what programs take: a visa asked for is taken by programs."""
    if question.visa or question.person:
        return False
    job_there = question.role and question.institution and question.fact_kind is None
    return bool(job_there or _OF_THE_CIRCLE.search(text) or _IMGS.search(text))


async def find_people(work: UnitOfWork, text: str, question: Question) -> Reply | None:
    """List who fits; None where nobody does and the words can be answered as a question about programs."""
    circle, img = _OF_THE_CIRCLE.search(text), bool(_IMGS.search(text))
    kind = Relationship(circle["as"].lower().replace(" ", "_")) if circle else None
    fitting = [
        each
        for each in await work.all(Contact)
        if (kind is None or each.relationship is kind)
        and (each.img or not img)
        and question.role in (None, each.position.role)
        and question.specialty in (None, each.position.specialty)
    ]
    place = question.institution
    there = [each for each in fitting if place is None or await _works_at(work, each, place)]
    if not fitting and await _is_told_otherwise(work, question):
        return None
    placeless = [each for each in fitting if each not in there and each.position.institution is None]
    return answers.people_there(_called(question, kind, img=img), place, there, placeless)


async def _is_told_otherwise(work: UnitOfWork, question: Question) -> bool:
    """Tell whether what is known of the program, or the notes on it, may answer where no person does."""
    if question.fact_kind is None:
        return question.role is not None
    places, facts = question.institutions, facts_of_kind(await work.all(Fact), question.fact_kind, None)
    return any(not places or any(is_about(fact, place) for place in places) for fact in facts)


async def _works_at(work: UnitOfWork, contact: Contact, place: str) -> bool:
    """Tell whether somebody works there; at the own program also who is not told to be elsewhere."""
    if contact.position.institution:
        return same_place(contact.position.institution, place)
    resident = work.resident
    own = resident.program is not None and same_place(resident.program, place)
    return own and not is_outside(contact, resident, await kept_by(work))


def _called(question: Question, kind: Relationship | None, *, img: bool) -> str:
    """Return what they are called: "IMG attending, surgery"."""
    job = role_in_words(question.role).lower() if question.role else ""
    named = kind.value.replace("_", " ") if kind else ""
    who = " ".join(part for part in ("IMG" if img else "", named or job or ("" if img else "person")) if part)
    return f"{who} in {specialty_in_words(question.specialty)}" if question.specialty else who
