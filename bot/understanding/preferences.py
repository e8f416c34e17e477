"""What a message tells of the resident and of how Vouch is to behave: a rule a setting."""

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import available_timezones

from bot.domain.vocabulary import Specialty, Visa
from bot.understanding.dates import DateMention, Kind
from bot.understanding.lexicon import Hit, word_set
from bot.understanding.meaning import SettingChange, Span
from bot.understanding.own_profile import visas_named
from bot.understanding.reading import Reading
from bot.understanding.shifts import PAUSE, WEEKDAY, WEEKDAYS, days_told, of_night_weeks, shifts, whole

_MESSAGE = (
    r"(?:messages?|msgs?|messaging|texts?|texting|pings?|nudges?|reminders?|notif\w*|writ(?:e|ing)|dms?|bother|disturb"
    r"|wake)"
)
_NOT = re.compile(rf"\b(?:no|not|don'?t|do not|never|stop|without|avoid)\b.{{0,30}}\b{_MESSAGE}\b", re.IGNORECASE)
_ONLY = re.compile(rf"\bonly\b.{{0,20}}\b{_MESSAGE}\b|\b{_MESSAGE}\b.{{0,10}}\bonly\b", re.IGNORECASE)
_QUIET = re.compile(r"\bquiet\b", re.IGNORECASE)
_RESUME = re.compile(
    r"^\W*(?:please )?(?:resume|unpause|unmute|un-?silence|end (?:the )?pause|start again|i'?m back\b.{0,10}\bresume)\b"
    r"|\b(?:write|message|text) me again\b",
    re.IGNORECASE,
)
_RESUME_ALONE = re.compile(
    r"\W*(?:please |ok(?:ay)?,? )*(?:resume|unpause|unmute|un-?silence|end (?:the |my )?pause|start again)"
    r"(?: (?:now|again|please|pls|messages|reminders|everything|writing))*\W*",
    re.IGNORECASE,
)
_SHOW = re.compile(r"^\W*(?:my |the |show (?:me )?(?:my |the )?|what are my )?settings?\W*$", re.IGNORECASE)
_DIGEST = re.compile(rf"\bdigest\b|\b(?:morning|daily) (?:summary|list|update|{_MESSAGE})\b", re.IGNORECASE)
_OWN_VISA = re.compile(
    r"\b(?:i'?m|i am|i have|i hold|my (?:own )?visa|my status)\b"
    r"|^\W*(?:(?:im|here|currently|still|now|and|also) )*on (?:an? |my )?[\w-]{2,5}(?: waiver)?(?: visa| status)*\W*$",
    re.IGNORECASE,
)
_YEAR_STARTS = re.compile(
    r"\bmy\b.{0,30}\b(?:year|residency|internship|contract)\b.{0,12}\b(?:start|began|begin)"
    r"|\b(?:started|began|starting) (?:my )?(?:residency|internship|(?:intern|prelim(?:inary)?) year)\b"
    r"|\A\W*i (?:started|began)(?: here| work)?(?: on)? (?:june?|july?|aug(?:ust)?)\b"
    r"[ \d,]*(?:st|nd|rd|th)?[ \d,]*\W*\Z"
    r"|\b(?:prelim\w*|intern|resident)\b[^;\n]{0,60},? (?:started|began)(?: on| in)? (?:june?|july?)\b"
    r"[ \d]{0,8}(?:[,.!;]|\Z)",
    re.IGNORECASE,
)
_BEGAN = re.compile(r"\b(?:started|began)\b", re.IGNORECASE)
_GOAL = re.compile(r"\b(?:goal|appl(?:y|ying)|aim(?:ing)?|want|going for|plan|need an? pgy-? ?2)\b", re.IGNORECASE)
_LATER = re.compile(r"\b(?:next|later|following) (?:cycle|season|year)\b|\boff[- ]?cycle\b", re.IGNORECASE)
_SAME_CYCLE = re.compile(
    r"\b(?:same|this) (?:cycle|season|fall|september)\b|\bin september\b|\bstraight after\b", re.IGNORECASE
)
_POLITE = r"(?:(?:the|a|in|i'?d say|probably|i apply|applying|definitely) )*"
_GOAL_ALONE = {
    "later": re.compile(
        rf"\W*{_POLITE}(?:(?P<sure>later (?:cycle|season|year)|next (?:cycle|season|september|fall)|"
        r"following cycle|off-?cycle)|next year|later)\W*",
        re.IGNORECASE,
    ),
    "same-cycle": re.compile(
        rf"\W*{_POLITE}(?:(?P<sure>(?:same|current)[- ]cycle|this[- ](?:cycle|season|september|fall))|"
        r"this year|september)\W*",
        re.IGNORECASE,
    ),
}
_OWN_PROGRAM = re.compile(r"\b(?:i'?m|i am|i work|my (?:program|hospital) is|i'?m a prelim)\b", re.IGNORECASE)
_COUNT = r"(?P<count>\d{1,2}|one|once|two|twice|three|four|five)"
_COUNTED = re.compile(rf"(?=[\dotf]){_COUNT}", re.IGNORECASE)
_AT_MOST = r"(?:at most|max(?:imum)?|no more than|not more than|only|just|up to|limit\w*(?: to)?)"
_A_DAY = r"(?:a|per|each|every|/) ?day|daily"
_CAP = (
    re.compile(rf"\b{_AT_MOST}\W+{_COUNT}\W+(?:\w+\W+)?{_MESSAGE}", re.IGNORECASE),
    re.compile(rf"\b{_MESSAGE}\b(?:\W+\w+){{0,3}}\W+{_COUNT}(?: times?| messages?)?\W+(?:{_A_DAY})", re.IGNORECASE),
    re.compile(rf"\b{_COUNT}\W+{_MESSAGE}\W+(?:{_A_DAY})", re.IGNORECASE),
    re.compile(rf"\b{_COUNT}(?: times?)? (?:{_A_DAY}) (?:is|are|would be) (?:enough|plenty|fine)\b", re.IGNORECASE),
)
_CAP_ALONE = re.compile(
    rf"\W*(?:please |ok,? |and |but )*{_AT_MOST}\W+{_COUNT}(?: times?)?\W+(?:{_A_DAY})(?: please| is enough)?\W*"
    rf"|\W*{_COUNT.replace('count', 'count_2')}(?: times?)?\W+(?:{_A_DAY}) (?:is enough|is plenty|at most|max)\W*",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "once": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5}
_NAME = re.compile(r"\b(?:my name is|call me)\s+([^\W\d_][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})", re.IGNORECASE)
_MOVE = re.compile(
    r"\b(?:moved|moving|relocat\w+|live|living|based|i'?m|i am|time ?zone(?: is)?|zone(?: is)?|my time is)\b"
    r"(?:\s+(?:to|in|on|now))*[\s:=]+([a-z .]{2,40})",
    re.IGNORECASE,
)
_ZONE_ALONE = re.compile(r"\W*(?:i'?m on |i use |use |it'?s )?([a-z .]{2,30}?) time(?: ?zone)?\W*", re.IGNORECASE)
_JOB = r"(?:contract|appointment|position|prelim\w*|intern(?:ship)?|resident|residency|job|my year)"
_OWN_VISA_ENDS = re.compile(
    r"\b(?:visa|ds-?2019|i-?94|i-?797|ead|status|h-?1b|j-?1|o-?1|(?:stem )?opt|cpt|work (?:permit|authorization))\b"
    rf"(?:(?!\b{_JOB}\b).){{0,25}}"
    r"\b(?:expir\w+|ends?|ending|runs? out|valid (?:until|through|till|thru)|good (?:until|through)|is up|over|"
    r"until|through)\b",
    re.IGNORECASE,
)
_MINE = re.compile(r"\bmy\s+$", re.IGNORECASE)
_CONTRACT_ENDS = re.compile(
    r"\b(?:contract|appointment|position|my (?:year|residency|job|internship))\b.{0,25}"
    r"\b(?:expir\w+|ends?|ending|runs? out|valid (?:until|through|till)|is up|over|until|through|finish\w*)\b"
    r"|^\W*(?:my )?(?:contract|appointment)(?: is| runs| goes)? (?:till?|thru|to|up) (?!(?:sign|be|review|send|dr)\b)"
    r"|\bprelim(?: (?:im|medicine|intern|year|here))*(?: at [\w ]{2,20}?)?,? "
    r"(?:until|till?|thru|through|ends?|ending)\b",
    re.IGNORECASE,
)
_SEEN_BY_OTHERS = r"(?:notif\w*|lock(?:ed)? ?screens?|previews?|push\w*)"
_NAMES = re.compile(rf"\bnames?\b.{{0,30}}\b{_SEEN_BY_OTHERS}|\b{_SEEN_BY_OTHERS}\b.{{0,20}}\bnames?\b", re.IGNORECASE)
_HIDDEN = re.compile(
    r"\b(?:hid(?:e|den)|don'?t|do not|never|no|not|without|leave out|keep\b.{0,20}\b(?:off|out))\b", re.IGNORECASE
)
_SHOWN = re.compile(r"\b(?:show|shown|display|with|see|unhide)\b", re.IGNORECASE)
_REVIEW = re.compile(r"\breviews?\b", re.IGNORECASE)
_WEEKLY = re.compile(r"\bweekly review\b", re.IGNORECASE)
_NO_REVIEW = re.compile(r"\b(?:no|stop|skip|end|without|don'?t (?:send|want))\b.{0,20}\breviews?\b", re.IGNORECASE)
_SPOKEN_OF = word_set("about abt for to with than by like re or and into on over")
_PRELIM = re.compile(r"\bprelim(?:inary)?\b", re.IGNORECASE)
_BESIDE_PRELIM = re.compile(r"[\s-]*(?:(?:year|intern|resident|position|spot|in|of)\s+)*", re.IGNORECASE)
_EVENING_TOLD = re.compile(r"p\.?m|evening|night|\b(?:1[2-9]|2[0-3])[:h]?\d\d", re.IGNORECASE)


def find_preferences(reading: Reading) -> tuple[SettingChange, ...]:
    """Return every setting told, each once, in the order of the rules below."""
    found: dict[str, SettingChange] = {}
    for rule in RULES:
        for change in rule(reading):
            found.setdefault(change.name, change)
    return tuple(found.values())


def find_quiet(reading: Reading) -> tuple[SettingChange, ...]:
    """Return when not to write, which can sound like a reminder: "don't text me before 4"."""
    return tuple(_quiet_hours(reading))


def goal_alone(text: str, asked: bool) -> str | None:
    """Return the goal that a few words name: "later cycle". *asked*: it was asked for, so "september" is one too.

    >>> goal_alone("later cycle", asked=False), goal_alone("september", asked=True)
    ('later', 'same-cycle')
    """
    for goal, words in _GOAL_ALONE.items():
        if (match := words.fullmatch(text)) and (asked or match["sure"]):
            return goal
    return None


def find_cap(reading: Reading) -> tuple[SettingChange, ...]:
    """Return how many messages a day at most, which alone can sound like a note: "no more than one a day"."""
    return tuple(_cap(reading))


def find_own_dates(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the last day of the resident's visa or contract, which can sound like chat: "DS-2019 is up june 30"."""
    return tuple(_own_dates(reading))


def find_resumed(reading: Reading) -> tuple[SettingChange, ...]:
    """Return that a pause is over, told in a word or two, which alone can sound like the document: "resume"."""
    return (SettingChange("resume", True, whole(reading)),) if _RESUME_ALONE.fullmatch(reading.text) else ()


def find_review(reading: Reading) -> tuple[SettingChange, ...]:
    """Return the day of the weekly review, or that none is wanted."""
    return tuple(_review(reading)) if _WEEKLY.search(reading.text) else ()


def asks_for_settings(text: str) -> bool:
    """Tell whether the message asks to see the settings: "settings", "show my settings"."""
    return "setting" in text.lower() and bool(_SHOW.match(text))


def _clocks(reading: Reading) -> Iterator[tuple[DateMention, time]]:
    return ((mention, mention.at) for mention in reading.dates if mention.at is not None)


def _quiet_hours(reading: Reading) -> Iterator[SettingChange]:
    """Such as "no messages after 9 pm", "don't text me before 4", "quiet 10pm to 6am", "only write after noon".

    What is wanted "on nights" is of night weeks alone, whose hours are the playbook's: no day gets them.
    """
    unwanted = _NOT.search(reading.text)
    wanted = None if unwanted else _ONLY.search(reading.text)
    if not (unwanted or wanted or _QUIET.search(reading.text)):
        return
    if of_night_weeks(reading):
        yield SettingChange("night_hours", True, whole(reading))
        return
    for mention, at in _clocks(reading):
        words = reading.text[max(0, mention.span.start - 12) : mention.span.end].lower()
        if mention.until_at:
            start, end = (mention.until_at, at) if wanted else (at, mention.until_at)
            yield SettingChange("quiet_from", start, mention.span)
            yield SettingChange("quiet_to", end, mention.span)
        elif re.search(r"\b(?:before|until|till|til)\b", words):
            yield SettingChange("quiet_from" if wanted else "quiet_to", at, mention.span)
        elif re.search(r"\b(?:after|past|from|later than)\b", words):
            yield SettingChange("quiet_to" if wanted else "quiet_from", at, mention.span)


def _own_dates(reading: Reading) -> Iterator[SettingChange]:
    """Such as "my visa expires june 30", "contract ends 6/30"."""
    if reading.people or "?" in reading.text or not reading.dates:
        return
    for name, pattern in (("visa_until", _OWN_VISA_ENDS), ("contract_until", _CONTRACT_ENDS)):
        if match := pattern.search(reading.text):
            after = [(mention, days) for mention, days in days_told(reading) if mention.span.end > match.start()]
            for mention, days in after[:1]:
                yield SettingChange(name, days.end, mention.span)
                if name == "visa_until" and _MINE.search(reading.text[: match.start()]):
                    for visa in visas_named(match[0]):  # "my h1b ends 6/30/27" tells which it is
                        yield SettingChange("visa", visa, Span(*match.span()))


def _review(reading: Reading) -> Iterator[SettingChange]:
    """Such as "weekly review on fridays"."""
    if _NO_REVIEW.search(reading.text):
        yield SettingChange("no_review", True, whole(reading))
    elif _REVIEW.search(reading.text) and (day := WEEKDAY.search(reading.text)):
        yield SettingChange("review_weekday", WEEKDAYS.index(day[1].lower()), Span(*day.span()))


def _discreet(reading: Reading) -> Iterator[SettingChange]:
    """Such as "hide names in notifications", "show names on my lock screen again"."""
    if _NAMES.search(reading.text) and (_HIDDEN.search(reading.text) or _SHOWN.search(reading.text)):
        yield SettingChange("discreet", bool(_HIDDEN.search(reading.text)), whole(reading))


def _prelim(reading: Reading) -> Iterator[SettingChange]:
    """Such as "I'm a surgery prelim", "prelim in medicine"; not the field wanted: "prelim at Mercy, want neuro"."""
    own = reading.introduced_until or _OWN_PROGRAM.search(reading.text)
    if (prelim := _PRELIM.search(reading.text)) and own:
        for hit in reading.hits_of("specialties"):
            if _is_beside(reading, hit, prelim):
                yield SettingChange("prelim_in", Specialty(hit.value), Span(*prelim.span()))


def _is_beside(reading: Reading, hit: Hit, prelim: re.Match[str]) -> bool:
    """Whether a field is the preliminary year's own: "surgery prelim", "prelim year in medicine"."""
    field = reading.span(hit.start, hit.end)
    first, second = sorted((prelim.span(), (field.start, field.end)))
    return bool(_BESIDE_PRELIM.fullmatch(reading.text[first[1] : second[0]]))


def _pauses(reading: Reading) -> Iterator[SettingChange]:
    """Such as "pause 7 days", which ends at the same clock time, and "mute until monday", as Monday begins."""
    if _RESUME.search(reading.text):
        yield SettingChange("resume", True, whole(reading))
    elif match := PAUSE.search(reading.text):
        mention, days = next(days_told(reading), (None, None))
        if mention is None or days is None:
            yield SettingChange("pause", True, Span(*match.span()))
            return
        lasting = mention.kind is Kind.DURATION
        clock = mention.at or (reading.now.time() if lasting else time(0))
        day = days.end if lasting else days.start
        yield SettingChange("pause_until", datetime.combine(day, clock), mention.span)


def _digest(reading: Reading) -> Iterator[SettingChange]:
    unwanted = _NOT.search(reading.text) and "digest" not in reading.text.lower()  # "no morning msgs before 8am"
    if _DIGEST.search(reading.text) and not unwanted:
        for mention, at in _clocks(reading):
            told = reading.text[mention.span.start : mention.span.end]
            # A digest is for the morning unless the evening is told: "digest at 6:30" is half past six in the morning.
            early = at.replace(hour=at.hour - 12) if at.hour > 12 and not _EVENING_TOLD.search(told) else at
            yield SettingChange("digest_at", early, mention.span)


def _about_the_resident(reading: Reading) -> Iterator[SettingChange]:
    text = reading.text
    if own := _OWN_VISA.search(text):
        told = (hit for hit in reading.hits_of("visas", *Visa) if hit.value != Visa.ANY)
        yield from (SettingChange("visa", Visa(hit.value), Span(*own.span())) for hit in told)
    if _YEAR_STARTS.search(text):
        days_of = ((each, each.future or each.past) for each in reading.dates if each.kind is not Kind.CLOCK)
        for mention, days in ((mention, days) for mention, days in days_of if days):
            # A year that began, or that begins more than half a year from now, is the one under way.
            ahead = days.start - reading.now.date()
            far = ahead > timedelta(days=200) or (ahead > timedelta(0) and bool(_BEGAN.search(text)))
            yield SettingChange("starts_on", days.start.replace(year=days.start.year - far), mention.span)
    if (own := _OWN_PROGRAM.search(text)) and not reading.people and (place := _program_named(reading)):
        yield SettingChange("program", place, Span(*own.span()))
    if name := _NAME.search(text):
        yield SettingChange("name", name[1], Span(*name.span(1)))


def _program_named(reading: Reading) -> str | None:
    """The first place told, unless the resident is in it as in a town: "I'm in Chicago now"."""
    if not reading.places:
        return None
    place = reading.places[0]
    before = reading.key(place.start - 1) if place.start else ""
    in_town = before == "in" and place.name.lower() in _zones()
    elsewhere = before in _SPOKEN_OF or in_town  # "I'm not sure about Kern"
    return None if elsewhere else place.name


def _goals(reading: Reading) -> Iterator[SettingChange]:
    goal = _GOAL.search(reading.text)
    if not goal:
        return
    if later := _LATER.search(reading.text):
        yield SettingChange("goal", "later", Span(*later.span()))
    elif same := _SAME_CYCLE.search(reading.text):
        yield SettingChange("goal", "same-cycle", Span(*same.span()))
    prelim = _PRELIM.search(reading.text)
    for hit in reading.hits_of("specialties"):
        if not (prelim and _is_beside(reading, hit, prelim)):
            yield SettingChange("specialty", Specialty(hit.value), Span(*goal.span()))


def _cap(reading: Reading) -> Iterator[SettingChange]:
    """Such as "at most 2 messages a day", "only message me twice a day", and alone "no more than one a day"."""
    if not _COUNTED.search(reading.text):
        return
    alone = _CAP_ALONE.fullmatch(reading.text)
    match = alone or next((found for cap in _CAP if (found := cap.search(reading.text))), None)
    if match:
        count = next(value for name, value in match.groupdict().items() if name.startswith("count") and value)
        yield SettingChange("daily_cap", _NUMBERS.get(count.lower()) or int(count), Span(*match.span()))


def _zone(reading: Reading) -> Iterator[SettingChange]:
    """Such as "moved to Denver", "my time zone is Pacific", and alone "Chicago time"."""
    alone = _ZONE_ALONE.fullmatch(reading.text)
    for match in [*([alone] if alone else ()), *_MOVE.finditer(reading.text)]:
        words = match[1].lower().replace(".", "").split()
        for length in range(min(3, len(words)), 0, -1):
            if tz := _zones().get(" ".join(words[:length])):
                yield SettingChange("tz", tz, Span(*match.span()))
                return


@cache
def _zones() -> dict[str, str]:
    file = resources.files("bot.understanding") / "vocabulary" / "zones.toml"
    named = {
        zone.rsplit("/", 1)[-1].replace("_", " ").lower(): zone for zone in sorted(available_timezones()) if "/" in zone
    }
    told = tomllib.loads(file.read_text(encoding="utf-8"))["zones"]
    return named | {place: zone for zone, places in told.items() for place in places}


RULES: tuple[Callable[[Reading], Iterator[SettingChange]], ...] = (
    _quiet_hours,
    shifts,
    _pauses,
    _digest,
    _about_the_resident,
    _goals,
    _cap,
    _zone,
    _own_dates,
    _review,
    _discreet,
    _prelim,
)
