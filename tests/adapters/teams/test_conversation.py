"""A resident talks with Vouch in Teams: real signed HTTP in, real cards out, on the real engine and both databases."""

from typing import Any

import pytest

from bot.domain.resident import Address
from tests.adapters.teams.chat import ANA, BOT, PERSONAL, TENANT, Chat, action_of, labels_in, words_in
from tests.databases import SetClock

MET = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"
CHANNEL: dict[str, Any] = {
    "conversation": {"conversationType": "channel", "id": "19:ward@thread.tacv2", "tenantId": TENANT, "isGroup": True}
}
MENTION: dict[str, Any] = {
    "entities": [{"type": "mention", "text": "<at>Vouch</at>", "mentioned": {"id": BOT, "name": "Vouch"}}]
}


async def test_what_was_understood_comes_back_as_a_card_with_its_buttons(chat: Chat) -> None:
    await chat.says(MET)
    welcome, saved = (call.card for call in chat.answers)
    assert words_in(welcome).startswith("Hello, I'm Vouch.")
    assert words_in(saved) == (
        "Saved Dr. Anita Patel\nProgram Director, Mercy · H-1B: yes (told today)\n"
        "I'll remind you Thu 15 Oct: send your CV to Dr. Patel."
    )
    assert labels_in(saved) == ["Edit", "Change date", "Draft it", "Undo"]
    assert action_of(saved, "Undo")["type"] == "Action.Execute"
    assert action_of(saved, "Edit")["data"]["msteams"] == {"type": "task/fetch"}
    assert saved["fallbackText"].startswith("Saved Dr. Anita Patel")


async def test_undo_changes_the_card_for_the_one_who_presses_and_for_good(chat: Chat) -> None:
    await chat.says(MET)
    body = await chat.presses("Undo")
    assert (body["statusCode"], body["type"]) == (200, "application/vnd.microsoft.card.adaptive")
    assert words_in(body["value"]).startswith("Taken back: Dr. Anita Patel")
    (changed,) = chat.answers
    assert (changed.method, changed.conversation, changed.activity) == ("PUT", PERSONAL, "m2")
    assert changed.card == body["value"]


async def test_a_card_shows_its_present_state_when_it_comes_into_view(chat: Chat) -> None:
    await chat.says(MET)
    old = chat.card
    assert old["refresh"]["userIds"] == [ANA]
    await chat.presses("Undo")
    refresh = old["refresh"]["action"]
    body = await chat.invokes("adaptiveCard/action", {"action": refresh, "trigger": "automatic"})
    assert words_in(body["value"]).startswith("Taken back")
    assert not chat.answers


async def test_a_button_pressed_twice_by_the_platform_is_pressed_once(chat: Chat) -> None:
    await chat.says(MET)
    undo = action_of(chat.card, "Undo")
    activity = chat.activity("invoke", name="adaptiveCard/action", value={"action": undo, "trigger": "manual"})
    _, first = await chat.post(activity)
    _, again = await chat.post(activity)
    assert words_in(again["value"]) == words_in(first["value"])
    assert not chat.answers


async def test_a_message_delivered_twice_is_answered_once(chat: Chat) -> None:
    activity = chat.activity("message", text=MET)
    await chat.post(activity)
    assert len(chat.answers) == 2
    status, _ = await chat.post(activity)
    assert (status, chat.answers) == (200, [])


async def test_the_edit_dialog_opens_filled_in_and_its_correction_is_answered_in_the_chat(chat: Chat) -> None:
    await chat.says(MET)
    body = await chat.presses("Edit")
    assert body["task"]["type"] == "continue"
    dialog = body["task"]["value"]["card"]["content"]
    assert not chat.answers
    inputs = {each["label"]: each for each in dialog["body"]}
    assert inputs["Name"]["value"] == "Anita Patel"
    send = dialog["actions"][0]
    filled = {each["id"]: each.get("value", "") for each in dialog["body"]} | {inputs["Institution"]["id"]: "Lakeside"}
    assert await chat.invokes("task/submit", {"data": {**send["data"], **filled}, "context": {}}) == {}
    assert "Lakeside" in chat.said


async def test_a_dialog_stays_open_and_says_what_cannot_be_read(chat: Chat) -> None:
    await chat.says(MET)
    dialog = (await chat.presses("Change date"))["task"]["value"]["card"]["content"]
    field = next(each["id"] for each in dialog["body"] if each["type"].startswith("Input."))
    data = {**dialog["actions"][0]["data"], field: "the day after never"}
    body = await chat.invokes("task/submit", {"data": data, "context": {}})
    assert "the day after never" in words_in(body["task"]["value"]["card"]["content"])
    assert not chat.answers


async def test_a_client_without_universal_actions_presses_by_a_message(chat: Chat) -> None:
    """Older ones, and other channels of the Bot Framework, send what a button carries as the value of a message."""
    await chat.says(MET)
    undo = action_of(chat.card, "Undo")["data"]
    pressed = chat.activity("message", value=undo, replyToId="m2")
    assert (await chat.post(pressed))[0] == 200
    assert [(call.method, call.activity) for call in chat.answers] == [("PUT", "m2")]
    assert chat.said.startswith("Taken back: Dr. Anita Patel")
    await chat.post(pressed)
    assert not chat.answers


async def test_a_button_that_speaks_in_the_chat_is_pressed_and_its_words_are_not_told(chat: Chat) -> None:
    """A messageBack shows words as if the resident had written them; what counts is the button behind them."""
    await chat.says(MET)
    undo = action_of(chat.card, "Undo")["data"]
    await chat.post(chat.activity("message", text="Undo it, I met Dr. Wrong at Mercy", value=undo))
    assert chat.said.startswith("Taken back: Dr. Anita Patel")
    await chat.says("who is Dr. Wrong?")
    assert "Mercy" not in chat.said


async def test_a_form_sent_by_a_message_is_taken_in(chat: Chat) -> None:
    await chat.post(chat.activity("installationUpdate", action="add"))
    values = {**action_of(chat.card, "Save")["data"], "quiet": "22:00-06:00", "starts_on": "2026-07-01"}
    await chat.post(chat.activity("message", value=values))
    assert "All set." in chat.said
    assert "Wed 1 Jul" in chat.said


@pytest.mark.parametrize(
    "value", ["undo", 5, [], {}, {"vouch": {}}, {"vouch": "undo"}, {"other": {"action": "undo:1"}}]
)
async def test_a_value_of_somebody_elses_is_no_button(chat: Chat, value: Any) -> None:
    await chat.post(chat.activity("message", text=MET, value=value))
    assert "Saved Dr. Anita Patel" in chat.said


async def test_a_form_in_the_chat_is_sent_by_its_own_button(chat: Chat) -> None:
    await chat.post(chat.activity("installationUpdate", action="add"))
    assert chat.said.startswith("Hello, I'm Vouch.")
    body = await chat.presses("Save", quiet="22:00-06:00", starts_on="2026-07-01")
    assert "All set." in words_in(body["value"])
    assert "Wed 1 Jul" in words_in(body["value"])


async def test_a_draft_comes_as_a_message_and_the_card_stays(chat: Chat) -> None:
    await chat.says(MET)
    saved = chat.card
    body = await chat.presses("Draft it")
    assert words_in(body["value"]) == words_in(saved)
    assert "Subject:" in chat.said


async def test_edits_and_deletions_of_chat_messages_are_followed(chat: Chat) -> None:
    message = await chat.says(MET)
    edited = {"id": message, "text": MET.replace("thursday", "friday"), "timestamp": "2026-10-13T16:01:00Z"}
    await chat.post(chat.activity("messageUpdate", channelData={"eventType": "editMessage"}, **edited))
    assert [call.method for call in chat.answers] == ["PUT"]
    assert "Fri 16 Oct" in chat.said
    await chat.post(chat.activity("messageDelete", id=message, channelData={"eventType": "softDeleteMessage"}))
    assert [call.method for call in chat.answers] == ["PUT"]
    await chat.says("what's due?")
    assert "Nothing is due" in chat.said


async def test_a_deletion_that_is_taken_back_counts_no_more(chat: Chat) -> None:
    message = await chat.says(MET)
    await chat.post(chat.activity("messageDelete", id=message, channelData={"eventType": "softDeleteMessage"}))
    restored = {"id": message, "text": MET, "timestamp": "2026-10-13T16:05:00Z"}
    undeleted = chat.activity("messageUpdate", channelData={"eventType": "undeleteMessage"}, **restored)
    await chat.post(undeleted)
    assert [call.method for call in chat.answers] == ["PUT"]
    assert chat.said.startswith("Saved Dr. Anita Patel")
    await chat.post(undeleted)
    assert not chat.answers
    await chat.says("what's due?")
    assert "send your CV to Dr. Patel" in chat.said


async def test_a_thumb_up_on_a_nudge_is_done(chat: Chat, clock: SetClock) -> None:
    await chat.says("remind me to call the GME office at 2 pm")
    before = len(chat.framework.sent)
    clock.moment = clock.moment.replace(hour=18)
    await chat.vouch.loop.deliver_due()
    nudge = len(chat.framework.sent)
    assert nudge == before + 1
    reaction = chat.activity("messageReaction", reactionsAdded=[{"type": "like"}], replyToId=f"m{nudge}")
    await chat.post(reaction)
    assert [(call.method, call.activity) for call in chat.answers] == [("PUT", f"m{nudge}")]
    await chat.says("what's due?")
    assert "Nothing is due" in chat.said


async def test_a_heart_on_anything_else_changes_nothing(chat: Chat) -> None:
    await chat.says(MET)
    await chat.post(chat.activity("messageReaction", reactionsAdded=[{"type": "heart"}], replyToId="m2"))
    assert not chat.answers


async def test_a_reply_that_quotes_a_message_is_about_what_that_message_said(chat: Chat) -> None:
    await chat.says(MET)
    await chat.says("met Dr. Chen, APD at Lakeside")
    html = (
        '<blockquote itemscope itemtype="http://schema.skype.com/Reply" itemid="m2"><p>Saved Dr. Anita Patel</p>'
        "</blockquote><p>no, friday</p>"
    )
    await chat.says("Saved Dr. Anita Patel\nno, friday", attachments=[{"contentType": "text/html", "content": html}])
    assert "Fri 16 Oct" in chat.said


async def test_the_zone_is_that_of_the_residents_client(chat: Chat) -> None:
    chat.zone = "America/Los_Angeles"
    await chat.says("remind me to call the GME office tomorrow at 9 am")
    found = await chat.vouch.store.find_resident(Address("teams", TENANT, ANA))
    assert found
    assert found.tz == "America/Los_Angeles"


async def test_a_move_that_the_client_tells_of_is_followed(chat: Chat) -> None:
    await chat.says(MET)
    chat.zone = "America/Denver"
    await chat.says("thanks")
    assert "America/Denver" in "\n".join(words_in(call.card) for call in chat.answers)


async def test_a_welcome_comes_once_however_teams_tells_of_the_installation(chat: Chat) -> None:
    added = [{"id": BOT}, {"id": ANA}]
    await chat.post(chat.activity("conversationUpdate", membersAdded=added))
    assert chat.said.startswith("Hello, I'm Vouch.")
    await chat.post(chat.activity("installationUpdate", action="add"))
    assert not chat.answers


async def test_a_personal_answer_never_goes_to_a_channel(chat: Chat) -> None:
    """What was told in front of others is answered where only the resident reads it."""
    await chat.says(MET)
    await chat.says("<at>Vouch</at> what did Dr. Patel say?", **CHANNEL, **MENTION)
    assert {call.conversation for call in chat.answers} == {PERSONAL}
    assert "H-1B" in chat.said


async def test_somebody_who_first_writes_in_a_channel_is_answered_in_a_chat_opened_for_it(chat: Chat) -> None:
    await chat.says(f"<at>Vouch</at> {MET}", **CHANNEL, **MENTION)
    opened, *answers = chat.answers
    assert (opened.conversation, opened.message["members"]) == ("", [{"id": ANA}])
    assert {call.conversation for call in answers} == {f"a:opened-{ANA}"}
    assert "Saved Dr. Anita Patel" in chat.said


async def test_a_team_that_adds_vouch_is_not_talked_to(chat: Chat) -> None:
    await chat.post(chat.activity("conversationUpdate", membersAdded=[{"id": BOT}, {"id": "29:ben"}], **CHANNEL))
    await chat.post(chat.activity("installationUpdate", action="add", **CHANNEL))
    assert not chat.framework.calls


@pytest.mark.parametrize("kind", ["typing", "event", "endOfConversation", "trace", "somethingNew"])
async def test_what_is_of_no_concern_is_acknowledged(chat: Chat, kind: str) -> None:
    assert (await chat.post(chat.activity(kind)))[0] == 200
    assert not chat.framework.calls


async def test_an_invoke_that_vouch_does_not_know_is_not_implemented(chat: Chat) -> None:
    assert (await chat.post(chat.activity("invoke", name="signin/verifyState", value={})))[0] == 501


@pytest.mark.parametrize("value", [None, {}, {"action": {}}, {"action": {"verb": "undo", "data": {"vouch": 5}}}, "x"])
async def test_a_button_that_is_none_of_ours_says_so(chat: Chat, value: Any) -> None:
    activity = chat.activity("invoke", name="adaptiveCard/action", value=value)
    status, body = await chat.post(activity)
    assert (status, body["statusCode"], body["type"]) == (200, 400, "application/vnd.microsoft.error")


async def test_forget_me_forgets_and_its_receipt_still_arrives(chat: Chat) -> None:
    await chat.says(MET)
    await chat.says("forget me")
    body = await chat.presses("Confirm")
    assert body["statusCode"] == 200
    assert chat.answers
    assert await chat.vouch.store.find_resident(Address("teams", TENANT, ANA)) is None
