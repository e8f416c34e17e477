"""A lead announces in Teams: to each member's own chat, or as a post that everybody in the channel sees."""

from typing import Any

import pytest

from bot.domain.delivery import DeliveryState
from tests.adapters.teams.bot_framework import Call, Refusal
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, Chat, action_of, labels_in, words_in

TEAM = "19:prelims-general@thread.tacv2"
WARD = "19:ward@thread.tacv2"
OTHER_TEAM = "19:research-general@thread.tacv2"
MENTION: dict[str, Any] = {
    "entities": [{"type": "mention", "text": "<at>Vouch</at>", "mentioned": {"id": BOT, "name": "Vouch"}}]
}
ADDED: dict[str, Any] = {"membersAdded": [{"id": BOT}]}


def place(at: str = TEAM, of: str = TEAM, **data: Any) -> dict[str, Any]:
    """An activity's part that says in which channel of which team it was written, as Teams has it: without any name."""
    conversation = {"conversationType": "channel", "id": f"{at};messageid=17", "tenantId": TENANT, "isGroup": True}
    return {
        "conversation": conversation,
        "channelData": {"tenant": {"id": TENANT}, "team": {"id": of}, "channel": {"id": at}, **data},
    }


def named(name: str, of: str = TEAM) -> dict[str, Any]:
    """The same of a team that Vouch is being added to, which Teams names."""
    return place(of, of, eventType="teamMemberAdded", team={"id": of, "name": name})


async def ben(chat: Chat) -> None:
    chat.user, chat.conversation = "29:ben", "a:ben-and-vouch"


async def ana(chat: Chat) -> None:
    chat.user, chat.conversation = ANA, PERSONAL


async def cohort(chat: Chat, name: str = "prelims") -> None:
    """Ana makes a cohort, and Ben joins it."""
    await chat.says(f"/vouch cohort create {name}")
    await chat.says("/vouch cohort code")
    code = next(word for word in chat.said.split() if "-" in word and word.isupper()).strip(".,“”")
    await ben(chat)
    await chat.says(f"/vouch join {code}")
    await ana(chat)


async def announce(chat: Chat, words: str) -> list[Call]:
    """Have Ana announce, and return what was done in channels."""
    await chat.says(f"/vouch announce {words}")
    await chat.presses("Send")
    return await in_channels(chat)


async def in_channels(chat: Chat) -> list[Call]:
    before = len(chat.framework.sent)
    await chat.vouch.loop.deliver_due()
    return [call for call in chat.framework.sent[before:] if call.conversation.startswith("19:")]


async def outcome(chat: Chat) -> str:
    await chat.says("/vouch report")
    return chat.said


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


@pytest.mark.parametrize("first", ["the team", "the cohort"])
async def test_a_team_that_vouch_is_added_to_is_enough_to_post_there(chat: Chat, first: str) -> None:
    """Nobody has to call Vouch in a channel first, and it says nothing there by itself."""
    if first == "the cohort":
        await cohort(chat)
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    assert not chat.answers
    if first == "the team":
        await cohort(chat)
    (post,) = await announce(chat, "rank lists are due Friday")
    assert (post.method, post.conversation, post.activity) == ("POST", TEAM, None)
    assert "rank lists" in words_in(post.card)


@pytest.mark.parametrize("to", ["#ward", "#night-float"])
async def test_any_channel_of_the_team_is_found_by_its_name(chat: Chat, to: str) -> None:
    channels: list[dict[str, str | None]] = [
        {"id": TEAM, "name": None},
        {"id": WARD, "name": "Ward"},
        {"id": "19:nights", "name": "Night Float"},
    ]
    chat.framework.channels[TEAM] = channels
    await chat.post(chat.activity("installationUpdate", action="add", **named("Prelims")))
    await cohort(chat)
    (post,) = await announce(chat, f"to {to} rank lists are due Friday")
    assert post.conversation == (WARD if to == "#ward" else "19:nights")


async def test_a_channel_is_followed_when_it_is_made_renamed_and_deleted(chat: Chat) -> None:
    await cohort(chat, "ward")

    async def tell(event: str, name: str) -> None:
        channel = {"id": WARD, "name": name}
        await chat.post(chat.activity("conversationUpdate", **place(WARD, eventType=event, channel=channel)))

    await tell("channelCreated", "Wart")
    assert not await announce(chat, "nothing to see")
    await tell("channelRenamed", "Ward")
    (post,) = await announce(chat, "rank lists are due Friday")
    assert post.conversation == WARD
    await tell("channelDeleted", "Ward")
    assert not await announce(chat, "nothing to see any more")


async def test_a_channel_of_two_teams_is_the_one_that_vouch_was_mentioned_in(chat: Chat) -> None:
    """Somebody else's channel must not get an announcement because it happens to bear the same name."""
    chat.framework.channels[TEAM] = [{"id": WARD, "name": "ward"}]
    chat.framework.channels[OTHER_TEAM] = [{"id": "19:other-ward", "name": "Ward"}]
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Research", OTHER_TEAM)))
    await cohort(chat, "ward")
    assert not await announce(chat, "rank lists are due Friday")
    assert "mention Vouch in the one that is meant" in chat.said
    await ben(chat)
    await chat.says("<at>Vouch</at> help", **place(WARD), **MENTION)
    await ana(chat)
    assert not await announce(chat, "only a lead says which one is meant")
    await chat.says("<at>Vouch</at> help", **place("19:other-ward", OTHER_TEAM), **MENTION)
    (post,) = await announce(chat, "rank lists are due Friday")
    assert post.conversation == "19:other-ward"


async def test_a_channel_that_only_a_mention_told_of_is_known_too(chat: Chat) -> None:
    await chat.says("<at>Vouch</at> help", **place(WARD, channel={"id": WARD, "name": "Prelims"}), **MENTION)
    await cohort(chat)
    (post,) = await announce(chat, "rank lists are due Friday")
    assert post.conversation == WARD


async def test_nothing_is_posted_in_a_team_that_removed_vouch(chat: Chat) -> None:
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await chat.post(chat.activity("conversationUpdate", membersRemoved=[{"id": BOT}], **named("Prelims")))
    await cohort(chat)
    assert not await announce(chat, "rank lists are due Friday")


async def test_a_recall_takes_the_post_out_of_the_channel(chat: Chat) -> None:
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    (post,) = await announce(chat, "rank lists are due Friday")
    posted_as = chat.framework.sent_as(post)
    await chat.says("/vouch report")
    await chat.presses("Recall")
    (taken,) = await in_channels(chat)
    assert (taken.method, taken.conversation, taken.activity) == ("DELETE", TEAM, posted_as)


async def test_a_change_of_words_changes_the_post_in_the_channel(chat: Chat) -> None:
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    (post,) = await announce(chat, "rank lists are due Friday")
    await chat.says("/vouch report")
    dialog = (await chat.presses("Edit"))["task"]["value"]["card"]["content"]
    data = {**dialog["actions"][0]["data"], "text": "rank lists are due Thursday"}
    assert await chat.invokes("task/submit", {"data": data, "context": {}}) == {}
    (changed,) = await in_channels(chat)
    assert (changed.method, changed.activity) == ("PUT", chat.framework.sent_as(post))
    assert "Thursday" in words_in(changed.card)
    refresh = {"action": post.card["refresh"]["action"], "trigger": "automatic"}
    await ben(chat)
    seen = await chat.invokes("adaptiveCard/action", refresh, **place())
    assert "Thursday" in words_in(seen["value"])


async def test_everybody_sees_in_the_channel_whether_they_acknowledged(chat: Chat) -> None:
    """One post, as many states as viewers: whose client asks is told their own."""
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    (post,) = await announce(chat, "rank lists are due Friday and acknowledge")
    assert "userIds" not in post.card["refresh"]
    refresh = {"action": post.card["refresh"]["action"], "trigger": "automatic"}
    press = {"action": action_of(post.card, "Acknowledge"), "trigger": "manual"}
    await ben(chat)
    assert labels_in((await chat.invokes("adaptiveCard/action", refresh, **place()))["value"]) == ["Acknowledge"]
    pressed = await chat.invokes("adaptiveCard/action", press, **place())
    assert "You acknowledged this." in words_in(pressed["value"])
    assert not [call for call in chat.answers if call.conversation.startswith("19:")]
    seen = await chat.invokes("adaptiveCard/action", refresh, **place())
    assert (words_in(seen["value"]), labels_in(seen["value"])) == (words_in(pressed["value"]), [])
    await ana(chat)
    seen = await chat.invokes("adaptiveCard/action", refresh, **place())
    assert labels_in(seen["value"]) == ["Acknowledge"]
    assert "1 acknowledged it" in await outcome(chat)


async def test_a_channel_that_is_not_known_is_reported(chat: Chat) -> None:
    await cohort(chat)
    assert not await announce(chat, "rank lists are due Friday")
    assert "add Vouch to its team" in await outcome(chat)


async def test_a_channel_that_refuses_is_not_replaced_by_somebodys_chat(chat: Chat) -> None:
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    await chat.says("/vouch announce rank lists are due Friday")
    await chat.presses("Send")
    chat.framework.refusals.append(Refusal(404, "ConversationNotFound"))
    before = len(chat.framework.calls)
    await chat.vouch.loop.deliver_due()
    assert {call.conversation for call in chat.framework.calls[before:]} <= {TEAM, PERSONAL}


async def test_a_list_of_channels_that_teams_does_not_give_now_is_asked_for_again(chat: Chat) -> None:
    chat.framework.channels[TEAM] = [{"id": WARD, "name": "ward"}]
    await chat.post(chat.activity("conversationUpdate", **ADDED, **named("Prelims")))
    await cohort(chat)
    await chat.says("/vouch announce to #ward rank lists are due Friday")
    await chat.presses("Send")
    chat.framework.refusals.append(Refusal(503))
    assert not await in_channels(chat)
    waiting = await chat.vouch.store.tally()
    assert any(each.state is DeliveryState.WAITING for each in waiting)
