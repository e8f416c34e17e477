"""What `vouch doctor` looks at."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.clock import SystemClock
from bot.doctor import Check, hold_to
from bot.health import check_health
from bot.ports import Installations
from bot.settings import Settings
from bot.wiring.build import open_store
from bot.wiring.faces import slack_settings


def checks_of(settings: Settings) -> dict[str, list[Check]]:
    """Return what `vouch doctor` can look at, by part; only what is set up."""
    parts = {"database": [Check("database", lambda: _look_at_database(settings))]}
    slack = slack_settings(settings)
    if slack.wanted:
        from adapters.slack import doctor as slack_doctor

        parts["slack"] = slack_doctor.checks(slack, lambda: _installations(settings))
    if settings.teams_wanted:
        from adapters.teams import doctor as teams_doctor
        from adapters.teams.credentials import read_registration

        parts["teams"] = teams_doctor.checks(read_registration(settings), settings.public_url)
    return parts


@asynccontextmanager
async def _installations(settings: Settings) -> AsyncIterator[Installations]:
    async with open_store(settings) as store:
        yield store.installations


async def _look_at_database(settings: Settings) -> str:
    async with open_store(settings) as store:
        beat = await store.last_beat()
        beats = (await check_health(store, SystemClock(), lambda: beat)).ok
        hold_to(await store.shown_by_clock(), SystemClock().now())
    seen = f"last heartbeat of the delivery loop {beat:%a %d %b %H:%M} UTC" if beat else "no delivery loop has run yet"
    asleep = "" if beats or beat is None else ": nothing is sent before `vouch serve` or `vouch chat` runs again"
    return f"answers, tables up to date; {seen}{asleep}"
