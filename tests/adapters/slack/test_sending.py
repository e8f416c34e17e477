"""Messages on their way out: each arrives once, whatever Slack answers, and what is dead is let go."""

import time
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from adapters.slack.messenger import SlackMessenger
from adapters.slack.render import to_blocks
from adapters.slack.translate import Origin, from_press
from adapters.slack.web_api import Workspaces
from bot import courier
from bot.domain.resident import Address
from bot.errors import RecipientGone
from bot.messages import Button, Item, Outgoing, Reply
from tests.adapters.slack.conftest import Served, Start, on_both
from tests.adapters.slack.fake_slack import Called


def refusal(error: str) -> Any:
    return lambda call: {"ok": False, "error": error}


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was refused is tried again after one second instead of fifteen."""
    monkeypatch.setattr(courier, "PAUSES", (timedelta(seconds=1),))


@pytest.mark.usefixtures("impatient")
async def test_slack_is_given_the_time_it_asks_for_and_answers_keep_their_order(vouch: Served) -> None:
    asked = iter([web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "3"})])
    at: list[float] = []
    said: list[str] = []

    def answer(call: Called) -> Any:
        at.append(time.monotonic())
        said.append(call.arguments["text"])
        return next(asked, {"channel": "D0ANA", "ts": f"1.{len(at)}"})

    vouch.slack.answers["chat.postMessage"] = answer
    await vouch.ana.says("hello")
    await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until(lambda: said and "Saved Dr. Rao" in said[-1], patience=60)
    assert at[1] - at[0] >= 3
    welcome = said[0]
    assert said[1] == welcome
    assert said.count(welcome) == 2
    assert [words for words in said if "Saved" in words] == said[-1:]


@pytest.mark.usefixtures("impatient")
async def test_a_message_whose_answer_was_lost_is_looked_for_and_not_sent_twice(vouch: Served) -> None:
    await vouch.ana.says("hello")
    await vouch.slack.until_called("chat.postMessage", count=2)

    def lost(call: Called) -> web.Response:
        vouch.slack.messages.append({**call.arguments, "ts": "9.9"})
        del vouch.slack.answers["chat.postMessage"]
        return web.Response(status=502, text="Bad gateway")

    vouch.slack.answers["chat.postMessage"] = lost
    await vouch.ana.says("met Dr. Rao at Lakeside")
    looked = await vouch.slack.until_called("conversations.history", patience=60)
    assert looked.arguments["channel"] == "D0ANA"
    await vouch.ana.says("met Dr. Chen at Lakeside")
    await vouch.slack.until_said("Saved Dr. Chen")
    assert len([call for call in vouch.slack.called("chat.postMessage") if "Saved Dr. Rao" in call.words]) == 1


@pytest.mark.parametrize("error", ["channel_not_found", "is_archived", "account_inactive", "token_revoked"])
async def test_what_slack_says_is_dead_is_not_tried_again(serve: Start, error: str) -> None:
    async with serve() as vouch:
        vouch.slack.answers["chat.postMessage"] = refusal(error)
        await vouch.ana.says("met Dr. Rao at Lakeside")
        await vouch.slack.until_called("chat.postMessage", count=2 if error != "channel_not_found" else 4)
    async with serve() as again:
        tried = len(again.slack.called("chat.postMessage"))
        await again.ana.says("met Dr. Chen at Lakeside")
        await again.slack.until_called("chat.postMessage", count=tried + 1)
        assert not any("Dr. Rao" in call.words for call in again.slack.called("chat.postMessage")[tried:])


async def test_a_drawing_that_slack_does_not_take_is_said_in_plain_words(vouch: Served) -> None:
    def plain_only(call: Called) -> Any:
        return {"ok": False, "error": "invalid_blocks"} if "blocks" in call.arguments else {"ts": "1.1"}

    vouch.slack.answers["chat.postMessage"] = plain_only
    await vouch.ana.says("met Dr. Rao at Lakeside")
    plain = await vouch.slack.until(
        lambda: next((c for c in vouch.slack.called("chat.postMessage") if "blocks" not in c.arguments), None)
    )
    assert plain


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_what_cannot_be_changed_in_place_is_said_anew(vouch: Served, error: str) -> None:
    ts = await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    vouch.slack.answers["chat.update"] = refusal(error)
    await vouch.ana.edits(ts, "met Dr. Rao at Lakeside", "met Dr. Rau at Lakeside")
    anew = await vouch.slack.until(
        lambda: next((c for c in vouch.slack.called("chat.postMessage") if "Rau" in c.words), None)
    )
    assert anew


async def test_a_proxy_of_the_environment_is_not_asked_for_a_slack_on_this_machine(
    serve: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:9")
    async with serve() as vouch:
        await vouch.ana.says("met Dr. Rao at Lakeside")
        await vouch.slack.until_said("Saved Dr. Rao")
    async with serve(SLACK_APP_TOKEN="xapp-1", SLACK_SIGNING_SECRET="") as vouch:
        await vouch.slack.until(lambda: vouch.slack.sockets)


async def test_a_server_that_answers_hardly_anything_is_enough(vouch: Served) -> None:
    for method in ("chat.postMessage", "conversations.open", "users.info", "views.open", "chat.update"):
        vouch.slack.answers[method] = lambda call: {}
    await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.ana.types("/met", "Dr. Chen at Lakeside", "C1")
    await vouch.slack.until_said("Saved Dr. Chen")


@on_both
async def test_somebody_who_is_gone_is_left_alone_until_they_write(vouch: Served) -> None:
    workspaces = Workspaces(vouch.slack.api_url, "xoxb-one", NoInstallations())
    remembered: list[Address] = []

    async def remember(address: Address) -> Address:
        remembered.append(address)
        return address

    messenger = SlackMessenger(workspaces, remember)
    vouch.slack.answers["chat.postMessage"] = refusal("is_archived")
    nudge = Outgoing("01J", Address("slack", "T0RES", "U0ANA", {"channel": "D0ANA"}), Reply("Call the GME office"))
    with pytest.raises(RecipientGone):
        await messenger.send(nudge)
    tried = len(vouch.slack.calls)
    with pytest.raises(RecipientGone):
        await messenger.send(replace(nudge, to=remembered[-1]))
    assert len(vouch.slack.calls) == tried
    await workspaces.close()


class NoInstallations:
    """Fits bot.ports.Installations: nobody has installed Vouch, it goes by the token of the settings."""

    async def find(self, platform: str, workspace: str) -> bytes | None:
        return None

    async def remove(self, platform: str, workspace: str, before: datetime | None = None) -> bool:
        return False

    async def save(self, platform: str, workspace: str, secrets: bytes) -> None:
        raise AssertionError("nothing is installed here")

    async def workspaces(self, platform: str) -> list[str]:
        return []

    async def begin(self, state: str, lifetime: timedelta) -> None:
        raise AssertionError("nothing is installed here")

    async def came_back(self, state: str) -> bool:
        return False


async def test_a_list_changed_on_its_second_page_is_drawn_there_again(vouch: Served) -> None:
    things = tuple(Item(f"thing {n}.", None, (Button("Done", f"done:{n}"),)) for n in range(60))
    second = to_blocks(Reply("", items=things), "01J", page=1)
    row = next(block for block in second if block["type"] == "actions")
    body = {
        "user": {"id": "U0ANA"},
        "channel": {"id": "D0ANA"},
        "container": {"message_ts": "1.1"},
        "message": {"ts": "1.1"},
    }
    press = from_press(body, {**row["elements"][0], "block_id": row["block_id"], "action_ts": "2.2"}, Origin("T0RES"))
    assert press
    assert press.on == "01J"
    workspaces = Workspaces(vouch.slack.api_url, "xoxb-one", NoInstallations())
    to = Address("slack", "T0RES", "U0ANA", {"channel": "D0ANA"})
    rest = Reply("", items=things[:-1])
    changed = Outgoing("02J", to, rest, replaces="01J", updates="D0ANA:1.1", reply_to=press.reply_to)
    await SlackMessenger(workspaces).send(changed)
    await workspaces.close()
    drawn = (await vouch.slack.until_called("chat.update")).arguments["blocks"]
    assert drawn == to_blocks(rest, "01J", page=1)
    assert drawn != to_blocks(rest, "01J")


async def test_a_slack_that_does_not_answer_in_time_is_asked_before_it_is_told_again(
    vouch: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The call may have arrived: nobody can tell from a time-out."""
    monkeypatch.setattr("adapters.slack.web_api.TIMEOUT", 0.5)
    workspaces = Workspaces(vouch.slack.api_url, "xoxb-one", NoInstallations())
    messenger = SlackMessenger(workspaces)
    outgoing = Outgoing("01J", Address("slack", "T0RES", "U0ANA", {"channel": "D0ANA"}), Reply("Call the GME office"))
    answer = vouch.slack.hold("chat.postMessage")
    with pytest.raises(TimeoutError):  # neither refused nor gone: the courier looks first (bot/courier.py)
        await messenger.send(outgoing)
    answer.set()
    await vouch.slack.until(lambda: vouch.slack.messages)
    assert isinstance(await messenger.was_sent(outgoing), str)
    assert len(vouch.slack.called("chat.postMessage")) == 1
    await workspaces.close()
