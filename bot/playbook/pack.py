"""The playbook of one kind of year, read from a TOML file here and checked when it is read.

Another specialty is another file: no code changes. Numbers come from the playbook of the field and each is a test.
"""

from datetime import date, timedelta
from functools import cache
from importlib import resources

import msgspec

from bot.domain.resident import Resident
from bot.domain.vocabulary import Specialty

DEFAULT = "preliminary_medicine"
SAME_CYCLE = "same-cycle"


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file: a word that nobody reads is a mistake."""


class Window(Strict, frozen=True):
    """*months* or *weeks* of the year, counted from 1, both included. *why* replaces the milestone's own."""

    months: tuple[int, int] | None = None
    weeks: tuple[int, int] | None = None
    why: str = ""

    def __post_init__(self) -> None:
        given = [window for window in (self.months, self.weeks) if window]
        if len(given) != 1:
            raise ValueError("a window has either months or weeks")
        first, last = given[0]
        if not 1 <= first <= last:
            raise ValueError(f"the window {given[0]} does not run forward from 1")
        if self.months and last > 12:
            raise ValueError(f"the window {self.months} leaves the year")

    def days(self, starts_on: date) -> tuple[date, date]:
        """Return the first and last day of the window in a year that begins on *starts_on*."""
        if self.weeks:
            first, last = self.weeks
            return starts_on + timedelta(weeks=first - 1), starts_on + timedelta(weeks=last, days=-1)
        first, last = self.months or (1, 12)
        return month_begins(starts_on, first), month_begins(starts_on, last + 1) - timedelta(days=1)


class Milestone(Strict, frozen=True):
    """*task* follows "to"; *evidence* names the function of evidence.py that completes it from what was logged."""

    id: str
    task: str
    why: str
    step: str
    months: tuple[int, int] | None = None
    weeks: tuple[int, int] | None = None
    evidence: str = ""
    same_cycle: Window | None = None

    def __post_init__(self) -> None:
        self.window(None)

    def window(self, goal: str | None) -> Window:
        if goal == SAME_CYCLE and self.same_cycle:
            return self.same_cycle
        return Window(self.months, self.weeks)

    def reason(self, goal: str | None) -> str:
        return self.window(goal).why or self.why


class Target(Strict, frozen=True):
    """*least* to *most* over the year; *by_month* says how many by the end of which month.

    *milestone* asks for the same step: while its window is open and it is not done, it stands for the target.
    """

    id: str
    least: int
    most: int
    by_month: dict[int, int]
    task: str
    step: str
    milestone: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.most:
            raise ValueError(f"the target {self.id} asks for {self.least} to {self.most}")
        if not self.by_month or max(self.by_month.values()) != self.least or max(self.by_month) > 12:
            raise ValueError(f"the plan of the target {self.id} does not reach {self.least} within the year")

    def planned_by(self, month: int) -> int:
        """Return how many there should be once *month* is over."""
        return max((count for by, count in self.by_month.items() if by <= month), default=0)


class Rhythm(Strict, frozen=True):
    weeks: int
    late_weeks: int

    def __post_init__(self) -> None:
        if not 0 < self.late_weeks <= self.weeks:
            raise ValueError("late in the year one keeps closer in touch, not less")


class Cadence(Strict, frozen=True):
    late_from: int
    late_to: int
    sponsor: Rhythm
    mentor: Rhythm
    peer: Rhythm
    interested: Rhythm


class Goals(Strict, frozen=True):
    directors: int
    research_partners: int
    imgs: int


class ConferenceWindows(Strict, frozen=True):
    before_days: int
    contact_day: int
    last_call_day: int
    spread_from: int
    spread_to: int
    most_a_day: int
    goals: Goals

    def __post_init__(self) -> None:
        if not self.spread_from <= self.contact_day <= self.spread_to <= self.last_call_day:
            raise ValueError("a conference contact is brought up within the days of spreading, before the last call")


class RotationWindows(Strict, frozen=True):
    usual_days: int
    last_week_days: int
    thank_you_within: int


class LetterWindows(Strict, frozen=True):
    answer_after: int
    packet_after: int
    upload_after: int
    before_deadline: tuple[int, ...]


class PromiseWindows(Strict, frozen=True):
    undated_after: int


class OwnDates(Strict, frozen=True):
    """How many days before the date each reminder comes."""

    visa: tuple[int, ...]
    contract: tuple[int, ...]


class Ladder(Strict, frozen=True):
    check_ins: int


class Questions(Strict, frozen=True):
    """The bank by role. *early* and *late* are for faculty of the own program in months 1-2 and 9-12."""

    director: tuple[str, ...]
    mentor: tuple[str, ...]
    conference: tuple[str, ...]
    fellow: tuple[str, ...]
    coordinator: tuple[str, ...]
    senior: tuple[str, ...]
    alum: tuple[str, ...]
    attorney: tuple[str, ...]
    early: tuple[str, ...] = ()
    late: tuple[str, ...] = ()


class Pack(Strict, frozen=True):
    version: int
    name: str
    specialties: tuple[Specialty, ...]
    milestones: tuple[Milestone, ...]
    targets: tuple[Target, ...]
    cadence: Cadence
    conference: ConferenceWindows
    rotation: RotationWindows
    letters: LetterWindows
    promises: PromiseWindows
    own_dates: OwnDates
    ladder: Ladder
    questions: Questions

    def __post_init__(self) -> None:
        for what in (self.milestones, self.targets):
            ids = [each.id for each in what]
            if len(ids) != len(set(ids)):
                raise ValueError(f"{self.name} names one of {sorted(ids)} twice")
        for target in self.targets:
            if target.milestone and self.milestone(target.milestone) is None:
                raise ValueError(f"the target {target.id} speaks of a milestone {target.milestone} that is none")

    def milestone(self, milestone_id: str) -> Milestone | None:
        return next((each for each in self.milestones if each.id == milestone_id), None)

    def target(self, target_id: str) -> Target | None:
        return next((each for each in self.targets if each.id == target_id), None)


@cache
def month_begins(starts_on: date, month: int) -> date:
    """Return the first day of a month of the year, 1 for the first.

    >>> month_begins(date(2026, 7, 1), 7)
    datetime.date(2027, 1, 1)
    """
    months = starts_on.month - 1 + month - 1
    year, month_of_year = starts_on.year + months // 12, months % 12 + 1
    # A year that begins on the 31st has months that begin on the 30th or 28th.
    first_of_next = date(year + month_of_year // 12, month_of_year % 12 + 1, 1)
    return min(date(year, month_of_year, 1) + timedelta(days=starts_on.day - 1), first_of_next - timedelta(days=1))


def read_pack(content: bytes) -> Pack:
    """Return the pack that a file holds. Raises msgspec.ValidationError, which names the place, for any mistake."""
    return msgspec.toml.decode(content, type=Pack)


@cache
def load_pack(name: str) -> Pack:
    return read_pack((resources.files("bot.playbook") / f"{name}.toml").read_bytes())


@cache
def pack_names() -> tuple[str, ...]:
    """Return the names of all packs, the usual one first."""
    files = (each.name for each in resources.files("bot.playbook").iterdir())
    return tuple(sorted((n[:-5] for n in files if n.startswith("preliminary_")), key=lambda name: name != DEFAULT))


def pack_for(resident: Resident) -> Pack:
    """Return the resident's playbook: the one they named, or the usual one."""
    return load_pack(resident.pack if resident.pack in pack_names() else DEFAULT)


def pack_of_specialty(specialty: Specialty) -> str | None:
    """Return the name of the pack for a preliminary year in *specialty*."""
    return next((name for name in pack_names() if specialty in load_pack(name).specialties), None)
