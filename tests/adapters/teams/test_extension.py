"""The message extension: what is kept is shown to the one who asks, and to nobody by their own click."""

import json
from typing import Any

import pytest

from tests.adapters.teams.chat import ANA, TENANT, Chat, walk, words_in

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"
WITH_BEN: dict[str, Any] = {
    "conversation": {"conversationType": "personal", "id": "19:ana_ben@unq.gbl.spaces", "tenantId": TENANT}
}
BENS_MESSAGE = {
    "id": "1697000000000",
    "body": {"contentType": "html", "content": "<p>Dr. Lind at Lakeside <b>sponsors</b> J-1 &amp; H-1B</p>"},
    "from": {"user": {"id": "0b", "displayName": "Ben Ode"}},
}


def query(name: str) -> dict[str, Any]:
    return {
        "commandId": "findContact",
        "parameters": [{"name": "name", "value": name}],
        "queryOptions": {"skip": 0, "count": 25},
    }


async def found(chat: Chat, name: str) -> list[dict[str, Any]]:
    body = await chat.invokes("composeExtension/query", query(name), **WITH_BEN)
    attachments: list[dict[str, Any]] = body["composeExtension"].get("attachments", [])
    return attachments


@pytest.mark.parametrize("typed", ["pat", "Anita", "mercy", "Patell", ""])
async def test_a_contact_is_found_while_the_name_is_typed(chat: Chat, typed: str) -> None:
    await chat.says(MET)
    (result,) = await found(chat, typed)
    preview = result["preview"]["content"]
    assert preview["title"] == "Dr. Anita Patel · Program Director, Mercy"
    assert "H-1B: yes" in preview["text"]


async def test_a_click_puts_nothing_personal_into_the_message(chat: Chat) -> None:
    await chat.says(MET)
    (result,) = await found(chat, "patel")
    inserted = json.dumps(result["content"])
    assert not any(told in inserted for told in ("Patel", "Mercy", "H-1B", "CV"))


async def test_nobody_else_finds_them(chat: Chat) -> None:
    await chat.says(MET)
    chat.user = "29:ben"
    assert await found(chat, "patel") == []


async def test_an_unknown_name_says_so(chat: Chat) -> None:
    body = await chat.invokes("composeExtension/query", query("Zimmer"))
    assert body["composeExtension"] == {"type": "message", "text": "You have not told me of anybody by that name."}


async def test_somebodys_message_is_logged_through_a_form_that_holds_its_words(chat: Chat) -> None:
    await chat.says("hello")
    asked = {"commandId": "logWithVouch", "commandContext": "message", "messagePayload": BENS_MESSAGE}
    body = await chat.invokes("composeExtension/fetchTask", asked, **WITH_BEN)
    card = body["task"]["value"]["card"]["content"]
    values = {each["id"]: each.get("value", "") for each in walk(card["body"]) if "id" in each}
    assert values["words"] == "Dr. Lind at Lakeside sponsors J-1 & H-1B"
    data = {**card["actions"][0]["data"], **values, "who": "Dr. Lind"}
    body = await chat.invokes("composeExtension/submitAction", {**asked, "data": data}, **WITH_BEN)
    assert body["task"] == {"type": "message", "value": "Kept. My answer is in our chat, where only you can read it."}
    assert {call.conversation for call in chat.answers} == {chat.conversation}
    assert "Lind" in chat.said


async def test_a_message_sent_straight_in_is_kept_too(chat: Chat) -> None:
    sent = {"commandId": "logWithVouch", "commandContext": "message", "messagePayload": BENS_MESSAGE, "data": {}}
    await chat.invokes("composeExtension/submitAction", sent, **WITH_BEN)
    opened, *answers = chat.answers
    assert opened.message["members"] == [{"id": ANA}]
    assert {call.conversation for call in answers} == {f"a:opened-{ANA}"}
    assert "Lakeside" in words_in(answers[-1].card)


async def test_a_message_without_words_is_not_kept(chat: Chat) -> None:
    sent = {"commandId": "logWithVouch", "messagePayload": {"body": {"content": "<img src='x'>"}}, "data": {}}
    body = await chat.invokes("composeExtension/submitAction", sent)
    assert "no words" in body["task"]["value"]
    assert not chat.answers
