"""Facts of the outside world that change: season dates, immigration. Each has a source and the day it was checked."""

import re
from datetime import date, timedelta
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

import msgspec

from bot.domain.recall import stems
from bot.playbook.pack import Strict

OLD_AFTER = timedelta(days=90)
"""What was checked longer ago than this is shown as old."""

FILES = ("season", "immigration")

OF_RECORD = (
    "aamc.org",  # ERAS
    "nrmp.org",  # the Match and SOAP
    "ecfmg.org",  # certification, and sponsor of the J-1
    "uscis.gov",
    "state.gov",
    "ecfr.gov",
    "law.cornell.edu",  # prints the United States Code
)
"""Whose word settles a date or a rule; whoever else tells of it knows it from them."""


class SourcedFact(Strict, frozen=True):
    """*publisher* is the name that the source is shown by; *secondary* marks what only pages say that repeat it.

    *on* is the day it speaks of, where it has one; *exact* is False for a day still to be confirmed.
    *called* is what a date is asked for by. *visa* is the only one it is about; a step with *days_before* is counted
    back from that visa's last day.
    """

    id: str
    text: str
    source: str
    publisher: str
    checked_on: date
    on: date | None = None
    exact: bool = True
    secondary: bool = False
    called: tuple[str, ...] = ()
    visa: str | None = None
    days_before: int | None = None

    def __post_init__(self) -> None:
        if urlsplit(self.source).scheme != "https" or not urlsplit(self.source).netloc:
            raise ValueError(f"the fact {self.id} needs a source: an https address where it can be checked")
        host = urlsplit(self.source).hostname or ""
        of_record = any(host == each or host.endswith(f".{each}") for each in OF_RECORD)
        if not of_record and not self.secondary:
            raise ValueError(f"the fact {self.id} is told by {host}, which knows it from others: `secondary = true`")
        if self.secondary and self.on and self.exact:
            raise ValueError(
                f"the day of {self.id} is known at second hand: `exact = false`, until its own source says it"
            )

    def is_old(self, today: date) -> bool:
        return today - self.checked_on > OLD_AFTER


class SourcedFacts(Strict, frozen=True):
    facts: tuple[SourcedFact, ...]

    def __post_init__(self) -> None:
        ids = [fact.id for fact in self.facts]
        if twice := sorted({each for each in ids if ids.count(each) > 1}):
            raise ValueError(f"{', '.join(twice)} stands here twice")


def read_facts(content: bytes) -> tuple[SourcedFact, ...]:
    """Return the facts of a file. Raises msgspec.ValidationError for one without source or date of checking."""
    return msgspec.toml.decode(content, type=SourcedFacts).facts


@cache
def load_facts(name: str) -> tuple[SourcedFact, ...]:
    return read_facts((resources.files("bot.playbook") / f"{name}.toml").read_bytes())


def season_ahead(today: date) -> list[SourcedFact]:
    """Return the dates of the season that are still to come, soonest first."""
    ahead = (fact for fact in load_facts("season") if fact.on and fact.on >= today)
    return sorted(ahead, key=lambda fact: (fact.on, fact.id))


def season_asked_for(question: str, today: date) -> list[SourcedFact]:
    """Return the dates that a question names, of the season ahead where it has them, else those of the past.

    >>> [fact.id for fact in season_asked_for("when is the match?", date(2026, 10, 12))]
    ['match-day-2027']
    """
    said = stems(re.sub(r"[^\w\s]", " ", question))
    named = [
        (max((len(stems(name)) for name in fact.called if stems(name) <= said), default=0), fact)
        for fact in load_facts("season")
    ]
    most = max((number for number, _ in named), default=0)
    found = sorted(
        (fact for number, fact in named if most and number == most and fact.on), key=lambda fact: str(fact.on)
    )
    return [fact for fact in found if fact.on and fact.on >= today] or found
