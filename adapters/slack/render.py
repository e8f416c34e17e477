"""A reply as Block Kit. Every limit of Slack's is kept by construction: long texts are parted, long lists are paged.

Limits: Slack's documentation, "Reference: blocks" and "Reference: composition objects".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from adapters.plain_text import alt_text, draft_text, notification
from adapters.slack.text import cut, escaped, mrkdwn, pieces
from bot.messages import Button, Draft, Item, Link, Reply, Section
from bot.showing import OPEN_FORM

Block = dict[str, Any]

MOST_BLOCKS = 50
MOST_BLOCKS_IN_HOME = 100
SECTION = 3000
MOST_IN_CONTEXT = 10
FIELD = 2000
HEADER = 150
BUTTON_LABEL = 75
BUTTON_VALUE = 2000
BUTTONS_A_ROW = 25
FIELDS_A_SECTION = 10
FITS_A_COLUMN = 80
"""How many characters of a field are read easily in half of the width, which on a phone holds twenty in a line."""
FALLBACK = 3000
ALT = 2000
CHOICE = 75
CHOICE_VALUE = 150
MOST_CHOICES = 100
MANY = 6
"""How many buttons of one kind stand side by side at most; more of them are a menu to choose from."""
A_ROW_FULL = 5
"""How many buttons a phone shows in two lines; in a longer row the ways to do one thing are behind "⋯"."""
MOST_IN_OVERFLOW = 5
MAIL = re.compile(r"mailto:[^\s<>|]*")
MAIL_LINK = 1930

BODY = 9000
"""How much of one text is shown; nothing that Vouch says comes near it, but a resident's own words may."""

A_PAGE = 20
"""How many blocks of a list a message shows at a time: ten things with their buttons, twenty without."""

A_PAGE_MORE = 4
"""How many more there may be for all to stand on one page."""

PRESS = "press"
"""What the action_id of a button of a reply begins with."""

PAGE = "page"
"""What the action_id of the button begins with that shows the next part of a long list."""


def fallback(reply: Reply) -> str:
    """Return what notifications and screen readers say: all the words, or none of them where that is wanted."""
    if any(MAIL.fullmatch(value) for _, value in reply.fields):
        reply = replace(reply, fields=tuple(field for field in reply.fields if not MAIL.fullmatch(field[1])))
    return cut(mrkdwn(notification(reply)), FALLBACK)


def to_blocks(reply: Reply, on: str, page: int = 0) -> list[Block]:
    """Return the message. *on* is the id of our message, which its buttons hand back; *page* counts from 0."""
    reply = reply.with_links_drawn()
    head = [*_paragraphs(reply.title, bold=True), *_paragraphs(reply.text), *_fields(reply.fields), *_picture(reply)]
    groups = [_item(item, on, f"item {number}") for number, item in enumerate(reply.items)]
    groups += [_links(reply.links), *([block] for block in _draft(reply.draft))]
    for number, section in enumerate(reply.sections):
        groups += _section_groups(section, on, f"section {number}")
    foot = _row((*reply.buttons, *_form_button(reply)), on, "own")
    return _paged(head, groups, foot, on, page, most=MOST_BLOCKS, a_page=A_PAGE)


def _links(links: Sequence[Link]) -> list[Block]:
    """Return the sources as names to be pressed, in one small line."""
    if not links:
        return []
    drawn = [f"<{_address(each.url)}|{mrkdwn(each.label)}>" for each in links[: MOST_IN_CONTEXT - 1]]
    return [{"type": "context", "elements": [_mrkdwn(each) for each in ("Sources:", *drawn)]}]


def _address(url: str) -> str:
    """Return an address as Slack's markup holds it: it may not end the link before its time."""
    return url.replace("&", "&amp;").replace("<", "%3C").replace(">", "%3E").replace("|", "%7C")


def _picture(reply: Reply) -> list[Block]:
    """Return the picture; Slack fetches it, and takes no message whose picture it cannot have an address for."""
    if not (reply.picture or "").startswith("https://"):
        return []
    return [{"type": "image", "image_url": reply.picture, "alt_text": cut(alt_text(reply), ALT)}]


def to_home(reply: Reply, page: int = 0) -> list[Block]:
    """Return the dashboard as the blocks of the Home tab."""
    head = [_header(reply.title)] if reply.title else []
    items = [_item(item, "", f"item {number}") for number, item in enumerate(reply.items)]
    groups = [[*_paragraphs(reply.text), *_fields(reply.fields)], *items, _row(reply.buttons, "", "own")]
    for number, section in enumerate(reply.sections):
        first, *items = _section_groups(section, "", f"section {number}")
        groups += [[{"type": "divider"}, *first], *items]
    return _paged(head, groups, [], "", page, most=MOST_BLOCKS_IN_HOME, a_page=MOST_BLOCKS_IN_HOME)


def _paged(
    head: list[Block], groups: list[list[Block]], foot: list[Block], on: str, page: int, *, most: int, a_page: int
) -> list[Block]:
    """Return head, one page of groups and foot in at most *most* blocks; a button shows the page after it.

    Of the groups at most *a_page* blocks stand on a page, where they do not all fit into little more.
    """
    head, foot = head[: most // 3], foot[: most // 3]
    room = most - len(head) - len(foot) - 1
    if sum(map(len, groups)) > a_page + A_PAGE_MORE:
        room = min(room, a_page)
    pages: list[list[Block]] = [[]]
    for part in (group[start : start + room] for group in groups for start in range(0, len(group), room)):
        if len(pages[-1]) + len(part) > room:
            pages.append([])
        pages[-1] += part
    page %= len(pages)
    if len(pages) == 1:
        return [*head, *pages[0], *foot]
    following = (page + 1) % len(pages)
    label = f"More ({following + 1} of {len(pages)})" if following else "Back to the first"
    more = _button(Button(label, ""), f"{PAGE}:{following}")
    turn = {"type": "actions", "block_id": _block_id(on, PAGE), "elements": [more]}
    return [_on_page(block, page) for block in (*head, *pages[page], turn, *foot)]


def _item(item: Item, on: str, place: str) -> list[Block]:
    # What is listed within the thing stands in from it.
    text = item.text.replace("\n• ", "\n    ◦ ")
    return [*_paragraphs(f"• {text}" if text else ""), *_row(item.buttons, on, place)]


def _section_groups(section: Section, on: str, place: str) -> list[list[Block]]:
    first = [*_paragraphs(section.title, bold=True), *_paragraphs(section.text), *_fields(section.fields)]
    items = [_item(item, on, f"{place} item {number}") for number, item in enumerate(section.items)]
    return [first, *items, _row(section.buttons, on, place)]


def _paragraphs(text: str | None, *, bold: bool = False) -> list[Block]:
    if not text or not text.strip():
        return []
    drawn = mrkdwn(cut(text, BODY))
    # What is bold ends with its line.
    lines = "\n".join(f"*{line}*" if line.strip() else line for line in drawn.split("\n")) if bold else drawn
    return [{"type": "section", "text": _mrkdwn(piece)} for piece in pieces(lines, SECTION)]


def _header(text: str) -> Block:
    return {"type": "header", "text": _plain(escaped(text), HEADER)}


def _fields(fields: Sequence[tuple[str, str]]) -> list[Block]:
    """Return the fields in two columns; a long one, and one that none stands beside, takes the whole width."""
    drawn: list[Block] = []
    few = len(fields) <= FIELDS_A_SECTION  # of more, a section each would be more blocks than a message has room for

    def is_wide(field: tuple[str, str]) -> bool:
        return few and len(field[1]) > FITS_A_COLUMN and not MAIL.fullmatch(field[1])

    for wide, group in groupby(fields, key=is_wide):
        row = [_field(label, value) for label, value in group]
        paired = 0 if wide else len(row) - len(row) % 2
        starts = range(0, paired, FIELDS_A_SECTION)
        drawn += [{"type": "section", "fields": row[start : min(start + FIELDS_A_SECTION, paired)]} for start in starts]
        drawn += [{"type": "section", "text": alone} for alone in row[paired:]]
    return drawn


def _field(label: str, value: str) -> Block:
    if MAIL.fullmatch(value):
        # Not a button, which Slack gives web addresses only; links in text may be of mail ("Formatting message text").
        link = escaped(value)
        if len(link) > MAIL_LINK:
            link = link.partition("&amp;body=")[0]
        return _mrkdwn(f"*{mrkdwn(label)}*\n<{link}|Open it in your mail program>")
    return _mrkdwn(cut(f"*{mrkdwn(label)}*\n{mrkdwn(value)}", FIELD))


def _draft(draft: Draft | None) -> list[Block]:
    """Return the words to send as a block that is copied with one tap, in which nothing is formatted."""
    if draft is None:
        return []
    parts = pieces(cut(draft_text(draft), BODY), SECTION)
    return [
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": part}]}],
        }
        for part in parts
    ]


def _form_button(reply: Reply) -> tuple[Button, ...]:
    return (Button(reply.form.title, f"{OPEN_FORM}:"),) if reply.form else ()


def _row(buttons: Sequence[Button], on: str, place: str) -> list[Block]:
    """Return the buttons in rows; *place* keeps the rows of one message apart, as Slack demands."""
    drawn = [{**element, "action_id": f"{PRESS}:{number}"} for number, element in enumerate(_elements(buttons))]
    rows = range(0, len(drawn), BUTTONS_A_ROW)
    return [
        {
            "type": "actions",
            "block_id": _block_id(on, f"{place}:{start}"),
            "elements": drawn[start : start + BUTTONS_A_ROW],
        }
        for start in rows
    ]


def _elements(buttons: Sequence[Button]) -> Iterator[Block]:
    """Yield the buttons; many ways to answer one question, rather than different things to do, are one menu.

    A few ways to do one thing, in a row that is full without them, are behind "⋯" at its end.
    """
    behind: list[Block] = []
    for _, alike in groupby(buttons, key=lambda button: button.verb):
        group = list(alike)
        choosable = all(0 < len(button.action) <= CHOICE_VALUE for button in group)
        if choosable and MANY < len(group) <= MOST_CHOICES:
            yield _menu(group)
        elif choosable and len(buttons) > A_ROW_FULL and 1 < len(group) <= MOST_IN_OVERFLOW and group != list(buttons):
            behind.append({"type": "overflow", "options": _options(group)})
        else:
            yield from (_button(button, "") for button in group if len(button.action) <= BUTTON_VALUE)
    yield from behind


def _menu(buttons: Sequence[Button]) -> Block:
    return {"type": "static_select", "placeholder": _plain("Choose one", CHOICE), "options": _options(buttons)}


def _options(buttons: Sequence[Button]) -> list[Block]:
    return [{"text": _plain(escaped(button.label), CHOICE), "value": button.action} for button in buttons]


def _button(button: Button, action_id: str) -> Block:
    drawn = {"type": "button", "action_id": action_id, "text": _plain(escaped(button.label), BUTTON_LABEL)}
    return {**drawn, "value": button.action} if button.action else drawn


def _block_id(on: str, place: str) -> str:
    return cut(f"{on}#{place}", 255)


def on_of(block_id: str) -> str:
    """Return the id of our message whose button stands in this block, "" for one of the Home tab."""
    return block_id.partition("#")[0]


def _on_page(block: Block, page: int) -> Block:
    """Note in a block with buttons on which page of a list it stands, so that a change in place stays there."""
    if not page or "block_id" not in block:
        return block
    on, _, place = block["block_id"].partition("#")
    return {**block, "block_id": _block_id(on, f"{PAGE}={page} {place}")}


def page_of(block_id: str) -> int:
    """Return the page on which a block stands, 0 for the first or only one."""
    found = re.match(rf"[^#]*#{PAGE}=(\d+) ", block_id)
    return int(found[1]) if found else 0


def _mrkdwn(text: str) -> Block:
    # verbatim, so that Slack makes no links of names and channels that merely stand in the text.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str, most: int) -> Block:
    # Slack takes no empty text, and a message with one in it not at all.
    return {"type": "plain_text", "text": cut(text, most) if text.strip() else "…", "emoji": False}
