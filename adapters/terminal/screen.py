"""Drawing a reply for a terminal: lines of (style, text), buttons numbered in reading order."""

import re
import shutil
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import Button, Item, Reply

Fragments = list[tuple[str, str]]
"""Pieces of text, each with its style's name: title, label, button, draft or none."""

WIDEST = 96

_DAY = re.compile(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d{1,2}) (?=[A-Z][a-z]{2}\b)")
"""A date as Vouch writes it, which one line holds: "Thu 15 Oct"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One pressable button; *item* counts from 1 where it belongs to a line of a list."""

    number: int
    button: Button
    item: int | None = None


def choices(reply: Reply) -> tuple[Choice, ...]:
    """Return every button of the reply in the order drawn: those of each item, through all sections, then its own."""
    items = [*reply.items, *(item for section in reply.sections for item in section.items)]
    buttons: list[tuple[Button, int | None]] = [
        (button, position) for position, item in enumerate(items, 1) for button in item.buttons
    ]
    buttons += [(button, None) for section in reply.sections for button in section.buttons]
    buttons += [(button, None) for button in reply.buttons]
    return tuple(Choice(number, button, item) for number, (button, item) in enumerate(buttons, 1))


def pressed(typed: str, offered: tuple[Choice, ...]) -> list[Choice]:
    """Return the buttons that the typed words can mean: "2", "done", or "done 3" for the third line of a list."""
    words = typed.strip().casefold()
    by_number = [choice for choice in offered if words == str(choice.number)]
    if by_number:
        return by_number
    label, _, last = words.rpartition(" ")
    if last.isdecimal() and (of_item := _labelled(label, offered, int(last))):
        return of_item
    return _labelled(words, offered)


def _labelled(label: str, offered: tuple[Choice, ...], item: int | None = None) -> list[Choice]:
    return [c for c in offered if c.button.label.casefold() == label and (item is None or c.item == item)]


def draw(reply: Reply, width: int | None = None) -> Fragments:
    """Return the reply as styled text ending in a newline, wrapped to *width* columns (the terminal's)."""
    columns = min(width or shutil.get_terminal_size().columns, WIDEST)
    offered = choices(reply)
    lines: list[Fragments] = []
    if reply.title:
        lines += _paragraph(reply.title, columns, "title")
    if reply.text:
        lines += _paragraph(reply.text, columns)
    lines += _fields(reply.fields, columns)
    lines += _items(reply.items, 1, offered, columns)
    before = len(reply.items)
    for section in reply.sections:
        lines += [[("", "")], *_paragraph(section.title, columns, "title")]
        lines += _paragraph(section.text, columns) if section.text else []
        lines += _fields(section.fields, columns)
        lines += _items(section.items, before + 1, offered, columns)
        before += len(section.items)
    if reply.draft:
        subject = f"Subject: {reply.draft.subject}\n\n" if reply.draft.subject else ""
        lines += [[("draft", "  │ "), ("", line)] for line in _wrap(subject + reply.draft.body, columns - 4, "")]
    lines += _button_row([choice for choice in offered if choice.item is None], "")
    return [piece for line in lines for piece in (*line, ("", "\n"))]


def _fields(fields: Sequence[tuple[str, str]], columns: int) -> list[Fragments]:
    lines: list[Fragments] = []
    for label, value in fields:
        first, *more = _wrap(f"{label}: {value}", columns, "  ")
        if first.startswith(start := f"{label}: "):
            lines.append([("label", start), ("", first.removeprefix(start))])
        else:  # the value begins on a line of its own, or there is none
            lines.append([("label", first)])
        lines += [[("", line)] for line in more]
    return lines


def _items(items: Sequence[Item], first: int, offered: tuple[Choice, ...], columns: int) -> list[Fragments]:
    """Draw a list whose lines are counted from *first*."""
    lines: list[Fragments] = []
    for position, item in enumerate(items, first):
        lines += _paragraph(f"• {item.text}", columns, hang="  ")
        lines += _button_row([choice for choice in offered if choice.item == position], "  ")
    return lines


def printable(text: str) -> str:
    r"""Return *text* without control characters: words of a note must never steer the terminal.

    >>> printable("a\x1b[2Jb")
    'a[2Jb'
    """
    return "".join(char for char in text if char in "\n\t" or char.isprintable() or char in "\u200d\ufe0f")


def _button_row(offered: list[Choice], indent: str) -> list[Fragments]:
    if not offered:
        return []
    row: Fragments = [("", indent)]
    for choice in offered:
        row += [("button", f"[{choice.number}] {choice.button.label}"), ("", "  ")]
    return [row[:-1]]


def _paragraph(text: str, columns: int, style: str = "", hang: str = "") -> list[Fragments]:
    return [[(style, line)] for line in _wrap(text, columns, hang)]


def _wrap(text: str, columns: int, hang: str) -> list[str]:
    """Break lines between words; dates and links stay whole. All but the first line begin with *hang*."""
    lines = []
    fill = textwrap.TextWrapper(
        max(columns, 20), subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )
    for line in _DAY.sub("\\1\u00a0\\2\u00a0", printable(text)).split("\n"):
        lines += fill.wrap(line) or [""]
        fill.initial_indent = hang
    return [line.replace("\u00a0", " ") for line in lines]
