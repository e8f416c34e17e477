"""Days told by name: today, tomorrow, tonight, last night, end of day, and the days of the week."""

import re
from datetime import date, timedelta

from bot.understanding.dates.calendar_days import last_weekday, monday_of, next_weekday, one_day
from bot.understanding.dates.mention import Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.rules.weeks import LAST, WHICH
from bot.understanding.dates.spellings import WEEKDAYS, words
from bot.understanding.dates.words import WEEKDAY


def _single(day: date, tense: Tense | None = None, part: str | None = None, confidence: float = 0.98) -> Told:
    days = one_day(day)
    return Told(
        future=None if tense is Tense.PAST else days,
        past=None if tense is Tense.FUTURE else days,
        tense=tense,
        part_of_day=part,
        confidence=confidence,
    )


_PARTS = {"am": "morning", "pm": "afternoon"}


TODAY = Rule(
    name="today",
    opens="today later",
    pattern=phrase(r"(?:later )?today"),
    produce=lambda found: _single(found.today),
    examples={
        "clinic with Dr. Ito today": "2026-10-14",
        "sign the form later today": "2026-10-14",
        "enviar hoy": "2026-10-14",
    },
    counterexamples=("todays-rounds.example.org/7", "met Dr. Hoy"),
)

TONIGHT = Rule(
    name="tonight, this morning",
    opens="tonight this",
    pattern=phrase(r"tonight|this (?:same )?(?P<part>morning|afternoon|evening|night|am|pm)"),
    produce=lambda found: _single(found.today, part=_PARTS.get(found["part"], found["part"]) or "night"),
    examples={"send it tonite": "2026-10-14", "this same night": "2026-10-14", "saw him this morning": "2026-10-14"},
    counterexamples=("good morning", "morning report ran over"),
)

BEFORE_BED = Rule(
    name="before going to bed",
    opens="before",
    pattern=phrase(r"before (?:(?:i (?:go to )?|going to )(?:sleep|bed)|bed(?:time)?)(?: (?:today|tonight))?"),
    needs="before ",
    produce=lambda found: _single(found.today, part="night"),
    examples={"write her a card before I sleep": "2026-10-14", "thank him before bed": "2026-10-14"},
    counterexamples=("before bedside rounds", "before I slept there"),
)

# After midnight a tired resident may mean the day after sleeping. The calendar's tomorrow is kept: it is what the
# phone says too, and the date said back in full shows it.
TOMORROW = Rule(
    name="tomorrow",
    opens="tomorrow the day",
    pattern=phrase(r"(?:(?P<after>(?:the )?day[ -]after[ -]))?tomorrow"),
    produce=lambda found: _single(found.today + timedelta(days=2 if found["after"] else 1), Tense.FUTURE),
    examples={
        "email her tmrw": "2026-10-15",
        "the day after tomorrow": "2026-10-16",
        "2moro works": "2026-10-15",
        "le escribo mañana": "2026-10-15",
    },
    counterexamples=("the day after the interview",),
)

NEXT_DAY = Rule(
    name="the next day",
    opens="the next",
    pattern=phrase(r"(?:the )?next day"),
    produce=lambda found: (
        None if found.after else _single(found.today + timedelta(days=1), Tense.FUTURE, confidence=0.6)
    ),
    examples={"remind me the next day": "2026-10-15"},
    counterexamples=("the next day off", "next day shift"),
)

YESTERDAY = Rule(
    name="yesterday",
    opens="yesterday the day last",
    pattern=phrase(r"(?P<before>(?:the )?day before )?yesterday|last (?P<part>night|evening)"),
    produce=lambda found: _single(
        found.today - timedelta(days=2 if found["before"] else 1), Tense.PAST, found["part"] or None
    ),
    examples={
        "yesterday I had tea with Lena": "past 2026-10-13",
        "the day before yesterday": "past 2026-10-12",
        "met her last night": "past 2026-10-13",
    },
    counterexamples=("her last nightfloat", "the day before rounds"),
)


_OF_THE_DAY = words("report rounds conference conf sign-out signout huddle meeting shift lecture teaching")


def _in_the_part(found: Found) -> Told | None:
    if found.after in _OF_THE_DAY:
        return None
    part = _PARTS.get(found["part"], found["part"])
    ahead = part == "morning" and found.now.hour >= 5
    return Told(
        future=one_day(found.today + timedelta(days=ahead)),
        past=one_day(found.today),
        part_of_day=part,
        confidence=0.6,
    )


IN_THE_MORNING = Rule(
    name="in the morning",
    opens="in first",
    pattern=phrase(
        r"(?:in the|first thing in the|first thing this|in(?= [ap]m)) (?P<part>morning|afternoon|evening|am|pm)"
        r"(?!(?: and | ?[&+] ?)r\b)"  # "a job in PM&R"
    ),
    produce=_in_the_part,
    examples={
        "call the office in the morning": "2026-10-15",
        "call her in the afternoon": "2026-10-14",
        "ty note in am": "2026-10-15",
    },
    counterexamples=("in the mourning", "saw her in the morning report", "chair in PM and R", "works in PM&R"),
)


def _end_of_day(found: Found) -> Told:
    if found["weekday"]:
        return _weekday_told(found)
    day = found.today + timedelta(days=found["other"] == "tomorrow")
    return _single(day, Tense.FUTURE if found["other"] == "tomorrow" else None)


END_OF_DAY = Rule(
    name="end of day",
    opens="eod cob eob end close the",
    pattern=phrase(
        r"(?:(?:eod|cob)(?: on)?|eob(?: on)?(?= (?:today|tomorrow|this|next|"
        + WEEKDAY
        + r"))|(?:the )?(?:end|close) of (?:the |business |my |this )?(?:business )?(?:day|shift)(?: on)?"
        r"|close of business(?: on)?)"
        rf"(?: (?P<other>today|tomorrow)| (?P<which>this|next|last)? ?(?P<weekday>{WEEKDAY}))?"
    ),
    produce=_end_of_day,
    examples={
        "send cv by eod": "2026-10-14",
        "eod friday": "2026-10-16",
        "by end of day tomorrow": "2026-10-15",
    },
    counterexamples=("end of block", "at the end of a long day"),
)

ASAP = Rule(
    name="as soon as possible",
    opens="asap as",
    pattern=phrase("asap|as soon as possible"),
    produce=lambda found: _single(found.today, Tense.FUTURE, confidence=0.5),
    examples={"send the eras token asap": "2026-10-14"},
    counterexamples=("as soon as he answers",),
)


def _weekday_told(found: Found) -> Told:
    """A weekday as told: bare it is the next one in a follow-up and the last one in an encounter.

    "Next Friday" is the Friday of next week; where the coming one may be meant too it is less certain. Contract of
    the understanding, "How dates are read".
    """
    weekday, today = WEEKDAYS.index(found["weekday"]), found.today
    which = found["which"]
    if which in LAST:
        return Told(past=one_day(last_weekday(today, weekday)), tense=Tense.PAST)
    if which in ("next", "following", "the following"):
        day = monday_of(today) + timedelta(days=7 + weekday)
        return Told(
            future=one_day(day), tense=Tense.FUTURE, confidence=0.75 if day > today + timedelta(days=7) else 0.9
        )
    coming = next_weekday(today, weekday)
    if which == "this":
        coming = today if weekday == today.weekday() else coming
        return Told(future=one_day(coming), past=one_day(_this_week_or_last(today, weekday)))
    if which:
        return Told(future=one_day(coming), tense=Tense.FUTURE)
    return Told(future=one_day(coming), past=one_day(last_weekday(today, weekday)))


def _this_week_or_last(today: date, weekday: int) -> date:
    return today if weekday == today.weekday() else last_weekday(today, weekday)


BARE_WEEKDAY = Rule(
    name="weekday",
    opens="weekday this next last past coming the following previous",
    pattern=phrase(rf"(?:(?P<which>{WHICH})[ -])?(?P<weekday>{WEEKDAY})"),
    produce=_weekday_told,
    examples={
        "email her thursday": "2026-10-15",
        "call him wensday": "2026-10-21",
        "next friday": "2026-10-23",
        "this friday": "2026-10-16",
        "met her last thursday": "past 2026-10-08",
    },
    counterexamples=(
        "Dr. Sunday Okafor",
        "Friday Harbor takes J-1",
        "sat next to the PD",
        "we sat at 10 tables",
        "out in the sun",
    ),
)


_TELLS_OF_PAST = re.compile(
    r"\b(?:met|saw|spoke|talked|chatted|had|rounded|worked|ran into|was|were|emailed|called|sent|asked)\b"
)


def _following_weekday(found: Found) -> Told | None:
    if _TELLS_OF_PAST.search(found.match.string, 0, found.match.start()):
        return None  # "met her Thursday, email her the following Monday" counts from a day gone by
    weekday = WEEKDAYS.index(found["weekday"])
    return Told(link=lambda days: one_day(next_weekday(days.end, weekday)), counts_back=True, confidence=0.85)


FOLLOWING_WEEKDAY = Rule(
    name="the weekday that follows the day told before",
    opens="the following",
    pattern=phrase(rf"(?:the )?following (?P<weekday>{WEEKDAY})"),
    needs="following ",
    produce=_following_weekday,
    examples={
        "call Tuesday, slides to him the following Friday": "2026-10-23",
        "write to Rao thursday and to Lee the following monday": "2026-10-19",
        "interview nov 20, thank them the following tuesday": "2026-11-24",
    },
    counterexamples=("the following Monday", "met him friday, call him the following monday"),
)


def _weekday_of_week(found: Found) -> Told:
    weekday = WEEKDAYS.index(found["weekday"] or found["weekday2"])
    which = found["which"] or found["which2"]
    weeks = {"last": -1, "this": 0, "next": 1}[which]
    day = monday_of(found.today) + timedelta(weeks=weeks, days=weekday)
    tense = Tense.PAST if day < found.today else Tense.FUTURE
    return _single(day, tense, _PARTS.get(found["part"], found["part"]) or None)


WEEKDAY_OF_WEEK = Rule(
    name="weekday of a week",
    opens="weekday next this last",
    pattern=phrase(
        rf"(?P<weekday>{WEEKDAY})(?: (?P<part>morning|afternoon|evening|night|am|pm))?(?: of)? "
        r"(?P<which>next|this|last) week"
        rf"|(?P<which2>next|this|last) week,?(?: on)? (?P<weekday2>{WEEKDAY})"
    ),
    produce=_weekday_of_week,
    examples={
        "thurs of next wk": "2026-10-22",
        "shadow her fri afternoon next week": "2026-10-23",
        "next week on Tuesday": "2026-10-20",
        "monday last week": "past 2026-10-05",
    },
    counterexamples=("last week on call",),
)


def _week_after(found: Found) -> Told:
    weekday = WEEKDAYS.index(found["weekday"])
    if found["before_last"]:
        day = last_weekday(found.today, weekday) - timedelta(days=7)
        return _single(day, Tense.PAST, confidence=0.8)
    return _single(next_weekday(found.today, weekday) + timedelta(days=7), Tense.FUTURE, confidence=0.8)


def _week_on(found: Found) -> Told:
    day = found.today + timedelta(days=found["which"] == "tomorrow")
    if found["weekday"]:
        day = next_weekday(found.today, WEEKDAYS.index(found["weekday"]))
    return _single(day + timedelta(weeks=1), Tense.FUTURE, confidence=0.8)


A_WEEK_ON = Rule(
    name="a week on from a day",
    opens="a number",
    pattern=phrase(rf"(?:a|1) week (?:(?P<which>today|tomorrow)|(?:on )?(?P<weekday>{WEEKDAY}))"),
    needs=" week ",
    produce=_week_on,
    examples={"a week tomorrow": "2026-10-22", "a week on Monday": "2026-10-26"},
    counterexamples=("once a week",),
)

WEEKDAY_WEEK = Rule(
    name="a week after or before a weekday",
    opens="weekday the",
    pattern=phrase(rf"(?:the )?(?P<weekday>{WEEKDAY}) (?:week|after next|(?P<before_last>before last))"),
    produce=_week_after,
    examples={
        "Friday week": "2026-10-23",
        "the Monday after next": "2026-10-26",
        "the Friday before last": "past 2026-10-02",
    },
    counterexamples=("friday weekly",),
)

RULES = (
    TODAY,
    TONIGHT,
    BEFORE_BED,
    TOMORROW,
    NEXT_DAY,
    YESTERDAY,
    IN_THE_MORNING,
    END_OF_DAY,
    ASAP,
    FOLLOWING_WEEKDAY,
    BARE_WEEKDAY,
    WEEKDAY_OF_WEEK,
    A_WEEK_ON,
    WEEKDAY_WEEK,
)
