"""Vacation and other days off: told in a few words with their days, or a line of a schedule."""

import re

from bot.understanding.dates import Kind
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import DayRange, Span
from bot.understanding.reading import Reading

_TIME_OFF = re.compile(
    r"\b(?:vacation|vacay|pto|holidays?|time off|days? off|(?:weekend|week) off|golden weekend|leave of absence|"
    r"(?:(?:annual|maternity|paternity|parental|medical|sick|family) )?leave|off)\b",
    re.IGNORECASE,
)
_AWAY = re.compile(r"\b(?:i'?m|i’m|i am|i'?ll be|i’ll be|i will be|will be|being)\s+(?:off|away|out)\b", re.IGNORECASE)
_ALONE = word_set(
    "i i'm im i’m i'll i’ll am will be have having got taking take going go gone my a an the on for of and then from "
    "to until through till is are this next our week weekend days day off away out time vacation vacay pto holiday "
    "holidays leave annual maternity paternity parental medical sick family golden absence starting starts start "
    "begins ends back block home"
)


def is_time_off(title: str) -> bool:
    """Tell whether a line of a schedule is no work: "Vacation", "PTO", "Off".

    >>> is_time_off("Vacation"), is_time_off("MICU")
    (True, False)
    """
    return bool(_TIME_OFF.search(title))


def find_time_off(reading: Reading) -> tuple[DayRange, Span] | None:
    """Return the days that the resident has off, where the message tells nothing else: "vacation nov 9-15"."""
    if not (_TIME_OFF.search(reading.text) or _AWAY.search(reading.text)) or "?" in reading.text or reading.people:
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
    return DayRange(days[0].start, max(each.end for each in days)), Span(told[0].span.start, told[-1].span.end)
