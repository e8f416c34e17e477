"""Socket Mode: the same listeners through a socket that Vouch opens, for machines that the internet does not reach."""

from typing import Any

import pytest
from aiohttp import web

from adapters.slack import socket_mode
from storage.store import SqlStore
from tests.adapters.slack.conftest import Start
from tests.adapters.slack.fake_slack import FakeSlack
from tests.adapters.slack.requests import new_ts

SOCKET = {"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": ""}


async def deliver(slack: FakeSlack, kind: str, payload: dict[str, Any], envelope: str, by: int = -1) -> dict[str, Any]:
    """Send an envelope as Slack does and return the acknowledgement. *by* says by which socket, the newest at first."""
    await send(slack, kind, payload, envelope, by)
    acknowledged: dict[str, Any] = await slack.until(
        lambda: next((each for each in slack.acknowledged if each["envelope_id"] == envelope), None)
    )
    return acknowledged


async def send(slack: FakeSlack, kind: str, payload: dict[str, Any], envelope: str, by: int = -1) -> None:
    socket = await slack.until(lambda: slack.sockets and slack.sockets[by])
    whole = {
        "envelope_id": envelope,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    await socket.send_json(whole)


def told(text: str) -> dict[str, Any]:
    event = {"type": "message", "channel": "D0ANA", "channel_type": "im", "user": "U0ANA", "ts": new_ts(), "text": text}
    return {"type": "event_callback", "team_id": "T0RES", "event_id": f"Ev{new_ts()}", "event": event}


async def test_a_line_is_acknowledged_and_answered(serve: Start) -> None:
    async with serve(**SOCKET) as vouch:
        await deliver(vouch.slack, "events_api", told("met Dr. Rao at Lakeside"), "e1")
        await vouch.slack.until_said("Saved Dr. Rao")
        assert vouch.slack.called("apps.connections.open")[0].token == "xapp-1"


async def test_commands_and_buttons_come_through_it_too(serve: Start) -> None:
    async with serve(**SOCKET) as vouch:
        command = {
            "command": "/met",
            "text": "Dr. Rao at Lakeside",
            "user_id": "U0ANA",
            "team_id": "T0RES",
            "channel_id": "C1",
            "trigger_id": "1.1",
            "response_url": vouch.slack.response_url("1"),
        }
        await deliver(vouch.slack, "slash_commands", command, "e1")
        assert (
            await vouch.slack.until_said("Saved Dr. Rao")
        ).method == "response_url"  # after "One moment" where the machine is busy
        pressed = {"type": "block_actions", "user": {"id": "U0ANA"}, "team": {"id": "T0RES"}, "trigger_id": "1.2"}
        button = {"type": "button", "action_id": "press:0", "block_id": "#own:0", "value": "log:", "action_ts": "1.3"}
        await deliver(vouch.slack, "interactive", {**pressed, "actions": [button]}, "e2")
        await vouch.slack.until_called("views.open")


async def test_another_socket_stands_in_its_place_before_slack_closes_the_first(serve: Start) -> None:
    """Both bring what is under way, and each envelope is acknowledged where it came from: Slack looks nowhere else."""
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        await vouch.until_ready()
        await first.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await vouch.slack.until(lambda: len(vouch.slack.sockets) == 2)
        assert (await deliver(vouch.slack, "events_api", told("met Dr. Rao at Lakeside"), "e1", by=0))["by"] == 0
        assert (await deliver(vouch.slack, "events_api", told("met Dr. Chen at Lakeside"), "e2", by=1))["by"] == 1
        await first.close()
        await vouch.slack.until_said("Saved Dr. Chen")
        await vouch.until_ready()


async def test_a_socket_that_breaks_is_replaced_by_way_of_a_new_address(serve: Start) -> None:
    """The address that Slack gives is good for one attempt: who keeps it never comes back from an outage."""
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        await vouch.until_ready()
        vouch.slack.refused = 1
        await first.close()
        await vouch.slack.until(lambda: len(vouch.slack.sockets) == 2)
        await vouch.until_ready()
        assert len(vouch.slack.called("apps.connections.open")) == 3


@pytest.mark.parametrize(
    ("reason", "says"),
    [("link_disabled", "Socket Mode is switched off"), ("too_many_websockets", "has more open than it may")],
)
async def test_a_socket_that_slack_closes_for_good_is_tried_again_later_and_healthz_says_why(
    reason: str, says: str, serve: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket_mode, "PAUSES", (0.1, 3.0))
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        await vouch.until_ready()
        await first.send_json({"type": "disconnect", "reason": reason})
        await vouch.slack.until(lambda: vouch.slack.closed == {0})
        async with vouch.session.get(f"{vouch.url}/healthz") as response:
            assert response.status == 503
            assert says in (await response.json())["reason"]
        assert len(vouch.slack.sockets) == 1
        await vouch.slack.until(lambda: len(vouch.slack.sockets) == 2)
        await vouch.until_ready()


async def test_an_app_token_that_slack_refuses_is_told_by_its_word(serve: Start) -> None:
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        await vouch.until_ready()
        refusal = {"ok": False, "error": "invalid_auth"}
        vouch.slack.answers["apps.connections.open"] = lambda _: web.json_response(refusal)
        await first.close()
        await vouch.slack.until_called("apps.connections.open", count=3)
        async with vouch.session.get(f"{vouch.url}/healthz") as response:
            assert "invalid_auth" in (await response.json())["reason"]


async def test_what_slack_sends_again_by_another_socket_is_answered_once(serve: Start) -> None:
    """Of an envelope whose acknowledgement was lost Slack knows no more than that: it sends it anew."""
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        line = told("met Dr. Rao at Lakeside")
        await send(vouch.slack, "events_api", line, "e1")
        await first.close()
        await vouch.slack.until(lambda: len(vouch.slack.sockets) == 2)
        await deliver(vouch.slack, "events_api", line, "e1-again")
        await deliver(vouch.slack, "events_api", told("met Dr. Chen at Lakeside"), "e2")
        await vouch.slack.until_said("Saved Dr. Chen")
        assert len([call for call in vouch.slack.called("chat.postMessage") if "Saved Dr. Rao" in call.words]) == 1


async def test_what_was_not_stored_is_not_acknowledged(serve: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serve(**SOCKET) as vouch:
        with monkeypatch.context() as broken:

            async def away(*_: object) -> None:
                raise ConnectionError("the database is away")

            broken.setattr(SqlStore, "write_arrivals", away)
            await send(vouch.slack, "events_api", told("met Dr. Rao at Lakeside"), "e1")
            await vouch.slack.until_said("nothing of it is kept")
        assert vouch.slack.acknowledged == []
        await deliver(vouch.slack, "events_api", told("met Dr. Chen at Lakeside"), "e2")
        assert [each["envelope_id"] for each in vouch.slack.acknowledged] == ["e2"]


async def test_without_a_signing_secret_nothing_is_taken_over_http(serve: Start) -> None:
    async with serve(**SOCKET) as vouch, vouch.session.post(f"{vouch.url}/slack/events", data="{}") as response:
        assert response.status == 404
