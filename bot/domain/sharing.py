"""What members of a cohort share with each other: single claims, without a name, and retracted at any time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.application import opening_lasts
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.vocabulary import FactKind, Visa

SHAREABLE = frozenset((FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.OPENING, FactKind.CONVERTS_PRELIMS))
"""Claims about programs. What is known of a person is never shared."""

MEMBERS_FOR_VISA = 3
"""From how many members on a claim about visas is shown: one alone could be recognised."""

_SAME_PLACE = frozenset(("the", "hospital", "program", "residency"))
"""Words with and without which a program is the same one: three members may each have called it otherwise."""

ClaimKey = tuple[tuple[str, ...], str, str, str]


class Says(StrEnum):
    """What a member says of a claim."""

    SHARED = "shared"
    VERIFIED = "verified"  # of an opening on the board: it is there
    FILLED = "filled"  # of an opening on the board: it is gone


@dataclass(frozen=True, slots=True)
class Share:
    """Kept with the member alone, so that they can retract it. *id* is also that of the SharedClaim in the cohort.

    *fact_id* is empty for what they said of a claim of others'. *value* is the fact's when it was shared: once the
    member says otherwise, it is taken back.
    """

    id: str
    cohort_id: str
    fact_id: str
    shared_at: datetime
    value: str = ""

    def stands(self, fact: Fact | None) -> bool:
        """Tell whether the member still says it; *fact* is their own one as it is now, None where it is gone."""
        return not self.fact_id or (fact is not None and (not self.value or self.value == fact.value))


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """Kept with the cohort, by nobody: one for each member who says it."""

    id: str
    about: str
    kind: FactKind
    value: str
    shared_on: date
    visa: Visa | None = None
    says: Says = Says.SHARED

    @property
    def key(self) -> ClaimKey:
        """What makes two claims one: the same program, kind and value, however the name was written."""
        words = fold(self.about)
        bare = tuple(word for word in words if word not in _SAME_PLACE) or words
        return bare, self.kind.value, self.value.casefold(), (self.visa or "")


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A claim as the board shows it, by how many members, and when it was last said."""

    claim: SharedClaim
    members: int
    last_on: date
    verified: int
    filled: bool


def shareable(fact: Fact) -> bool:
    return fact.kind in SHAREABLE and fact.contact_id is None


def board(said: Iterable[SharedClaim], today: date) -> list[OnBoard]:
    """Return what the board shows: each claim once, openings first, those of most members before others.

    An opening that nobody spoke of for as long as openings last is left out.
    """
    same: dict[ClaimKey, list[SharedClaim]] = {}
    for claim in sorted(said, key=lambda each: each.id):
        same.setdefault(claim.key, []).append(claim)
    shown = [each for claims in same.values() if (each := _on_board(claims)) and not _over(each, today)]
    return sorted(
        shown, key=lambda each: (each.claim.kind is not FactKind.OPENING, -each.members, each.claim.about.casefold())
    )


def _on_board(claims: Sequence[SharedClaim]) -> OnBoard | None:
    """Return one claim by all who say it; None where too few do."""
    saying = [each for each in claims if each.says is not Says.FILLED]
    if len(saying) < (MEMBERS_FOR_VISA if claims[0].kind is FactKind.VISA else 1):
        return None
    return OnBoard(
        saying[0],
        len(saying),
        max(each.shared_on for each in claims),
        sum(each.says is Says.VERIFIED for each in saying),
        len(saying) < len(claims),
    )


def _over(each: OnBoard, today: date) -> bool:
    return each.claim.kind is FactKind.OPENING and each.last_on + opening_lasts(each.claim.value) < today
