"""What is known before a meeting: who they are, what was said, what is owed both ways, what to ask and to bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.domain.recall import is_about, newest_first, stems
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind, Relationship, Role
from bot.domain.year import Deed, DeedKind, Promise, PromiseState, year_month
from bot.planning.due import Kept
from bot.planning.network import DIRECTORS, is_outside
from bot.playbook.pack import pack_for

QUESTIONS = 3
ASKED_ALREADY = 0.6
"""The share of a question's words that, found in a note, says that it was asked."""

_LITTLE = stems(
    "how do i me my the a an is it what which and at in to of for on would you your here there that should be"
)
_ANSWERED = {
    FactKind.CONVERTS_PRELIMS: ("moved into categorical",),
    FactKind.VISA: ("sponsor H-1B", "friendly to your visa"),
    FactKind.OPENING: ("PGY-2 openings", "open mid-year"),
}
"""Words of the questions that a fact told by this person, or of their program, has answered."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """*met* newest first; *facts* what they said or is told of them; *feedback* what they said of the work.

    *formal* is the talk of months 3-6.
    """

    contact: Contact
    met: tuple[Encounter, ...]
    facts: tuple[Fact, ...]
    owed: tuple[FollowUp, ...]
    promised: tuple[Promise, ...]
    questions: tuple[str, ...]
    bring: str
    formal: bool = False
    feedback: tuple[Deed, ...] = ()


def dossier(contact: Contact, resident: Resident, kept: Kept, today: date, told: Sequence[str] = ()) -> Dossier:
    """Gather what is known. *told* are the resident's own words about them, where they can be looked at."""
    met = tuple(sorted(kept.encounters_with(contact.id), key=lambda e: (e.on, e.id), reverse=True))
    facts = newest_first(f for f in kept.facts if contact.id in (f.contact_id, f.said_by))
    formal = _formal(contact, resident, kept, today)
    return Dossier(
        contact,
        met,
        tuple(facts),
        tuple(
            f
            for f in kept.follow_ups
            if f.contact_id == contact.id and f.state is FollowUpState.OPEN and f.kind is not FollowUpKind.MEET
        ),
        tuple(p for p in kept.promises if p.contact_id == contact.id and p.state is PromiseState.OPEN),
        _questions(contact, resident, kept, today, facts, told),
        _bring(contact, formal),
        formal,
        tuple(
            sorted(
                (d for d in kept.deeds if d.kind is DeedKind.FEEDBACK and contact.id in d.contact_ids),
                key=lambda deed: (deed.on, deed.id),
                reverse=True,
            )
        ),
    )


def _formal(contact: Contact, resident: Resident, kept: Kept, today: date) -> bool:
    """Tell whether it is the formal talk with the own PD or an associate PD, which belongs in months 3 to 6."""
    own = contact.position.role in DIRECTORS and not is_outside(contact, resident, kept)
    return own and resident.starts_on is not None and 3 <= year_month(resident.starts_on, today) <= 6


def _questions(
    contact: Contact, resident: Resident, kept: Kept, today: date, facts: Sequence[Fact], told: Sequence[str]
) -> tuple[str, ...]:
    bank = [*_of_the_stage(contact, resident, kept, today), *_bank(contact, resident, kept)]
    bank = list(dict.fromkeys((*bank, *pack_for(resident).questions.mentor)))
    before = next((brief for brief in kept.briefs if brief.id == contact.id), None)
    met_since = before and any(e.created_at > before.made_at for e in kept.encounters_with(contact.id))
    asked = set(before.questions) if before and met_since else set()
    home = contact.position.institution
    known = {f.kind for f in kept.facts if home and f.contact_id is None and is_about(f, home)} | {
        f.kind for f in facts
    }
    left = [q for q in bank if q not in asked and not _answered(q, known) and not _asked(q, told)]
    return tuple((left + [q for q in bank if q not in left])[:QUESTIONS])


EARLY, LATE = (1, 2), (9, 12)
_FACULTY = (*DIRECTORS, Role.DEPARTMENT_CHAIR, Role.DIVISION_CHIEF, Role.ATTENDING)


def _of_the_stage(contact: Contact, resident: Resident, kept: Kept, today: date) -> tuple[str, ...]:
    """Return what the time of the year makes worth asking faculty of the own program, or a mentor."""
    close = contact.relationship in (Relationship.MENTOR, Relationship.SPONSOR)
    if resident.starts_on is None or not (close or contact.position.role in _FACULTY):
        return ()
    if not close and is_outside(contact, resident, kept):
        return ()
    questions, month = pack_for(resident).questions, year_month(resident.starts_on, today)
    if EARLY[0] <= month <= EARLY[1]:
        return questions.early
    return questions.late if LATE[0] <= month <= LATE[1] else ()


def _bank(contact: Contact, resident: Resident, kept: Kept) -> tuple[str, ...]:
    questions, role = pack_for(resident).questions, contact.position.role
    outside = is_outside(contact, resident, kept)
    if role in DIRECTORS or role is Role.DEPARTMENT_CHAIR:
        return questions.conference if outside else questions.director
    by_role = {
        Role.FELLOW: questions.fellow,
        Role.COORDINATOR: questions.coordinator,
        Role.CHIEF_RESIDENT: questions.senior,
        Role.RESIDENT: questions.senior,
        Role.ALUM: questions.alum,
        Role.ATTORNEY: questions.attorney,
    }
    if role in by_role and contact.relationship is not Relationship.MENTOR:
        return by_role[role]
    return questions.mentor


def _answered(question: str, known: set[FactKind]) -> bool:
    return any(kind in known and any(words in question for words in said) for kind, said in _ANSWERED.items())


def _asked(question: str, told: Sequence[str]) -> bool:
    words = stems(question) - _LITTLE
    return any(len(words & stems(text)) >= ASKED_ALREADY * len(words) for text in told)


def _bring(contact: Contact, formal: bool) -> str:
    match contact.position.role:
        case Role.ATTORNEY:
            return "passport and visa, I-94, DS-2019 or I-797, your contract, and this list"
        case Role.COORDINATOR | Role.RESIDENT | Role.CHIEF_RESIDENT:
            return "nothing but your question, and thanks"
        case Role.FELLOW | Role.RESEARCHER:
            return "your CV, and the hours a week that you really have"
        case _ if formal:
            return "updated CV, your goal in one sentence, what you did since July in three lines"
        case _:
            return "updated CV, your goals in bullet points or a short personal statement"
