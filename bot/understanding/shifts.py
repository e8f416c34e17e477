"""Night shifts and calls, on which Vouch keeps quiet, and that they are over."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from bot.understanding.dates import Bound, DateMention, Kind, read_dates
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import CallRhythm, DayRange, SettingChange, Span
from bot.understanding.reading import Reading

WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_NIGHTS = re.compile(
    r"\b(?:nights|night (?:float|shifts?)|(?:on|doing|work|working) night|nocturnist)\b", re.IGNORECASE
)
_NOT_WORKED = re.compile(
    r"\b(?:(?:last|any|every|all|most|good|late|one|fri(?:day)?|sat(?:urday)?|date|movie|trivia|alumni) night|"
    r"post[- ]?nights?|"
    r"nights? (?:float )?(?:team|resident|intern|attending|crew|nurse\w*|people|schedule|out|off)|"
    r"(?:dinner|lunch|breakfast|coffee|drinks|party|talk)\b.{0,30}\bnights?)\b",
    re.IGNORECASE,
)
"""An evening, or people who work at night: "dinner with the night float team"."""

_LATER = re.compile(r"\bnights?\b[^.;,]{0,12}\b(?:start|begin|come)s? in\b", re.IGNORECASE)
PAUSE = re.compile(
    r"\b(?:pause|mute|silence|leave me alone|hold (?:off|everything)|stop (?:everything|all))\b", re.IGNORECASE
)
_OVER = (
    r"\b(?:not|no|no more|no longer|off|(?:done|finished|through)(?: with| w/?)|finished|out of|wasn'?t|isn'?t|ain'?t|"
    r"aren'?t|never)"
    r"(?: on| doing| working| my| any| having)*"
)
_OVER_AFTER = r"(?:are|is|were|got|get|being)? ?(?:over|done|finished|cancel\w*|called off|swapped away|moved away)"
_NO_NIGHTS = re.compile(
    rf"{_OVER} (?:night|nights|night float|night shifts?)\b|\bnights? (?:float |shifts? )?{_OVER_AFTER}\b"
    r"|\bback (?:on|to) days\b",
    re.IGNORECASE,
)
_NO_CALL = re.compile(rf"{_OVER} (?:on[- ]?call|call)\b|\b(?:my )?call {_OVER_AFTER}\b", re.IGNORECASE)
_CALL = re.compile(
    r"\b(?:on[- ]call|(?:long|overnight|24 ?-?h(?:ou)?rs?|24 ?h|in-?house|weekend|night) call|call (?:days?|"
    r"shifts?)|(?:have|got) call|call tonight)\b",
    re.IGNORECASE,
)
_POST_CALL = re.compile(r"\bpost[- ]?call\b", re.IGNORECASE)
_ORDINALS = {"second": 2, "other": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_EVERY = re.compile(
    r"\bq ?(?P<q>[2-9]|1[0-4])(?: ?d(?:ays?)?| ?h?nights?)?\b"
    rf"|\bevery (?P<nth>\d{{1,2}}|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)? (?:days?|nights?)\b",
    re.IGNORECASE,
)
OF_NOTHING_ELSE = 60
"""Characters: what runs longer tells more than that a shift is over."""

_I_AM_Q = re.compile(r"\W*(?:i'?m|i’m|i am|we'?re|on) q ?\d+(?: now| this month| here)?\W*", re.IGNORECASE)
_CALL_WORD = re.compile(r"\bcalls?\b", re.IGNORECASE)
_CALL_ALONE = word_set(
    "i i'm im i’m am have i've i’ve got my a an the on for and then again next is are this will be taking doing "
    "working both shift shifts day days long overnight hour hours 24 24h h in house too not no off isn't wasn't "
    "aren't anymore any more after all cancelled canceled over done got ugh oh ok so btw fyi also sorry damn lol"
)


def shifts(reading: Reading) -> Iterator[SettingChange]:
    """Return every shift told, and every one that is not to be."""
    yield from _nights(reading)
    yield from _calls(reading)


_OF_NIGHT_WEEKS = re.compile(
    r"\b(?:before|after|until|till|til|between|from)\b.{0,40}\b(?:on|during|for|when i['’]?m on|while on) (?:my )?"
    r"night(?:s|\s+(?:float|weeks?|shifts?))\b"
    r"|\b(?:on|during|when i['’]?m on|while on) (?:my )?night(?:s|\s+(?:float|weeks?|shifts?))\b.{0,40}"
    r"\b(?:before|after|until|till|til|between|from)\b",
    re.IGNORECASE,
)


def of_night_weeks(reading: Reading) -> bool:
    """Tell whether hours are told for night weeks, and not when those are: "don't text me before 5pm on nights"."""
    told_hours = any(mention.at for mention in reading.dates)
    return told_hours and bool(_OF_NIGHT_WEEKS.search(reading.text))


def find_nights(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the resident's night shifts, which can sound like a plan: "on nights this week"."""
    return tuple(_nights(reading))


def find_shifts_over(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the shifts that are none after all, which can sound like a correction: "I'm not on nights after all"."""
    if "?" in reading.text or len(reading.text) > OF_NOTHING_ELSE:
        return ()
    return tuple(change for change in shifts(reading) if change.name in ("no_nights", "no_calls"))


def find_calls(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the resident's call days, where the message tells nothing else: "on call saturday", "post-call today"."""
    return tuple(_calls(reading))


def days_told(reading: Reading) -> Iterator[tuple[DateMention, DayRange]]:
    return ((mention, mention.future) for mention in reading.dates if mention.future and mention.kind is not Kind.CLOCK)


def whole(reading: Reading) -> Span:
    return Span(0, len(reading.text))


def _nights(reading: Reading) -> Iterator[SettingChange]:
    """Such as "on nights this week" ends with Sunday night's shift; "night float until sunday" starts today."""
    if of_night_weeks(reading) and next(days_told(reading), None) is None:
        return
    others = [Span(*match.span()) for match in _NOT_WORKED.finditer(reading.text)]
    worked = (
        m for m in _NIGHTS.finditer(reading.text) if not any(o.start < m.end() and m.start() < o.end for o in others)
    )
    if over := _NO_NIGHTS.search(reading.text):
        days = next((days for _, days in days_told(reading)), None)
        yield SettingChange("no_nights", days or True, Span(*over.span()))
        return
    if _rhythm(reading) or next(worked, None) is None or _LATER.search(reading.text) or PAUSE.search(reading.text):
        return
    today = reading.now.date()
    this_sunday = today + timedelta(days=6 - today.weekday())
    mention, days = next(days_told(reading), (None, DayRange(today, this_sunday)))
    words = reading.text[mention.span.start : mention.span.end].lower() if mention else ""
    first, last = days.start, days.end
    if re.match(r"(?:until|till|til|through|thru)\b", words):
        first = today
    elif re.search(r"\bw(?:ee)?k\b", words) and "for" not in words:
        last = days.start + timedelta(days=6 - days.start.weekday())
    yield SettingChange("nights", DayRange(first, last), mention.span if mention else whole(reading))


def _calls(reading: Reading) -> Iterator[SettingChange]:
    """Such as "I'm on call saturday and tuesday"; post-call is the day after a call."""
    if rhythm := _rhythm(reading):
        yield rhythm
        return
    if "call" not in reading.text.lower():
        return
    off = _NO_CALL.search(reading.text)
    call = _CALL.search(reading.text)
    post = _POST_CALL.search(reading.text)
    match = off or call or post
    if match is None or _left_over(reading, match) - _CALL_ALONE:
        return
    today = reading.now.date()
    days = [days for mention, days in days_told(reading) if mention.kind is Kind.DAY]
    days += [DayRange(day, day) for day in bare_weekdays(reading)]
    days = days or [DayRange(today, today)]
    if post and not (call or off):
        days = [DayRange(each.start - timedelta(days=1), each.end - timedelta(days=1)) for each in days]
    yield SettingChange("no_calls" if off else "calls", tuple(days), whole(reading))


def _rhythm(reading: Reading) -> SettingChange | None:
    """Such as "q4 call from thursday until oct 31", "on call every third night starting monday"."""
    every = _EVERY.search(reading.text)
    if every is None or reading.people or not (_CALL_WORD.search(reading.text) or _I_AM_Q.fullmatch(reading.text)):
        return None
    nth = (every["nth"] or "").lower()
    number = int(every["q"] or _ORDINALS.get(nth) or nth)
    if number < 2:
        return None
    # Read without "every 4 days": else "4 days from nov 2" is a day.
    rest = reading.text[: every.start()] + " " * (every.end() - every.start()) + reading.text[every.end() :]
    told = [mention for mention in read_dates(rest, reading.now) if mention.future and mention.kind is Kind.DAY]
    days = [mention.future for mention in told if mention.future and mention.bound is not Bound.UNTIL]
    single = [each.start for each in days if each.start == each.end]
    ranges = [each for each in days if each.start < each.end]
    ends = [each.end for each in ranges] + [m.future.end for m in told if m.future and m.bound is Bound.UNTIL]
    first = single[0] if single else min((r.start for r in ranges if r.start > reading.now.date()), default=None)
    last = max([*ends, *single[1:]], default=None)
    return SettingChange("call_rhythm", CallRhythm(number, first, last), whole(reading))


def bare_weekdays(reading: Reading) -> Iterator[date]:
    """Return the days of weekdays that stand in no date: the "sun" of "on call sat and sun"."""
    for match in WEEKDAY.finditer(reading.text):
        if not any(mention.span.start <= match.start() < mention.span.end for mention in reading.dates):
            ahead = (WEEKDAYS.index(match[1].lower()) - reading.now.weekday()) % 7 or 7
            yield reading.now.date() + timedelta(days=ahead)


def _left_over(reading: Reading, match: re.Match[str]) -> set[str]:
    """Return the words of the message that neither belong to *match* nor to a date."""
    spans = [Span(*match.span()), *(mention.span for mention in reading.dates)]
    kept = [
        token.text.lower()
        for token in reading.tokens
        if token.is_word and not any(span.start <= token.start < span.end for span in spans)
    ]
    return {word for word in kept if not WEEKDAY.fullmatch(word)}
