"""The resident's wall clock: from local time to UTC and back, quiet hours, night shifts and the hour of the digest.

Local dates and times are naive and mean the resident's zone; moments are aware and in UTC.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.resident import NIGHT_QUIET, QuietHours, Resident

NIGHT_DIGEST = time(17)
"""When the digest comes on nights (simulate.md, "Defaults")."""

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


def digest_moment(resident: Resident, day: date) -> datetime:
    """Return when the digest of this local day is due (UTC): its hour, out of quiet hours, on that day if possible."""
    at = NIGHT_DIGEST if on_nights(resident, day) else resident.digest_at
    wanted = to_utc(datetime.combine(day, at), resident.zone)
    free = next_free(resident, wanted)
    if resident.today(free) == day:
        return free
    return next_free(resident, to_utc(datetime.combine(day, _MIDNIGHT), resident.zone))


def _quiet_until(resident: Resident, wall: datetime) -> datetime | None:
    """Return the local time at which the quiet hours around *wall* end, None where it is free."""
    ends = []
    if on_call(resident, wall.date()):
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
