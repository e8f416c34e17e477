"""What is read of the year: promises of others, deeds, keeping in touch, calls, own dates, and pasted schedules."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.follow_up import EventKind
from bot.domain.vocabulary import Intent, MentorKind
from bot.domain.year import DeedKind
from bot.understanding import understand
from bot.understanding.deeds import RULES
from bot.understanding.keeping_in_touch import INTERESTED, NEVER, OFTEN
from bot.understanding.meaning import DayRange
from bot.understanding.promises import KEPT, PROMISES
from bot.understanding.rule import Rule
from bot.understanding.schedule import UnreadableCalendar, read_schedule

NOW = datetime(2026, 10, 13, 15)  # a Tuesday
TZ = "America/Chicago"
ALL: tuple[Rule[object], ...] = (PROMISES, KEPT, OFTEN, NEVER, INTERESTED, *RULES)  # type: ignore[assignment]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.name)
def test_every_rule_is_proved_by_its_examples(rule: Rule[object]) -> None:
    assert [text for text in rule.examples if not list(rule.matches(text))] == []
    assert [text for text in rule.counterexamples if list(rule.matches(text))] == []


@pytest.mark.parametrize(
    ("told", "by", "what", "due"),
    [
        ("Dr. Lee will send me the abstract by friday", "Lee", "send me the abstract", date(2026, 10, 16)),
        ("Dr. Patel said she'd email me the paper next week", "Patel", "email me the paper", date(2026, 10, 19)),
        ("Dr. Shah is gonna send me the protocol by wed", "Shah", "send me the protocol", date(2026, 10, 14)),
        ("Dr. Novak promised to introduce me to the PD at Mercy", "Novak", "introduce me to the PD at Mercy", None),
        ("Dr. Novak promised to introduce me to Dr. Wu. long day", "Novak", "introduce me to Dr. Wu", None),
        ("Dr. Novak will read my draft, sending it mon", "Novak", "read my draft", None),
    ],
)
def test_a_promise_has_who_what_and_by_when(told: str, by: str, what: str, due: date | None) -> None:
    (promise,) = understand(told, NOW, TZ, ()).promises
    assert (promise.by_name, promise.what, promise.due_on) == (by, what, due)


@pytest.mark.parametrize(
    "told",
    [
        "I will send Dr. Lee the abstract by friday",
        "Dr. Lee agreed to write my letter",
        "will Dr. Lee send me the abstract?",
        "met Dr. Lee, PD at Mercy, sponsors H-1B",
        "the coordinator liked it, she'll forward it to the PD, Dr. Lee",
    ],
)
def test_what_the_resident_owes_or_asks_is_no_promise(told: str) -> None:
    assert understand(told, NOW, TZ, ()).promises == ()


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("poster accepted at SGIM", DeedKind.WIN),
        ("got intern of the month", DeedKind.WIN),
        ("passed step 3!!!", DeedKind.WIN),
        ("case report accepted in JGIM", DeedKind.WIN),
        ("asked Dr. Gupta for feedback on my notes", DeedKind.FEEDBACK),
        ("told Dr. Gupta I want to stay in categorical IM", DeedKind.GOAL_TOLD),
        ("joined the QI committee", DeedKind.COMMITTEE),
        ("started a QI project with Dr. Mehta", DeedKind.RESEARCH),
        ("met with the PD today", DeedKind.DIRECTOR),
        ("talked to the PD about converting to categorical", DeedKind.CONVERSION),
    ],
)
def test_deeds_are_kept_as_something_told(told: str, kind: DeedKind) -> None:
    meaning = understand(told, NOW, TZ, ())
    assert meaning.intent is Intent.LOG
    assert kind in {deed.kind for deed in meaning.deeds}


@pytest.mark.parametrize(
    "told",
    [
        "I hope my poster gets accepted at SGIM",
        "her paper was published",
        "if the abstract is accepted I'll go to ACP",
        "was my abstract accepted?",
        "remind me to ask for feedback friday",
        "met Dr. Novak, PD at Mercy, at ACP",
    ],
)
def test_hopes_questions_and_other_peoples_deeds_are_none(told: str) -> None:
    assert understand(told, NOW, TZ, ()).deeds == ()


@pytest.mark.parametrize(
    ("told", "every"),
    [
        ("check in with Dr. Lee every 4 weeks", 28),
        ("keep in touch with Dr. Lee every month", 30),
        ("check in with Dr. Lee once a month", 30),
        ("remind me to check in with Dr. Lee every 6 weeks", 42),
        ("stop reminding me about Dr. Lee", 0),
    ],
)
def test_how_often_to_be_in_touch(told: str, every: int) -> None:
    meaning = understand(told, NOW, TZ, ())
    assert meaning.intent is Intent.SETTINGS
    assert [(each.with_name, each.every_days) for each in meaning.cadences] == [("Lee", every)]


def test_who_showed_interest_and_what_sort_of_mentor() -> None:
    assert understand("met Dr. Novak, PD at Mercy, at ACP, interested", NOW, TZ, ()).interested == ("Novak",)
    assert understand("met Dr. Novak at ACP, I'm interested in his work", NOW, TZ, ()).interested == ()
    told = understand("Dr. Chen is my research mentor", NOW, TZ, ())
    assert told.mentor_kinds == (("Chen", MentorKind.RESEARCH),)


def setting(told: str, name: str) -> object:
    return next((each.value for each in understand(told, NOW, TZ, ()).settings if each.name == name), None)


SATURDAY, SUNDAY = date(2026, 10, 17), date(2026, 10, 18)


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ("I'm on call saturday", {SATURDAY}),
        ("on call sat and sun", {SATURDAY, SUNDAY}),
        ("I have call tomorrow", {date(2026, 10, 14)}),
        ("call tonight", {date(2026, 10, 13)}),
        ("24h call friday", {date(2026, 10, 16)}),
        ("post-call today", {date(2026, 10, 12)}),
    ],
)
def test_call_days(told: str, days: set[date]) -> None:
    assert {each.start for each in setting(told, "calls")} == days  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "told", ["call Dr. Rao saturday", "Dr. Rao is on call saturday", "remind me to call GME friday"]
)
def test_a_phone_call_is_no_call_day(told: str) -> None:
    assert setting(told, "calls") is None


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("my visa expires june 30", "visa_until"),
        ("my DS-2019 expires june 30", "visa_until"),
        ("my H-1B runs until june 30 2027", "visa_until"),
        ("my contract ends june 30", "contract_until"),
        ("contract is up 6/30", "contract_until"),
        ("prelim at Lahey until june 30", "contract_until"),
    ],
)
def test_own_dates(told: str, name: str) -> None:
    assert setting(told, name) == date(2027, 6, 30)


def test_the_end_of_the_year_is_no_end_of_the_visa() -> None:
    told = understand("im on j1, prelim at lahey until june 30", NOW, TZ, ())
    names = {change.name for change in told.settings}
    assert "contract_until" in names
    assert "visa_until" not in names


def test_the_day_of_the_review_and_the_kind_of_year() -> None:
    assert setting("weekly review on fridays", "review_weekday") == 4
    assert setting("I'm a surgery prelim", "prelim_in") == "surgery"


def test_what_lasts_until_a_day_goes_on_already() -> None:
    assert understand("on wards til nov 8 with Dr. Gupta", NOW, TZ, ()).when == DayRange(NOW.date(), date(2026, 11, 8))


# Schedules

JULY = datetime(2026, 7, 1, 9)


def rows(text: str, now: datetime = JULY) -> list[tuple[str, str, str]]:
    schedule = read_schedule(text, now, TZ)
    assert schedule is not None
    return [(line.title, f"{line.starts_on:%m-%d}", f"{line.ends_on:%m-%d}") for line in schedule.lines]


MICU_THEN_WARDS = [("MICU", "07-06", "08-02"), ("Wards", "08-03", "08-30")]


@pytest.mark.parametrize(
    "text",
    [
        "7/6-8/2 MICU Dr. Gupta\n8/3-8/30 Wards",
        "Jul 6 - Aug 2: MICU (Dr. Gupta)\nAug 3 - 30: Wards",
        "Dates\tService\tAttending\n7/6/2026 - 8/2/2026\tMICU\tDr. Gupta\n8/3/2026 - 8/30/2026\tWards\t",
        "Block 1 | 2026-07-06 | 2026-08-02 | MICU\nBlock 2 | 2026-08-03 | 2026-08-30 | Wards",
        "7/6 MICU\n8/3 Wards",
    ],
)
def test_a_table_of_dates_and_services_in_whatever_shape(text: str) -> None:
    assert rows(text) == MICU_THEN_WARDS


def test_a_table_pasted_in_mid_year_keeps_its_year() -> None:
    schedule = read_schedule("7/6-8/2 MICU\n12/21-1/17 Wards\n5/31-6/27 Clinic", NOW, TZ)
    assert schedule is not None
    assert [line.starts_on for line in schedule.lines] == [date(2026, 7, 6), date(2026, 12, 21), date(2027, 5, 31)]
    assert schedule.lines[1].ends_on == date(2027, 1, 17)


def test_attendings_nights_calls_and_conferences_are_told_apart() -> None:
    schedule = read_schedule("7/6-8/2 MICU Dr. Amy Gupta\n8/3-8/16 Night float\n8/17 Call\n9/3-9/5 SGIM", JULY, TZ)
    assert schedule is not None
    micu, nights, call, sgim = schedule.lines
    assert (micu.attending, micu.kind) == ("Amy Gupta", EventKind.ROTATION)
    assert nights.nights
    assert call.call
    assert sgim.kind is EventKind.CONFERENCE


@pytest.mark.parametrize(
    "text",
    [
        "met Dr. Rao 6/28 at noon conference\nemail her 7/3",
        "remind me to call GME 7/6",
        "hi",
        "my goals:\n1. research\n2. letters",
    ],
)
def test_a_note_is_no_schedule(text: str) -> None:
    assert read_schedule(text, JULY, TZ) is None


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Amion//EN
{events}END:VCALENDAR
"""


def event(summary: str, start: str, end: str) -> str:
    return f"BEGIN:VEVENT\nUID:{summary}{start}\nSUMMARY:{summary}\nDTSTART{start}\nDTEND{end}\nEND:VEVENT\n"


def test_an_ics_file_whose_shifts_are_days_becomes_rotations() -> None:
    shifts = "".join(
        event("MICU Dr. Gupta", f":2026110{day}T130000Z", f":2026110{day}T230000Z") for day in (2, 3, 4, 5, 6, 9)
    )
    ward = event("Oncology ward", ";VALUE=DATE:20261116", ";VALUE=DATE:20261130")
    meeting = event("Lunch with GME", ":20261110T180000Z", ":20261110T190000Z")
    schedule = read_schedule(CALENDAR.format(events=shifts + ward + meeting), NOW, TZ)
    assert schedule is not None
    found = [(line.title, line.starts_on.day, line.ends_on.day, line.kind) for line in schedule.lines]
    assert found == [
        ("MICU", 2, 9, EventKind.ROTATION),
        ("Lunch with GME", 10, 10, EventKind.MEETING),
        ("Oncology ward", 16, 29, EventKind.ROTATION),
    ]
    assert schedule.lines[1].at == time(12)


def test_a_calendar_that_is_none_is_said_to_be_so() -> None:
    with pytest.raises(UnreadableCalendar):
        read_schedule("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:nonsense\nEND:VEVENT", NOW, TZ)


@given(st.text(max_size=200) | st.text("0123456789/-: \nMICUwards|\t", max_size=120))
def test_any_text_is_read_or_left_alone(text: str) -> None:
    schedule = read_schedule(f"7/6 {text}", NOW, TZ)
    assert schedule is None or all(line.starts_on <= line.ends_on for line in schedule.lines)
