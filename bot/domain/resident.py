"""The resident: where they are reached, when they may be disturbed, and what they told of themselves."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.domain.vocabulary import Specialty, Visa
from bot.domain.year import OwnDate


@dataclass(frozen=True, slots=True)
class Address:
    """Where a resident is reached. *reference* is the platform's own, opaque to all but its adapter."""

    platform: str
    workspace: str
    user: str
    reference: dict[str, str] = field(default_factory=dict)

    @property
    def tenant(self) -> str:
        """The workspace whose data this is; data of two tenants never meet."""
        return f"{self.platform}:{self.workspace}"

    @property
    def channel(self) -> str | None:
        """The channel's name where this is a cohort's address: what goes there is for everybody to see."""
        return self.user[1:] if self.user.startswith("#") else None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local wall-clock times between which nothing unasked is sent; *start* after *end* spans midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class NightSpell:
    """Night shifts from the evening of *first* to the shift that begins on *last*."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CallSpell:
    """Long calls that begin on each day from *first* to *last*; the day after the last one is post-call."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class OwnStory:
    """What the resident says of themselves to others, in their own words, as drafts use it.

    *aim* is what they want ("a categorical position in internal medicine"), *work* one line of their work, *reach* the
    e-mail and phone under a signature. *paid_linkedin*: notes there may be longer. *visa_need* is the visa that the
    next program has to sponsor, where it is another than the own.
    """

    aim: str | None = None
    country: str | None = None
    work: str | None = None
    reach: str | None = None
    paid_linkedin: bool = False
    visa_need: Visa | None = None


DAY_QUIET = QuietHours(time(21), time(7))
NIGHT_QUIET = QuietHours(time(8), time(16, 30))
SUNDAY = 6


@dataclass(frozen=True, slots=True)
class Resident:
    """*created_at*, *paused_at* and *paused_until* are UTC; times of day and dates are local to *tz* (an IANA name).

    *paused_at* without *paused_until* means: until the resident resumes. Resuming sets *paused_until* to that moment
    and leaves *paused_at*, so that what the pause held is known and comes with the next digest.
    *platform_tz* is the zone that the platform told last: only another one is news. *dashboard* is set once the
    resident opened the dashboard: from then on it is kept fresh. *discreet*: notifications name nobody.
    *review_weekday* counts from Monday, 0, and so do *quiet_days*, on which nothing comes unasked, week after week.
    *pack* names the playbook of another kind of year.
    """

    id: str
    address: Address
    tz: str
    created_at: datetime
    welcomed: bool = False
    starts_on: date | None = None
    quiet: QuietHours = DAY_QUIET
    digest_at: time = time(7, 30)
    daily_cap: int = 3
    nights: tuple[NightSpell, ...] = ()
    calls: tuple[CallSpell, ...] = ()
    review_weekday: int = SUNDAY
    quiet_days: tuple[int, ...] = ()
    own_dates: tuple[OwnDate, ...] = ()
    pack: str | None = None
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    name: str | None = None
    visa: Visa | None = None
    program: str | None = None
    goal: str | None = None
    specialty: Specialty | None = None
    step2: int | None = None
    graduated: int | None = None
    states: tuple[str, ...] = ()
    platform_tz: str | None = None
    dashboard: bool = False
    discreet: bool = False
    story: OwnStory = OwnStory()

    @property
    def tenant(self) -> str:
        return self.address.tenant

    @property
    def visa_sought(self) -> Visa | None:
        """The visa that the next program has to sponsor; None where none is told, or any would do."""
        sought = self.story.visa_need or self.visa
        return None if sought is Visa.ANY else sought

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    @property
    def is_cohort(self) -> bool:
        """Tell whether this is a cohort's account (domain.cohort), which nobody writes from."""
        return self.address.channel is not None

    def today(self, now: datetime) -> date:
        """Return the resident's own day at the moment *now* (UTC)."""
        return now.astimezone(self.zone).date()

    def paused(self, at: datetime) -> bool:
        """Tell whether the latest pause covers the moment *at* (UTC)."""
        begun = self.paused_at is not None and self.paused_at <= at
        return begun and (self.paused_until is None or at < self.paused_until)
