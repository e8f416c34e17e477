"""Every card is one that Teams takes: right by both validators, small enough, and showing words as words."""

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.markdown import escaped
from adapters.teams.render import LARGEST, MORE, TELL_THE_REST, VERSION, SeenBy, size_of, to_card, to_dialog
from bot.messages import LINKS_LISTED, Button, Draft, Form, FormField, Item, Link, Reply, Section
from tests.adapters.teams.chat import action_of, labels_in, words_in
from tests.node import run_node
from tests.reply_functions import everything_said

CHECK = Path(__file__).with_name("check_cards.mjs")
HOSTILE = (
    "[free CV](http://evil.example)",
    "![x](http://evil.example/x.png)",
    "<at>Everybody</at>",
    "<http://evil.example>",
    "<img src=x onerror=alert(1)>",
    "**bold** __bold__ *it* _it_ ~~gone~~ `code`",
    "# heading",
    "1. one",
    "- one",
    "+ one",
    "> quoted",
    "---",
    "===",
    "&lt;b&gt; R&D &amp; more",
    "{{DATE(2026-10-15T07:30:00Z, SHORT)}}",
    "\\[a](http://b) \\\\[a](http://b) \\\\\\[a](http://b)",
    "[a]: http://evil.example",
    "```\nfence\n```",
    "    indented",
    "first_last@uni.edu and a_b_c",
    'quote " and {"type": "AdaptiveCard"}',
)
ALL_KINDS = Reply(
    "Two lines\nof text",
    title="A title",
    fields=(("H-1B", "yes"),),
    items=(Item("One thing", "follow_up:1", (Button("Done", "done:1"), Button("Later", "later:1"))), Item("")),
    buttons=tuple(Button(label, f"verb:{label}") for label in ("A", "B", "C", "D", "E", "F", "G")),
    form=Form(
        "edit:1",
        "A form",
        (
            FormField("name", "Name", value="Ana", hint="as you say it", required=True),
            FormField("words", "Words", "words"),
            FormField("on", "On", "date", "2026-10-15"),
            FormField("said", "Said on", "date", "thursday"),
            FormField("at", "At", "time", "14:00"),
            FormField("tz", "Zone", "zone", "Europe/Zurich"),
            FormField("role", "Role", "choice", "Attending", choices=("Fellow", "Peer")),
        ),
    ),
    draft=Draft("A subject", "Dear Dr. Rao,\n\nthank you.", ("[date]",)),
    sections=(Section("A section", "text", (("a", "b"),), (Item("x", None, (Button("Done", "done:2"),)),)),),
    kind="digest",
)
words = st.text(max_size=3000)
buttons = st.lists(st.builds(Button, st.text(min_size=1, max_size=75), st.text(max_size=300)), max_size=8).map(tuple)
items = st.lists(st.builds(Item, words, st.none(), buttons), max_size=40).map(tuple)
fields = st.lists(st.tuples(words, words), max_size=30).map(tuple)
replies = st.builds(
    Reply,
    words,
    st.none() | words,
    fields,
    items,
    buttons,
    st.none(),
    st.none() | st.builds(Draft, words, words),
    sections=st.lists(st.builds(Section, words, words, fields, items, buttons), max_size=5).map(tuple),
)


@cache
def schema() -> Any:
    named = files("adaptive_cards").joinpath("schemas", f"schema-{VERSION}.json")
    return jsonschema.Draft6Validator(json.loads(named.read_text()))


def test_both_validators_take_every_kind_of_reply_and_form() -> None:
    form = ALL_KINDS.form
    assert form
    cards = [
        to_card(ALL_KINDS, "01J", SeenBy("29:ana"), [("Open as a page", "https://vouch.example.org/teams/tab")]),
        to_card(Reply("Just words."), "01J"),
        to_dialog(form, "01J", "edit:1", errors={"on": "I can't read that."}),
        to_card(Reply("", items=tuple(Item("x" * 500) for _ in range(200))), "01J"),
    ]
    for card in cards:
        schema().validate(card)
    assert [each["objections"] for each in run_node(CHECK, cards)] == [[]] * len(cards)


def test_both_validators_take_whatever_the_engine_says() -> None:
    """Every function of bot/replies, its forms drawn both in the chat and as dialogs."""
    said = everything_said()
    cards = {each.function: to_card(each.reply, "01J", SeenBy("29:ana")) for each in said}
    cards |= {
        f"{each.function} as a dialog": to_dialog(each.reply.form, "01J", "edit:1") for each in said if each.reply.form
    }
    assert {name for name, card in cards.items() if size_of(card) > LARGEST} == set()
    assert {name for name, card in cards.items() if not schema().is_valid(card)} == set()
    told = run_node(CHECK, list(cards.values()))
    assert {name: each["objections"] for name, each in zip(cards, told, strict=True) if each["objections"]} == {}


def test_the_validators_would_tell_a_wrong_card() -> None:
    wrong = {"type": "AdaptiveCard", "version": VERSION, "body": [{"type": "Bogus"}, {"type": "Input.Text"}]}
    assert len(run_node(CHECK, [wrong])[0]["objections"]) == 2
    assert not schema().is_valid({**wrong, "body": [{"type": "TextBlock", "text": 5}]})


def test_what_a_note_says_is_shown_and_never_becomes_markup() -> None:
    """A line that somebody dictated must not put a link under the resident's thumb."""
    lines = [line for text in HOSTILE for line in text.split("\n")]
    card = to_card(Reply("\n".join(lines), title=HOSTILE[0], fields=((HOSTILE[0], HOSTILE[0]),)), "01J")
    (checked,) = run_node(CHECK, [card])
    for html in checked["html"]:
        inside = html.removeprefix("<p>").removesuffix("</p>")
        assert "<" not in inside, html
    assert len(checked["html"]) == len([line for line in lines if line.strip()]) + 3


@given(st.lists(st.text("ab1[]()!<>*_~`#+-=.&;{}\\|:/ \"'", max_size=30), min_size=1, max_size=60))
def test_no_signs_whatever_become_markup(texts: list[str]) -> None:
    for text in texts:
        assert "](" not in escaped(text).replace("\\](", "")
        assert "{{" not in escaped(text)


@settings(max_examples=40)  # each is as large as a card may get, and larger
@given(replies)
def test_a_card_always_fits_and_is_right_by_the_schema(reply: Reply) -> None:
    card = to_card(reply, "01J", SeenBy("29:ana"))
    assert size_of(card) <= LARGEST
    schema().validate(card)


def test_what_does_not_fit_is_said_to_be_left_out() -> None:
    many = tuple(Item(f"{number} {'é' * 300}", None, (Button("Done", f"done:{number}"),)) for number in range(60))
    card = to_card(Reply("", title="60 to do", items=many), "01J")
    assert size_of(card) <= LARGEST
    assert MORE in words_in(card)
    assert "0 éé" in words_in(card)


def test_a_picture_is_drawn_with_words_for_those_who_hear_it() -> None:
    told = Reply("Bring them Friday.", title="Announcement for #prelims", picture="https://example.org/badge.png")
    (drawn,) = [each for each in to_card(told, "01J")["body"] if each["type"] == "Image"]
    assert (drawn["url"], drawn["altText"]) == (told.picture, "Picture with “Announcement for #prelims”")
    unsafe = replace(told, picture="http://example.org/badge.png")
    assert "http://example.org/badge.png" in words_in(to_card(unsafe, "01J"))
    assert "Image" not in str(to_card(unsafe, "01J"))


def test_a_choice_is_a_select_and_what_stood_before_stays_to_be_chosen() -> None:
    form = Form("f", "A form", (FormField("role", "Role", "choice", "Attending", choices=("Fellow", "Peer")),))
    (select,) = to_dialog(form, "01J", "edit:1")["body"]
    assert (select["type"], select["value"]) == ("Input.ChoiceSet", "Attending")
    assert [each["value"] for each in select["choices"]] == ["Attending", "Fellow", "Peer"]
    (line,) = to_dialog(Form("f", "", (FormField("role", "Role", "choice", "x"),)), "01J", "edit:1")["body"]
    assert line["type"] == "Input.Text"


def test_a_form_that_would_not_fit_shows_what_does_and_leaves_the_rest_as_it_stands() -> None:
    fields = tuple(FormField(f"contact:{number}:name", "Name", value="é" * 300) for number in range(60))
    dialog = to_dialog(Form("edit:1", "Edit", fields), "01J", "edit:1")
    assert size_of(dialog) <= LARGEST
    assert words_in(dialog) == TELL_THE_REST
    shown = [each["id"] for each in dialog["body"] if each["type"] == "Input.Text"]
    assert 1 < len(shown) < 60
    assert list(dialog["actions"][0]["data"]["vouch"]["stood"]) == shown


def test_a_button_hands_back_its_action_and_the_message_it_stands_on() -> None:
    card = to_card(ALL_KINDS, "01J")
    assert action_of(card, "Done")["data"] == {"vouch": {"action": "done:1", "on": "01J"}}
    assert labels_in(card)[-8:] == ["Save", "A", "B", "C", "D", "E", "F", "G"]
    assert [action["title"] for action in card["actions"]] == ["D", "E", "F", "G"]


def test_a_source_is_a_name_with_its_address_behind() -> None:
    listed = Button(LINKS_LISTED, "say:my visa sources")
    link = Link("ECFMG", "https://www.ecfmg.org/a_(b)")
    card = to_card(Reply("Your visa", buttons=(listed,), links=(link,)), "on")
    assert labels_in(card) == [], "no button that lists them once more"
    assert card["body"][-1]["text"] == "Sources: [ECFMG](https://www.ecfmg.org/a_%28b%29)"
