"""Weeks and weekends, their beginnings, middles and ends, and "end of block", which no calendar knows."""

from datetime import date, timedelta

from bot.understanding.dates.calendar_days import FRIDAY, SATURDAY, SUNDAY, monday_of, next_weekday, one_day
from bot.understanding.dates.mention import Grain, Kind, Tense, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.spellings import words
from bot.understanding.dates.words import MONTH
from bot.understanding.meaning import DayRange

LAST = ("last", "past", "this past", "the past", "previous", "the previous")
NEXT = ("next", "following", "the following", "coming", "this coming", "the coming", "upcoming")
WHICH = "|".join(sorted((*LAST, *NEXT, "this", "current"), key=len, reverse=True))


def workweek(monday: date) -> DayRange:
    """Monday to Friday: what a resident calls the week when planning a message or a call."""
    return DayRange(monday, monday + timedelta(days=FRIDAY))


def _week(found: Found) -> Told:
    monday, which = monday_of(found.today), found["which"]
    if found["rest"]:
        return _this_week(found.today)
    if found["after_next"]:
        return Told(future=workweek(monday + timedelta(weeks=2)), tense=Tense.FUTURE, grain=Grain.WEEK)
    if found["before_last"]:
        return Told(past=workweek(monday - timedelta(weeks=2)), tense=Tense.PAST, grain=Grain.WEEK)
    if which in NEXT:
        return Told(future=workweek(monday + timedelta(weeks=1)), tense=Tense.FUTURE, grain=Grain.WEEK)
    if which in LAST:
        # On a Sunday the week that has just gone by is the one meant.
        back = monday if found.today.weekday() == SUNDAY else monday - timedelta(weeks=1)
        return Told(past=workweek(back), tense=Tense.PAST, grain=Grain.WEEK)
    return _this_week(found.today)


def _this_week(today: date) -> Told:
    """What is left of this week; on a Sunday the week that is about to begin."""
    ahead = today + timedelta(days=1) if today.weekday() == SUNDAY else today
    friday = max(monday_of(ahead) + timedelta(days=FRIDAY), ahead)
    past = DayRange(monday_of(today), today)
    return Told(future=DayRange(ahead, friday), past=past, due=friday, grain=Grain.WEEK, confidence=0.8)


WEEK = Rule(
    name="this, next or last week",
    opens="this next last coming following the past previous rest later current upcoming",
    pattern=phrase(
        r"(?P<rest>(?:the )?rest of the week)|(?:(?:the )?rest of |later )?"
        r"(?:(?:the )?(?:(?P<after_next>week after next)|(?P<before_last>week before last))"
        rf"|(?P<which>{WHICH}) (?:work ?)?week(?! (?:after|from|of|in)\b|-end))"
    ),
    produce=_week,
    examples={
        "write her nxt wk": "2026-10-19..2026-10-23",
        "the week after next": "2026-10-26..2026-10-30",
        "last week": "past 2026-10-05..2026-10-09",
        "this week": "2026-10-14..2026-10-16 due 2026-10-16",
    },
    counterexamples=("next weekend", "the last week of my rotation", "a busy week"),
)


# A weekend without an article is a day where it ends what is to be done; "a rough weekend" is none.
_BEFORE_A_WEEKEND = words(
    "on over by before after connect until email call text write her him them it both cv ps note notes card linkedin me"
) | {""}
_REMINDED_OF = words("to write email call text send thank ask apply")


def _weekend(found: Found) -> Told | None:
    if found["after_next"]:
        later = monday_of(found.today) + timedelta(days=SATURDAY + 14)
        return Told(future=_two_days(later), tense=Tense.FUTURE, grain=Grain.WEEKEND, confidence=0.8)
    if not found["which"] and found.before not in _BEFORE_A_WEEKEND:
        return None
    if found["bare"] and (found.before != "me" or found.after not in _REMINDED_OF):
        return None
    today, which = found.today, found["which"]
    saturday = monday_of(today) + timedelta(days=SATURDAY)
    back = _two_days(saturday - timedelta(days=7))
    if which in LAST:
        return Told(past=back, tense=Tense.PAST, grain=Grain.WEEKEND)
    if which == "next":
        return Told(
            future=_two_days(saturday + timedelta(days=7)), tense=Tense.FUTURE, grain=Grain.WEEKEND, confidence=0.7
        )
    past = DayRange(saturday, today) if today >= saturday else back
    return Told(future=DayRange(max(saturday, today), saturday + timedelta(days=1)), past=past, grain=Grain.WEEKEND)


def _two_days(saturday: date) -> DayRange:
    return DayRange(saturday, saturday + timedelta(days=1))


WEEKEND = Rule(
    name="weekend",
    opens="this next last coming the over past weekend upcoming",
    pattern=phrase(
        r"(?:the )?weekend (?P<after_next>after next)|"
        rf"(?:over )?(?:(?P<which>{WHICH}|the) weekend(?! (?:of|in) (?:{MONTH}|the|this|next))"
        r"|weekend(?=[.,;!?]|$)|(?P<bare>weekend))"
    ),
    produce=_weekend,
    examples={
        "connect this weekend": "2026-10-17..2026-10-18",
        "get her my cv wkend": "2026-10-17..2026-10-18",
        "rmd me wknd write to her": "2026-10-17..2026-10-18",
        "before the weekend": "2026-10-17..2026-10-18 due 2026-10-16",
        "last weekend": "past 2026-10-10..2026-10-11",
    },
    counterexamples=("weekend rounds were long", "on weekends", "what a rough weekend"),
)

_FIRST_AND_LAST = {
    "early": (0, 1),
    "beginning": (0, 1),
    "mid": (2, 2),
    "middle": (2, 2),
    "late": (3, 4),
    "later": (3, 4),
}


def _part_of_week(found: Found) -> Told:
    """Monday and Tuesday, Wednesday, Thursday and Friday; the end of a week is its Friday."""
    if found["eow"]:
        friday = next_weekday(found.today - timedelta(days=1), FRIDAY)
        return Told(future=one_day(friday), past=one_day(friday) if friday == found.today else None)
    monday = monday_of(found.today) + timedelta(weeks=found["which"] in NEXT)
    first, last = _FIRST_AND_LAST.get(found["part"] or "mid" * bool(found["midweek"]), (FRIDAY, FRIDAY))
    if monday + timedelta(days=last) < found.today:
        monday += timedelta(weeks=1)
    days = DayRange(monday + timedelta(days=first), monday + timedelta(days=last))
    return Told(
        future=DayRange(max(days.start, found.today), days.end),
        past=days if days.end <= found.today else None,
        tense=Tense.FUTURE if found["which"] in NEXT else None,
        confidence=0.9,
    )


PART_OF_WEEK = Rule(
    name="early, middle or end of a week",
    opens="early mid middle late later end the beginning eow midweek week week's weeks",
    pattern=phrase(
        r"(?P<eow>eow|(?:the )?week(?:'s)? end)|(?P<midweek>mid-?week)"
        r"|(?:the )?(?P<part>early|mid|middle|late|later|end|beginning)"
        rf"(?: |-)(?:(?:of|in) )?(?:(?P<which>{WHICH}|the) )?(?:(?:work|business) ?)?week"
    ),
    produce=_part_of_week,
    examples={
        "send scores eow": "2026-10-16",
        "by end of the week": "2026-10-16",
        "early next week": "2026-10-19..2026-10-20",
        "end of next week": "2026-10-23",
        "midweek": "2026-10-14",
    },
    counterexamples=("late weekends", "the end of a long week"),
)

UNRESOLVED = Rule(
    name="end of the block",
    opens="end the this next after last current middle beginning eob before my",
    pattern=phrase(
        r"eob|(?:(?:the )?(?:end|middle|beginning) of (?:the |this |my |our |next |current |last )?"
        r"|(?:this|next|last|after (?:this|my|the)|before (?:this|my|the)|current) )"
        r"(?:block|rotation|service|elective|cycle|call|academic year|residency|term|semester|shift|contract)"
    ),
    produce=lambda found: Told(kind=Kind.UNKNOWN, confidence=0.5),
    examples={"ask by end of block": "unknown", "after my rotation": "unknown", "eob": "unknown"},
    counterexamples=("my block ends on the 22nd", "a new rotation"),
)

RULES = (WEEK, WEEKEND, PART_OF_WEEK, UNRESOLVED)
