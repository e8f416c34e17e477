"""`vouch doctor`: what is checked is a table of questions, each with its answer and what to do where it is wrong."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


class NotWell(Exception):
    """A check found something wrong; the text says what, and what to do."""


@dataclass(frozen=True, slots=True)
class Check:
    """*look* returns in a few words what it found, or raises NotWell."""

    name: str
    look: Callable[[], Awaitable[str]]


FURTHEST_APART = timedelta(seconds=15)
"""How far a machine's clock may be from the database's before it is worth a word."""


def hold_to(database: datetime | None, here: datetime) -> None:
    """Raise NotWell where this machine's clock is far from the database's (None: it has none), both in UTC.

    Deliveries go by the database's clock all the same; a platform's signatures and tokens go by this machine's.
    """
    apart = abs(here - database) if database else timedelta()
    if apart > FURTHEST_APART:
        raise NotWell(
            f"this machine's clock is {int(apart.total_seconds())} seconds from the database's: "
            "set both by a time server (NTP), or what platforms sign is refused as too old or not valid yet"
        )


@dataclass(frozen=True, slots=True)
class Finding:
    name: str
    well: bool
    says: str


async def examine(checks: Sequence[Check]) -> list[Finding]:
    """Make every check, whatever the others found."""
    return [await _examine(check) for check in checks]


async def _examine(check: Check) -> Finding:
    try:
        return Finding(check.name, well=True, says=await check.look())
    except NotWell as trouble:
        return Finding(check.name, well=False, says=str(trouble))
    except Exception as error:  # noqa: BLE001 - whatever breaks is a finding too, and the next check is made all the same
        return Finding(check.name, well=False, says=f"could not be checked ({type(error).__name__}: {error})")
