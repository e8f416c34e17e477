r"""Plain words made safe for a card: what a note says is shown, and never becomes a link, a mention or a date.

Teams reads a subset of Markdown in a TextBlock and in a fact, turns ``<at>`` into a mention where the message lists
one, and replaces ``{{DATE(...)}}``. Backslashes take the meaning from every such sign, as CommonMark says.
"""

import re

# An underscore inside a word is none of its signs, so addresses stay as they are.
_SIGNS = re.compile(r"[*`\[\]<]|\\(?=[^\w\s])|(?<![^\W_])_|_(?![^\W_])|~(?=~)|(?<=\{)\{|&(?=#?\w+;)")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_LINE_START = re.compile(r"^(\s*)([-+#=>])", re.MULTILINE)
_NUMBERED = re.compile(r"^(\s*\d+)([.)])", re.MULTILINE)


def escaped(text: str) -> str:
    r"""Return *text* so that a card shows just these signs.

    >>> escaped("[free CV](http://evil.example) *now*")
    '\\[free CV\\](http://evil.example) \\*now\\*'
    >>> escaped("1. Dr. Rao")
    '1\\. Dr. Rao'
    >>> escaped("{{DATE(2026-10-15T07:30:00Z)}}")
    '{\\{DATE(2026-10-15T07:30:00Z)}}'
    >>> escaped("met Dr. Rao, 20-30 seconds, H-1B: yes")
    'met Dr. Rao, 20-30 seconds, H-1B: yes'
    """
    safe = _SIGNS.sub(lambda sign: "\\" + sign[0], _INDENT.sub("", printable(text)))
    safe = _LINE_START.sub(r"\1\\\2", safe)
    return _NUMBERED.sub(r"\1\\\2", safe)


def printable(text: str) -> str:
    """Return *text* without control signs, which cards show as boxes and some clients refuse."""
    return "".join(char for char in text if char in "\n\t" or char.isprintable() or char in "\u200d\ufe0f")
