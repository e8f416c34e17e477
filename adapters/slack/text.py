"""Slack's own spelling of text, both ways: what a resident wrote as plain text, and plain text that Slack shows as is.

Formatting and escaping as in Slack's documentation, "Formatting message text".
"""

import re
from collections.abc import Mapping

_CONTROL = re.compile(r"<([^<>\n]*)>")
_CHANNEL = re.compile(r"<#([CG][A-Z0-9]+)(?:\|([^<>]*))?>")
_USER = re.compile(r"<@([UW][A-Z0-9]+)(?:\|([^<>]*))?>")
# Slack formats *bold*, _italic_, ~struck~ and `code` where the sign begins or ends a word.
_OPENING = re.compile(r"(?<![^\W_])[*_~`]+(?=\S)")
_CLOSING = re.compile(r"(?<=\S)[*_~`]+(?![^\W_])")
_QUOTE = re.compile(r"^\s*(?=&gt;)", re.MULTILINE)
_ZERO_WIDTH = "\u200b"  # seen by nobody, and enough for Slack not to take a sign for formatting


def plain(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return what a resident wrote without Slack's control sequences; *names* holds names by Slack id.

    >>> plain("met <@U1> at <https://acc.org|acc.org> &amp; mail <mailto:a@b.org|a@b.org>", {"U1": "Sam Lee"})
    'met Sam Lee at acc.org & mail a@b.org'
    """
    shown = _CONTROL.sub(lambda match: _shown(match[1], names or {}), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(text: str) -> set[str]:
    """Return the Slack ids of users and channels mentioned without their name."""
    return {told for told, name in (*_USER.findall(text), *_CHANNEL.findall(text)) if not name}


def without_mention(text: str, user: str) -> str:
    """Return the text without mentions of this user, as it is said to Vouch in a channel."""
    return re.sub(rf"<@{re.escape(user)}(?:\|[^<>]*)?>", " ", text).strip()


def _shown(control: str, names: Mapping[str, str]) -> str:
    target, _, label = control.partition("|")
    match target[:1]:
        case "@":
            return label or names.get(target[1:], "someone")
        case "#":
            name = label or names.get(target[1:])
            return f"#{name}" if name else "a channel"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            address = target.removeprefix("mailto:").removeprefix("tel:")
            same = not label or label.rstrip("/") in target
            return (label or address) if same else f"{label} ({address})"


def escaped(text: str) -> str:
    """Return the text so that it can neither ping nor link anybody.

    >>> escaped("<!channel> & <@U1>")
    '&lt;!channel&gt; &amp; &lt;@U1&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mrkdwn(text: str) -> str:
    """Return plain text as mrkdwn that is shown as it stands: nothing pings, links, quotes or formats."""
    still = _CLOSING.sub(_zero_width_before, _OPENING.sub(_zero_width_after, escaped(text)))
    return _QUOTE.sub(_zero_width_after, still)


def _zero_width_before(sign: re.Match[str]) -> str:
    return f"{_ZERO_WIDTH}{sign[0]}"


def _zero_width_after(sign: re.Match[str]) -> str:
    return f"{sign[0]}{_ZERO_WIDTH}"


def cut(text: str, most: int) -> str:
    """Return at most *most* characters, the last of them "…" where something is missing."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def pieces(text: str, most: int) -> list[str]:
    """Return the text in parts of at most *most* characters, parted at ends of lines or words where there are any."""
    parts = []
    while len(text) > most:
        end = max(text.rfind("\n", 1, most), 0) or max(text.rfind(" ", 1, most), 0) or most
        parts.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*parts, text] if text else parts
