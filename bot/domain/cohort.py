"""Cohorts: residents of one year, track or site, with leads who may announce to them.

A cohort has an account as a resident has one, with a key, records and deliveries of its own. Its channel is
its address.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.resident import Address


class CohortRole(StrEnum):
    OWNER = "owner"  # made the cohort, and says who leads it
    LEAD = "lead"  # announces
    MEMBER = "member"


LEADING = frozenset((CohortRole.OWNER, CohortRole.LEAD))


@dataclass(frozen=True, slots=True)
class Membership:
    """That one resident belongs to one cohort. *joined_at* is UTC; *address* and *tz* are the resident's own."""

    cohort_id: str
    cohort_name: str
    resident_id: str
    role: CohortRole
    joined_at: datetime
    address: Address
    tz: str

    @property
    def leads(self) -> bool:
        return self.role in LEADING

    @property
    def who(self) -> str:
        """How the member is named to a lead: by the platform's own name for them, never by what they told Vouch."""
        return self.address.user


@dataclass(frozen=True, slots=True)
class CohortProfile:
    """What a cohort is: residents of one *year* ("2026"), *track* and *site*. Kept with the cohort, once.

    *follows_channel*: who comes into its channel becomes a member, who leaves it is none any more. *unled_on* is the
    day on which its members were last asked who will lead it, while nobody does.
    """

    id: str = "profile"
    year: str | None = None
    track: str | None = None
    site: str | None = None
    unled_on: date | None = None
    follows_channel: bool = False

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What is known, as name and value."""
        told = (("year", self.year), ("track", self.track), ("site", self.site))
        return tuple((name, value) for name, value in told if value)


@dataclass(frozen=True, slots=True)
class KeptApart:
    """That somebody left the cohort or was taken out: its channel does not bring them back. *id* is the resident's.

    Kept with the cohort, one for each, so that two who leave at the same time do not overwrite each other.
    """

    id: str


@dataclass(frozen=True, slots=True)
class MemberName:
    """What the platform calls a member, kept with the cohort. *id* is the resident's; *also* are their other names."""

    id: str
    name: str
    also: tuple[str, ...] = ()

    def is_called(self, typed: str) -> bool:
        """Tell whether these words, as typed after "@", are the member's name, or its first word."""
        wanted = typed.strip().lstrip("@").casefold()
        known = [each.casefold() for each in (self.name, *self.also)]
        return bool(wanted) and (wanted in known or wanted in (each.split()[0] for each in known if each))


@dataclass(frozen=True, slots=True)
class MemberTally:
    """How far a member is, as numbers, kept with the cohort. *id* is the resident's. Shown to nobody but added up."""

    id: str
    milestones: int = 0
    mentors: int = 0
    sponsors: int = 0
    follow_ups: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {
            "milestones": self.milestones,
            "mentors": self.mentors,
            "sponsors": self.sponsors,
            "follow_ups": self.follow_ups,
        }


@dataclass(frozen=True, slots=True)
class Total:
    """One count over a cohort: the sum, and how many members it comes from."""

    name: str
    sum: int
    members: int


def cohort_address(platform: str, workspace: str, name: str) -> Address:
    """Return where a cohort of this name is reached: its channel. No person's id begins with a number sign."""
    return Address(platform, workspace, f"#{channel_name(name)}")


def channel_name(name: str) -> str:
    """Return a channel's or a cohort's name as it is compared and shown.

    >>> channel_name(" #Prelims ")
    'prelims'
    """
    return name.strip().lstrip("#").casefold()
