"""The shortlist: what speaks for applying to a program, counted in the open, and what is still to be asked there.

It counts what the resident knows in a program's favor. It scores nobody's worth and predicts no odds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.contact import Contact
from bot.domain.program import Program
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, Role, Specialty
from bot.programs.ledger import Claim, Entry
from bot.replies.people import specialty_in_words
from bot.understanding.lexicon import lexicon
from bot.understanding.tokens import tokenise

_DECIDE = frozenset((Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.COORDINATOR, Role.DEPARTMENT_CHAIR))

POINTS = {
    (FactKind.VISA, "yes"): 3,
    (FactKind.VISA, "maybe"): 1,
    (FactKind.VISA, "no"): -6,
    (FactKind.IMG_FRIENDLY, "yes"): 2,
    (FactKind.IMG_FRIENDLY, "maybe"): 1,
    (FactKind.IMG_FRIENDLY, "no"): -3,
    (FactKind.CONVERTS_PRELIMS, "yes"): 2,
    (FactKind.CONVERTS_PRELIMS, "maybe"): 1,
    (FactKind.CONVERTS_PRELIMS, "no"): -1,
}
OPENING, ADVOCATE, DECIDES, KNOWN, MOST_FOR_PEOPLE = 3, 3, 2, 1, 4
MEETS, FAILS, PREFERRED = 1, -4, 1
OF_MEDICINE = frozenset(
    (
        Specialty.CARDIOLOGY,
        Specialty.GASTROENTEROLOGY,
        Specialty.HEMATOLOGY_ONCOLOGY,
        Specialty.PULMONARY_CRITICAL_CARE,
        Specialty.NEPHROLOGY,
        Specialty.ENDOCRINOLOGY,
        Specialty.RHEUMATOLOGY,
        Specialty.INFECTIOUS_DISEASE,
        Specialty.GERIATRICS,
        Specialty.PALLIATIVE_CARE,
        Specialty.HOSPITAL_MEDICINE,
        Specialty.ALLERGY_IMMUNOLOGY,
    )
)
"""Specialties that are reached through a categorical position in internal medicine."""


@dataclass(frozen=True, slots=True)
class Reason:
    """*points* for or against; *claim* or *people* it rests on; *said* in words where it is neither."""

    points: int
    claim: Claim | None = None
    people: tuple[Contact, ...] = ()
    said: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """*ask* is the one thing to find out next, and *whom* somebody known there who could tell."""

    entry: Entry
    reasons: tuple[Reason, ...]
    ask: str
    whom: Contact | None

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


def rank(entries: Sequence[Entry], resident: Resident, today: date) -> list[Ranked]:
    """Return the programs but the resident's own: those they chose, then best first; the same points by name."""
    ranked = [_ranked(entry, resident, today) for entry in entries if not entry.own]
    return sorted(ranked, key=lambda each: (each.entry.chosen_on is None, -each.points, each.entry.name))


def _ranked(entry: Entry, resident: Resident, today: date) -> Ranked:
    reasons = [
        *_of_claims(entry, resident),
        *_of_people(entry),
        *_of_requirements(entry, resident, today),
    ]
    whom = next((c for c in entry.people if c.position.role in _DECIDE), entry.people[0] if entry.people else None)
    return Ranked(entry, tuple(reasons), _missing(entry, resident), whom)


def _of_claims(entry: Entry, resident: Resident) -> list[Reason]:
    """Count the newest claim of each sort; where two disagree it is not settled, and moves a point at most."""
    reasons = []
    visa = resident.visa_sought
    for kind in (FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.CONVERTS_PRELIMS):
        claims = entry.of(kind, visa if kind is FactKind.VISA else None)
        if not claims:
            continue
        best = claims[0]
        points = POINTS[kind, best.value]
        reasons.append(Reason(max(min(points, 1), -1) if best.disputed else points, best))
    opening = next(iter(entry.of(FactKind.OPENING)), None)
    return [*reasons, Reason(OPENING, opening)] if opening else reasons


def _of_people(entry: Entry) -> list[Reason]:
    if entry.advocates:
        return [Reason(ADVOCATE, people=entry.advocates, said="would speak up for you")]
    if not entry.people:
        return []
    points = sum(DECIDES if contact.position.role in _DECIDE else KNOWN for contact in entry.people)
    return [Reason(min(points, MOST_FOR_PEOPLE), people=entry.people, said="known there")]


def _of_requirements(entry: Entry, resident: Resident, today: date) -> list[Reason]:
    base, reasons = entry.base, []
    if base is None:
        return []
    if base.min_score and resident.step2:
        meets = resident.step2 >= base.min_score
        reasons.append(
            Reason(MEETS if meets else FAILS, said=f"Step 2 of {base.min_score} asked, yours {resident.step2}")
        )
    if base.max_years is not None and resident.graduated:
        years = today.year - resident.graduated
        said = f"graduated at most {base.max_years} years ago, you {years}"
        reasons.append(Reason(MEETS if years <= base.max_years else FAILS, said=said))
    reasons += _of_specialty(base, resident)
    if base.state and base.state in resident.states:
        reasons.append(Reason(PREFERRED, said=f"in {base.state}, as you prefer"))
    return reasons


def _of_specialty(base: Program, resident: Resident) -> list[Reason]:
    """Compare the field of the program with the one the resident looks for; a subspecialty begins in medicine."""
    offered, wanted = specialty_named(base.specialty), resident.specialty
    if offered is None or wanted is None:
        return []
    told, sought = specialty_in_words(offered), specialty_in_words(wanted)
    if offered is wanted:
        return [Reason(MEETS, said=f"{told}, as you look for")]
    if offered is Specialty.INTERNAL_MEDICINE and wanted in OF_MEDICINE:
        return [Reason(MEETS, said=f"{told}, the way to {sought}")]
    return [Reason(FAILS, said=f"{told}, you look for {sought}")]


def specialty_named(words: str) -> Specialty | None:
    """Return the specialty that a column of a file names ("IM categorical"); None where it names none."""
    hits = [hit for hit in lexicon().hits(tokenise(words)) if hit.category == "specialties"] if words else []
    return Specialty(hits[0].value) if hits else None


def _missing(entry: Entry, resident: Resident) -> str:
    """Return the question whose answer would move it most."""
    visa = resident.visa_sought
    claims = entry.of(FactKind.VISA, visa)
    if not claims:
        return f"Do you sponsor the {visa}?" if visa else "Which visas do you sponsor?"
    if claims[0].disputed or claims[0].old:
        return f"Do you still sponsor the {visa or claims[0].visa}?"
    if not entry.of(FactKind.IMG_FRIENDLY):
        return "Do you take non-US IMGs, and how many in the last years?"
    if not entry.of(FactKind.CONVERTS_PRELIMS):
        return "Do you take residents from a preliminary year?"
    if not entry.of(FactKind.OPENING):
        return "Do you expect a PGY-2 or categorical opening?"
    return "When do you decide, and what should I send?"
