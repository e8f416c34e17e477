"""A burst of lines, and a process killed before it could answer any of them."""

import asyncio
import re
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from bot.master_key import new_key
from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.requests import SECRET, SlackSide
from tests.databases import DATABASES, new_database
from tests.processes import serving_vouch

RESIDENTS = 10
NAMES = ("Rao", "Chen", "Patel", "Okafor", "Silva", "Novak", "Haddad", "Berg", "Moreau", "Tanaka")


@pytest.mark.parametrize("database", DATABASES)
async def test_what_was_acknowledged_before_a_crash_is_answered_once_after_it(
    database: str, slack: FakeSlack, tmp_path: Path
) -> None:
    async with new_database(database, tmp_path) as url, aiohttp.ClientSession() as session:
        variables = {
            "VOUCH_DATABASE_URL": url,
            "VOUCH_KEY": new_key(),
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": "xoxb-one",
            "SLACK_SIGNING_SECRET": SECRET,
        }
        # Nobody is answered before Slack has told their zone.
        zones = slack.hold("users.info")
        with serving_vouch(tmp_path / "home", **variables) as (process, health):
            here = health.removesuffix("/healthz")
            await asyncio.gather(*(_tell(SlackSide(here, session, f"U{n}", f"D{n}")) for n in range(RESIDENTS)))
            process.kill()
            process.wait()
        assert slack.called("chat.postMessage") == []
        zones.set()
        with serving_vouch(tmp_path / "home", **variables):
            await slack.until(lambda: len(_saved(slack)) >= RESIDENTS * len(NAMES), patience=60)
        assert Counter(_saved(slack)) == Counter((f"D{n}", name) for n in range(RESIDENTS) for name in NAMES)


async def _tell(resident: SlackSide) -> None:
    for name in NAMES:
        await resident.says(f"met Dr. {name} at Lakeside")


def _saved(slack: FakeSlack) -> list[tuple[str, str]]:
    """Return each answer so far: in which conversation, and who was saved."""
    said = [(call.arguments["channel"], call.arguments["text"]) for call in slack.called("chat.postMessage")]
    return [(channel, found[1]) for channel, text in said if (found := re.search(r"Saved Dr\. (\w+)", text))]
