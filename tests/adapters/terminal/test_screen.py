"""On a terminal every button can be reached by its number or its name, and no note can steer the screen."""

from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.screen import choices, draw, pressed
from bot.messages import Button, Draft, Item, Reply

DIGEST = Reply(
    "Two things for today.",
    title="Good morning",
    items=(
        Item("E-mail Dr. Rao", "follow_up:1", (Button("Done", "done:1"), Button("Later", "later:1"))),
        Item("Call the GME office", "follow_up:2", (Button("Done", "done:2"), Button("Later", "later:2"))),
    ),
    buttons=(Button("Pause", "pause:"),),
)


def words(reply: Reply, width: int = 80) -> str:
    return "".join(text for _, text in draw(reply, width))


def actions(typed: str) -> list[str]:
    return [choice.button.action for choice in pressed(typed, choices(DIGEST))]


def test_a_digest_shows_each_thing_with_its_own_numbered_buttons() -> None:
    assert words(DIGEST) == (
        "Good morning\nTwo things for today.\n"
        "• E-mail Dr. Rao\n  [1] Done  [2] Later\n"
        "• Call the GME office\n  [3] Done  [4] Later\n"
        "[5] Pause\n"
    )


def test_a_button_is_pressed_by_number_by_name_or_by_name_and_line() -> None:
    assert actions("3") == ["done:2"]
    assert actions("pause") == ["pause:"]
    assert actions("Done 2") == ["done:2"]
    assert actions("done") == ["done:1", "done:2"]  # two could be meant: the face asks which
    assert actions("sent it yesterday") == []
    assert actions("9") == []


def test_a_draft_stands_apart_from_what_vouch_says() -> None:
    drawn = words(Reply("Fill the gap.", draft=Draft("Thank you", "Dear Dr. Rao,\n\nThank you for [what]")))
    assert "  │ Subject: Thank you\n  │ \n  │ Dear Dr. Rao,\n" in drawn


@given(st.text(), st.integers(20, 200))
def test_no_control_character_of_a_note_reaches_the_terminal(note: str, width: int) -> None:
    drawn = words(Reply(note, title=note, items=(Item(note),), fields=(("Note", note),)), width)
    assert not {char for char in drawn if ord(char) < 32 and char != "\n"} - {"\t"}
    assert "\x1b" not in drawn
    assert "\x9b" not in drawn


def test_further_lines_of_one_thing_stand_under_it() -> None:
    assert words(Reply("", items=(Item("leading (1)\nran a code alone"),))) == "• leading (1)\n  ran a code alone\n"


def test_long_fields_are_wrapped_between_words_and_no_date_or_link_is_broken() -> None:
    link = "https://gme.example/a-page-about-the-j-1-waiver-and-what-it-asks-for-in-all-states"
    shown = words(
        Reply("Tell me, and I come back to it on the morning of Thu 15 Oct.", fields=(("See", f"the page {link}"),)), 51
    )
    assert shown == (f"Tell me, and I come back to it on the morning of\nThu 15 Oct.\nSee: the page\n  {link}\n")
