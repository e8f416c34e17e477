"""The resident's wall clock: from local time to UTC and back, quiet hours, night shifts and the hour of the digest.

Local dates and times are naive and mean the resident's zone; moments are aware and in UTC.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.recurrence import Recurrence
from bot.domain.resident import NIGHT_QUIET, QuietHours, Resident

NIGHT_DIGEST = time(17)
"""When the digest comes on nights (docs/simulate.md, "Defaults")."""

END_OF_SHIFT = time(17)
"""When what is wanted on this very day is brought up, the day's digest being out already."""

DAYS_OF_WEEK = 7
_MIDNIGHT = time(0)
_HALF_DAY = timedelta(hours=12)


def is_zone(name: str) -> bool:
    """Tell whether this is an IANA zone that is known here."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """Return the moment at which a clock in *zone* shows *wall* (naive).

    A time that the spring gap skips moves forward by the gap; one that autumn repeats means its first coming.
    """
    return wall.replace(tzinfo=zone, fold=0).astimezone(UTC)


def to_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what a clock in *zone* shows at *moment*, naive."""
    return moment.astimezone(zone).replace(tzinfo=None)


def on_nights(resident: Resident, day: date) -> bool:
    """Tell whether a night shift begins on this local day."""
    return any(spell.first <= day <= spell.last for spell in resident.nights)


def on_call(resident: Resident, day: date) -> bool:
    """Tell whether this local day is a call day or the one after: on both nothing unasked is sent."""
    return any(spell.first <= day <= spell.last + timedelta(days=1) for spell in resident.calls)


def all_day_quiet(resident: Resident, day: date) -> bool:
    """Tell whether nothing unasked is sent on the whole of this local day: a call, or a weekday kept free."""
    return on_call(resident, day) or _is_kept_free(resident, day)


def _is_kept_free(resident: Resident, day: date) -> bool:
    # Were every day kept free, no moment would ever be.
    return len(set(resident.quiet_days)) < DAYS_OF_WEEK and day.weekday() in resident.quiet_days


def is_quiet(resident: Resident, moment: datetime) -> bool:
    """Tell whether nothing unasked may be sent at *moment* (UTC)."""
    return _quiet_until(resident, to_wall(moment, resident.zone)) is not None


def next_free(resident: Resident, moment: datetime) -> datetime:
    """Return *moment* (UTC), or where that is quiet, the end of those quiet hours."""
    while until := _quiet_until(resident, to_wall(moment, resident.zone)):
        end = to_utc(until, resident.zone)
        # In the hour that autumn repeats the wall clock can show an end that came once already.
        moment = end if end > moment else moment + (until - to_wall(moment, resident.zone))
    return moment


PAUSED_UNTIL_LOOKED_AT = timedelta(days=1)
"""How long what a pause holds waits before it is looked at again."""


def held_until(resident: Resident, now: datetime) -> datetime | None:
    """Return until when (UTC) quiet hours or a pause hold a message that nobody waits for; None where nothing does."""
    free = next_free(resident, now)
    if free > now:
        return free
    return now + PAUSED_UNTIL_LOOKED_AT if resident.paused(now) else None


def digest_moment(resident: Resident, day: date) -> datetime:
    """Return when the digest of this local day is due (UTC): its hour, out of quiet hours, on that day if possible."""
    at = NIGHT_DIGEST if on_nights(resident, day) else resident.digest_at
    wanted = to_utc(datetime.combine(day, at), resident.zone)
    free = next_free(resident, wanted)
    if resident.today(free) == day:
        return free
    return next_free(resident, to_utc(datetime.combine(day, _MIDNIGHT), resident.zone))


def reminder_time(resident: Resident, day: date, at: time | None, now: datetime) -> tuple[date, time | None]:
    """Return the local day and time on which a reminder wanted on *day* can come. *now* is UTC.

    A clock time of today that has passed is tomorrow's. A bare day means that day's digest. Where today is meant and
    its digest is out, or held by a call, it comes at the end of the shift, or an hour from now; where that is too late
    for today, with tomorrow's digest.
    """
    if day != resident.today(now):
        return day, at
    if at is not None:
        passed = to_wall(now, resident.zone).time() >= at
        return (day + timedelta(days=1) if passed else day), at
    if now < digest_moment(resident, day) and not all_day_quiet(resident, day):
        return day, None
    wall = to_wall(now, resident.zone).replace(second=0, microsecond=0)
    soonest = wall + timedelta(hours=1, minutes=-wall.minute % 5)
    chosen = max(soonest, datetime.combine(day, END_OF_SHIFT))
    asleep = is_quiet(replace(resident, calls=(), quiet_days=()), to_utc(chosen, resident.zone))
    return (day + timedelta(days=1), None) if asleep or chosen.date() != day else (day, chosen.time())


def first_time(resident: Resident, recurrence: Recurrence, day: date, at: time | None, now: datetime) -> date:
    """Return the first day from *day* on at which a repeating reminder can still come. *now* is UTC."""
    first = recurrence.first(day) or day
    wanted = to_utc(datetime.combine(first, at), resident.zone) if at else digest_moment(resident, first)
    return first if wanted > now else recurrence.after(first) or first


def time_asked_for(resident: Resident, day: date | None, at: time | None, set_at: datetime) -> time | None:
    """Return the time of a reminder set at *set_at* (UTC) where the resident told it; None where Vouch chose it."""
    return None if day and at == reminder_time(resident, day, None, set_at)[1] else at


def _quiet_until(resident: Resident, wall: datetime) -> datetime | None:
    """Return the local time at which the quiet hours around *wall* end, None where it is free."""
    ends = []
    if all_day_quiet(resident, wall.date()):
        ends.append(datetime.combine(wall.date() + timedelta(days=1), _MIDNIGHT))
    if (window := _window(NIGHT_QUIET, wall)) and (
        on_nights(resident, wall.date()) or on_nights(resident, wall.date() - timedelta(days=1))
    ):
        ends.append(window[1])
    # At night the resident works instead: the usual quiet hours belong to the evening before them.
    if (window := _window(resident.quiet, wall)) and not on_nights(resident, (window[0] - _HALF_DAY).date()):
        ends.append(window[1])
    return max(ends, default=None)


def _window(quiet: QuietHours, wall: datetime) -> tuple[datetime, datetime] | None:
    """Return the start and end of the quiet hours that *wall* is in. The same start and end mean none at all."""
    spans_midnight = quiet.end < quiet.start
    for day in (wall.date(), wall.date() - timedelta(days=1)):
        start = datetime.combine(day, quiet.start)
        end = datetime.combine(day + timedelta(days=spans_midnight), quiet.end)
        if start <= wall < end:
            return start, end
    return None
