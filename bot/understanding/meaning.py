"""What was understood of one message: plain frozen values, every one traceable to words of the text.

A reading is a guess about a span; the resident's own words stay whole in the note, so a wrong guess loses nothing.
Dates and times are the resident's local ones (no zone): the understanding never converts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.domain.recurrence import Recurrence
from bot.domain.vocabulary import (
    FactKind,
    FollowUpKind,
    Intent,
    MentorKind,
    PlaceKind,
    Relationship,
    Role,
    Specialty,
    Visa,
)
from bot.domain.year import DeedKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where in the text something stands: ``text[start:end]``, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class KnownContact:
    """A contact the resident already has; lends its full name when only it can be meant, by name or nickname.

    *mine* says that it works at the resident's own program: whom "my PD" can mean.
    """

    name: str
    role: Role | None = None
    institution: str | None = None
    nicknames: tuple[str, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A hospital or program and what this resident calls it: "the Rock" for Lakeside Regional."""

    name: str
    said: str


Known = KnownContact | KnownPlace


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One person the message is about. *spans* holds one span per field that was told, by field name.

    *title* is "Dr." where the message called them doctor or professor, "Ms.", "Mr." or "Mrs." where it said that.
    *another*: it is said that this is nobody known of the name ("different Kim").
    """

    name: str
    role: Role | None = None
    institution: str | None = None
    specialty: Specialty | None = None
    relationship: Relationship | None = None
    img: bool | None = None
    email: str | None = None
    phone: str | None = None
    linkedin: str | None = None
    title: str | None = None
    spans: Mapping[str, Span] = field(default_factory=dict)
    confidence: float = 1.0
    another: bool = False


@dataclass(frozen=True, slots=True)
class FactMention:
    """Something told of a program or person; *value* is one of those listed at FactKind."""

    about: str
    kind: FactKind
    value: str
    visa: Visa | None = None
    span: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FollowUpMention:
    """What the resident owes. *what* is the wording of the task ("send my CV"), without the date."""

    kind: FollowUpKind
    with_name: str | None = None
    due_on: date | None = None
    due_at: time | None = None
    what: str = ""
    span: Span | None = None
    due_span: Span | None = None
    confidence: float = 1.0
    recurrence: Recurrence | None = None


@dataclass(frozen=True, slots=True)
class PromiseMention:
    """What somebody else is going to do for the resident: *what* as told ("send me the abstract"), without the date."""

    by_name: str
    what: str
    due_on: date | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DeedMention:
    """What the resident did or achieved, in the words of its sentence."""

    kind: DeedKind
    what: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class CadenceMention:
    """How many days apart the resident wants to be in touch with somebody; 0 for never."""

    with_name: str
    every_days: int
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class DayRange:
    """Both days included; one day has the same *start* and *end*."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Question:
    """What an ASK wants to know; whatever is None was not asked for. *words* are the content words left over."""

    person: str | None = None
    institutions: tuple[str, ...] = ()
    fact_kind: FactKind | None = None
    visa: Visa | None = None
    role: Role | None = None
    specialty: Specialty | None = None
    field: str | None = None  # "email", "phone", "linkedin", "role", "institution"
    words: tuple[str, ...] = ()

    @property
    def institution(self) -> str | None:
        """The first of the institutions asked about."""
        return self.institutions[0] if self.institutions else None


@dataclass(frozen=True, slots=True)
class CallRhythm:
    """A call every so many days, from *first* to *last* where they are told."""

    every: int
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class SettingChange:
    """One thing told about the resident or how Vouch should behave.

    *name* and the type of *value*: ``quiet_from`` time, ``quiet_to`` time, ``digest_at`` time, ``nights`` DayRange,
    ``pause_until`` datetime (local), ``pause`` True (with no end), ``pause_days`` DayRange (these days alone),
    ``resume`` True, ``visa`` Visa, ``tz`` IANA name, ``starts_on`` date,
    ``goal`` "same-cycle" or "later", ``program`` str, ``specialty`` Specialty, ``daily_cap`` int, ``name`` str,
    ``calls`` a DayRange for each run of call days, ``no_calls`` the same for days that are none after all,
    ``call_rhythm`` CallRhythm, ``no_nights`` DayRange, or True for the spell under way or next,
    ``visa_until`` and ``contract_until`` date, ``review_weekday`` int (Monday is 0), ``no_review`` True,
    ``quiet_days`` weekdays on which to keep quiet every week and ``no_quiet_days`` those on which no more (int each),
    ``night_hours`` True (hours wanted for night weeks alone), ``prelim_in`` Specialty, ``discreet`` bool.
    """

    name: str
    value: time | date | datetime | DayRange | tuple[DayRange, ...] | tuple[int, ...] | CallRhythm | str | int | bool
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that one message was understood to mean.

    *replaces* is the old value a CORRECT names ("not Anita" -> "Anita"). *when* is the day or days of the encounter
    or plan. *patient_identity* marks words that look like a patient's identity (name with diagnosis or room, MRN,
    date of birth). *promises_kept* names those who did what they may have promised, *interested* those who
    showed interest in the resident, *mentor_kinds* says of whom it is told what sort of mentor they are.
    *unclear_dates* are spans that look like a date and cannot be one (Feb 30).
    """

    text: str
    intent: Intent
    people: tuple[PersonMention, ...] = ()
    facts: tuple[FactMention, ...] = ()
    follow_ups: tuple[FollowUpMention, ...] = ()
    when: DayRange | None = None
    where: str | None = None
    question: Question | None = None
    settings: tuple[SettingChange, ...] = ()
    replaces: str | None = None
    patient_identity: tuple[Span, ...] = ()
    unclear_dates: tuple[Span, ...] = ()
    where_kind: PlaceKind | None = None
    promises: tuple[PromiseMention, ...] = ()
    promises_kept: tuple[str, ...] = ()
    deeds: tuple[DeedMention, ...] = ()
    cadences: tuple[CadenceMention, ...] = ()
    interested: tuple[str, ...] = ()
    mentor_kinds: tuple[tuple[str, MentorKind], ...] = ()
    when_span: Span | None = None
    where_span: Span | None = None
    confidence: float = 1.0
