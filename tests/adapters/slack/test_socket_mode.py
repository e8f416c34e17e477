"""Socket Mode: the same listeners through a socket that Vouch opens, for machines that the internet does not reach."""

from typing import Any

from tests.adapters.slack.conftest import Served, Start
from tests.adapters.slack.requests import new_ts

SOCKET = {"SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": ""}


async def deliver(served: Served, kind: str, payload: dict[str, Any], envelope: str) -> dict[str, Any]:
    """Send an envelope as Slack does and return the acknowledgement."""
    socket = await served.slack.until(lambda: served.slack.sockets and served.slack.sockets[-1])
    whole = {
        "envelope_id": envelope,
        "type": kind,
        "payload": payload,
        "accepts_response_payload": kind != "events_api",
    }
    await socket.send_json(whole)
    acknowledged: dict[str, Any] = await served.slack.until(
        lambda: next((each for each in served.slack.acknowledged if each["envelope_id"] == envelope), None)
    )
    return acknowledged


def told(text: str) -> dict[str, Any]:
    event = {"type": "message", "channel": "D0ANA", "channel_type": "im", "user": "U0ANA", "ts": new_ts(), "text": text}
    return {"type": "event_callback", "team_id": "T0RES", "event_id": f"Ev{new_ts()}", "event": event}


async def test_a_line_is_acknowledged_and_answered(serve: Start) -> None:
    async with serve(**SOCKET) as vouch:
        await deliver(vouch, "events_api", told("met Dr. Rao at Lakeside"), "e1")
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
        await deliver(vouch, "slash_commands", command, "e1")
        assert "Saved Dr. Rao" in (await vouch.slack.until_called("response_url")).words
        pressed = {"type": "block_actions", "user": {"id": "U0ANA"}, "team": {"id": "T0RES"}, "trigger_id": "1.2"}
        button = {"type": "button", "action_id": "press:0", "block_id": "#own:0", "value": "log:", "action_ts": "1.3"}
        await deliver(vouch, "interactive", {**pressed, "actions": [button]}, "e2")
        await vouch.slack.until_called("views.open")


async def test_it_is_ready_when_the_socket_is_there_and_opens_another_when_slack_asks(serve: Start) -> None:
    async with serve(**SOCKET) as vouch:
        first = await vouch.slack.until(lambda: vouch.slack.sockets and vouch.slack.sockets[0])
        await vouch.until_ready()
        await first.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await vouch.slack.until(lambda: len(vouch.slack.sockets) == 2)
        await deliver(vouch, "events_api", told("met Dr. Rao at Lakeside"), "e1")
        await vouch.slack.until_said("Saved Dr. Rao")


async def test_without_a_signing_secret_nothing_is_taken_over_http(serve: Start) -> None:
    async with serve(**SOCKET) as vouch, vouch.session.post(f"{vouch.url}/slack/events", data="{}") as response:
        assert response.status == 404
