"""What Slack sends over HTTP: only what it signed itself, not long ago, and acknowledged whatever it is."""

import io
import json
import time
from typing import Any

import pytest

from tests.adapters.slack.conftest import Served
from tests.adapters.slack.requests import SlackSide, signature

EVENT = {
    "type": "message",
    "channel": "D0ANA",
    "channel_type": "im",
    "user": "U0ANA",
    "ts": "1.1",
    "text": "met Dr. Rao",
}


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"signature": "v0=" + "0" * 64}, "a signature of somebody else"),
        ({"signature": ""}, "none"),
        ({"stamp": -301}, "a request of more than five minutes ago"),
        ({"stamp": 400}, "one of a time to come"),
        ({"stamp": "yesterday"}, "a time that is none"),
        ({"stamp": ""}, "no time"),
    ],
)
async def test_what_slack_did_not_sign_just_now_is_refused(vouch: Served, headers: dict[str, Any], why: str) -> None:
    if isinstance(headers.get("stamp"), int):
        headers = {"stamp": str(int(time.time()) + headers["stamp"])}
    assert await vouch.ana.event(EVENT, **headers) == 401, why
    await vouch.ana.says("met Dr. Chen")
    await vouch.slack.until_said("Saved Dr. Chen")
    assert not any("Unheard" in call.words for call in vouch.slack.calls)


async def test_slack_can_verify_the_address(vouch: Served) -> None:
    body = json.dumps({"token": "legacy", "challenge": "3eZbrw1aB10", "type": "url_verification"})
    stamp = str(int(time.time()))
    headers = {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature(vouch.ana.secret, stamp, body)}
    headers["Content-Type"] = "application/json"
    async with vouch.session.post(f"{vouch.url}/slack/events", data=body, headers=headers) as response:
        assert response.status == 200
        assert "3eZbrw1aB10" in await response.text()


@pytest.mark.parametrize(
    "event",
    [
        {"type": "channel_created", "channel": {"id": "C1"}},
        {"type": "message"},
        {"type": "message", "subtype": "message_changed", "channel": "D0ANA", "channel_type": "im"},
        {"type": "reaction_added", "user": "U0ANA", "reaction": "zzz", "item": {"type": "file"}},
        {"type": "app_home_opened", "user": "U0ANA", "tab": "messages"},
        {"type": "user_change", "user": {"id": "U0ANA", "tz": "Mars/Base"}},
        {"type": "team_join", "user": {"id": "U0BOT2", "is_bot": True}},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
    ],
)
async def test_every_event_is_acknowledged(vouch: Served, event: dict[str, Any]) -> None:
    assert await vouch.ana.event(event) == 200


@pytest.mark.parametrize(
    "payload",
    [
        {
            "type": "block_actions",
            "user": {"id": "U0ANA"},
            "team": {"id": "T0RES"},
            "actions": [{"type": "button", "action_id": "of another version", "block_id": "b", "value": "x"}],
        },
        {
            "type": "view_closed",
            "user": {"id": "U0ANA"},
            "team": {"id": "T0RES"},
            "view": {"type": "modal", "callback_id": "edit:1"},
        },
        {
            "type": "view_submission",
            "user": {"id": "U0ANA"},
            "team": {"id": "T0RES"},
            "view": {"type": "modal", "callback_id": "gone:1"},
        },
    ],
)
async def test_every_interaction_is_acknowledged(vouch: Served, payload: dict[str, Any]) -> None:
    assert await vouch.ana.interacts(payload) == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"\xff\xfe", "application/json"), (b"{", "application/json"), (b"", "application/json"), (b"payload=%7B", "x")],
)
async def test_garbage_is_answered_and_harms_nothing(vouch: Served, body: bytes, kind: str) -> None:
    stamp = str(int(time.time()))
    signed = signature(vouch.ana.secret, stamp, body.decode("utf-8", "replace"))
    headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signed}
    async with vouch.session.post(f"{vouch.url}/slack/events", data=body, headers=headers) as response:
        assert 400 <= response.status < 500 or response.status == 200, response.status
    await vouch.ana.says("met Dr. Chen")
    await vouch.slack.until_said("Saved Dr. Chen")


async def test_a_request_of_more_than_a_mebibyte_is_turned_away_and_the_next_one_is_answered(vouch: Served) -> None:
    body, stamp = '{"text": "' + "a" * (1 << 20) + '"}', str(int(time.time()))
    signed = {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(vouch.ana.secret, stamp, body),
    }
    large = io.BytesIO(body.encode())
    async with vouch.session.post(f"{vouch.url}/slack/events", data=large, headers=signed) as response:
        assert response.status == 413
    await vouch.ana.says("met Dr. Chen")
    await vouch.slack.until_said("Saved Dr. Chen")


async def test_it_is_ready_once_it_listens(vouch: Served) -> None:
    await vouch.until_ready()
    async with vouch.session.get(f"{vouch.url}/slack/events") as response:
        assert response.status == 405


async def test_residents_of_two_workspaces_share_nothing(vouch: Served) -> None:
    other = SlackSide(vouch.url, vouch.session, team="T0OTHER")
    await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    await other.says("what did Dr. Rao say?")
    assert "never told me" in (await vouch.slack.until_said("never told me")).words
