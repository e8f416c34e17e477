"""Times of day: "3p", "at 4:30 in the afternoon", "0700", "quarter past seven", "noon", "from 9 to 5"."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot.understanding.dates.mention import Kind, Told
from bot.understanding.dates.rule import Found, Rule, phrase
from bot.understanding.dates.spellings import WEEKDAYS, words
from bot.understanding.dates.words import MONTH

_HALF = r"(?: ?(?P<half>[ap])(?:m\b|\.m\b\.?|\. ?m\b\.?| m\b)|(?P<glued_half>[ap])\b)"
_OF_DAY = r"(?: (?:in the|at) (?P<part>morning|afternoon|evening|night|am|pm))"
_HOUR = r"(?P<hour>1[0-2]|0?[1-9])"


def clock(hour: str, minute: int, half: str, part: str) -> tuple[time, bool] | None:
    """The time told, and whether am or pm was left open; None where no clock shows it.

    Left open, one to six are the afternoon's and seven to twelve the working morning's: a resident's day. An hour
    written with a leading nought is one of twenty-four.
    """
    h = int(hour)
    if h > 24 or minute > 59 or (h == 24 and minute):
        return None
    if not half and part:
        half = "a" if part in ("morning", "am") or (part == "night" and (h < 5 or h == 12)) else "p"
    if half and 1 <= h <= 12:
        return time(h % 12 + (12 if half == "p" else 0), minute), False
    if half == "a" and h > 12:
        return None
    if half or h == 0 or h > 12 or hour[0] == "0":
        return time(h % 24, minute), False
    return time(h + 12 if h <= 6 else h, minute), True


_EVENING = re.compile(r"\b(?:dinner|drinks|supper|evenings?)\b")
_MORNING = re.compile(r"\b(?:mornings|breakfast)\b")
_NEARBY = 40


def _half_nearby(found: Found, hour: str) -> str:
    """The am or pm that other words close by give: "dinner at 8", "in the mornings at 6"."""
    start, end = found.match.span()
    near = found.match.string[max(0, start - _NEARBY) : end + _NEARBY]
    if int(hour) in range(6, 12) and _EVENING.search(near):
        return "p"
    return "a" if int(hour) in range(4, 12) and _MORNING.search(near) else ""


def _told(found: Found, confidence: float = 0.95) -> Told | None:
    return _clock_told(found, found["hour"], int(found.get("minute") or 0), confidence)


def _clock_told(found: Found, hour: str, minute: int, confidence: float = 0.95) -> Told | None:
    part = found.get("part")
    half = found.get("half") or found.get("glued_half")
    shown = clock(hour, minute, half, part)
    if shown and shown[1] and (near := _half_nearby(found, hour)):
        shown = clock(hour, minute, near, "")
    if shown is None:
        return None
    return Told(at=shown[0], kind=Kind.CLOCK, half_open=shown[1], part_of_day=part or None, confidence=confidence)


TWELVE_HOUR = Rule(
    name="clock with am or pm",
    opens="number",
    pattern=phrase(
        r"(?P<hour>2[0-3]|1[0-9]|0?[1-9])(?:[:. ]?(?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?"
        rf"{_HALF}{_OF_DAY}?"
    ),
    produce=_told,
    examples={
        "at 3p": "15:00",
        "2 pm": "14:00",
        "7:45 AM": "07:45",
        "4.30 p.m.": "16:30",
        "fifteen thirty p m": "15:30",
    },
    counterexamples=("3 people", "take 2 a day", "5 apples", "pgy2 am"),
)

_HOURS = r"(?: ?(?:hours?|hour|h)\b)?"

COLON = Rule(
    name="clock with a colon",
    opens="number",
    pattern=phrase(rf"(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::[0-5][0-9])?(?!\w){_HOURS}{_OF_DAY}?"),
    needs=":",
    produce=lambda found: None if found.before in ("ratio", "titer", "dilution") else _told(found),
    examples={"next monday 19:30": "2026-10-19 19:30", "at 4:30 in the afternoon": "16:30", "9:05": "09:05"},
    counterexamples=("titer 1:160", "1:1 ratio", "score 3:7"),
)

IN_WORDS = Rule(
    name="hour with part of day",
    opens="number",
    pattern=phrase(
        rf"{_HOUR}(?:[:. ]?(?P<minute>[0-5][0-9]))?(?: ?(?:o ?'?clock|ish))?"
        rf"(?:{_OF_DAY}|(?=,? tonight|,? (?:this|tomorrow) (?:morning|afternoon|evening)))"
    ),
    produce=_told,
    examples={
        "before like 4 in the afternoon": "16:00",
        "8 in the morning": "08:00",
        "8 this evening": "2026-10-14 20:00",
        "10, tonight": "2026-10-14 22:00",
    },
    counterexamples=("2 in the unit", "4 at Mercy"),
)

O_CLOCK = Rule(
    name="o'clock",
    opens="number",
    pattern=phrase(rf"{_HOUR} ?(?:o ?'?clock|-?ish){_HALF}?"),
    produce=_told,
    examples={"seven o'clock": "07:00", "around 4ish": "16:00"},
    counterexamples=("7 o's in a row",),
)

_NOT_A_CLOCK = words("room rm ext pager page bed unit floor code pin step suite box apt zip year since class of")
_AREA_CODE = re.compile(r"[0-9]{3}")
_AT = ("at", "@")
_CLOCK_FOLLOWS = words("at @ by until before after from around")


def _four_digits(found: Found) -> Told | None:
    digits = found["clock"]
    hour, minute = int(digits[:2]), int(digits[2:])
    if found.before in _NOT_A_CLOCK or hour > 23 or _AREA_CODE.fullmatch(found.before):
        return None
    a_year = digits[:2] in ("19", "20") and found.before not in _AT
    marked = found.before in _CLOCK_FOLLOWS or found.is_all()
    said = found["hours"] or digits[0] == "0" or (marked and not a_year)
    return Told(at=time(hour, minute), kind=Kind.CLOCK, needs_day=not said, confidence=0.9)


FOUR_DIGITS = Rule(
    name="24-hour clock",
    opens="number",
    pattern=phrase(r"(?P<clock>[0-2][0-9][0-5][0-9])(?P<hours> ?(?:hour|h))?"),
    produce=_four_digits,
    examples={
        "tmrw 1230": "2026-10-15 12:30",
        "at 0700": "07:00",
        "1900 hrs": "19:00",
        "11/30 1700": "2026-11-30 17:00",
    },
    counterexamples=(
        "class of 2009",
        "pager 1234",
        "in 2016",
        "room 1230",
        "DS-2019",
        "cell 555-0142",
        "call 555 0900",
    ),
)

HOUR_H_MINUTE = Rule(
    name="hour h minute",
    opens="number",
    pattern=phrase(r"(?P<hour>[01]?[0-9]|2[0-3])h(?P<minute>[0-5][0-9])"),
    produce=lambda found: Told(at=time(int(found["hour"]), int(found["minute"])), kind=Kind.CLOCK),
    examples={"friday 14h30": "2026-10-16 14:30"},
    counterexamples=("14h of call", "24h30"),
)


def _hundred(found: Found) -> Told | None:
    hour = int(found["hour"])
    said = found["hours"] or (found.before in _CLOCK_FOLLOWS and hour >= 10)
    return Told(at=time(hour), kind=Kind.CLOCK) if said and hour < 24 else None


HUNDRED_HOURS = Rule(
    name="hundred hours",
    opens="number",
    pattern=phrase(r"(?P<hour>[0-9]{1,2}) hundred(?P<hours> hour)?"),
    needs=" hundred",
    produce=_hundred,
    examples={"nineteen hundred hours": "19:00", "thursday at fifteen hundred": "2026-10-15 15:00"},
    counterexamples=("two hundred patients", "90 hundred hours", "at two hundred"),
)


_GOES_ON = words(
    "in on today tonight tomorrow sharp with w re to for please pls and or this next if so but because about instead "
    "then works is ok okay maybe not last i "
    "call email text message send write thank ask remind ping nudge meet submit apply check"  # "at 7 call mom"
)


def _past_or_to(found: Found) -> Told | None:
    said_at = found.before == "at" or found["half"] or found["part"] or found["minutes"] or found["noon"]
    if found["some"].isdigit() and found["way"] != "past" and not said_at:
        return None
    if found["minutes"] and found.after and found.after not in _GOES_ON:
        return None  # "10 minutes to 3 hospitals"
    minutes = {"quarter": 15, "half": 30}.get(found["some"]) or int(found["some"])
    if found["noon"]:
        told: Told | None = Told(at=time(12 if found["noon"] == "noon" else 0), kind=Kind.CLOCK)
    else:
        told = _told(found)
    if told is None or told.at is None:
        return None
    moment = datetime.combine(found.today, told.at)
    back = found["way"] not in ("past", "after")
    return replace(told, at=(moment + timedelta(minutes=-minutes if back else minutes)).time())


PAST_OR_TO = Rule(
    name="quarter past",
    opens="quarter half a number",
    pattern=phrase(
        r"(?:a )?(?P<some>quarter|half|[0-5]?[0-9](?= minute)|5|10|15|20|25)(?P<minutes> minutes?)?"
        r" (?P<way>past|after|to|of|before|until)"
        rf"(?<!half to)(?<!half of) (?:(?P<noon>noon|midnight)|{_HOUR}(?![/:]|[0-9])(?:{_HALF}|{_OF_DAY})?)"
    ),
    produce=_past_or_to,
    examples={
        "quarter past seven": "07:15",
        "half past 4": "16:30",
        "quarter to eight pm": "19:45",
        "twenty minutes to three": "14:40",
        "quarter to noon": "11:45",
        "tomorrow at ten to nine": "2026-10-15 08:50",
    },
    counterexamples=("half of 4 patients", "5 to 7 days", "10 after 4 codes", "10 minutes to 3 hospitals"),
)


_DAYS_AND_PARTS = words("today tomorrow tonight morning afternoon evening night") | frozenset(WEEKDAYS)
_TO_THE_HOUR = re.compile(r" (?:to|past) (1[0-2]|[1-9])\b")
_MINUTES_TO = words("5 10")
_ITS_DAY = re.compile(rf" (?:on )?(?:today|tomorrow|tonight|{'|'.join(WEEKDAYS)})\b")
_NO_BARE_HOUR = words("am pm west east north south tower hospitals programs places sites patients people of or")


def _bare_hour(found: Found) -> Told | None:
    if found["prep"] == "for" and not found["minute"]:
        return None
    to = _TO_THE_HOUR.match(found.match.string, found.match.end()) if found["hour"] in _MINUTES_TO else None
    if to and int(to[1]) < int(found["hour"]):
        return None  # "at ten to nine" is no hour of ten
    at = found["prep"] in _AT
    ends = not found.after or found["part"] or bool(_ITS_DAY.match(found.match.string, found.match.end()))
    after_a_day = not ends and found.before in _DAYS_AND_PARTS
    if not ends and at:
        ends = (after_a_day and found.after not in _NO_BARE_HOUR) or found.after in _GOES_ON
    elif after_a_day:  # "friday before 3 I have to call her"
        ends = found["prep"] in ("by", "before", "after") and found.after in _GOES_ON
    return _told(found, 0.8 if at else 0.5) if ends else None


BARE_HOUR = Rule(
    name="at an hour",
    opens="at by before after until around for",
    pattern=phrase(
        rf"(?P<prep>at|by|before|after|until|around|for) (?:(?:around|about|like) )?{_HOUR}(?: (?P<minute>[1-5][05]))?"
        rf"(?![/-]){_OF_DAY}?"
    ),
    produce=_bare_hour,
    examples={
        "at 7 tonight": "2026-10-14 19:00",
        "remind me at 3am tonight": "2026-10-15 03:00",
        "call her at 4": "16:00",
        "at 7 call mom": "07:00",
        "for eight forty": "08:40",
        "by 5 today": "2026-10-14 17:00",
        "get to her office by 2 on friday": "2026-10-16 14:00",
        "friday at 1 central": "2026-10-16 13:00",
        "friday before 3 i have to call her": "2026-10-16 15:00",
    },
    counterexamples=("at 4 west", "at 3 hospitals", "by 5 people", "at 2 programs", "monday at 3 hospitals"),
)

_COUNTED_THINGS = words("patients pts people mg ml min minutes cards notes")


_DAYS_AHEAD = words("today tomorrow tonight")
_WEEKDAY_BEFORE = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)}), $")
_ITEM_NEXT = re.compile(r", ?[0-9]")


_WITH_OR_ANOTHER = re.compile(
    rf"(?: with| (?:or|and)(?: on)?(?: (?:next|this))? (?:today|tomorrow|tonight|{'|'.join(WEEKDAYS)}))\b"
)
_TALK = re.compile(
    r"\b(?:zoom|calls?|coffee|meet(?:ing)?|lunch|chat|talk|interview|visit|free|available|offer\w*|can do)\b"
)


def _is_talk(found: Found) -> bool:
    """Whether an hour may be that of a talk: "zoom tomorrow 4 or friday 10", not "admitted friday 10 with sepsis"."""
    start = found.match.start()
    return bool(_TALK.search(found.match.string, max(0, start - _NEARBY), start))


def _follows_a_day(found: Found) -> bool:
    """Whether a day stands right before an hour: "tomorrow 7", "breakfast sunday, 10, at Mercy"."""
    if found.before in _DAYS_AND_PARTS:
        return True
    text, (start, end) = found.match.string, found.match.span()
    return bool(_WEEKDAY_BEFORE.search(text, max(0, start - _NEARBY), start)) and not _ITEM_NEXT.match(text, end)


def _hour_after_day(found: Found) -> Told | None:
    glued = found["glued"] in ("00", "15", "30", "45") and found.before in _DAYS_AND_PARTS
    if glued and found.after not in _COUNTED_THINGS:
        told = _clock_told(found, found["hour"], int(found["glued"]), 0.7)
        return replace(told, needs_day=True) if told else None
    named = found["minute"] and found.after in _DAYS_AHEAD  # "four thirty today"
    named = named or bool(_WITH_OR_ANOTHER.match(found.match.string, found.match.end()) and _is_talk(found))
    if found["glued"] or (found.after and not named) or not (found["minute"] or _follows_a_day(found)):
        return None
    told = _told(found, 0.6)
    return replace(told, needs_day=True) if told else None


HOUR_AFTER_DAY = Rule(
    name="hour right after a day",
    opens="number",
    pattern=phrase(rf"{_HOUR}(?: (?P<minute>[0-5][05])|(?P<glued>[0-5][05]))?(?![/:-])"),
    produce=_hour_after_day,
    examples={
        "not now, tomorrow 7": "2026-10-15 07:00",
        "coffee fri 730 his office": "2026-10-16 07:30",
        "coffee with Priya sat 10": "2026-10-17 10:00",
        "brunch sat at 11": "2026-10-17 11:00",
        "Tuesday afternoon, two thirty": "2026-10-20 14:30",
        "nudge me, four thirty today": "2026-10-14 16:30",
        "breakfast with Dr. Rao, Sunday, 10, Summerlin": "2026-10-18 10:00",
        "zoom fri 10 with Dr. Rao": "2026-10-16 10:00",
    },
    counterexamples=(
        "admitted monday 4 patients",
        "3 30",
        "friday 101 fever",
        "sunday 300 mg",
        "admitted friday 10 with sepsis",
        "sunday, 10, 12 or 14 patients",
    ),
)

AT_SIGN = Rule(
    name="@ an hour",
    opens="number",
    pattern=phrase(rf"(?:(?<=@)|(?<=@ )){_HOUR}"),
    needs="@",
    produce=lambda found: _told(found, 0.8) if not found.after or found.after in _GOES_ON else None,
    examples={"thurs @4": "2026-10-15 16:00", "thurs @ 4": "2026-10-15 16:00", "nudge @ 5 to call": "17:00"},
    counterexamples=("@4west", "@ 4 hospitals"),
)

_AT_NOON = words("conference conf report lecture talk meeting lull teaching rounds shift snack")

NOON = Rule(
    name="noon or midnight",
    opens="noon midnight lunchtime",
    pattern=phrase(r"(?P<noon>noon|lunchtime)|midnight"),
    produce=lambda found: (
        None
        if found.after in _AT_NOON or found.before == "the"
        else Told(at=time(12 if found["noon"] else 0), kind=Kind.CLOCK, confidence=0.9)
    ),
    examples={
        "thursday at noon": "2026-10-15 12:00",
        "tomorrow at lunchtime": "2026-10-15 12:00",
        "by midnight": "00:00",
    },
    counterexamples=("noon conference", "Midnight lull on the ward"),
)


def _from_to(found: Found) -> Told | None:
    """Both ends; an am or pm told once goes for both unless that would run backwards ("11-1pm")."""
    last_half, first_half = found["half"] or found["glued_half"], found["first_half"]
    if found["part"]:
        last_half = "a" if found["part"] in ("morning", "am") else "p"
    hour, until = int(found["hour"]), int(found["last_hour"])
    if not first_half and last_half and hour <= 12:
        turns = (hour % 12, int(found["minute"] or 0)) >= (until % 12, int(found["last_minute"] or 0))
        first_half = {"a": "p", "p": "a"}[last_half] if turns else last_half
    military = until > 12 or hour > 12
    start = clock(f"{hour:02}" if military else found["hour"], int(found["minute"] or 0), first_half, "")
    end = clock(f"{until:02}" if military else found["last_hour"], int(found["last_minute"] or 0), last_half, "")
    if start is None or end is None:
        return None
    clear = bool(last_half or first_half or (found["minute"] and found["last_minute"]))
    if not clear and found["and"] and not found["opening"]:
        return None
    return Told(at=start[0], until_at=end[0], kind=Kind.CLOCK, half_open=start[1], needs_day=not clear, confidence=0.85)


CLOCK_RANGE = Rule(
    name="from one time to another",
    opens="number from between",
    pattern=phrase(
        r"(?P<opening>from |between )?(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9]))?"
        r"(?: ?(?P<first_half>[ap])(?:\.?m\b\.?|\b))? ?(?:-|to|until|(?P<and>and)) ?"
        rf"(?P<last_hour>[01]?[0-9]|2[0-4])(?:[:.](?P<last_minute>[0-5][0-9]))?(?:{_HALF}|{_OF_DAY})?"
        r"(?! ?(?:/|-|day|week|month|year|hour|minute|people|patients|programs"
        rf"|(?:of )?(?:{MONTH})))"
    ),
    produce=_from_to,
    examples={"thurs 2-3pm": "2026-10-15 14:00-15:00", "9pm to 7am": "21:00-07:00", "from 11 to 1 pm": "11:00-13:00"},
    counterexamples=("2-3 weeks", "from 5 to 10 programs", "apr 16-18", "nov 2, 3 and 4"),
)

RULES = (
    TWELVE_HOUR,
    COLON,
    IN_WORDS,
    O_CLOCK,
    FOUR_DIGITS,
    HOUR_H_MINUTE,
    HUNDRED_HOURS,
    PAST_OR_TO,
    BARE_HOUR,
    HOUR_AFTER_DAY,
    AT_SIGN,
    NOON,
    CLOCK_RANGE,
)
