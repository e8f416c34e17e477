"""Logging from anywhere in Slack: the global shortcut, a message of somebody else's, the Home tab."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest

from adapters.slack import render
from tests.adapters.slack.conftest import Served, on_both


def field(view: dict[str, Any], label: str) -> dict[str, Any]:
    """Return the element of the field with this label."""
    found: dict[str, Any] = next(block["element"] for block in view["blocks"] if block["label"]["text"] == label)
    return found


async def test_a_contact_is_logged_from_anywhere(vouch: Served) -> None:
    shortcut = {"type": "shortcut", "callback_id": "log_contact", "user": {"id": "U0ANA"}, "team": {"id": "T0RES"}}
    assert await vouch.ana.interacts(shortcut) == 200
    view = (await vouch.slack.until_called("views.open")).arguments["view"]
    assert view["title"]["text"] == "Log a contact"
    status, answer = await vouch.ana.submits(
        view,
        who={"type": "plain_text_input", "value": "Dr. Anita Patel, PD at Mercy"},
        what_was_said={"type": "plain_text_input", "value": "sponsors H-1B"},
        next_step={"type": "plain_text_input", "value": "email her my CV"},
        remind_me_on={"type": "datepicker", "selected_date": "2030-01-03"},
    )
    assert (status, answer) == (200, {})
    saved = await vouch.slack.until_said("Saved Dr. Anita Patel")
    assert saved.method == "chat.postMessage"
    assert "H-1B: yes" in saved.words
    assert "Thu 3 Jan 2030" in saved.words


async def test_a_log_without_a_word_or_for_a_day_that_is_past_is_asked_again(vouch: Served) -> None:
    await vouch.ana.says("hello")
    await vouch.slack.until_called("chat.postMessage", count=2)
    await vouch.ana.interacts(
        {"type": "shortcut", "callback_id": "log_contact", "user": {"id": "U0ANA"}, "team": {"id": "T0RES"}}
    )
    view = (await vouch.slack.until_called("views.open")).arguments["view"]
    _, answer = await vouch.ana.submits(view)
    assert answer["response_action"] == "errors"
    assert list(answer["errors"]) == ["who"]
    who = {"type": "plain_text_input", "value": "Dr. Lee"}
    past = {"type": "datepicker", "selected_date": "2020-01-03"}
    _, answer = await vouch.ana.submits(view, who=who, remind_me_on=past)
    assert answer["errors"] == {"on": "Fri 3 Jan 2020 is no day to come. Pick today or a later one."}


@on_both
async def test_a_message_is_logged_with_its_author_its_words_and_its_link(vouch: Served) -> None:
    link = "https://mercy.slack.com/archives/C1/p1"
    vouch.slack.answers["chat.getPermalink"] = lambda call: {"permalink": link}
    shortcut = {
        "type": "message_action",
        "callback_id": "log_message",
        "user": {"id": "U0ANA"},
        "team": {"id": "T0RES"},
        "channel": {"id": "C1", "name": "general"},
        "message": {
            "type": "message",
            "user": "U0LEE",
            "ts": "1.1",
            "text": "Mercy has a PGY-2 spot &amp; sponsors J-1",
        },
    }
    assert await vouch.ana.interacts(shortcut) == 200
    view = (await vouch.slack.until_called("views.open")).arguments["view"]
    assert field(view, "Who")["initial_value"] == "Sam Lee"
    assert field(view, "What was said")["initial_value"] == f"Mercy has a PGY-2 spot & sponsors J-1\n{link}"
    await vouch.ana.submits(view)
    await vouch.slack.until_said("Saved Sam Lee")


@on_both
async def test_home_shows_what_is_next_and_follows_what_changes(vouch: Served) -> None:
    opened = {"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"}
    await vouch.ana.event(opened)
    home = await vouch.slack.until_called("views.publish")
    assert home.arguments["user_id"] == "U0ANA"
    assert home.arguments["view"]["type"] == "home"
    assert "tell me of one person" in home.words
    await vouch.ana.says("met Dr. Anita Patel, PD at Mercy. email her my CV tomorrow")
    changed = await vouch.slack.until(
        lambda: next((call for call in vouch.slack.called("views.publish") if "CV" in call.words), None)
    )
    blocks = changed.arguments["view"]["blocks"]
    done = next(
        {**element, "block_id": block["block_id"]}
        for block in blocks
        for element in block.get("elements", ())
        if element.get("text", {}).get("text") == "Done"
    )
    of_view = {"type": "view", "view_id": "V1"}
    await vouch.ana.acts(done, {"blocks": blocks}, container=of_view, channel=None, message=None)
    await vouch.slack.until_said("Done: ")
    await vouch.slack.until(lambda: "CV" not in vouch.slack.called("views.publish")[-1].words)


async def test_home_shows_the_months_milestones_and_takes_one_as_done(vouch: Served) -> None:
    await vouch.ana.event({"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"})
    await vouch.ana.says(f"my year started {date.today() - timedelta(days=75):%B %-d}")
    home = await vouch.slack.until(
        lambda: next((call for call in vouch.slack.called("views.publish") if "milestones" in call.words), None)
    )
    blocks = home.arguments["view"]["blocks"]
    row = next(b for b in blocks for e in b.get("elements", ()) if e.get("value", "").startswith("done:milestone:"))
    done = {**row["elements"][0], "block_id": row["block_id"]}
    await vouch.ana.acts(done, {"blocks": blocks}, container={"type": "view"}, channel=None, message=None)
    await vouch.slack.until(lambda: "✓" in vouch.slack.called("views.publish")[-1].words)


async def test_what_is_pressed_on_a_later_page_of_home_leaves_one_there(
    vouch: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def shown(words: str, after: int = 0) -> dict[str, Any]:
        def found() -> dict[str, Any] | None:
            published = vouch.slack.called("views.publish")[after:]
            return published[-1].arguments["view"] if published and words in published[-1].words else None

        view: dict[str, Any] = await vouch.slack.until(found)
        return view

    monkeypatch.setattr(render, "MOST_BLOCKS_IN_HOME", 9)
    of_view = {"container": {"type": "view", "view_id": "V1"}, "channel": None}
    for day in (2, 3, 4, 5, 6):
        await vouch.ana.says(f"remind me in {day} days to read chapter {day}")
        await vouch.slack.until_said(f"chapter {day}")
    await vouch.ana.event({"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"})
    first = await shown("More (2 of")
    more = re.search(r"More \(2 of \d+\)", json.dumps(first))
    assert more
    await vouch.ana.presses(more[0], first, **of_view)
    second = await shown("More (3 of")
    published = len(vouch.slack.called("views.publish"))
    await vouch.ana.presses("Done", second, **of_view)
    await vouch.slack.until_said("Done: ")
    await shown("More (3 of", after=published)


async def test_home_is_where_things_are_logged_and_set(vouch: Served) -> None:
    await vouch.ana.event({"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"})
    blocks = (await vouch.slack.until_called("views.publish")).arguments["view"]["blocks"]
    elements = {e["text"]["text"]: {**e, "block_id": b["block_id"]} for b in blocks for e in b.get("elements", ())}
    of_view = {"container": {"type": "view", "view_id": "V1"}, "channel": None, "message": None}
    await vouch.ana.acts(elements["Log a contact"], {"blocks": blocks}, **of_view)
    assert (await vouch.slack.until_called("views.open")).arguments["view"]["title"]["text"] == "Log a contact"
    await vouch.ana.acts(elements["Settings"], {"blocks": blocks}, **of_view)
    settings = (await vouch.slack.until_called("views.open", count=2)).arguments["view"]
    assert settings["title"]["text"] == "Your settings"
    _, answer = await vouch.ana.submits(settings, time_zone={"type": "plain_text_input", "value": "Mars"})
    assert "tz" in answer["errors"]
    await vouch.ana.submits(
        settings,
        time_zone={"type": "plain_text_input", "value": "Denver"},
        names_in_notifications={"type": "static_select", "selected_option": {"value": "hidden"}},
    )
    await vouch.slack.until_said("America/Denver")
    await vouch.ana.says("met Dr. Rao at Lakeside")
    saved = await vouch.slack.until_said("Saved Dr. Rao")
    assert "Rao" not in saved.arguments["text"]


async def test_who_is_forgotten_is_forgotten_on_home_too(vouch: Served) -> None:
    await vouch.ana.event({"type": "app_home_opened", "user": "U0ANA", "channel": "D0ANA", "tab": "home"})
    await vouch.ana.says("met Dr. Anita Patel, PD at Mercy. email her my CV tomorrow")
    await vouch.slack.until(lambda: any("CV" in call.words for call in vouch.slack.called("views.publish")))
    await vouch.ana.says("forget me")
    asked = await vouch.slack.until(
        lambda: next((message for message in vouch.slack.messages if '"Confirm"' in json.dumps(message)), None)
    )
    await vouch.ana.presses("Confirm", asked)
    await vouch.slack.until(lambda: "I keep nothing about you" in vouch.slack.called("views.publish")[-1].words)
