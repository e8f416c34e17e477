"""`vouch doctor slack` says what is wrong, and what to do about it."""

from typing import Any

from aiohttp import web

from adapters.slack.doctor import checks
from adapters.slack.installing import SCOPES
from adapters.slack.settings import SlackSettings
from bot.doctor import examine
from tests.adapters.slack.fake_slack import FakeSlack


async def found(slack: FakeSlack, **given: Any) -> dict[str, tuple[bool, str]]:
    settings = SlackSettings(api_url=slack.api_url, **given)
    return {finding.name: (finding.well, finding.says) for finding in await examine(checks(settings))}


def granting(*scopes: str) -> Any:
    answer = {"ok": True, "team": "Mercy", "user": "vouch"}
    return lambda call: web.json_response(answer, headers={"x-oauth-scopes": ",".join(scopes)})


async def test_a_token_that_may_do_everything_is_well(slack: FakeSlack) -> None:
    slack.answers["auth.test"] = granting(*SCOPES)
    said = await found(slack, bot_token="xoxb-1", app_token="xapp-1")
    assert all(well for well, _ in said.values()), said
    assert said["token"][1] == "works in Mercy as vouch"
    assert said["socket"][1] == "opens, and Slack says hello"


async def test_what_the_token_may_not_do_is_named(slack: FakeSlack) -> None:
    slack.answers["auth.test"] = granting(*SCOPES[1:])
    well, says = (await found(slack, bot_token="xoxb-1", app_token="xapp-1"))["scopes"]
    assert not well
    assert "app_mentions:read" in says


async def test_a_token_that_is_dead_is_said_to_be(slack: FakeSlack) -> None:
    slack.answers["auth.test"] = lambda call: {"ok": False, "error": "account_inactive"}
    well, says = (await found(slack, bot_token="xoxb-1", app_token="xapp-1"))["token"]
    assert not well
    assert says == "Slack does not take SLACK_BOT_TOKEN: account_inactive"


async def test_what_is_missing_is_named(slack: FakeSlack) -> None:
    said = await found(slack, bot_token="xoxb-1")
    assert "SLACK_SIGNING_SECRET" in said["settings"][1]
    assert "VOUCH_PUBLIC_URL" in said["address"][1]
