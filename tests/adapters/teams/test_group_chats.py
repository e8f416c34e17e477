"""In a group chat Vouch is called by its name, keeps quiet there, and answers each in their own chat."""

from typing import Any

import pytest

from adapters.teams.messenger import ONLY_IN_PRIVATE
from tests.adapters.teams.bot_framework import Refusal
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, Chat, labels_in, words_in

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"
GROUP: dict[str, Any] = {
    "conversation": {
        "conversationType": "groupChat",
        "id": "19:night-team@thread.v2",
        "tenantId": TENANT,
        "isGroup": True,
    }
}
MENTION: dict[str, Any] = {
    "entities": [{"type": "mention", "text": "<at>Vouch</at>", "mentioned": {"id": BOT, "name": "Vouch"}}]
}


async def test_what_is_told_in_a_group_is_answered_in_private(chat: Chat) -> None:
    await chat.says("help")
    await chat.says(f"<at>Vouch</at>&nbsp;{MET}", **GROUP, **MENTION)
    assert {call.conversation for call in chat.answers} == {PERSONAL}
    assert chat.said.startswith("Saved Dr. Anita Patel")


async def test_two_in_a_group_hear_only_what_they_told_themselves(chat: Chat) -> None:
    await chat.says("help")
    await chat.says(f"<at>Vouch</at> {MET}", **GROUP, **MENTION)
    chat.user = "29:ben"
    await chat.says("<at>Vouch</at> what did Dr. Patel say?", **GROUP, **MENTION)
    assert {call.conversation for call in chat.answers} <= {"", "a:opened-29:ben"}
    assert "H-1B" not in "\n".join(words_in(call.card) for call in chat.answers if call.conversation)


@pytest.mark.parametrize("there", [None, Refusal(403, "BotDisabledByAdmin")], ids=["told there", "refused there too"])
async def test_somebody_who_cannot_be_reached_in_private_is_told_so_and_nothing_more(
    chat: Chat, there: Refusal | None
) -> None:
    """Nothing of what they asked or told is said in front of the others."""
    refused = Refusal(403, "BotNotInConversationRoster")
    chat.framework.refusals += [refused, refused, *([there] if there else [])]  # the welcome, the answer, the word
    await chat.says(f"<at>Vouch</at> {MET}", **GROUP, **MENTION)
    said = [(call.conversation, call.message.get("text")) for call in chat.answers]
    assert said == ([] if there else [(GROUP["conversation"]["id"], ONLY_IN_PRIVATE)])
    assert all("Patel" not in str(call.message) for call in chat.framework.calls)
    await chat.says("what's due?")
    assert "send your CV to Dr. Patel" in chat.said


async def test_edits_and_deletions_in_a_group_are_followed_in_private(chat: Chat) -> None:
    await chat.says("help")
    message = await chat.says(f"<at>Vouch</at> {MET}", **GROUP, **MENTION)
    edited = {"id": message, "text": f"<at>Vouch</at> {MET.replace('thursday', 'friday')}", **GROUP, **MENTION}
    await chat.post(chat.activity("messageUpdate", channelData={"eventType": "editMessage"}, **edited))
    assert {call.conversation for call in chat.answers} == {PERSONAL}
    assert "Fri 16 Oct" in chat.said
    await chat.post(chat.activity("messageDelete", id=message, channelData={"eventType": "softDeleteMessage"}, **GROUP))
    await chat.says("what's due?")
    assert "Nothing is due" in chat.said


async def test_a_group_that_adds_or_removes_vouch_is_not_talked_to(chat: Chat) -> None:
    for change in ({"membersAdded": [{"id": BOT}, {"id": ANA}]}, {"membersRemoved": [{"id": BOT}]}):
        assert (await chat.post(chat.activity("conversationUpdate", **change, **GROUP)))[0] == 200
    for action in ("add", "remove"):
        assert (await chat.post(chat.activity("installationUpdate", action=action, **GROUP)))[0] == 200
    assert not chat.framework.calls
    await chat.says("help")
    assert chat.answers  # removing it from a group does not silence it elsewhere


async def test_a_contact_looked_up_in_a_group_shows_to_the_asker_alone(chat: Chat) -> None:
    await chat.says(MET)
    query = {"commandId": "findContact", "parameters": [{"name": "name", "value": "patel"}]}
    body = await chat.invokes("composeExtension/query", query, **GROUP)
    (found,) = body["composeExtension"]["attachments"]
    assert "Patel" in str(found["preview"])
    assert "Patel" not in str(found["content"])
    assert not labels_in(found["content"])
    assert not chat.answers
