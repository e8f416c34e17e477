"""Everything that Vouch can say or ask is drawn within Slack's limits, and shows words as words."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from adapters.slack.modals import kept_in, stood_in, to_modal
from adapters.slack.render import PAGE, fallback, on_of, to_blocks, to_home
from adapters.slack.text import mrkdwn, plain
from adapters.slack.translate import Origin, from_press
from bot.messages import LINKS_LISTED, Button, Draft, Form, FormField, Item, Link, Reply, Section
from bot.replies.forms import log_form
from bot.replies.help import show_help
from tests.reply_functions import everything_said

ON = "01J0000000000000000000000A"
KINDS = {
    "words": Reply("Two lines\nof text", title="A title"),
    "fields": Reply("", fields=tuple((f"label {n}", "value") for n in range(23))),
    "a digest": Reply(
        "The first matters most.",
        title="3 things for today",
        items=tuple(
            Item(
                f"Send your CV to Dr. Rao {n}",
                f"follow_up:{n}",
                (Button("Done", f"done:{n}"), Button("Later", f"l:{n}")),
            )
            for n in range(3)
        ),
        kind="digest",
    ),
    "buttons": Reply("Which one?", buttons=tuple(Button(f"Number {n}", f"done:{n}") for n in range(27))),
    "more buttons than a row holds": Reply(
        "Which of these?",
        fields=(("Mail link", f"mailto:a@b.org?subject=Hello%20there&body={'x' * 1800}"),),
        buttons=(
            *(Button(f"Fill {n}", f"fill_{n}:1") for n in range(4)),
            *(Button(label, f"tone:{label}") for label in ("Shorter", "Warmer", "More formal")),
        ),
    ),
    "a draft": Reply("Yours to send.", draft=Draft("Thank you", "Dear Dr. Rao,\n\nthank you for [what].", ("[what]",))),
    "a form": Reply(
        "Three things help me.", form=Form("welcome", "About you", (FormField("tz", "Time zone", "zone"),))
    ),
    "sections": Reply(
        "", title="Next", sections=(Section("Due", "text", (("a", "b"),), (Item("x"),), (Button("A", "a:"),)),)
    ),
    "sources": Reply(
        "Your visa",
        buttons=(Button(LINKS_LISTED, "say:my visa sources"), Button("Undo", "undo:1")),
        links=(Link("ECFMG", "https://www.ecfmg.org/evsp/?a=1&b=2"),),
    ),
    "help": show_help(),
    "nothing": Reply(""),
}
FORMS = {
    "every kind of field": Form(
        "edit:1",
        "When shall I come back to it?",
        (
            FormField("name", "Name", value="Ana", hint="as you say it", required=True),
            FormField("words", "Words", "words", "some"),
            FormField("on", "On", "date", "2026-10-15", "a day"),
            FormField("said", "Said on", "date", "thursday"),
            FormField("at", "At", "time", "14:00"),
            FormField("tz", "Zone", "zone", "Europe/Zurich"),
            FormField("role", "Role", "choice", "Fellow", choices=("Fellow", "Peer")),
            FormField("none", "None to choose", "choice"),
        ),
    ),
    "log": log_form("said & done", "Dr. <b>"),
    "long": Form(
        "edit:2", "T" * 60, tuple(FormField(f"f{n}", "L" * 300, hint="h" * 400, value="v" * 4000) for n in range(120))
    ),
}


@cache
def _validator(kind: str) -> Any:
    schema = json.loads(Path(__file__).with_name("block_kit.schema.json").read_text())
    whole = {**schema, "$ref": f"#/definitions/{kind}"}
    return jsonschema.validators.validator_for(whole)(whole)


@cache  # a message and the Home tab share most of their blocks
def _check_block(drawn: str) -> None:
    block = json.loads(drawn)
    _validator("Blocks").validate([block])
    parsed = Block.parse(block)
    assert parsed is not None
    parsed.validate_json()


def check_blocks(blocks: list[dict[str, Any]], kind: str = "Blocks", most: int = 50) -> None:
    """Hold blocks against Slack's own types, the SDK's models, and the limits that neither knows."""
    assert len(blocks) <= most
    for block in blocks:
        _check_block(json.dumps(block))
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    assert len(ids) == len(set(ids))
    assert all(len(each) <= 255 for each in ids)
    for block in blocks:
        elements = block.get("elements", ()) if block["type"] == "actions" else ()
        assert len(elements) <= 25
        names = [element["action_id"] for element in elements]
        assert len(names) == len(set(names))
        for element in elements:
            for drawn in element.get("options", [element]):
                assert 1 <= len(drawn["text"]["text"]) <= 75
            assert len(element.get("value", "")) <= 2000


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_reply_is_one_that_slack_takes(kind: str) -> None:
    check_blocks(to_blocks(KINDS[kind], ON))
    check_blocks(to_home(KINDS[kind]), most=100)
    assert 1 <= len(fallback(KINDS[kind])) <= 3000


def test_whatever_the_engine_says_is_drawn_as_slack_takes_it() -> None:
    """Every function of bot/replies, as a message, on the Home tab, and its forms as modals."""
    refused = {}
    for said in everything_said():
        try:
            check_blocks(to_blocks(said.reply, ON))
            check_blocks(to_home(said.reply), most=100)
            assert 1 <= len(fallback(said.reply)) <= 3000
            if said.reply.form:
                check_modal(to_modal(said.reply.form, {"on": ON}))
        except Exception as error:  # noqa: BLE001  # named together with all others that Slack would not take
            refused[said.function] = f"{type(error).__name__}: {error}"[:300]
    assert refused == {}


def check_modal(view: dict[str, Any]) -> None:
    _validator("Modal").validate(view)
    View(**view).validate_json()
    assert len(view["blocks"]) <= 100


@pytest.mark.parametrize("kind", FORMS)
def test_every_kind_of_form_is_one_that_slack_takes(kind: str) -> None:
    view = to_modal(FORMS[kind], {"on": ON})
    check_modal(view)
    assert kept_in(view) == {"on": ON}
    told = {field.name: field.value for field in FORMS[kind].fields if field.value}
    assert {name: value[:3000] for name, value in told.items() if name in stood_in(view)} == stood_in(view)


words = st.text(max_size=400) | st.text(max_size=9500)
buttons = st.lists(st.builds(Button, st.text(min_size=1, max_size=90), st.text(min_size=1, max_size=2100)), max_size=8)
items = st.lists(st.builds(Item, words, st.none(), buttons.map(tuple)), max_size=60).map(tuple)
fields = st.lists(st.tuples(words, words), max_size=30).map(tuple)
sections = st.lists(st.builds(Section, words, words, fields, items, buttons.map(tuple)), max_size=4).map(tuple)
drafts = st.none() | st.builds(Draft, words, words)
replies = st.builds(
    Reply, words, st.none() | words, fields, items, buttons.map(tuple), st.none(), drafts, sections=sections
)


@settings(max_examples=25)
@given(replies)
def test_whatever_is_said_keeps_slacks_limits(reply: Reply) -> None:
    check_blocks(to_blocks(reply, ON))
    check_blocks(to_home(reply), most=100)
    assert 1 <= len(fallback(reply)) <= 3000


@settings(max_examples=15)
@given(st.integers(1, 200))
def test_a_long_list_is_shown_whole_page_by_page(length: int) -> None:
    reply = Reply("", items=tuple(Item(f"thing {n}.", None, (Button("Done", f"done:{n}"),)) for n in range(length)))
    shown: list[str] = []
    page = 0
    while True:
        blocks = to_blocks(reply, ON, page)
        check_blocks(blocks)
        shown += re.findall(r"thing \d+\.", json.dumps(blocks))
        more = [e["action_id"] for b in blocks for e in b.get("elements", ()) if e["action_id"].startswith(PAGE)]
        page = int(more[0].partition(":")[2]) if more else 0
        if page == 0:
            break
    assert shown == [f"thing {n}." for n in range(length)]


@given(st.text())
def test_no_text_can_ping_or_link(text: str) -> None:
    drawn = mrkdwn(text)
    assert "<" not in drawn
    assert ">" not in drawn
    assert re.sub("\u200b", "", drawn) == re.sub(
        "\u200b", "", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    )


@pytest.mark.parametrize(
    "text", ["*bold*", "_it_", "~gone~", "`code`", "```\nfence\n```", "> quoted", "a *b c* d", "*_both_*"]
)
def test_no_text_is_taken_for_formatting(text: str) -> None:
    """A sign formats where it stands at the edge of a word with its other half: none does after this."""
    drawn = mrkdwn(text)
    assert not re.search(r"(?<![\w\u200b])([*_~`])(?=[^\s\u200b])(.+?)(?<=[^\s\u200b])\1(?!\w)", drawn), drawn
    assert not re.search(r"^\s*&gt;", drawn, re.MULTILINE)


@pytest.mark.parametrize(
    ("slack", "told"),
    [
        ("met &lt;b&gt; &amp; co", "met <b> & co"),
        ("<@U1> and <@U2|ben> and <@U9>", "Sam Lee and ben and someone"),
        ("<#C1|general> <#C2>", "#general a channel"),
        ("<!here> <!subteam^S1|@team> <!channel>", "@here @team @channel"),
        ("<mailto:a@b.org|a@b.org> <tel:555|555>", "a@b.org 555"),
        ("<https://acc.org> <https://acc.org/x|the page>", "https://acc.org the page (https://acc.org/x)"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_what_slack_spells_its_own_way_is_read_as_it_was_written(slack: str, told: str) -> None:
    assert plain(slack, {"U1": "Sam Lee"}) == told


def test_many_answers_to_one_question_are_a_menu_whose_choice_is_a_press() -> None:
    picks = tuple(Button(f"N{n}", f"pick:{n}") for n in range(9))
    [question, row] = to_blocks(Reply("Which one?", buttons=(*picks, Button("Cancel", "keep:"))), ON)
    menu, cancel = row["elements"]
    assert question["type"] == "section"
    assert menu["type"] == "static_select"
    assert (cancel["type"], cancel["text"]["text"]) == ("button", "Cancel")
    chosen = {**menu, "block_id": row["block_id"], "selected_option": menu["options"][7], "action_ts": "1.1"}
    press = from_press({"user": {"id": "U1"}, "channel": {"id": "D1"}}, chosen, Origin("T1"))
    assert press
    assert (press.action, press.on) == ("pick:7", ON)


def test_ways_to_do_one_thing_are_behind_the_dots_of_a_full_row() -> None:
    """A draft has seven buttons; on a phone the three that change its tone would push "Sent it" into a fourth line."""
    tones = tuple(Button(label, f"tone:{label}:1") for label in ("Shorter", "More formal", "Warmer"))
    others = tuple(Button(label, f"{label}:1") for label in ("Fill the gaps", "Copy text", "Check it", "Sent it"))
    [_, row] = to_blocks(Reply("Yours to send.", buttons=(others[0], *tones, *others[1:])), ON)
    *drawn, dots = row["elements"]
    assert [each["text"]["text"] for each in drawn] == ["Fill the gaps", "Copy text", "Check it", "Sent it"]
    assert (dots["type"], len(dots["options"])) == ("overflow", 3)
    chosen = {**dots, "block_id": row["block_id"], "selected_option": dots["options"][2], "action_ts": "1.1"}
    press = from_press({"user": {"id": "U1"}, "channel": {"id": "D1"}}, chosen, Origin("T1"))
    assert press
    assert press.action == "tone:Warmer:1"


@pytest.mark.parametrize(("length", "whole"), [(40, True), (2500, False)])
def test_a_mail_link_is_a_link_and_no_wall_of_signs(length: int, whole: bool) -> None:
    reply = Reply("Yours to send.", fields=(("Mail link", f"mailto:a@b.org?subject=Hi%20there&body={'x' * length}"),))
    [_, field] = to_blocks(reply, ON)
    body = f"&amp;body={'x' * length}" if whole else ""
    link = f"<mailto:a@b.org?subject=Hi%20there{body}|Open it in your mail program>"
    assert field["text"]["text"] == f"*Mail link*\n{link}"
    assert "mailto" not in fallback(reply)
    [trick] = to_blocks(Reply("", fields=(("Mail link", "mailto:<!channel>|x"),)), ON)
    assert "<" not in trick["text"]["text"]


def test_a_long_field_takes_the_whole_width_and_what_is_listed_in_a_thing_stands_in() -> None:
    commands = ", ".join(["help, due, progress"] * 6)
    reply = Reply("", fields=(("Tell", "met Dr. Rao"), ("Ask", "who?"), ("Commands", commands), ("Undo", "undo")))
    columns, wide, alone = to_blocks(reply, ON)
    assert [field["text"] for field in columns["fields"]] == ["*Tell*\nmet Dr. Rao", "*Ask*\nwho?"]
    assert wide["text"]["text"] == f"*Commands*\n{commands}"
    assert alone["text"]["text"] == "*Undo*\nundo"
    [listed] = to_blocks(Reply("", items=(Item("Mercy\n• H-1B: yes"),)), ON)
    assert listed["text"]["text"] == "• Mercy\n    ◦ H-1B: yes"


def test_a_picture_is_described() -> None:
    blocks = to_blocks(Reply("Noon conference moved", title="For everybody", picture="https://mercy.example/a.png"), ON)
    assert [block["alt_text"] for block in blocks if block["type"] == "image"] == ["Picture with “For everybody”"]


def test_a_button_says_which_message_it_stands_on() -> None:
    blocks = to_blocks(Reply("", buttons=(Button("Undo", "undo:1"),)), ON)
    assert {on_of(block["block_id"]) for block in blocks if block["type"] == "actions"} == {ON}


@pytest.mark.parametrize("kind", ["reply", "nudge", "digest"])
def test_a_discreet_notification_names_nobody(kind: str) -> None:
    assert "Rao" not in fallback(Reply("Send your CV to Dr. Rao", kind=kind, discreet=True))


def test_a_source_is_a_name_with_its_address_behind() -> None:
    (block,) = [block for block in to_blocks(KINDS["sources"], ON) if block["type"] == "context"]
    assert block["elements"][1]["text"] == "<https://www.ecfmg.org/evsp/?a=1&amp;b=2|ECFMG>"
    (row,) = [block for block in to_blocks(KINDS["sources"], ON) if block["type"] == "actions"]
    assert [button["text"]["text"] for button in row["elements"]] == ["Undo"], "no button that lists them once more"
