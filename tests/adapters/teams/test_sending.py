"""What Vouch does when Teams will not take a message: a passing refusal is tried again, a lasting one is reported."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.courier import UNCONFIRMED
from bot.domain.delivery import DeliveryState
from bot.domain.resident import Address, Resident
from tests.adapters.teams.bot_framework import Refusal
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, Chat
from tests.databases import SetClock

REMIND = "remind me to call the GME office at 2 pm"


async def resident(chat: Chat) -> Resident:
    found = await chat.vouch.store.find_resident(Address("teams", TENANT, ANA))
    assert found is not None
    return found


async def last_state(chat: Chat, clock: SetClock) -> tuple[DeliveryState, str | None]:
    known = await resident(chat)
    async with chat.vouch.store.work_for(known.id) as work:
        sent = await work.deliveries.sent(clock.now() - timedelta(days=1))
        return sent[0].state, sent[0].error


async def due(chat: Chat, clock: SetClock, after: timedelta = timedelta(hours=2)) -> None:
    """Let the time of the reminder come, and deliver what is due."""
    before = len(chat.framework.sent)
    clock.advance(after)
    await chat.vouch.loop.deliver_due()
    chat.answers = chat.framework.sent[before:]


async def test_a_reminder_comes_at_its_time_in_the_residents_own_chat(chat: Chat, clock: SetClock) -> None:
    await chat.says(REMIND)
    await due(chat, clock)
    assert [call.conversation for call in chat.answers] == [PERSONAL]
    assert "all the GME office" in chat.said


@pytest.mark.parametrize("status", [412, 429, 500, 502, 504])
async def test_a_passing_refusal_is_tried_again(chat: Chat, clock: SetClock, status: int) -> None:
    await chat.says(REMIND)
    chat.framework.refusals.append(Refusal(status, body="<html>busy</html>"))
    await due(chat, clock)
    assert not chat.answers
    await due(chat, clock, timedelta(seconds=16))
    assert "all the GME office" in chat.said


async def test_nothing_is_sent_before_the_time_that_teams_asks_for(chat: Chat, clock: SetClock) -> None:
    await chat.says(REMIND)
    chat.framework.refusals.append(Refusal(429, retry_after="90"))
    await due(chat, clock)
    asked = len(chat.framework.calls)
    await due(chat, clock, timedelta(seconds=85))
    assert len(chat.framework.calls) == asked
    await due(chat, clock, timedelta(seconds=10))
    assert "all the GME office" in chat.said


@pytest.mark.parametrize("code", ["MessageWritesBlocked", "BotDisabledByAdmin", "BotNotInConversationRoster"])
async def test_a_resident_who_blocked_vouch_is_reported_and_reached_again_once_they_write(
    chat: Chat, clock: SetClock, code: str
) -> None:
    await chat.says(REMIND)
    chat.framework.refusals.append(Refusal(403, code))
    await due(chat, clock)
    state, error = await last_state(chat, clock)
    assert state is DeliveryState.UNREACHABLE
    assert error
    assert code in error
    assert (await resident(chat)).address.reference["state"] == "blocked"
    await chat.says("help")
    assert chat.answers
    assert (await resident(chat)).address.reference["state"] == ""


async def test_a_stale_conversation_is_opened_anew_and_remembered(chat: Chat, clock: SetClock) -> None:
    await chat.says(REMIND)
    chat.framework.refusals.append(Refusal(404, "ConversationNotFound"))
    await due(chat, clock)
    opened, sent = chat.answers
    assert (opened.conversation, opened.message["members"][0]["id"]) == ("", ANA)
    assert opened.message["channelData"] == {"tenant": {"id": TENANT}}
    assert sent.conversation == f"a:opened-{ANA}"
    assert (await resident(chat)).address.reference["conversation"] == f"a:opened-{ANA}"


@pytest.mark.parametrize(
    ("kind", "removed"),
    [("installationUpdate", {"action": "remove"}), ("conversationUpdate", {"membersRemoved": [{"id": BOT}]})],
)
async def test_nothing_is_sent_to_somebody_who_removed_vouch_until_they_add_it_again(
    chat: Chat, clock: SetClock, kind: str, removed: dict[str, Any]
) -> None:
    await chat.says(REMIND)
    await chat.post(chat.activity(kind, **removed))
    calls = len(chat.framework.calls)
    await due(chat, clock)
    assert len(chat.framework.calls) == calls
    assert (await last_state(chat, clock))[0] is DeliveryState.UNREACHABLE
    await chat.post(chat.activity("installationUpdate", action="add"))
    await chat.says("what did you send me?")
    assert "all the GME office" in chat.said


async def test_a_change_in_place_of_a_message_that_is_gone_is_said_anew(chat: Chat) -> None:
    await chat.says("met Dr. Anita Patel, PD at Mercy")
    chat.framework.refusals.append(Refusal(404, "ActivityNotFoundInConversation"))
    await chat.presses("Undo")
    assert [call.method for call in chat.answers] == ["POST"]
    assert "Taken back" in chat.said


async def test_a_connector_that_says_nothing_is_enough(chat: Chat) -> None:
    """Some acknowledge with an empty body and no id: then nothing can be changed in place, and is said anew."""
    chat.framework.silent = True
    await chat.says("met Dr. Anita Patel, PD at Mercy")
    body = await chat.presses("Undo")
    assert body["statusCode"] == 200
    assert [call.method for call in chat.answers] == ["POST"]


async def test_a_reminder_that_may_have_arrived_is_sent_once_more_and_then_left(chat: Chat, clock: SetClock) -> None:
    """Teams cannot be asked what it took: one reminder too many is better than one too few, and three are a flood."""
    await chat.says(REMIND)
    chat.framework.drops = 2
    await due(chat, clock)
    assert "all the GME office" in chat.said
    await due(chat, clock, timedelta(seconds=20))
    assert "all the GME office" in chat.said
    await due(chat, clock, timedelta(hours=1))
    assert not chat.answers
    state, error = await last_state(chat, clock)
    assert state is DeliveryState.UNKNOWN  # it is not called delivered
    assert error == UNCONFIRMED
    await chat.says("what did you send me?")
    assert f"may not have arrived: {UNCONFIRMED}" in chat.said


async def test_a_digest_that_may_have_arrived_is_not_sent_twice(chat: Chat, clock: SetClock) -> None:
    for what in ("call the GME office", "email Dr. Rao"):
        await chat.says(f"remind me to {what} tomorrow")
    chat.framework.drops = 1
    await due(chat, clock, timedelta(hours=20))
    assert len(chat.answers) == 1
    await due(chat, clock, timedelta(hours=1))
    assert not chat.answers


async def test_a_notification_names_nobody_where_that_is_wanted(chat: Chat) -> None:
    await chat.says("met Dr. Anita Patel, PD at Mercy")
    assert chat.answers[-1].message["summary"].startswith("Saved Dr. Anita Patel")
    known = await resident(chat)
    async with chat.vouch.store.work_for(known.id) as work:
        await work.save_resident(replace(work.resident, discreet=True))
        await work.commit()
    await chat.says("what did Dr. Patel say?")
    assert chat.answers[-1].message["summary"] == "Vouch has answered you"
