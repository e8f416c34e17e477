"""What the resident tells of themselves, and how Vouch is to behave."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from bot.domain.follow_up import Event, EventKind
from bot.domain.local_time import to_utc
from bot.domain.nudge import Response, ResponseState
from bot.domain.resident import CallSpell, NightSpell, QuietHours, Resident
from bot.domain.vocabulary import Intent, Specialty, Visa
from bot.domain.year import OwnDate, OwnDateKind
from bot.drafting.grammar import name_capitalized
from bot.messages import Reply
from bot.playbook.pack import pack_for, pack_of_specialty
from bot.replies import settings as replies
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import CallRhythm, DayRange, SettingChange
from bot.understanding.silence import is_stop_alone
from bot.understanding.time_off import time_off_in
from bot.use_cases.answer_nudge import stop_told
from bot.use_cases.plan_event import plan_event
from bot.use_cases.set_cadence import set_cadence

MOST_A_DAY = 20
"""More unasked messages a day than this nobody means."""

MOST_CALLS = 200
"""A rhythm of calls beyond a year is a slip of the pen."""

_ASKS = re.compile(
    r"\b(?:settings?|preferences?|prefs|set ?up|config\w*|options)\b"
    r"|^\W*(?:what|which|when|show|see|how|is|are|am|do|change|edit|set)\b.*\b(?:quiet|digest|time ?zone|"
    r"nights?|paused?|review|"
    r"messages?|msgs?|notif\w*|nudges?|reminders?)\b",
    re.IGNORECASE,
)
"""How the settings are asked for, or what one of them is."""

_AS_TOLD: Mapping[str, type] = {
    "digest_at": time,
    "discreet": bool,
    "goal": str,
    "program": str,
    "review_weekday": int,
    "specialty": Specialty,
    "starts_on": date,
    "tz": str,
    "visa": Visa,
}
"""What is kept as it was told, under the name of the resident's own field, where it is of this type."""


async def change_settings(told: Told) -> Reply:
    """Change what was told and say it back; where nothing was, say so, and show the settings to who asks for them."""
    if not told.meaning.settings and time_off_in(told.meaning.text, told.local_now):
        return await plan_event(replace(told, meaning=replace(told.meaning, intent=Intent.PLAN)))
    told = _of_that_day(told)
    resident = told.work.resident
    if told.meaning.cadences:
        return await set_cadence(told)
    if told.thread_about and is_stop_alone(told.meaning.text) and (answer := await stop_told(told)):
        return answer
    changed = resident
    if any(isinstance(each.value, CallRhythm) and each.value.first is None for each in told.meaning.settings):
        return replies.first_call()
    for mention in told.meaning.settings:
        rhythm = mention.value if isinstance(mention.value, CallRhythm) else None
        setting = replace(mention, value=await _until_rotation_ends(told, rhythm)) if rhythm else mention
        setting = _as_known(told, setting)
        changed = with_setting(changed, setting, told.now)
        if setting.name == "review_weekday" and (stopped := await told.work.find(Response, "review")):
            await told.work.remove(stopped)
        if setting.name == "no_review":
            await told.work.put(Response("review", told.now, ResponseState.STOPPED))
    names = {setting.name for setting in told.meaning.settings}
    if "no_review" in names:
        return await _without_review(told, changed)
    if changed == resident:
        return _unchanged(told, names)
    await told.work.save_resident(changed)
    return replies.changed(resident, changed, told.act_id, told.now)


_THAT_DAY = re.compile(r"\b(?:on )?that (?:day|date)\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:do ?n['’]?t|do not|no) (?:text|message|ping|bother|msgs?|messages|reminders|nudge)\b.*", re.IGNORECASE
)


def _of_that_day(told: Told) -> Told:
    """Return the turn with the day told before in the order after it: "moving june 29, dont text me that day"."""
    order = _ORDER.search(told.meaning.text) if not told.meaning.settings else None
    dates = read_dates(told.meaning.text[: order.start()], told.local_now) if order else []
    if order is None or len(dates) != 1 or not _THAT_DAY.search(order[0]):
        return told
    day = told.meaning.text[dates[0].span.start : dates[0].span.end]
    words = _THAT_DAY.sub(day, order[0])
    meaning = told.tools.understand(words, told.local_now, told.work.resident.tz, ())
    return replace(told, meaning=replace(told.meaning, settings=meaning.settings))


_AFTER_NIGHTS = re.compile(r"\bpost[- ]?nights?\b|\b(?:asleep|sleep\w*)\b.{0,30}\bnights?\b", re.IGNORECASE)
_BOUNDED = re.compile(r"\b(?:until|till?|thru|through|to|only|just)\b|[-–]", re.IGNORECASE)
"""Where an end is told, it is the end, whatever a schedule said."""


def _as_known(told: Told, setting: SettingChange) -> SettingChange:
    """Return the whole run of nights that a schedule told where the message names a part: "on nights this week"."""
    days = setting.value
    if setting.name != "nights" or not isinstance(days, DayRange) or _BOUNDED.search(told.meaning.text):
        return setting
    around = (s for s in told.work.resident.nights if s.first <= days.start and days.end <= s.last)
    known = next(around, None)
    return replace(setting, value=DayRange(known.first, known.last)) if known else setting


def _unchanged(told: Told, names: Collection[str]) -> Reply:
    """Say that it stands so already, or that no setting was read; show the settings to who asks for them."""
    resident = told.work.resident
    if "night_hours" in names or (not names and _AFTER_NIGHTS.search(told.meaning.text)):
        return replies.night_hours()
    if names:
        return replies.stand_so(resident, names, told.now)
    return replies.settings(resident, told.now) if _ASKS.search(told.meaning.text) else replies.no_setting()


async def _without_review(told: Told, changed: Resident) -> Reply:
    """Say that no review comes any more, and what else the message changed."""
    before = told.work.resident
    if changed == before:
        return replies.no_review(told.act_id)
    await told.work.save_resident(changed)
    return replies.and_no_review(replies.changed(before, changed, told.act_id, told.now))


def with_setting(resident: Resident, setting: SettingChange, now: datetime) -> Resident:
    """Return the resident with one setting changed. *now* is UTC; times told are local to the resident."""
    match setting.name, setting.value:
        case "quiet_from", time() as start:
            return replace(resident, quiet=QuietHours(start, resident.quiet.end))
        case "quiet_to", time() as end:
            return replace(resident, quiet=QuietHours(resident.quiet.start, end))
        case "nights", DayRange(first, last):
            return replace(resident, nights=_with_nights(resident.nights, NightSpell(first, last)))
        case "pause_until", datetime() as until:
            return replace(resident, paused_at=now, paused_until=until.replace(tzinfo=resident.zone).astimezone(UTC))
        case "pause", _:
            return replace(resident, paused_at=now, paused_until=None)
        case "pause_days", DayRange(first, last):
            return _silent_on(resident, first, last, now)
        case "resume", _:
            if resident.paused_at and resident.paused_at > now:
                return replace(resident, paused_at=None, paused_until=None)  # it had not begun
            # The pause stays known, so that what it held comes with the next digest and not as missed.
            return replace(resident, paused_until=now) if resident.paused(now) else resident
        case "daily_cap", int(cap):
            return replace(resident, daily_cap=min(cap, MOST_A_DAY))
        case _:
            return _with_year(resident, setting, now)


def _silent_on(resident: Resident, first: date, last: date, now: datetime) -> Resident:
    """Return the resident paused on these days; a pause under way that reaches them goes on until they are over."""
    begins = max(to_utc(datetime.combine(first, time(0)), resident.zone), now)
    ends = to_utc(datetime.combine(last + timedelta(days=1), time(0)), resident.zone)
    if resident.paused(now) and resident.paused(begins):
        until = resident.paused_until
        return replace(resident, paused_until=max(until, ends) if until else None)
    return replace(resident, paused_at=begins, paused_until=ends)


def _with_year(resident: Resident, setting: SettingChange, now: datetime) -> Resident:
    """Settings of the year: days kept free, call days, the resident's own dates, the playbook."""
    match setting.name, setting.value:
        case "quiet_days", tuple() as days:
            return replace(resident, quiet_days=tuple(sorted({*resident.quiet_days, *days})))
        case "no_quiet_days", tuple() as days:
            return replace(resident, quiet_days=tuple(day for day in resident.quiet_days if day not in days))
        case "prelim_in", Specialty() as specialty:
            return replace(resident, pack=pack_of_specialty(specialty))
        case "calls", tuple() as days:
            return replace(resident, calls=_with_calls(resident, days, now))
        case "call_rhythm", CallRhythm() as rhythm:
            return replace(resident, calls=_with_calls(resident, _every(rhythm), now))
        case "no_calls", tuple() as days:
            kept = tuple(part for spell in resident.calls for part in _without(spell, days))
            return replace(resident, calls=tuple(CallSpell(*part) for part in kept))
        case "no_nights", over:
            return replace(resident, nights=_without_nights(resident, over, now))
        case (("visa_until" | "contract_until"), date() as on):
            kind = OwnDateKind.VISA if setting.name == "visa_until" else OwnDateKind.CONTRACT
            others = tuple(own for own in resident.own_dates if own.kind is not kind)
            return replace(resident, own_dates=(*others, OwnDate(kind, on, now)))
        case _:
            return _as_told(resident, setting)


def _as_told(resident: Resident, setting: SettingChange) -> Resident:
    match setting.name, setting.value:
        case "name", str(name):
            return replace(resident, name=name_capitalized(name))
        case name, value if isinstance(value, _AS_TOLD.get(name, ())):
            told: dict[str, Any] = {name: value}
            return replace(resident, **told)
        case _:
            return resident


def _with_calls(resident: Resident, told: tuple[DayRange, ...], now: datetime) -> tuple[CallSpell, ...]:
    """Return the call days ahead with those told; what is over is forgotten."""
    since = resident.today(now) - timedelta(days=7)
    spells = {*resident.calls, *(CallSpell(days.start, days.end) for days in told)}
    return tuple(sorted((each for each in spells if each.last >= since), key=lambda each: (each.first, each.last)))


def _every(rhythm: CallRhythm) -> tuple[DayRange, ...]:
    """Return each call of a rhythm whose first and last day are told."""
    days: list[DayRange] = []
    day = rhythm.first
    while day and rhythm.last and day <= rhythm.last and len(days) < MOST_CALLS:
        days.append(DayRange(day, day))
        day += timedelta(days=rhythm.every)
    return tuple(days)


async def _until_rotation_ends(told: Told, rhythm: CallRhythm) -> CallRhythm:
    """Return the rhythm with its last day: as told, or that of the rotation it begins in, or of the usual one."""
    if rhythm.last or rhythm.first is None:
        return rhythm
    first = rhythm.first
    around = [
        event.ends_on
        for event in await told.work.all(Event)
        if event.kind is EventKind.ROTATION and event.starts_on <= first <= event.ends_on
    ]
    usual = first + timedelta(days=pack_for(told.work.resident).rotation.usual_days - 1)
    return replace(rhythm, last=max(around, default=usual))


def _with_nights(nights: tuple[NightSpell, ...], told: NightSpell) -> tuple[NightSpell, ...]:
    """Return the night shifts with those told now: joined to what they overlap, in place of what they are told anew.

    A spell that lies within those days, or around them, is the same one told anew.
    """
    others = []
    for spell in nights:
        if spell.last < told.first or spell.first > told.last:
            others.append(spell)
        elif spell.first < told.first and spell.last < told.last:
            told = replace(told, first=spell.first)
        elif spell.first > told.first and spell.last > told.last:
            told = replace(told, last=spell.last)
    return tuple(sorted((*others, told), key=lambda spell: spell.first))


def _without_nights(resident: Resident, over: object, now: datetime) -> tuple[NightSpell, ...]:
    """Return the night shifts without the days told, or without the spell that is under way or comes next."""
    today = resident.today(now)
    if isinstance(over, DayRange):
        days = over
    else:
        ahead = min((spell for spell in resident.nights if spell.last >= today), key=lambda s: s.first, default=None)
        days = DayRange(today, ahead.last if ahead else today)
    return tuple(NightSpell(*part) for spell in resident.nights for part in _without(spell, (days,)))


def _without(spell: NightSpell | CallSpell, off: tuple[DayRange, ...]) -> list[tuple[date, date]]:
    """Return what is left of a spell without these days: nothing, one part or several."""
    parts = [(spell.first, spell.last)]
    for days in off:
        before = [(first, min(last, days.start - timedelta(days=1))) for first, last in parts]
        after = [(max(first, days.end + timedelta(days=1)), last) for first, last in parts]
        parts = [part for pair in zip(before, after, strict=True) for part in pair if part[0] <= part[1]]
    return parts
