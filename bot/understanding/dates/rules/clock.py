"""Times of day: "3p", "at 4:30 in the afternoon", "0700", "quarter past seven", "noon", "from 9 to 5"."""

from datetime import time

from bot.understanding.dates.mention import Kind, Told
from bot.understanding.dates.rule import Found, Rule, phrase

_HALF = r"(?: ?(?P<half>[ap])(?:m\b|\.m\b\.?|\. m\b\.?)|(?P<half1>[ap])\b)"
_OF_DAY = r"(?: (?:in the|at) (?P<part>morning|afternoon|evening|night))"


def clock(hour: int, minute: int, half: str, part: str) -> tuple[time, bool] | None:
    """The time told, and whether am or pm was left open; None where no clock shows it.

    Left open, one to six are the afternoon's and seven to twelve the working morning's: a resident's day.
    """
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    if not half and part:
        half = "a" if part == "morning" or (part == "night" and (hour < 5 or hour == 12)) else "p"
    if half and 1 <= hour <= 12:
        return time(hour % 12 + (12 if half == "p" else 0), minute), False
    if half or hour == 0 or hour > 12:
        return time(hour % 24, minute), False
    return time(hour + 12 if hour <= 6 else hour, minute), True


def _told(found: Found, hour: int, minute: int, confidence: float = 0.95) -> Told | None:
    shown = clock(hour, minute, found["half"] or found["half1"], found["part"])
    if shown is None:
        return None
    at, half_open = shown
    return Told(at=at, kind=Kind.CLOCK, half_open=half_open, part_of_day=found["part"] or None, confidence=confidence)


def _with_half(found: Found) -> Told | None:
    return _told(found, int(found["hour"]), int(found["minute"] or 0))


TWELVE_HOUR = Rule(
    name="clock with am or pm",
    opens="number",
    pattern=phrase(rf"(?P<hour>1[0-2]|0?[1-9])(?:[:.]?(?P<minute>[0-5][0-9]))?{_HALF}(?P<part>)"),
    produce=_with_half,
    examples={"at 3p": "15:00", "2 pm": "14:00", "7:45 AM": "07:45", "4.30 p.m.": "16:30", "1130pm": "23:30"},
    counterexamples=("3 people", "take 2 a day", "5 apples", "pgy2 am"),
)

COLON = Rule(
    name="clock with a colon",
    opens="number",
    pattern=phrase(
        rf"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?: ?(?:hrs?|hours?|hour|h)\b)?{_OF_DAY}?(?P<half>)(?P<half1>)"
    ),
    produce=lambda found: None if found.before in ("ratio", "titer", "dilution") else _with_half(found),
    examples={"next monday 19:30": "2026-10-19 19:30", "at 4:30 in the afternoon": "16:30", "9:05": "09:05"},
    counterexamples=("titer 1:160", "1:1 ratio", "score 3:7"),
)

IN_WORDS = Rule(
    name="hour with part of day",
    opens="number",
    pattern=phrase(rf"(?P<hour>1[0-2]|[1-9])(?: o'?clock|ish)?{_OF_DAY}(?P<minute>)(?P<half>)(?P<half1>)"),
    produce=_with_half,
    examples={"before like 4 in the afternoon": "16:00", "8 in the morning": "08:00", "11 at night": "23:00"},
    counterexamples=("2 in the unit", "4 at Mercy"),
)

O_CLOCK = Rule(
    name="o'clock",
    opens="number",
    pattern=phrase(r"(?P<hour>1[0-2]|[1-9]) ?(?:o ?'?clock|ish)(?P<minute>)(?P<half>)(?P<half1>)(?P<part>)"),
    produce=_with_half,
    examples={"seven o'clock": "07:00", "around 4ish": "16:00"},
)

_NOT_A_CLOCK = frozenset(
    [
        "room",
        "rm",
        "ext",
        "pager",
        "page",
        "bed",
        "unit",
        "floor",
        "code",
        "#",
        "pin",
        "step",
        "suite",
        "box",
        "apt",
        "zip",
        "year",
        "since",
        "class",
        "of",
    ]
)


def _four_digits(found: Found) -> Told | None:
    digits = found["clock"]
    hour, minute = int(digits[:2]), int(digits[2:])
    said = (
        found["hours"]
        or digits[0] == "0"
        or found.before in ("at", "@", "by", "until", "before", "after", "from", "around")
    )
    if found.before in _NOT_A_CLOCK or hour > 23:
        return None
    if not said and not found.before.endswith("day") and found.before not in ("tomorrow", "tonight"):
        return None
    if found.before in ("by", "until", "before", "after", "from") and 19 <= hour <= 20 and not found["hours"]:
        return None
    return Told(at=time(hour, minute), kind=Kind.CLOCK, confidence=0.9)


FOUR_DIGITS = Rule(
    name="24-hour clock",
    opens="number",
    pattern=phrase(r"(?P<clock>[0-2][0-9][0-5][0-9])(?P<hours> ?(?:hrs?|hours?|hour|h))?"),
    produce=_four_digits,
    examples={"tmrw 1230": "2026-10-15 12:30", "at 0700": "07:00", "1900 hrs": "19:00"},
    counterexamples=("class of 2009", "pager 1234", "in 2016", "room 1230", "DS-2019"),
)

_STARTED = frozenset(("past", "after"))


def _spoken(found: Found) -> Told | None:
    hour = int(found["hour"])
    minutes = {"quarter": 15, "half": 30}.get(found["some"]) or int(found["some"])
    if found["way"] in ("to", "of", "till", "before", "until"):
        hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
    return _told(found, hour, minutes)


SPOKEN = Rule(
    name="quarter past",
    opens="quarter half a number",
    pattern=phrase(
        rf"(?:a )?(?P<some>quarter|half|5|10|20|25)(?: minutes?)? (?P<way>past|after|to|of|before|until)(?<!half to)(?<!half of) (?P<hour>1[0-2]|[1-9])(?!/|:)"
        rf"(?:{_HALF}|{_OF_DAY})?"
    ),
    produce=lambda found: (
        None if found["some"].isdigit() and found["way"] not in ("past",) and found.before != "at" else _spoken(found)
    ),
    examples={"quarter past seven": "07:15", "half past 4": "16:30", "quarter to eight pm": "19:45"},
    counterexamples=("half of 4 patients", "5 to 7 days", "10 after 4 codes"),
)

_ENDS = (
    "",
    "in",
    "on",
    "today",
    "tonight",
    "tomorrow",
    "sharp",
    "with",
    "w",
    "re",
    "to",
    "for",
    "please",
    "pls",
    "and",
    "or",
    "this",
    "next",
    "if",
    "so",
    "but",
    "because",
)


def _bare_hour(found: Found) -> Told | None:
    ends = found.after in _ENDS or found.after.endswith("day")
    if not ends or (found["prep"] not in ("at", "@") and found.after):
        return None
    return _told(found, int(found["hour"]), int(found["minute"] or 0), 0.8 if found["prep"] in ("at", "@") else 0.4)


BARE_HOUR = Rule(
    name="at an hour",
    opens="at by before after until around from",
    pattern=phrase(
        r"(?P<prep>at|by|before|after|until|around|from) (?:(?:around|about|like) )?(?P<hour>1[0-2]|[1-9])(?: (?P<minute>[1-5][05]))?(?P<half>)(?P<half1>)(?P<part>)(?![/-])"
    ),
    produce=_bare_hour,
    examples={"at 7 tonight": "2026-10-14 19:00", "call her at 4": "16:00", "at seven thirty": "07:30"},
    counterexamples=("at 4 west", "at 3 hospitals", "by 5 people", "at 2 programs"),
)

AT_SIGN = Rule(
    name="@ an hour",
    opens="number",
    pattern=phrase(
        r"(?<=@)(?P<hour>1[0-2]|[1-9])(?P<minute>)(?P<half>)(?P<half1>)(?P<part>)|(?<=@ )(?P<hour2>1[0-2]|[1-9])"
    ),
    produce=lambda found: _told(found, int(found["hour"]), 0, 0.8) if found["hour"] and not found.after else None,
    examples={"thurs @4": "2026-10-15 16:00"},
    counterexamples=("@4west",),
)

_MEALS = frozenset(
    ["conference", "conf", "report", "lecture", "talk", "meeting", "lull", "teaching", "rounds", "shift"]
)

NOON = Rule(
    name="noon or midnight",
    opens="noon midnight",
    pattern=phrase(r"(?P<noon>noon)|midnight"),
    produce=lambda found: (
        None
        if found.after in _MEALS or found.before in ("the", "at the", "after" * bool(found.after))
        else Told(at=time(12 if found["noon"] else 0), kind=Kind.CLOCK, confidence=0.9)
    ),
    examples={"thursday at noon": "2026-10-15 12:00", "by midnight": "00:00"},
    counterexamples=("noon conference", "Midnight lull on the ward"),
)


def _from_to(found: Found) -> Told | None:
    last_half = found["half"] or found["half1"]
    first_half = found["first_half"]
    if not (last_half or first_half or (found["m1"] and found["m2"]) or found["said"]):
        return None
    hour, until = int(found["h1"]), int(found["h2"])
    if not first_half and last_half and hour <= 12:
        first_half = last_half if hour <= until or until == 12 else {"p": "a", "a": "p"}[last_half]
        first_half = "a" if until == 12 and hour < 12 and last_half == "p" else first_half
    start = clock(hour, int(found["m1"] or 0), first_half, "")
    end = clock(until, int(found["m2"] or 0), last_half, "")
    if start is None or end is None:
        return None
    return Told(at=start[0], until_at=end[0], kind=Kind.CLOCK, half_open=start[1] and not last_half, confidence=0.85)


CLOCK_RANGE = Rule(
    name="from one time to another",
    opens="number from between",
    pattern=phrase(
        rf"(?P<said>from |between )?(?P<h1>[01]?[0-9]|2[0-4])(?::(?P<m1>[0-5][0-9]))?(?: ?(?P<first_half>[ap])(?:\.?m\b\.?|\b))? ?(?:-|to|until|and) ?"
        rf"(?P<h2>[01]?[0-9]|2[0-4])(?::(?P<m2>[0-5][0-9]))?{_HALF}?(?! ?(?:/|day|week|month|year|hour|minute|people|patients|programs))"
    ),
    produce=_from_to,
    examples={"thurs 2-3pm": "2026-10-15 14:00-15:00", "9pm to 7am": "21:00-07:00", "from 11 to 1 pm": "11:00-13:00"},
    counterexamples=("2-3 weeks", "from 5 to 10 programs", "apr 16-18"),
)

RULES = (TWELVE_HOUR, COLON, IN_WORDS, O_CLOCK, FOUR_DIGITS, SPOKEN, BARE_HOUR, AT_SIGN, NOON, CLOCK_RANGE)
