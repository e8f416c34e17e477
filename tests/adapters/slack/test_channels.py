"""What is asked in a channel is answered there for the asker's eyes alone, whatever was asked."""

import re

import pytest

from bot.cohort_routes import COMMANDS
from bot.slash import SENTENCES
from tests.adapters.slack.conftest import Served, on_both
from tests.adapters.slack.requests import SlackSide

CHANNEL = "C0GENERAL"
PUBLIC = ("chat.postMessage", "chat.update", "chat.postEphemeral")


@pytest.mark.parametrize("text", ["", "help", *(f"{word} Dr. Rao" for word in sorted({*SENTENCES, *COMMANDS}))])
async def test_no_command_typed_in_a_channel_says_anything_publicly(vouch: Served, text: str) -> None:
    assert await vouch.ana.types("/vouch", text, CHANNEL, vouch.slack.response_url("1")) == 200
    answer = await vouch.slack.until_called("response_url")
    assert answer.arguments["response_type"] == "ephemeral"
    assert not [call for call in vouch.slack.called(*PUBLIC) if call.arguments["channel"] == CHANNEL]


@on_both
async def test_met_typed_in_a_channel_is_kept_and_shown_to_nobody_else(vouch: Served) -> None:
    await vouch.ana.types("/met", "Dr. Rao, APD at Lakeside", CHANNEL, vouch.slack.response_url("1"))
    saved = await vouch.slack.until_called("response_url")
    assert "Saved Dr. Rao" in saved.words
    assert not [call for call in vouch.slack.called(*PUBLIC) if call.arguments["channel"] == CHANNEL]
    elements = [element for block in saved.arguments["blocks"] for element in block.get("elements", ())]
    undo = next(
        {**e, "block_id": saved.arguments["blocks"][-1]["block_id"]} for e in elements if e["text"]["text"] == "Undo"
    )
    container = {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL, "is_ephemeral": True}
    url = vouch.slack.response_url("2")
    await vouch.ana.acts(undo, {"channel": CHANNEL}, container=container, response_url=url)
    undone = await vouch.slack.until_called("response_url", count=2)
    assert undone.arguments["replace_original"] is True
    assert undone.arguments["response_type"] == "ephemeral"


async def test_help_names_the_other_command(vouch: Served) -> None:
    await vouch.ana.types("/vouch", "help", CHANNEL, vouch.slack.response_url("1"))
    assert (await vouch.slack.until_said("/met")).method == "response_url"


async def test_a_mention_is_answered_to_the_asker_only(vouch: Served) -> None:
    mention = {"type": "app_mention", "user": "U0ANA", "channel": CHANNEL, "ts": "1.2", "text": "<@U0BOT> what's due?"}
    assert await vouch.ana.event(mention) == 200
    answer = await vouch.slack.until_called("chat.postEphemeral")
    assert (answer.arguments["channel"], answer.arguments["user"]) == (CHANNEL, "U0ANA")
    assert "Nothing is due" in answer.words


async def test_to_be_called_and_told_nothing_is_to_be_asked_for_help(vouch: Served) -> None:
    mention = {"type": "app_mention", "user": "U0ANA", "channel": CHANNEL, "ts": "1.2", "text": "<@U0BOT>"}
    assert await vouch.ana.event(mention) == 200
    assert "What you can say" in (await vouch.slack.until_called("chat.postEphemeral")).words


async def test_met_alone_opens_the_form_to_log_somebody(vouch: Served) -> None:
    assert await vouch.ana.types("/met", " ", CHANNEL, vouch.slack.response_url("1")) == 200
    view = (await vouch.slack.until_called("views.open")).arguments["view"]
    assert view["title"]["text"] == "Log a contact"
    await vouch.ana.submits(view, who={"type": "plain_text_input", "value": "Dr. Rao, APD at Lakeside"})
    assert (await vouch.slack.until_said("Saved Dr. Rao")).method == "chat.postMessage"
    vouch.slack.answers["views.open"] = lambda call: {"ok": False, "error": "expired_trigger_id"}
    await vouch.ana.types("/met", "", CHANNEL, vouch.slack.response_url("2"))
    assert (await vouch.slack.until_said("/met Dr. Rao")).method == "response_url"


async def test_where_slack_shows_nothing_in_the_channel_the_direct_message_does(vouch: Served) -> None:
    vouch.slack.answers["chat.postEphemeral"] = lambda call: {"ok": False, "error": "not_in_channel"}
    mention = {"type": "app_mention", "user": "U0ANA", "channel": CHANNEL, "ts": "1.2", "text": "<@U0BOT> what's due?"}
    await vouch.ana.event(mention)
    posted = await vouch.slack.until(
        lambda: next((c for c in vouch.slack.called("chat.postMessage") if "Nothing is due" in c.words), None)
    )
    assert posted.arguments["channel"] == "DU0ANA"


async def test_in_the_direct_message_a_command_is_answered_like_a_line(vouch: Served) -> None:
    await vouch.ana.says("hello")
    await vouch.slack.until_called("chat.postMessage", count=2)
    await vouch.ana.types("/vouch", "due", "D0ANA", vouch.slack.response_url("1"))
    assert (await vouch.slack.until_said("Nothing is due")).method == "chat.postMessage"


@on_both
async def test_an_announcement_is_posted_in_the_cohorts_channel_and_acknowledged_there(vouch: Served) -> None:
    await vouch.ana.types("/vouch", "cohort create prelims", CHANNEL, vouch.slack.response_url("1"))
    made = await vouch.slack.until_said("Others join with")
    code = re.search(r"join ([A-Z0-9]+(?:-[A-Z0-9]+)+)", made.words)
    assert code
    ben = SlackSide(vouch.url, vouch.session, user="U0BEN", channel="D0BEN")
    await ben.types("/vouch", f"join {code[1]}", CHANNEL, vouch.slack.response_url("ben"))
    await vouch.slack.until_called("response_url", count=2)
    words = "announce rank lists are due Friday and acknowledge"
    await vouch.ana.types("/vouch", words, CHANNEL, vouch.slack.response_url("2"))
    preview = await vouch.slack.until_said('"Send"')
    assert preview.method == "response_url"
    in_channel = {"type": "message", "message_ts": "1.1", "channel_id": CHANNEL, "is_ephemeral": True}
    shown = {"blocks": preview.arguments["blocks"], "channel": CHANNEL}
    await vouch.ana.presses("Send", shown, container=in_channel, response_url=vouch.slack.response_url("3"))
    post = await vouch.slack.until(
        lambda: next((c for c in vouch.slack.called("chat.postMessage") if c.arguments["channel"] == "#prelims"), None)
    )
    assert "rank lists are due Friday" in post.words
    told = len(vouch.slack.calls)
    there = {**in_channel, "is_ephemeral": False, "channel_id": "C0PRELIMS"}
    posted = {"blocks": post.arguments["blocks"], "channel": "C0PRELIMS"}
    url = vouch.slack.response_url("4")
    await ben.presses("Acknowledge", posted, container=there, response_url=url)
    await vouch.ana.says("met Dr. Rao")
    await vouch.slack.until_said("Saved Dr. Rao")
    public = [
        c for c in vouch.slack.calls[told:] if c.method == "chat.postMessage" and c.arguments["channel"][0] in "C#"
    ]
    assert public == []


async def test_a_long_list_shown_to_one_in_a_channel_is_paged_there(vouch: Served) -> None:
    """Only its response_url reaches what one person alone sees."""
    names = [
        f"Dr. {first}{second}son" for first in "BCDFGHK" for second in ("al", "en", "ir", "ol", "ud", "yv", "ean", "ou")
    ]
    await vouch.ana.says("\n".join(f"met {name}" for name in names))
    await vouch.slack.until_said("Saved")
    await vouch.ana.types("/vouch", "who", "C1", vouch.slack.response_url("1"))
    listed = await vouch.slack.until_said(f"{len(names)} people")
    assert listed.method == "response_url"
    there = {"type": "message", "message_ts": "1.1", "channel_id": "C1", "is_ephemeral": True}
    way = {"container": there, "channel": {"id": "C1"}, "response_url": vouch.slack.response_url("2")}
    pages = [listed]
    for number in (2, 3):
        await vouch.ana.presses(f"More ({number} of 3)", pages[-1].arguments, **way)
        pages.append(await vouch.slack.until_called("response_url", count=number))
        assert pages[-1].arguments["replace_original"]
    drawn = [str(call.arguments["blocks"]) for call in pages]
    assert all(any(name in page for page in drawn) for name in names)
    assert not vouch.slack.called("chat.update")
