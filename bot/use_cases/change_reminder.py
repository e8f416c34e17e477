"""A reminder that is called one: "cancel the reminder about GME", "change the step 3 reminder to dec 5"."""

import re
from dataclasses import dataclass, replace

from bot.domain.follow_up import FollowUp, FollowUpState, at_hand, closed, moved, next_time
from bot.domain.local_time import reminder_time
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.replies.rhythm import rhythm_of
from bot.turn import Told
from bot.understanding.dates import DateMention, Kind, read_dates
from bot.understanding.recurring import Repeating, find_repeating
from bot.use_cases.call_off_meeting import clock_of, put_moved
from bot.use_cases.find_follow_up import Meant, find_named
from bot.use_cases.repeat_task import with_rhythm
from bot.use_cases.snooze_follow_up import snooze_follow_up

_FIRST = r"\s*(?:please |pls |ok,? |can you |could you )*"
_NAMED = (
    r"(?:the |my |that |this )?(?:(?P<what>\S.{1,80}?)(?<! a)(?<! an)(?<! another) )?"
    r"(?:reminder|task|to-?do|nudge|follow-?up)(?P<all>s)?"
    r"(?: (?:about|to|for|re|of|that says)\b:? (?P<what_2>.{2,100}?))?"
)
_CANCELS = re.compile(
    rf"{_FIRST}(?:cancel|delete|remove|drop|scrap|erase|stop|end|turn off|no more|get rid of|"
    rf"i (?:do ?n['’]?t|no longer) need) {_NAMED}"
    r"(?: (?:please|pls|any ?more))?[.!]*\s*",
    re.IGNORECASE,
)
_SKIPS = re.compile(
    rf"{_FIRST}skip (?:the |my |this |that )?(?P<what>\S.{{0,80}}?)(?: reminder| task)?"
    r"(?: (?:for )?(?:today|tonight|tomorrow|once|this (?:week|time|month|once)|next (?:week|time)))[.!]*\s*",
    re.IGNORECASE,
)
_REPEATING = re.compile(r"(?:all )?(?:of )?(?:my |the )?(?:recurring|repeating|repeated)", re.IGNORECASE)
_MOVES = re.compile(
    rf"{_FIRST}(?:change|move|push|shift|postpone|reschedule|switch|delay|bump) {_NAMED} "
    r"(?:back )?(?:to|until|till|for|on|by)\b (?P<to>.{1,40})",
    re.IGNORECASE,
)
_SNOOZES = re.compile(
    rf"{_FIRST}(?:snooze|put off|postpone|defer|delay) (?:the |my |that )?"
    r"(?P<what>(?!(?:it|this|that|all|everything)\b)\S.{1,80}?) (?:back )?(?:(?:to|until|till?|for|on|by)\b )?"
    r"(?P<day>\S.{1,40})",
    re.IGNORECASE,
)
_MAKES = re.compile(
    rf"{_FIRST}(?:make|do|have) (?:the|that|this|my) (?P<what>\S.{{1,80}}?) (?:(?:due|for|on|by|to)\b )?"
    r"(?P<day>\S.{1,40})",
    re.IGNORECASE,
)
"""Moves what it names and calls no reminder: "make that thank you friday"."""
_STOPS = re.compile(rf"{_FIRST}(?:stop|end|turn off|no more)\b", re.IGNORECASE)
"""Without a name, "stop the reminders" is about all that is sent."""

_SNOOZE = frozenset(("skip", "snooze", "postpone", "defer", "delay", "put off"))
_MISREAD = frozenset((Intent.REMIND, Intent.LOG, Intent.PLAN, Intent.CHAT))
"""What "change the GME reminder to friday" may be taken for; a put-off and a correction know what to do with it."""


@dataclass(frozen=True, slots=True)
class _Order:
    """*several*: reminders are spoken of, and not one of them."""

    what: str
    to: DateMention | None = None
    several: bool = False
    rhythm: Repeating | None = None
    skips: bool = False


def changes_reminder(told: Told) -> bool:
    """Tell whether the message takes off a reminder that it calls one, or puts it on another day."""
    return _order(told) is not None


async def change_reminder(told: Told) -> Reply:
    """Take the reminder meant off, or move it; ask which where several could be, and change no other."""
    order = _order(told)
    if order is None:
        return replies.nothing_to_move()
    # The order itself is nobody: "Snooze call gme".
    people = tuple(each for each in told.meaning.people if each.name.casefold() not in _SNOOZE)
    told = replace(told, meaning=replace(told.meaning, people=people))
    if _REPEATING.fullmatch(order.what):
        return await _which_repeating(told)
    meant = await find_named(told, order.what, last=not order.several)
    if order.skips:
        return await _skipped(told, order, meant)
    if meant.one is None:
        which = replies.which_to_move if order.to or order.rhythm else replies.which_to_drop
        return which(meant.several, told.today) if meant.several else replies.no_such_reminder(order.what)
    if order.rhythm:
        later = with_rhythm(told, meant.one, order.rhythm, None)
        await told.work.put(later)
        return replies.repeats(later, told.act_id, told.today)
    if order.to is None:
        await told.work.put(closed(meant.one, FollowUpState.DROPPED, told.now))
        return replies.dropped(meant.one.what, told.act_id, rhythm_of(meant.one))
    if meant.one.series and order.to.kind is Kind.CLOCK:
        series = replace(meant.one.series, at=order.to.at)
        later = replace(at_hand(meant.one, told.today), due_at=order.to.at, series=series, moved_at=told.now)
        await told.work.put(later)
        return replies.repeats(later, told.act_id, told.today)
    stays = meant.one.due_on if order.to.kind is Kind.CLOCK else None
    day = stays or order.to.due or told.today
    at = order.to.at or clock_of(told, meant.one)
    later = moved(meant.one, *reminder_time(told.work.resident, day, at, told.now), told.now)
    await put_moved(told, meant.one, later)
    return replies.snoozed(replies.task_of(later), told.act_id, told.today)


async def _skipped(told: Told, order: _Order, meant: Meant) -> Reply:
    """Pass this time of what repeats over; what comes once is put off."""
    owed = meant.one
    if owed is None:
        return (
            replies.which_to_move(meant.several, told.today) if meant.several else replies.no_such_reminder(order.what)
        )
    if owed.series is None:
        return await snooze_follow_up(told)
    coming = next_time(owed, told.today)
    after = coming or closed(owed, FollowUpState.DROPPED, told.now)
    await told.work.put(after)
    return replies.skipped(after, told.act_id, told.today)


async def _which_repeating(told: Told) -> Reply:
    repeating = [each for each in await told.work.all(FollowUp) if each.series and each.state is FollowUpState.OPEN]
    return replies.which_to_drop(repeating, told.today) if repeating else replies.no_such_reminder("")


def _order(told: Told) -> _Order | None:
    text = told.meaning.text
    if (match := _CANCELS.fullmatch(text)) and (_what(match) or not _STOPS.match(text)):
        return _Order(_what(match), several=bool(match["all"]) and not _what(match))
    if match := _SKIPS.fullmatch(text):
        return _Order(match["what"], skips=True)
    match = _MOVES.fullmatch(text)
    if match and (rhythm := find_repeating(text[match.start("to") :], told.local_now)):
        return _Order(_what(match), rhythm=rhythm)
    days = [mention for mention in read_dates(text, told.local_now) if mention.due] if match else []
    if match and (told.meaning.intent in _MISREAD or (days and days[-1].kind is Kind.CLOCK)):
        return _Order(_what(match), days[-1], bool(match["all"])) if days else None
    if match := _named_before_day(told):
        days = [mention for mention in read_dates(text, told.local_now) if mention.due]
        # What stands before the day, "til" left off, is the task.
        what = text[match.start("what") : days[-1].span.start] if days else ""
        what = re.sub(r"\s+(?:back )?(?:to|until|till?|for|on|by)\s*$", "", what, flags=re.IGNORECASE).strip()
        return _Order(what, days[-1]) if what and days and days[-1].span.end >= len(text.rstrip(" .!")) else None
    return None


def _named_before_day(told: Told) -> re.Match[str] | None:
    if told.meaning.intent in _MISREAD and (match := _SNOOZES.fullmatch(told.meaning.text)):
        return match
    return _MAKES.fullmatch(told.meaning.text) if told.meaning.intent in (*_MISREAD, Intent.DRAFT) else None


def _what(match: re.Match[str]) -> str:
    return " ".join(part for part in (match["what"], match["what_2"]) if part)
