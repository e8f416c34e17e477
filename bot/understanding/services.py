"""A change of service: "switching to heme onc on nov 2"; and days somewhere: "I'll be at Mercy from nov 4 to 9"."""

import re
from datetime import datetime

from bot.understanding.reading import Reading

_CHANGES = re.compile(
    r"\b(?:start(?:s|ing)?|begin(?:s|ning)?|switch(?:es|ing)?|mov(?:e|es|ing)|rotat(?:e|es|ing)|chang(?:e|es|ing)|"
    r"(?:next|new) (?:block|rotation)(?: is)?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:talk|lecture|grand rounds|meeting|interview|fellowship|application|year|apply)\b", re.IGNORECASE
)
_SERVICES = ("rotation", "clinic")


def starts_service(reading: Reading) -> bool:
    """Tell whether a service and the day ahead on which it begins are told."""
    ahead = any(mention.future for mention in reading.dates)
    return ahead and bool(_CHANGES.search(reading.text)) and service_of(reading) is not None


def spends_days(reading: Reading) -> bool:
    """Tell whether a run of days ahead is told and where the resident will be: "I'll be at Mercy from nov 4 to 9".

    Not where somebody was met, and no days off or nights, which are for other rules.
    """
    runs = any(
        mention.lasting and mention.future and mention.future.start < mention.future.end and not mention.just_passed
        for mention in reading.dates
    )
    return runs and bool(_IS_THERE.search(reading.text)) and not _DOES_MORE.search(reading.text)


_IS_THERE = re.compile(
    r"(?:\bi(?:['’]?ll be|['’]?m| will be| am| go| fly| travel| rotate)"
    r"|(?:^|[.!?;:,]\s*)(?:will be|going|flying|travell?ing))"
    r" (?:(?:away|over|down|up|back) )?(?:at|in|to)\b",
    re.IGNORECASE,
)
_DOES_MORE = re.compile(
    r"\b(?:met|saw|talked|spoke|mute|quiet|text|message|messages|remind|reminders|nights|push|snooze|off|vacation)\b",
    re.IGNORECASE,
)


def service_of(reading: Reading) -> str | None:
    """Return the service as it is written: a rotation, or the specialty that stands for one."""
    if _OTHER.search(reading.text):
        return None
    named = [*reading.hits_of("events", *_SERVICES), *reading.hits_of("specialties")]
    # The longest is the whole name: "heme onc consults" rather than "onc".
    best = max(named, key=lambda hit: (hit.end - hit.start, -hit.start), default=None)
    return reading.words_of(best.start, best.end) if best else None


def service_in(text: str, now: datetime) -> str | None:
    """Return the service that begins in a message; None where none does. *now* is local.

    >>> service_in("switching to heme onc on nov 2", datetime(2026, 10, 12, 10))
    'heme onc'
    """
    reading = Reading(text, now)
    return service_of(reading) if starts_service(reading) else None
