"""Databases and residents to measure on: empty ones, and one who has met three hundred people."""

import itertools
import random
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.domain.contact import Contact, Position
from bot.domain.delivery import Reach
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind, Role, Visa
from bot.ids import TimeOrderedIds
from bot.messages import Outgoing
from bot.understanding.lexicon import words
from bot.wiring.build import Vouch, build
from storage.engine import create_engine, database_url
from storage.store import SqlStore
from tests.databases import KEYS, NOON, SetClock, a_resident, new_database, postgres_server

PLATFORM = "terminal"
REACH = Reach((PLATFORM,))
TODAY = NOON.date()
EVERY = timedelta(days=1)

_numbers = itertools.count(1)


@dataclass
class CountingMessenger:
    """A platform that takes everything at once, so that only our own work is measured."""

    sent: int = 0

    async def send(self, outgoing: Outgoing) -> None:
        self.sent += 1

    async def was_sent(self, outgoing: Outgoing) -> bool | None:
        return False


@dataclass(frozen=True, slots=True)
class Place:
    """The bot put together on a database of its own; *kind* names the database."""

    kind: str
    url: str
    store: SqlStore
    clock: SetClock
    messenger: CountingMessenger
    vouch: Vouch


@asynccontextmanager
async def an_empty_place(kind: str) -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory(prefix="vouch-bench-") as directory:
        async with new_database(kind, Path(directory)) as url:
            clock, messenger = SetClock(), CountingMessenger()
            store = await SqlStore.open(url, KEYS, clock)
            try:
                vouch = build(store, messenger, REACH, clock, TimeOrderedIds(clock, random.Random(1)))
                yield Place(kind, url, store, clock, messenger, vouch)
            finally:
                await store.close()


async def postgres_version() -> str:
    """Return the server's version, or why there is none to measure on.

    The server that the tests start does not wait for the disk; here it has to, as in production.
    """
    try:
        server = postgres_server()
    except pytest.skip.Exception as missing:
        return str(missing)
    engine = create_engine(database_url(server.render_as_string(hide_password=False)))
    async with engine.connect() as connection:
        unfenced = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await unfenced.execute(text("ALTER SYSTEM RESET fsync"))
        await unfenced.execute(text("SELECT pg_reload_conf()"))
        version: str = await unfenced.scalar(text("SHOW server_version")) or ""
    await engine.dispose()
    return f"PostgreSQL {version}"


async def a_newcomer(place: Place) -> Resident:
    """Return a resident who has told nothing yet."""
    fresh = a_resident(f"bench-{next(_numbers)}", PLATFORM, welcomed=True)
    resident = await place.store.add_resident(fresh)
    await place.store.mark_planned(resident.id, NOON)
    return resident


async def a_resident_with_contacts(place: Place, contacts: int) -> Resident:
    """Return a resident with that many contacts: one meeting and one fact each, and a follow-up for every second."""
    resident = await a_newcomer(place)
    ids = place.vouch.ids
    async with place.store.work_for(resident.id) as work:
        for number, name in enumerate(_names(contacts)):
            met = TODAY - timedelta(days=number % 90)
            hospital = f"{name.split()[-1]} Medical Center"
            position = Position(Role.ATTENDING, hospital, told_on=met)
            contact = Contact(ids.new(), name, NOON, (position,))
            await work.put(contact)
            await work.put(Encounter(ids.new(), (contact.id,), met, NOON))
            await work.put(Fact(ids.new(), hospital, FactKind.VISA, "yes", met, NOON, visa=Visa.H1B))
            if number % 2:
                await work.put(an_email(ids.new(), contact.id, TODAY + timedelta(days=number % 200 + 1)))
        await work.commit()
    return resident


def an_email(named: str, to: str | None, on: date, at: time | None = None) -> FollowUp:
    return FollowUp(named, FollowUpKind.EMAIL, "email them", NOON - EVERY, to, on, at)


def _names(count: int) -> Sequence[str]:
    """Return as many different names, made of the commonest parts and the same on every run."""
    given, family = sorted(words("given_names")), sorted(words("family_names"))
    chance = random.Random(count)
    pairs = zip(chance.sample(given, count), chance.sample(family, count), strict=True)
    return [f"{first.title()} {last.title()}" for first, last in pairs]
