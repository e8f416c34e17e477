"""A lead announces in Teams: to each member's own chat, or as a post that everybody in the channel sees."""

from typing import Any

from tests.adapters.teams.bot_framework import Refusal
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, Chat, labels_in, words_in

WARD = "19:ward@thread.tacv2"
MENTION: dict[str, Any] = {
    "entities": [{"type": "mention", "text": "<at>Vouch</at>", "mentioned": {"id": BOT, "name": "Vouch"}}]
}
IN_CHANNEL: dict[str, Any] = {
    "conversation": {"conversationType": "channel", "id": f"{WARD};messageid=17", "tenantId": TENANT, "isGroup": True},
    "channelData": {"tenant": {"id": TENANT}, "team": {"id": "19:t", "name": "Program"}, "channel": {"id": WARD}},
}


async def ben(chat: Chat) -> None:
    chat.user, chat.conversation = "29:ben", "a:ben-and-vouch"


async def ana(chat: Chat) -> None:
    chat.user, chat.conversation = ANA, PERSONAL


async def cohort(chat: Chat) -> None:
    """Ana makes a cohort that bears the name of the team, and Ben joins it."""
    await chat.says("/vouch cohort create program")
    await chat.says("/vouch cohort code")
    code = next(word for word in chat.said.split() if "-" in word and word.isupper()).strip(".,“”")
    await ben(chat)
    await chat.says(f"/vouch join {code}")
    await ana(chat)


async def test_everybody_is_told_in_their_own_chat(chat: Chat) -> None:
    await cohort(chat)
    await chat.says("/vouch announce to everyone rank lists are due Friday and acknowledge")
    await chat.presses("Send")
    await chat.vouch.loop.deliver_due()
    told = [call for call in chat.framework.sent if "rank lists" in words_in(call.card)]
    assert "a:ben-and-vouch" in {call.conversation for call in told}
    theirs = next(call.card for call in told if call.conversation == "a:ben-and-vouch")
    assert "Acknowledge" in labels_in(theirs)
    await ben(chat)
    body = await chat.presses("Acknowledge", on=theirs)
    assert body["statusCode"] == 200


async def test_a_channel_that_vouch_was_mentioned_in_gets_the_post_and_its_recall(chat: Chat) -> None:
    await cohort(chat)
    await chat.says("<at>Vouch</at> help", **IN_CHANNEL, **MENTION)
    await chat.says("/vouch announce rank lists are due Friday")
    await chat.presses("Send")

    before = len(chat.framework.sent)
    await chat.vouch.loop.deliver_due()
    (post,) = [call for call in chat.framework.sent[before:] if call.conversation == WARD]
    assert (post.method, post.activity) == ("POST", None)
    assert "rank lists" in words_in(post.card)
    assert "refresh" not in post.card


async def test_a_channel_that_is_not_known_is_reported(chat: Chat) -> None:
    await cohort(chat)
    await chat.says("/vouch announce rank lists are due Friday")
    await chat.presses("Send")
    calls = len(chat.framework.calls)
    await chat.vouch.loop.deliver_due()
    assert not [call for call in chat.framework.calls[calls:] if call.conversation.startswith("19:")]


async def test_a_channel_that_refuses_is_not_replaced_by_somebodys_chat(chat: Chat) -> None:
    await cohort(chat)
    await chat.says("<at>Vouch</at> help", **IN_CHANNEL, **MENTION)
    await chat.says("/vouch announce rank lists are due Friday")
    await chat.presses("Send")
    chat.framework.refusals.append(Refusal(404, "ConversationNotFound"))
    before = len(chat.framework.calls)
    await chat.vouch.loop.deliver_due()
    assert {call.conversation for call in chat.framework.calls[before:]} <= {WARD, PERSONAL}
