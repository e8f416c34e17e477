"""`vouch doctor slack` says what is wrong, and what to do about it."""

import json
import time
from contextlib import nullcontext
from email.utils import formatdate
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.slack.doctor import checks
from adapters.slack.installing import SCOPES
from adapters.slack.settings import SlackSettings
from bot.doctor import examine
from storage.store import SqlStore
from tests.adapters.slack.conftest import Start
from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.test_sending import NoInstallations


def nothing_kept() -> Any:
    return nullcontext(NoInstallations())


async def found(slack: FakeSlack, installations: Any = nothing_kept, **given: Any) -> dict[str, tuple[bool, str]]:
    settings = SlackSettings(api_url=slack.api_url, **given)
    return {finding.name: (finding.well, finding.says) for finding in await examine(checks(settings, installations))}


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
    assert says.startswith("Slack does not take SLACK_BOT_TOKEN: account_inactive. The app was removed")


async def test_what_is_missing_is_named(slack: FakeSlack) -> None:
    said = await found(slack, bot_token="xoxb-1")
    assert "SLACK_SIGNING_SECRET" in said["settings"][1]
    assert "VOUCH_PUBLIC_URL" in said["address"][1]


async def test_half_an_app_is_named_as_such(slack: FakeSlack) -> None:
    well, says = (await found(slack, client_id="1.2", signing_secret="s"))["settings"]
    assert not well
    assert says.startswith("SLACK_CLIENT_SECRET is missing")


async def test_a_clock_that_is_off_is_told_before_signatures_are_refused(slack: FakeSlack) -> None:
    """What serves the fake Slack tells the time itself, so this Slack is one of its own."""

    async def yesterday(request: web.Request) -> web.Response:
        return web.Response(headers={"Date": formatdate(time.time() - 400, usegmt=True)})

    app = web.Application()
    app.router.add_get("/api/", yesterday)
    async with TestServer(app) as other:
        settings = SlackSettings(api_url=str(other.make_url("/api/")), bot_token="xoxb-1")
        said = {finding.name: finding for finding in await examine(checks(settings, nothing_kept))}
    assert not said["clock"].well
    assert "off by 4" in said["clock"].says


async def test_a_slack_out_of_reach_is_told_with_its_address() -> None:
    settings = SlackSettings(api_url="http://127.0.0.1:9/api/", bot_token="xoxb-1", app_token="xapp-1")
    said = {finding.name: finding.says for finding in await examine(checks(settings, nothing_kept))}
    for name in ("clock", "token", "scopes", "socket"):
        assert said[name].startswith("http://127.0.0.1:9/api/ cannot be reached from here"), name


async def test_a_token_of_another_kind_is_told_from_one_that_is_dead(slack: FakeSlack) -> None:
    slack.answers["apps.connections.open"] = lambda call: {"ok": False, "error": "not_allowed_token_type"}
    well, says = (await found(slack, bot_token="xoxb-1", app_token="xoxb-1"))["socket"]
    assert not well
    assert says.endswith("SLACK_APP_TOKEN with xapp-")


async def test_the_address_has_to_answer_and_to_be_one_that_slack_takes(slack: FakeSlack) -> None:
    assert slack.server
    given: dict[str, Any] = {"bot_token": "xoxb-1", "signing_secret": "s"}
    here = str(slack.server.make_url("/")).rstrip("/")
    well, says = (await found(slack, public_url=here, **given))["address"]
    assert (well, says) == (False, f"{here}/healthz answers 404: look at what it says")
    well, says = (await found(slack, public_url="http://127.0.0.1:9", **given))["address"]
    assert not well
    assert says.endswith("is `vouch serve` up?")
    elsewhere = SlackSettings(api_url="https://slack.invalid/api/", public_url="http://vouch.example.org", **given)
    [address] = [check for check in checks(elsewhere, nothing_kept) if check.name == "address"]
    assert (await examine([address]))[0].says.endswith("Slack sends to https addresses only")


async def test_a_vouch_that_is_up_is_well(serve: Start, slack: FakeSlack) -> None:
    async with serve(SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="shh", SLACK_BOT_TOKEN="") as vouch:
        await vouch.until_ready()
        given = {"client_id": "1.2", "client_secret": "shh", "signing_secret": "s", "public_url": vouch.url}
        said = await found(slack, **given)
        assert said["address"] == (True, f"answers; the request URL in your Slack app is {vouch.url}/slack/events")
        assert said["installations"] == (True, f"none yet: a workspace installs Vouch at {vouch.url}/slack/install")


async def test_the_token_of_every_workspace_is_tried(slack: FakeSlack, store: SqlStore) -> None:
    for workspace in ("T0GOOD", "T0GONE"):
        await store.installations.save("slack", workspace, json.dumps({"bot_token": f"xoxb-{workspace}"}).encode())
    given = {"client_id": "1.2", "client_secret": "shh", "signing_secret": "s"}
    slack.answers["auth.test"] = granting(*SCOPES)
    said = await found(slack, lambda: nullcontext(store.installations), **given)
    assert said["installations"] == (True, "2 workspaces, each with a token that works")
    slack.answers["auth.test"] = lambda call: (
        {"ok": False, "error": "token_revoked"} if call.token.endswith("T0GONE") else {"ok": True}
    )
    well, says = (await found(slack, lambda: nullcontext(store.installations), **given))["installations"]
    assert not well
    assert says.startswith("Slack does not take the token of T0GONE: token_revoked. The app was removed")
