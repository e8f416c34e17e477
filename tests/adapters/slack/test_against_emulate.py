"""The Web API, OAuth and views against an emulator that refuses what Slack would refuse."""

import html
import re
import socket
from collections.abc import AsyncIterator

import pytest
from yarl import URL

from tests.adapters.slack.conftest import Served, Start
from tests.adapters.slack.emulated import ANA, BOT_TOKEN, CLIENT_ID, CLIENT_SECRET, TEAM, Emulated, emulated_slack
from tests.adapters.slack.requests import SlackSide
from tests.node import require_node


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        taken: int = free.getsockname()[1]
        return taken


@pytest.fixture
async def emulated(port: int) -> AsyncIterator[Emulated]:
    require_node()
    async with emulated_slack(f"http://127.0.0.1:{port}/slack/oauth_redirect") as slack:
        yield slack


async def test_from_the_installation_to_an_answer_a_modal_and_the_home_tab(
    serve: Start, emulated: Emulated, port: int
) -> None:
    url = f"http://127.0.0.1:{port}"
    many = {"SLACK_BOT_TOKEN": "", "SLACK_CLIENT_ID": CLIENT_ID, "SLACK_CLIENT_SECRET": CLIENT_SECRET}
    own = {"SLACK_API_URL": emulated.api_url, "VOUCH_PORT": str(port), "VOUCH_PUBLIC_URL": url}
    async with serve(**many, **own) as vouch:
        await agree(vouch, emulated)
        ana = SlackSide(url, vouch.session, user=ANA, team=TEAM)
        await ana.event({"type": "app_home_opened", "user": ANA, "tab": "home"})
        await emulated.until("views.publish", "Log a contact")
        await emulated.until("chat.postMessage", "Hello, I'm Vouch")

        await ana.types("/met", "Dr. Rao, APD at Lakeside, sponsors J-1", "C000000009")
        saved = (await emulated.until("chat.postMessage", "Saved Dr. Rao"))["message"]
        channel = (await emulated.until("conversations.open", "channel"))["channel"]["id"]
        trigger = await emulated.ask("views.generateTriggerId", emulated.token, user_id=ANA)
        on = {"blocks": saved["blocks"], "ts": saved["ts"], "channel": channel}
        await ana.presses("Edit", on, trigger_id=trigger["trigger_id"])
        view = (await emulated.until("views.open", "edit:"))["view"]
        status, _ = await ana.submits(view, institution={"type": "plain_text_input", "value": "Mercy"})
        assert status == 200
        await emulated.until("chat.postMessage", "Corrected")
        await ana.presses("Undo", on)
        await emulated.until("chat.update", "Dr. Rao")
        assert [refusal for refusal in emulated.refused if refusal[0] != "chat.postEphemeral"] == []


async def test_a_trigger_that_is_over_brings_the_form_as_a_message(serve: Start, emulated: Emulated) -> None:
    async with serve(SLACK_API_URL=emulated.api_url, SLACK_BOT_TOKEN=BOT_TOKEN) as vouch:
        ana = SlackSide(vouch.url, vouch.session, user=ANA, team=TEAM)
        await ana.types("/met", "Dr. Rao, APD at Lakeside", "C000000009")
        saved = (await emulated.until("chat.postMessage", "Saved Dr. Rao"))["message"]
        await ana.presses("Edit", {"blocks": saved["blocks"], "ts": saved["ts"], "channel": "D1"}, trigger_id="over")
        await emulated.until("chat.postMessage", "Change what is wrong")
        assert ("views.open", "invalid_trigger_id") in emulated.refused


async def agree(vouch: Served, emulated: Emulated) -> None:
    """Install Vouch as somebody does with a browser: its page, Slack's consent, and back."""
    async with vouch.session.get(f"{vouch.url}/slack/install") as response:
        page = await response.text()
    found = re.search(r'href="([^"]+/oauth/v2/authorize[^"]*)"', page)
    assert found
    asked = URL(html.unescape(found[1])).query
    agreed = {name: asked[name] for name in ("client_id", "scope", "state", "redirect_uri")}
    consent = f"{emulated.url}/oauth/v2/authorize/callback"
    async with vouch.session.post(consent, data={**agreed, "user_id": ANA}) as response:
        assert response.status == 200, await response.text()
