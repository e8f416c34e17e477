"""Vouch too busy to store what Slack sends in time: Slack is told so, and nothing is lost or there twice.

The database is really held by somebody else meanwhile, so that nothing can be written.
"""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import make_url

import adapters.slack.app
from tests.adapters.slack.conftest import Served, on_both
from tests.adapters.slack.requests import new_ts

TOLD = {"type": "message", "channel": "D0ANA", "channel_type": "im", "user": "U0ANA", "text": "met Dr. Rao at Lakeside"}

pytestmark = on_both


@asynccontextmanager
async def too_busy(database: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Keep Vouch from writing, and from waiting for as long as Slack would."""
    with monkeypatch.context() as patched:
        patched.setattr(adapters.slack.app, "ACKNOWLEDGED_WITHIN", 0.2)
        async with held_by_somebody_else(database):
            yield


@asynccontextmanager
async def held_by_somebody_else(database: str) -> AsyncIterator[None]:
    url = make_url(database)
    if url.get_backend_name() == "sqlite":
        other = sqlite3.connect(str(url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()
    else:
        connection = await asyncpg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
        try:
            async with connection.transaction():
                # As while an index is made, or a table is packed: whoever wants to write waits.
                await connection.execute("LOCK TABLE arrivals IN EXCLUSIVE MODE")
                yield
        finally:
            await connection.close()


def answers(vouch: Served, words: str) -> int:
    said = vouch.slack.called("chat.postMessage", "response_url")
    return len([call for call in said if words in call.words])


async def test_what_slack_sends_again_is_one_note_and_one_answer(
    vouch: Served, served_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = {**TOLD, "ts": new_ts()}
    async with too_busy(served_url, monkeypatch):
        assert await vouch.ana.event(event, "Ev1") == 503
        assert await vouch.ana.event(event, "Ev1", x_slack_retry_num="1", x_slack_retry_reason="http_error") == 503
    assert await vouch.ana.event(event, "Ev1", x_slack_retry_num="2", x_slack_retry_reason="http_error") == 200
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.ana.says("what did Dr. Rao say?")
    kept = await vouch.slack.until_said("Dr. Rao · Lakeside")
    assert kept.arguments["text"].count("“met Dr. Rao at Lakeside”") == 1
    assert answers(vouch, "Saved Dr. Rao") == 1


async def test_what_slack_does_not_send_again_is_answered_all_the_same(
    vouch: Served, served_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack repeats no command: what was taken in too late for it is answered, only later."""
    async with too_busy(served_url, monkeypatch):
        assert await vouch.ana.types("/met", "Dr. Rao at Lakeside", "C1", vouch.slack.response_url("1")) == 503
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.ana.says("met Dr. Chen")
    await vouch.slack.until_said("Saved Dr. Chen")
    assert answers(vouch, "Saved Dr. Rao") == 1
