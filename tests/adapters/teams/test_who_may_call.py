"""The endpoint is open to the world: only what the Bot Framework signed for this bot may speak, and only as signed."""

import asyncio
import time
from typing import Any

import jwt
import pytest

from adapters.teams import tokens
from tests.adapters.teams.bot_framework import APP_ID, ISSUER, BotFramework, key
from tests.adapters.teams.chat import Chat

MET = "met Dr. Anita Patel, PD at Mercy"
# Seconds since 1970. Fixed, since a test named by the clock would be another one in each process that collects it.
LONG_AGO, FAR_AHEAD = 1_500_000_000, 4_000_000_000


def forged(framework: BotFramework, algorithm: str, secret: str) -> str:
    claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": framework.url, "exp": int(time.time()) + 3600}
    return jwt.encode(claims, secret, algorithm, {"kid": "first"})


async def refused(chat: Chat, token: str | None = None, headers: dict[str, str] | None = None) -> bool:
    status, _ = await chat.post(chat.activity("message", text=MET), token, headers)
    return status == 401 and not chat.framework.calls


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": LONG_AGO},
        {"exp": None},
        {"exp": "soon"},
        {"nbf": FAR_AHEAD},
        {"iss": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"iss": None},
        {"aud": "another-bot"},
        {"aud": [APP_ID, "another-bot"]},
        {"aud": None},
        {"serviceurl": "https://evil.example/"},
        {"serviceurl": None},
        {"serviceurl": ""},
        {"serviceUrl": "https://evil.example/"},
        {"serviceurl": None, "serviceUrl": "https://evil.example/"},
    ],
    ids=str,
)
async def test_a_token_made_for_anything_else_is_refused(chat: Chat, claims: dict[str, Any]) -> None:
    assert await refused(chat, chat.framework.token(**claims))


async def test_a_token_that_the_bot_framework_did_not_sign_is_refused(chat: Chat) -> None:
    framework = chat.framework
    assert await refused(chat, framework.token(signed_by="somebody", key_id="first"))
    assert await refused(chat, framework.token(signed_by="somebody"))
    assert await refused(chat, forged(framework, "none", ""))
    assert await refused(chat, forged(framework, "HS256", "a secret of thirty-two bytes or so"))
    whole = framework.token()
    assert await refused(chat, whole[:-8] + "AAAAAAAA")
    assert await refused(chat, jwt.encode({"iss": ISSUER, "aud": APP_ID}, key("first"), "RS256"))
    assert await refused(chat, jwt.encode({"iss": ISSUER}, key("first"), "RS384", {"kid": "first"}))


@pytest.mark.parametrize(
    "header",
    [{}, {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x.y.z"}, "Basic", "bearer"],
)
async def test_what_is_no_bearer_token_is_refused(chat: Chat, header: dict[str, str] | str) -> None:
    sent = {"Authorization": f"{header} {chat.framework.token()}"} if isinstance(header, str) else header
    assert await refused(chat, headers=sent)


async def test_the_service_url_counts_by_either_of_the_names_that_microsoft_has_for_it(chat: Chat) -> None:
    token = chat.framework.token(serviceurl=None, serviceUrl=chat.framework.url)
    assert (await chat.post(chat.activity("message", text=MET), token))[0] == 200
    assert chat.answers


async def test_a_key_signs_only_for_the_channels_it_is_endorsed_for(chat: Chat) -> None:
    status, _ = await chat.post(chat.activity("message", text=MET, channelId="webchat"))
    assert status == 401
    status, _ = await chat.post(chat.activity("message", text=MET, channelId=None))
    assert status == 401
    assert not chat.framework.calls


async def test_the_service_url_is_trusted_only_as_signed(chat: Chat) -> None:
    """Whoever chose it would be sent what a resident told."""
    status, _ = await chat.post(chat.activity("message", text=MET, serviceUrl="http://127.0.0.1:9/"))
    assert status == 401
    assert not chat.framework.calls


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"type": "message"}',
        b'{"type": {"a": 1}, "conversation": 5}',
        b'{"type": "message", "from": {"id": "x"}, "conversation": {"id": "y"}, "timestamp": "yesterday"}',
    ],
    ids=lambda body: body[:20].decode("latin-1"),
)
async def test_what_is_no_activity_is_a_bad_request(chat: Chat, body: bytes) -> None:
    status, _ = await chat.post(body)
    assert status == 400


async def test_a_wrong_token_is_refused_whatever_the_body(chat: Chat) -> None:
    status, _ = await chat.post(b"{", headers={})
    assert status == 401


async def test_a_clock_that_is_a_little_off_keeps_nobody_out(chat: Chat) -> None:
    token = chat.framework.token(nbf=int(time.time()) + 200, exp=int(time.time()) - 20)
    status, _ = await chat.post(chat.activity("message", text=MET), token)
    assert status == 200


async def test_a_clock_that_is_more_than_a_little_off_is_not_believed(chat: Chat) -> None:
    now = int(time.time())
    assert await refused(chat, chat.framework.token(exp=now - tokens.CLOCK_SKEW - 60))
    assert await refused(chat, chat.framework.token(nbf=now + tokens.CLOCK_SKEW + 60))


async def test_new_keys_are_found_when_the_bot_framework_changes_them(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "LOOK_AGAIN_AFTER", 0.0)
    await chat.says(MET)
    chat.framework.keys.append("second")
    status, _ = await chat.post(chat.activity("message", text="undo"), chat.framework.token(signed_by="second"))
    assert status == 200


async def test_invented_key_ids_do_not_become_requests_to_the_key_server(chat: Chat) -> None:
    await chat.says(MET)
    for number in range(5):
        assert (await chat.post(chat.activity("message"), chat.framework.token(key_id=f"invented-{number}")))[0] == 401
    assert chat.framework.key_requests == 1


async def test_others_are_answered_while_the_key_server_is_slow(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """A token with a key that is not known yet has to wait; nobody else does."""
    monkeypatch.setattr(tokens, "LOOK_AGAIN_AFTER", 0.0)
    await chat.says(MET)
    chat.framework.keys_take = 30.0
    chat.framework.keys_asked.clear()
    waiting = asyncio.create_task(chat.post(chat.activity("message"), chat.framework.token(signed_by="second")))
    await chat.framework.keys_asked.wait()
    await chat.says("what's due this week?")
    assert "Dr. Patel" in chat.said or "Nothing is due" in chat.said
    assert not waiting.done()
    waiting.cancel()


async def test_an_outage_of_the_key_server_silences_nobody_known(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    await chat.says(MET)
    monkeypatch.setattr(tokens, "KEYS_FRESH_FOR", -1.0)
    monkeypatch.setattr(tokens, "LOOK_AGAIN_AFTER", 0.0)
    chat.framework.keys.clear()
    assert await chat.says("help")
    assert chat.answers
