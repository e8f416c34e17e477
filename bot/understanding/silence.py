"""A message that asks for nothing but silence: "stop", "no messages tomorrow", "quiet until monday"."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from bot.understanding.dates import Bound, Kind
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import DayRange, SettingChange, Span
from bot.understanding.reading import Reading
from bot.understanding.shifts import WEEKDAY, WEEKDAYS, bare_weekdays, days_told, whole

_ANYTHING = r"(?:messages?|msgs?|texts?|pings?|nudges?|reminders?|notifications?|dms?|anything|stuff)"
_SENDING = (
    r"(?:send(?:ing)?|messag(?:e|ing)|text(?:ing)?|ping(?:ing)?|nudg(?:e|ing)|bother(?:ing)?|disturb(?:ing)?|"
    r"writ(?:e|ing)|contact(?:ing)?|notify(?:ing)?|bug(?:ging)?)"
)
# Units are atomic (?>…) and each word has one way to be taken, so that no message is tried in every way there is.
_FILLING = (
    r"(?>(?:please|pls|plz|ok|okay|hey|just|now|for|on|from|until|till|til|through|the|a|any|all|more|further|at|"
    r"thanks|thank|you|can|could|vouch|day|days|whole|while|and|i|to|me)\b)"
)
_REASON = (
    r"(?>(?:i'm|im|i am|it's|my|be|will|gonna|going to|post-?call|post call|on call|off|vacation|holiday|"
    r"sick|tired|exhausted|slammed|swamped|busy|sleeping|sleep|resting|rest|studying|away|need|because|bc|cause|since|"
    r"so|have|got|an)\b)"
)
"""Why silence is wanted: "i'm post call tmrw dont bug me"."""

_SILENCE = re.compile(
    rf"(?:{_REASON} |{_FILLING} |send )*"
    rf"(?:(?:no|zero|stop|hold|mute|pause|silence|quit|don'?t (?:want|need)|do not (?:want|need))(?: {_FILLING})* "
    rf"{_ANYTHING}"
    rf"|(?:don'?t|do not|never|stop|quit|no)(?: ever)? {_SENDING}(?: (?:{_FILLING}|{_ANYTHING}))*"
    r"|(?:be|stay|keep|go) (?:quiet|silent)|hush|shut up|stop(?: it| everything)?|unsubscribe|opt out"
    r"|leave me (?:alone|in peace|be))"
    rf"(?: {_FILLING}| {_REASON})* ?",
    re.IGNORECASE,
)
_WEEKLY = re.compile(
    rf"\b(?:(?:every|each|any) (?:{'|'.join(WEEKDAYS)})[a-z]*|(?:{'|'.join(WEEKDAYS)})[a-z]*s)\b|"
    r"\b(?:(?:every|each|any) weekend|weekends)\b",
    re.IGNORECASE,
)
"""Days of every week: "sundays", "every sunday", "weekends"; "sunday" is the next one alone."""
_DAYS = rf"(?:(?:on |every |each )*(?:weekends?|(?:{'|'.join(WEEKDAYS)})[a-z]*)(?:,? and |, | or )?)+"
_SPOKEN_AGAIN = re.compile(
    rf"\W*(?:{_FILLING} |actually )*(?:"
    rf"(?:{_ANYTHING} |{_SENDING} (?:me )?|(?:message|text|write|write to) me |no (?:more )?quiet )(?:again )?{_DAYS}"
    r"(?: (?:is|are|would be) (?:ok(?:ay)?|fine|good|alright))?"
    rf"|{_DAYS} (?:is|are) (?:ok(?:ay)?|fine|good|alright)(?: for {_ANYTHING})?)(?: (?:again|now|too|after all))*\W*",
    re.IGNORECASE,
)
_KEPT_FREE = re.compile(
    rf"\W*(?:{_FILLING} |i (?:want|need) |i['’]?d like )*(?:(?:keep|leave|have) (?:my |all )*)?{_DAYS}"
    r"(?: (?:is|are|should be|stay))?"
    r"(?: (?:free|clear|off[- ]?limits|quiet|silent)| (?:to|for) my(?:self| family| kids))+"
    rf"(?: {_FILLING})*\W*",
    re.IGNORECASE,
)
"""Such as "keep sundays free", "sundays are for my family"."""
_TODAY = re.compile(
    r"\b(?:post-? ?call|on call|tired|exhausted|slammed|swamped|busy|sleeping|resting)\b", re.IGNORECASE
)
"""What passes with the day: the silence ends with it where no other end is told."""

_QUIET = re.compile(rf"(?:{_FILLING} )*quiet(?: (?:please|pls|now|for|until|till|til|thanks))* ?", re.IGNORECASE)
"""A word that tells how a day was, too: "quiet day today"."""


_SAYS_SO = word_set(
    "no zero stop hold mute pause silence quit dont not never quiet silent hush shut unsubscribe opt leave"
)
"""The keys of words of which a plea for silence has one."""

_LONGEST = 200
"""Characters: who wants quiet says so in a line, and a longer message is not tried."""


def find_silence(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the silence that is asked for: without an end, until a day or a moment, on some days, or every week."""
    again = _SPOKEN_AGAIN.fullmatch(reading.text) if len(reading.text) <= _LONGEST and not reading.people else None
    if again and (days := _weekdays(reading)):
        return (SettingChange("no_quiet_days", days, whole(reading)),)
    free = _KEPT_FREE.fullmatch(reading.text) if len(reading.text) <= _LONGEST and not reading.people else None
    if free and (days := _weekdays(reading)):
        return (SettingChange("quiet_days", days, whole(reading)),)
    return tuple(_silence(reading))


def is_stop_alone(text: str) -> bool:
    """Tell whether it is the one word: said in answer to a nudge, it is that nudge that shall stop."""
    return re.fullmatch(r"\W*(?:please )?stop(?: it| this| that)?(?: please)?\W*", text, re.IGNORECASE) is not None


def _silence(reading: Reading) -> Iterator[SettingChange]:
    if reading.people or "?" in reading.text or len(reading.text) > _LONGEST:
        return
    if _SAYS_SO.isdisjoint([token.key for token in reading.tokens]):
        return
    left = re.sub(r"\b(?:every|each|any|weekends?)\b ?", "", _left(reading))
    quiet = _QUIET.fullmatch(left)
    if not (quiet or _SILENCE.fullmatch(left)):
        return
    told = list(days_told(reading))
    if len(told) < len(reading.dates):
        return  # a clock time: that is about the quiet hours of every day
    if (weekly := _weekdays(reading)) and not any(mention.at for mention in reading.dates):
        yield SettingChange("quiet_days", weekly, whole(reading))
        return
    if not told and _TODAY.search(left):
        today = reading.now.date()
        yield SettingChange("pause_days", DayRange(today, today), whole(reading))
        return
    if not told:
        yield SettingChange("pause", True, whole(reading))
        return
    mention, days = told[0]
    if mention.kind is Kind.DURATION:
        yield SettingChange("pause_until", datetime.combine(days.end, mention.at or reading.now.time()), mention.span)
    elif mention.bound is Bound.UNTIL or _says_until(reading, mention.span.start):
        yield SettingChange("pause_until", datetime.combine(days.start, mention.at or time(0)), mention.span)
    elif not quiet:
        yield SettingChange("pause_days", _whole_days(reading, mention.span, days), mention.span)


def _weekdays(reading: Reading) -> tuple[int, ...]:
    """Return the weekdays that are told as those of every week; a weekend is Saturday and Sunday."""
    told = [match[0].lower() for match in _WEEKLY.finditer(reading.text)]
    days = {place for place, day in enumerate(WEEKDAYS) for words in told if re.search(rf"\b{day}", words)}
    days |= {WEEKDAYS.index(day) for day in ("sat", "sun") if any("weekend" in words for words in told)}
    if told and not days:
        return ()
    # "sundays and saturday": what stands beside a day of every week is one, too.
    beside = {WEEKDAYS.index(match[1].lower()) for match in WEEKDAY.finditer(reading.text)} if days else set()
    return tuple(sorted(days | beside))


def _whole_days(reading: Reading, span: Span, days: DayRange) -> DayRange:
    """Return the days with the next ones that are told besides: "saturday and sunday"; a week ends on Sunday."""
    first, last = days.start, days.end
    if re.search(r"\bweek\b", reading.text[span.start : span.end], re.IGNORECASE):
        last += timedelta(days=6 - last.weekday())
    others = [each.end for _, each in days_told(reading)] + list(bare_weekdays(reading))
    for day in sorted(others):
        if day == last + timedelta(days=1):
            last = day
    return DayRange(first, last)


def _left(reading: Reading) -> str:
    """Return the words of the message that belong to no date."""
    spans = [mention.span for mention in reading.dates]
    kept = (
        token.text.replace("’", "'")
        for token in reading.tokens
        if token.is_word and not any(span.start <= token.start < span.end for span in spans)
    )
    return " ".join(word for word in kept if not WEEKDAY.fullmatch(word))


def _says_until(reading: Reading, start: int) -> bool:
    return re.search(r"\b(?:until|till|til)\W*$", reading.text[:start], re.IGNORECASE) is not None
