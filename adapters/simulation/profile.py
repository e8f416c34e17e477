"""The profile of a script's resident, read into a Resident: what is named changes, the rest stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.resident import QuietHours, Resident
from bot.domain.vocabulary import Visa

ADDRESS_FIELDS = frozenset(("workspace", "platform"))
COHORT_FIELDS = frozenset(("cohort", "lead"))


def with_profile(resident: Resident, profile: dict[str, Any]) -> Resident:
    """Return the resident as the profile says. Raises ValueError naming what cannot be read."""
    changed = resident
    for name, value in profile.items():
        if name in ADDRESS_FIELDS | COHORT_FIELDS:
            continue
        if name not in _FIELDS:
            raise ValueError(f"profile has no {name!r}")
        field, read = _FIELDS[name]
        try:
            changed = replace(changed, **{field: read(value)})
        except (ValueError, TypeError, AttributeError) as error:
            raise ValueError(f"profile {name!r} cannot be {value!r}: {error}") from error
    return changed


def place_of(profile: dict[str, Any]) -> tuple[str, bool] | None:
    """Return the cohort that a profile names, and whether it is led; None where it names none. Raises ValueError."""
    cohort, lead = profile.get("cohort"), profile.get("lead", False)
    if cohort is None:
        return None
    if not isinstance(cohort, str) or not cohort.strip() or not isinstance(lead, bool):
        raise ValueError('profile "cohort" is a name, and "lead" is true or false')
    return cohort, lead


def zone_name(text: object) -> str:
    """Return the IANA name of a zone that exists; raises ValueError."""
    try:
        return ZoneInfo(str(text)).key
    except (ZoneInfoNotFoundError, OSError) as error:
        raise ValueError(f"unknown time zone {text!r}") from error


def _quiet(text: str) -> QuietHours:
    start, _, end = text.partition("-")
    return QuietHours(time.fromisoformat(start), time.fromisoformat(end))


def _goal(text: str) -> str:
    if text not in ("same-cycle", "later"):
        raise ValueError("it is same-cycle or later")
    return text


_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "tz": ("tz", zone_name),
    "start": ("starts_on", date.fromisoformat),
    "visa": ("visa", Visa),
    "quiet": ("quiet", _quiet),
    "digest": ("digest_at", time.fromisoformat),
    "goal": ("goal", _goal),
    "program": ("program", str),
}
