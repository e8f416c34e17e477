"""The whole story in local-slack, over HTTP and over Socket Mode: `make test-slack-workspace` plays it, nothing else.

Named so that `make test` does not find it: it starts a binary from elsewhere.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.adapters.slack.local_slack import (
    APP_TOKEN,
    DIRECT,
    GENERAL,
    SECRET,
    TOKEN,
    URL,
    VOUCH_PORT,
    LocalSlack,
    local_slack,
    program,
    until,
)
from tests.processes import serving_vouch

# Where it is about noon now, so that no nudge of the story falls into anybody's quiet hours.
ZONE = f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"
NUDGED_WITHIN = 25.0  # seconds after its minute


@pytest.fixture(params=["events", "socket"])
async def slack(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[LocalSlack]:
    """The workspace, with a real `vouch serve` in it."""
    way = {"SLACK_SIGNING_SECRET": SECRET} if request.param == "events" else {"SLACK_APP_TOKEN": APP_TOKEN}
    variables = {"SLACK_BOT_TOKEN": TOKEN, "SLACK_API_URL": f"{URL}/api/", "VOUCH_PORT": str(VOUCH_PORT), **way}
    async with local_slack(program(), tmp_path / "slack", request.param, ZONE) as slack:
        with serving_vouch(tmp_path / "home", **variables) as (_, address):

            async def ready() -> bool:
                async with slack.session.get(address) as response:
                    return response.status == 200

            await until(ready, "Vouch that is ready")
            yield slack
            assert await unacknowledged(slack) == []


async def test_the_whole_story(slack: LocalSlack) -> None:
    await slack.says("met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday")
    saved = await slack.until_said("Saved Dr. Anita Patel")

    await slack.presses("Edit", saved)
    await until(slack.form, "form")
    await slack.submits(institution="Lakeside")
    assert await slack.form() is None
    assert "Lakeside" in str(await slack.until_said("Corrected"))

    await slack.says("met Dr. Chen at Lakeside")
    unwanted = await slack.until_said("Saved Dr. Chen")
    await slack.presses("Undo", unwanted)
    await until(lambda: changed(slack, unwanted), "message changed in its place")
    await slack.says("what did Dr. Chen say?")
    await slack.until_said("never told me")

    due = (datetime.now(ZoneInfo(ZONE)) + timedelta(seconds=75)).replace(second=0, microsecond=0)
    await slack.says(f"text Dr. Rao at Mercy today at {due:%-I:%M %p}".lower())
    await slack.until_said("Dr. Rao")
    patience = (due - datetime.now(ZoneInfo(ZONE))).total_seconds() + NUDGED_WITHIN
    nudge = await slack.until_said('"Later"', patience=patience)
    assert datetime.fromtimestamp(float(nudge["ts"]), UTC) >= due
    await slack.reacts("white_check_mark", nudge)
    await until(lambda: changed(slack, nudge), "nudge changed in its place")


async def test_a_command_in_a_channel_is_answered_to_the_asker_only(slack: LocalSlack) -> None:
    await slack.types("/met", "Dr. Rao at Lakeside", GENERAL)
    answer = await slack.until_said("Saved Dr. Rao", GENERAL)
    assert (answer["subtype"], answer["ephemeral_to"]) == ("ephemeral", "U0ANA")
    assert all(each.get("subtype") == "ephemeral" for each in await slack.messages(GENERAL))


async def test_an_edited_line_counts_as_what_it_says_now(slack: LocalSlack) -> None:
    await slack.says("met Dr. Rao at Lakeside")
    saved = await slack.until_said("Saved Dr. Rao")
    (told,) = [each for each in await slack.messages() if each["user"] == "U0ANA"]
    await slack.edits(told, "met Dr. Rau at Lakeside")
    await until(lambda: changed(slack, saved), "answer changed in its place")
    assert "Dr. Rau" in str(await slack.until_said("Dr. Rau"))


async def test_home_is_published_and_follows_what_is_told(slack: LocalSlack) -> None:
    await slack.opens_home()
    await until(slack.home, "Home tab")
    await slack.says("met Dr. Anita Patel, PD at Mercy. email her my CV thursday")

    async def told() -> bool:
        return "Patel" in str(await slack.home())

    await until(told, "Dr. Patel on the Home tab")


async def changed(slack: LocalSlack, message: dict[str, Any]) -> bool:
    now = next((each for each in await slack.messages(DIRECT) if each["ts"] == message["ts"]), None)
    return now is not None and now["blocks"] != message["blocks"]


async def unacknowledged(slack: LocalSlack) -> list[str]:
    """Return what Vouch refused to take, and what of Vouch's local-slack refused."""
    told = [(entry["direction"], entry["summary"]) for entry in await slack.log()]
    refused = [what for _, what in told if what.startswith("HTTP ") and what != "HTTP 200"]
    return refused + [what for direction, what in told if direction == "internal"]
