"""The conversation in a direct message: told, answered, edited, deleted, pressed, filled in."""

import json
import logging
import re
from typing import Any

import pytest

from tests.adapters.slack.conftest import Served, Start, on_both
from tests.adapters.slack.fake_slack import Called, FakeSlack
from tests.adapters.slack.requests import new_ts

PATEL = "met Dr. Anita Patel, PD at Mercy, sponsors H-1B. email her my CV thursday"


def labels(call: Called) -> list[str]:
    """Return the buttons of a message, in reading order."""
    rows = [block for block in call.arguments["blocks"] if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row["elements"]]


def posted(served: Served, words: str) -> dict[str, Any]:
    """Return the message with these words as Slack keeps it, with its ts."""
    return next(message for message in served.slack.messages if words in str(message))


async def told_of_patel(served: Served) -> dict[str, Any]:
    await served.ana.says(PATEL)
    await served.slack.until_said("Saved Dr. Anita Patel")
    return posted(served, "Saved Dr. Anita Patel")


@on_both
async def test_a_line_is_answered_in_the_direct_message(vouch: Served) -> None:
    await vouch.ana.says(PATEL)
    saved = await vouch.slack.until_said("Saved Dr. Anita Patel")
    assert saved.method == "chat.postMessage"
    assert saved.arguments["channel"] == "D0ANA"
    assert saved.token == "xoxb-one"
    assert labels(saved) == ["Edit", "Change date", "Draft it", "Undo"]


@on_both
async def test_the_first_line_is_welcomed_once_in_the_zone_that_slack_tells(vouch: Served) -> None:
    await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.ana.says("met Dr. Chen at Lakeside")
    await vouch.slack.until_said("Saved Dr. Chen")
    welcomes = [call for call in vouch.slack.called("chat.postMessage") if "Hello, I'm Vouch" in call.words]
    assert len(welcomes) == 1
    await vouch.ana.says("settings")
    assert "America/Chicago" in (await vouch.slack.until_said("Your settings")).words


@on_both
@pytest.mark.parametrize("welcome", ["yes", "no"])
async def test_who_joins_the_workspace_is_greeted_once_where_that_is_wanted(serve: Start, welcome: str) -> None:
    async with serve(SLACK_WELCOME_NEW_MEMBERS=welcome) as vouch:
        for _ in range(2):
            await vouch.ana.event({"type": "team_join", "user": {"id": vouch.ana.user}}, "Ev1")
        await vouch.ana.says("who do I know?")
        await vouch.slack.until_said("You have told me of nobody yet")
        first, *later = vouch.slack.called("chat.postMessage")
        assert "I'm Vouch" in first.words
        assert first.arguments.get("channel") == ("DU0ANA" if welcome == "yes" else "D0ANA")
        assert len(later) == 1


async def test_a_button_changes_its_message_in_place(vouch: Served) -> None:
    saved = await told_of_patel(vouch)
    assert await vouch.ana.presses("Undo", saved) == 200
    undone = await vouch.slack.until_called("chat.update")
    assert (undone.arguments["channel"], undone.arguments["ts"]) == (saved["channel"], saved["ts"])


@on_both
async def test_edit_opens_a_modal_and_what_is_changed_in_it_is_corrected(vouch: Served) -> None:
    saved = await told_of_patel(vouch)
    await vouch.ana.presses("Edit", saved)
    opened = await vouch.slack.until_called("views.open")
    view = opened.arguments["view"]
    assert view["title"]["text"] == "Edit"
    status, answer = await vouch.ana.submits(view, institution={"type": "plain_text_input", "value": "Lakeside"})
    assert (status, answer) == (200, {})
    corrected = await vouch.slack.until_said("Corrected")
    assert corrected.method == "chat.postMessage"
    assert "Lakeside" in corrected.words


async def test_what_a_form_cannot_read_is_said_at_the_field(vouch: Served) -> None:
    saved = await told_of_patel(vouch)
    await vouch.ana.presses("Change date", saved)
    view = (await vouch.slack.until_called("views.open")).arguments["view"]
    status, answer = await vouch.ana.submits(view, day={"type": "datepicker", "selected_date": "2020-01-01"})
    assert status == 200
    assert answer["response_action"] == "errors"
    assert "no day to come" in answer["errors"]["day"]
    assert await vouch.ana.submits(view, day={"type": "datepicker", "selected_date": "2030-01-03"}) == (200, {})
    assert "Thu 3 Jan 2030" in (await vouch.slack.until_said("Thu 3 Jan 2030")).words


@on_both
async def test_draft_it_gives_words_to_copy(vouch: Served) -> None:
    saved = await told_of_patel(vouch)
    await vouch.ana.presses("Draft it", saved)
    draft = await vouch.slack.until_said("rich_text_preformatted")
    assert draft.method == "chat.postMessage"


@on_both
async def test_an_edited_line_counts_as_what_it_says_now(vouch: Served) -> None:
    ts = await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    saved = posted(vouch, "Saved Dr. Rao")
    await vouch.ana.edits(ts, "met Dr. Rao at Lakeside", "met Dr. Rau at Lakeside")
    changed = await vouch.slack.until_called("chat.update")
    assert "Dr. Rau" in changed.words
    assert changed.arguments["ts"] == saved["ts"]


@on_both
async def test_a_deleted_line_counts_as_never_said(vouch: Served) -> None:
    ts = await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.ana.deletes(ts, "met Dr. Rao at Lakeside")
    await vouch.slack.until_called("chat.update")
    await vouch.ana.says("what did Dr. Rao say?")
    assert "never told me" in (await vouch.slack.until_called("chat.postMessage", count=3)).words


@on_both
async def test_a_reply_in_the_thread_of_a_saved_note_amends_it(vouch: Served) -> None:
    await vouch.ana.says("met Dr. Rao, APD at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    thread = posted(vouch, "Saved Dr. Rao")["ts"]
    await vouch.ana.says("actually she is the PD", thread_ts=thread)
    amended = await vouch.slack.until_said("(was Associate Program Director")
    assert amended.arguments["thread_ts"] == thread


async def test_files_are_left_alone_and_it_is_said(vouch: Served) -> None:
    await vouch.ana.says("", subtype="file_share", files=[{"id": "F1", "mimetype": "image/png"}])
    await vouch.slack.until_said("I leave files of this kind alone")
    await vouch.ana.says("met Dr. Rao at Lakeside", subtype="file_share", files=[{"id": "F2"}])
    assert "I leave files of this kind alone" in (await vouch.slack.until_said("Saved Dr. Rao")).words


@on_both
async def test_what_slack_repeats_is_answered_once(vouch: Served) -> None:
    event = {"type": "message", "channel": "D0ANA", "channel_type": "im", "user": "U0ANA", "text": "met Dr. Rao"}
    ts = new_ts()
    for event_id in ("Ev1", "Ev1", "Ev2"):
        again = await vouch.ana.event({**event, "ts": ts}, event_id, X_Slack_Retry_Num="1")
        assert again == 200
    await vouch.ana.says("met Dr. Chen")
    await vouch.slack.until_said("Saved Dr. Chen")
    assert len([call for call in vouch.slack.called("chat.postMessage") if "Saved Dr. Rao" in call.words]) == 1


async def test_apps_and_notices_are_not_listened_to(vouch: Served) -> None:
    for more in ({"bot_id": "B1"}, {"subtype": "bot_message"}, {"subtype": "channel_join"}):
        await vouch.ana.says("met Dr. Unheard", **more)
    await vouch.ana.says("met Dr. Unheard", channel="C1", channel_type="channel")
    await vouch.ana.says("met Dr. Rao")
    await vouch.slack.until_said("Saved Dr. Rao")
    assert not any("Unheard" in call.words for call in vouch.slack.calls)


async def test_vouch_does_not_listen_to_itself(serve: Start, slack: FakeSlack) -> None:
    slack.answers["auth.test"] = lambda call: {"user_id": "U0BOT", "bot_id": "B0BOT"}
    async with serve() as vouch:
        await slack.until_called("auth.test")
        await vouch.ana.says("met Dr. Unheard", user="U0BOT")
        await vouch.ana.says("met Dr. Rao")
        await slack.until_said("Saved Dr. Rao")
    assert not any("Unheard" in call.words for call in slack.calls)


async def test_nothing_that_is_written_stands_in_the_log(vouch: Served, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await vouch.ana.says("met Dr. Zyxwv at Lakeside")
        await vouch.slack.until_said("Saved Dr. Zyxwv")
        await vouch.ana.types("/met", "Dr. Zyxwv again", "C1", vouch.slack.response_url("1"))
        await vouch.slack.until_called("response_url")
    assert "zyxwv" not in caplog.text.lower()
    assert "xoxb" not in caplog.text


@on_both
async def test_a_reaction_on_a_message_of_ours_stands_for_its_button(vouch: Served) -> None:
    await vouch.ana.says("remind me to call the GME office on friday")
    await vouch.slack.until_said("call the GME office")
    await vouch.ana.says("what's due?")
    await vouch.slack.until_said("1 to do")
    due = posted(vouch, "1 to do")
    item = {"type": "message", "channel": due["channel"], "ts": due["ts"]}
    reaction = {"type": "reaction_added", "user": "U0ANA", "item_user": "U0BOT", "item": item}
    await vouch.ana.event({**reaction, "reaction": "tada"})
    await vouch.ana.event({**reaction, "reaction": "white_check_mark"})
    done = await vouch.slack.until_called("chat.update")
    assert "Done: call the GME office" in done.words
    assert done.arguments["ts"] == due["ts"]


async def test_a_slow_answer_shows_that_it_is_on_its_way(vouch: Served) -> None:
    reading = vouch.slack.hold("chat.postMessage")
    ts = await vouch.ana.says("met Dr. Rao at Lakeside")
    sign = await vouch.slack.until_called("reactions.add")
    assert (sign.arguments["timestamp"], sign.arguments["name"]) == (ts, "hourglass_flowing_sand")
    reading.set()
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.slack.until_called("reactions.remove")


async def test_words_of_a_note_can_neither_ping_nor_link_nor_format(vouch: Served) -> None:
    words = "met Dr. Rao, she said &lt;!channel&gt; <@U0ZED> *now* <https://evil.example|here> and `code`"
    await vouch.ana.says(words)
    await vouch.slack.until_said("Saved Dr. Rao")
    await vouch.ana.says("what did Dr. Rao say?")
    answer = await vouch.slack.until_called("chat.postMessage", count=3)
    assert "<!channel>" not in answer.words
    assert "<@" not in answer.words
    assert "&lt;!channel&gt;" in answer.words
    assert "*now*" not in answer.words
    assert "<http" not in answer.words
    assert "`code`" not in answer.words


async def test_a_slow_command_says_so_to_whoever_typed_it(vouch: Served) -> None:
    await vouch.ana.says("met Dr. Rao at Lakeside")
    await vouch.slack.until_said("Saved Dr. Rao")
    answering = vouch.slack.hold("response_url")
    await vouch.ana.types("/vouch", "due", "C1", response_url=vouch.slack.response_url("due"))
    working = await vouch.slack.until_said("One moment")
    assert (working.method, working.arguments["response_type"]) == ("response_url", "ephemeral")
    answering.set()


async def signs_a_list(vouch: Served) -> dict[str, Any]:
    """Put ✅ on a list of two things that are due, and return the question that comes back."""
    for line in ("remind me to call the GME office on friday", "remind me to renew my badge on friday"):
        await vouch.ana.says(line)
        await vouch.slack.until_said(line.split()[-3])
    await vouch.ana.says("what's due?")
    await vouch.slack.until_said("2 to do")
    due = posted(vouch, "2 to do")
    item = {"type": "message", "channel": due["channel"], "ts": due["ts"]}
    sign = {"type": "reaction_added", "user": "U0ANA", "item_user": "U0BOT", "reaction": "white_check_mark"}
    await vouch.ana.event({**sign, "item": item})
    await vouch.slack.until_said("Which did you mean?")
    return posted(vouch, "Which did you mean?")


async def test_a_sign_on_a_list_asks_which_thing_was_meant(vouch: Served) -> None:
    asked = await signs_a_list(vouch)
    assert {"GME office", "badge"} == set(re.findall("GME office|badge", json.dumps(asked["blocks"])))
    await vouch.ana.presses("Done", asked)
    done = await vouch.slack.until_said("Done: ")
    assert done.method == "chat.update"
    assert done.arguments["ts"] == asked["ts"]


@on_both
async def test_a_sign_on_a_list_can_be_meant_for_all_of_it(vouch: Served) -> None:
    await vouch.ana.presses("All of them", await signs_a_list(vouch))
    done = await vouch.slack.until_called("chat.update")
    assert done.arguments["text"] == "Done: call the GME office.\nDone: renew your badge."
    await vouch.ana.presses("Undo", done.arguments)
    await vouch.slack.until_called("chat.update", count=2)
    said = len(vouch.slack.called("chat.postMessage"))
    await vouch.ana.says("what's due?")
    assert "2 to do" in (await vouch.slack.until_called("chat.postMessage", count=said + 1)).words
