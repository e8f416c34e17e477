"""Vacation and other days off: told in a few words with their days, or a line of a schedule."""

import re
from datetime import date, datetime, timedelta

from bot.understanding.dates import Bound, DateMention, Kind
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import DayRange, Span
from bot.understanding.reading import Reading

_TIME_OFF = re.compile(
    r"\b(?:vacation|vacay|pto|holidays?|time off|days? off|(?:weekend|week) off|golden weekend|leave of absence|"
    r"(?:(?:annual|maternity|paternity|parental|medical|sick|family) )?leave|off)\b",
    re.IGNORECASE,
)
_SURELY = re.compile(
    r"\b(?:vacation|vacay|pto|time off|days? off|(?:weekend|week) off|leave of absence|"
    r"(?:annual|maternity|paternity|parental) leave)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(
    r"\b(?:i'?m|i’m|i am|i'?ll be|i’ll be|i will be|will be|being)\s+(?:off|away|out)\b"
    r"|^\W*(?:im\s+)?(?:away|out)\b"
    r"|\bout of (?:town|the country)\b",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:off|away|out)\b", re.IGNORECASE)
_THROUGH = re.compile(r"(?:through|thru)\b", re.IGNORECASE)
_A_WEEK = re.compile(r"\bw(?:ee)?k\b", re.IGNORECASE)
_ALONE = word_set(
    "i i'm im i’m i'll i’ll am will be have having got taking take going go gone use using my a an the on for of and "
    "then from to until through till is are this next our week weekend days day off away out time vacation vacay pto "
    "holiday holidays leave annual maternity paternity parental medical sick family golden absence starting starts "
    "start begins ends back block home town country abroad"
)


def _last_day_off(text: str, until: DateMention, day: date) -> date:
    """Return the day itself, "vacation until nov 3"; who is "away until monday" is back then."""
    back_then = _GONE.search(text) and not _THROUGH.match(text[until.span.start :]) and not _SURELY.search(text)
    return day - timedelta(days=1) if back_then else day


def is_time_off(title: str) -> bool:
    """Tell whether a line of a schedule is no work: "Vacation", "PTO", "Off".

    >>> is_time_off("Vacation"), is_time_off("MICU")
    (True, False)
    """
    return bool(_TIME_OFF.search(title))


def time_off_in(text: str, now: datetime) -> DayRange | None:
    """Return the days off that a message is about; None where it is about anything else. *now* is local."""
    found = find_time_off(Reading(text, now))
    return found[0] if found else None


def speaks_of_time_off(text: str) -> bool:
    """Tell whether the words leave no doubt: "PTO for my sister's wedding", and not "kick-off meeting"."""
    return bool(_SURELY.search(text))


def find_time_off(reading: Reading) -> tuple[DayRange, Span] | None:
    """Return the days that the resident has off, where the message tells nothing else: "vacation nov 9-15"."""
    if not reading.dates or reading.people or "?" in reading.text:
        return None
    if not (_TIME_OFF.search(reading.text) or _AWAY.search(reading.text)):
        return None
    told = [mention for mention in reading.dates if mention.future and mention.kind is not Kind.CLOCK]
    spans = [mention.span for mention in reading.dates]
    words = {
        token.text.lower()
        for token in reading.tokens
        if token.is_word and not any(span.start <= token.start < span.end for span in spans)
    }
    if not told or len(told) > 2 or words - _ALONE:
        return None
    days = [mention.future for mention in told if mention.future]
    now_on = reading.now.date()
    start, end = days[0].start, max(each.end for each in days)
    if told[0].bound is Bound.UNTIL and start > now_on:
        start, end = now_on, _last_day_off(reading.text, told[0], end)
    if _A_WEEK.search(reading.text) and (start.weekday(), end - start) == (0, timedelta(days=4)):
        end += timedelta(days=2)  # a week off has its weekend
    return DayRange(start, end), Span(told[0].span.start, told[-1].span.end)
