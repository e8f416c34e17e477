"""What a lead or a resident has Vouch look up in Teams: who is in a channel, and what a file holds."""

from typing import Any

import pytest

from adapters.teams import lookups
from adapters.teams.translate import FILE_TYPE
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, Chat, labels_in
from tests.adapters.teams.test_announcing import MENTION, TEAM, announce, cohort, in_channels, named, place

BEN = {"id": "29:ben", "name": "Ben Diaz", "userPrincipalName": "ben@mercy.example"}
MYSELF = {"id": ANA, "name": "Ana Lee"}
VOUCH = {"id": BOT, "name": "Vouch"}


async def in_a_team(chat: Chat, *members: dict[str, str]) -> None:
    """Vouch is added to the team "Prelims" of these members."""
    chat.framework.members[TEAM] = list(members)
    chat.framework.members[PERSONAL] = [MYSELF]
    await chat.post(chat.activity("conversationUpdate", membersAdded=[{"id": BOT}], **named("Prelims")))


async def test_a_cohort_is_made_from_the_roster_of_a_team_and_reaches_who_never_wrote(chat: Chat) -> None:
    await in_a_team(chat, VOUCH, BEN, MYSELF)
    await chat.says("/vouch cohort from #prelims")
    assert "#prelims has the 2 people of its channel now, 1 of them new" in chat.said
    await chat.says("/vouch cohort members")
    assert "Ana Lee (owner), Ben Diaz" in chat.said
    await announce(chat, "to everyone room 5")
    opened = next(call for call in chat.framework.sent if not call.conversation)
    assert opened.message["members"] == [{"id": "29:ben"}]
    assert any(call.conversation == "a:opened-29:ben" for call in chat.framework.sent)


async def test_typed_in_the_channel_itself_it_needs_no_name(chat: Chat) -> None:
    await in_a_team(chat, BEN, MYSELF)
    await chat.says("hello")
    await chat.says("<at>Vouch</at> cohort from here", **{**MENTION, **place()})
    assert "#prelims has the 2 people" in chat.said


async def test_whoever_is_not_in_the_team_cannot_make_a_cohort_of_it(chat: Chat) -> None:
    await in_a_team(chat, BEN)
    await chat.says("/vouch cohort from #prelims")
    assert "You are not in #prelims yourself" in chat.said


async def test_a_team_that_vouch_is_not_in_is_not_looked_into(chat: Chat) -> None:
    await chat.says("/vouch cohort from #prelims")
    assert "Add me to the team" in chat.said


def handed_over(where: str) -> dict[str, Any]:
    content = {"downloadUrl": where, "uniqueId": "1", "fileType": "csv"}
    return {"attachments": [{"contentType": FILE_TYPE, "name": "contacts.csv", "content": content}]}


async def test_a_file_is_fetched_from_where_microsoft_keeps_it_and_from_nowhere_else(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.says("", **handed_over("https://evil.example/contacts.csv"))
    assert "could not read contacts.csv" in chat.said
    asked = []

    async def fetched(self: Any, where: str) -> str:
        asked.append(where)
        return "Name,Email\nAnna Zed,anna@x.org\n"

    monkeypatch.setattr(lookups.TeamsLookups, "_fetch", fetched)  # no host of Microsoft's can be reached from here
    await chat.says("", **handed_over("https://mercy-my.sharepoint.com/contacts.csv"))
    assert "1 new person" in chat.said
    assert asked == ["https://mercy-my.sharepoint.com/contacts.csv"]


async def test_who_comes_into_a_team_is_in_the_cohort_of_it_and_who_leaves_is_not(chat: Chat) -> None:
    await in_a_team(chat, BEN, MYSELF)
    await chat.says("/vouch cohort from #prelims")
    nia = {"id": "29:nia", "name": "Nia Okafor"}
    chat.framework.members[TEAM].append(nia)
    await chat.post(chat.activity("conversationUpdate", membersAdded=[{"id": "29:nia"}], **named("Prelims")))
    await chat.says("/vouch cohort members")
    assert "Ana Lee (owner), Ben Diaz, Nia Okafor" in chat.said
    await announce(chat, "to everyone room 5")
    assert any(call.conversation == "a:opened-29:nia" for call in chat.framework.sent)
    left = place(TEAM, TEAM, eventType="teamMemberRemoved", team={"id": TEAM, "name": "Prelims"})
    await chat.post(chat.activity("conversationUpdate", membersRemoved=[{"id": "29:nia"}, {"id": ANA}], **left))
    await chat.says("/vouch cohort members")
    assert "Ana Lee (owner), Ben Diaz" in chat.said
    assert "Nia" not in chat.said


async def test_nothing_is_posted_in_a_channel_for_a_lead_who_is_not_in_its_team(chat: Chat) -> None:
    """Whoever may not write there themselves does not get Vouch to write there for them."""
    await in_a_team(chat, VOUCH, BEN)
    await cohort(chat, "interns")
    assert await announce(chat, "to #prelims: room 5") == []
    assert "You are not in #prelims yourself" in chat.said
    assert labels_in(chat.card) == ["Send", "Edit", "Cancel"]
    chat.framework.members[TEAM].append(MYSELF)
    await chat.presses("Send")
    assert [call.conversation for call in await in_channels(chat)] == [TEAM]


async def test_a_cohort_does_not_take_the_name_of_a_team_that_its_maker_is_not_in(chat: Chat) -> None:
    await in_a_team(chat, VOUCH, BEN)
    await chat.says("/vouch cohort create prelims")
    assert chat.said == "There is a channel #prelims, and you are not in it. Join it first, or take another name."
