"""A button called by its name, "redact", "copy text", where only a press will do: it is shown again."""

from collections.abc import Awaitable, Callable

from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.answer_asked import buttons_on, last_said

_PRESSED_ONLY = frozenset(
    (
        *("redact", "keep", "copy", "fill", "filled", "expiry"),
        *("announce_send", "announce_recall", "announce_change", "announce_edit", "resend", "ack"),
        *("retract", "board_verify", "board_filled", "peers_met", "peers_not_met", "lead_cohort"),
    )
)
"""Verbs of buttons that no words stand for. What "done", "undo" or "warmer" mean is understood from the words."""

_LONGEST_LABEL = 4  # words


def may_name_button(told: Told) -> bool:
    """Whether a message is as short as the label of a button."""
    return len(_plain(told.note.text).split()) <= _LONGEST_LABEL


def name_button(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Show the button of the message before this one whose label the words are; else they mean something else."""

    async def answer(told: Told) -> Reply:
        named = _plain(told.note.text)
        shown = buttons_on(await last_said(told))
        meant = [each for each in shown if each.verb in _PRESSED_ONLY and _plain(each.label) == named]
        if not meant:
            return await otherwise(told)
        return Reply(f"One press, and it is done: “{meant[0].label}”.", buttons=(meant[0],))

    return answer


def _plain(words: str) -> str:
    return words.casefold().replace("’", "'").strip(" .!\n")
