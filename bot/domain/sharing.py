"""What members of a cohort share with each other: single claims, without a name, and retracted at any time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.vocabulary import FactKind, Visa

SHAREABLE = frozenset((FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.OPENING, FactKind.CONVERTS_PRELIMS))
"""Claims about programs. What is known of a person is never shared."""

MEMBERS_FOR_VISA = 3
"""From how many members on a claim about visas is shown (product.md, "Cohorts"): one alone could be recognised."""

ClaimKey = tuple[tuple[str, ...], str, str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """Kept with the member alone, so that they can retract it. *id* is also that of the SharedClaim in the cohort."""

    id: str
    cohort_id: str
    fact_id: str
    shared_at: datetime


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """Kept with the cohort, by nobody. *filled* marks an opening that a member said is gone."""

    id: str
    about: str
    kind: FactKind
    value: str
    shared_on: date
    visa: Visa | None = None
    filled: bool = False

    @property
    def key(self) -> ClaimKey:
        """What makes two claims one: the same program, kind and value, however the name was written."""
        return tuple(fold(self.about)), self.kind.value, self.value.casefold(), (self.visa or "")


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A claim as the board shows it, by how many members, and when it was shared first and last."""

    claim: SharedClaim
    members: int
    first_on: date
    last_on: date
    filled: bool


def shareable(fact: Fact) -> bool:
    return fact.kind in SHAREABLE and fact.contact_id is None


def board(shared: Iterable[SharedClaim]) -> list[OnBoard]:
    """Return what the board shows: each claim once, openings first, those of most members before others."""
    same: dict[ClaimKey, list[SharedClaim]] = {}
    for claim in sorted(shared, key=lambda each: each.id):
        same.setdefault(claim.key, []).append(claim)
    shown = [
        OnBoard(
            claims[0],
            len(claims),
            min(each.shared_on for each in claims),
            max(each.shared_on for each in claims),
            any(each.filled for each in claims),
        )
        for claims in same.values()
        if claims[0].kind is not FactKind.VISA or len(claims) >= MEMBERS_FOR_VISA
    ]
    return sorted(
        shown, key=lambda each: (each.claim.kind is not FactKind.OPENING, -each.members, each.claim.about.casefold())
    )
