"""An e-mail that is forwarded or pasted: its head says when and to whom it went, and the sender's thanks are theirs."""

import re

_HEAD = re.compile(
    r"^[ \t>*]*(?P<field>from|sent|date|to|cc|bcc|subject|reply-to|importance)\*?[ \t]*:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_DASHES = re.compile(
    r"^[ \t>]*(?:-{2,}|_{5,}).*$|^[ \t>]*begin forwarded message:[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_ON_DAY = re.compile(
    r"^[ \t>]*on [^\n]{5,60}?\d{1,2}:\d\d[^\n]*?,(?= [^\n]{2,80} wrote:[ \t]*$)", re.IGNORECASE | re.MULTILINE
)
_THANKS = re.compile(
    r"^[ \t>]*(?:(?:many )?thanks|thank you)(?: (?:so|very) much)?,? (?:again )?for [^.!\n]*[.!]?",
    re.IGNORECASE | re.MULTILINE,
)
_FIELDS = 2
"""So many fields make a head: a line "To: Dr. Lee" alone may be the resident's own."""


def without_head(text: str) -> str:
    r"""Return *text*, of the same length, with spaces for what a forwarded e-mail says of itself.

    The sender stays, and so does every word of the body but its thanks: those are owed by nobody any more.

    >>> without_head("From: A. Lee\nSent: Monday 4:02 PM\nCome by friday.").split()
    ['From:', 'A.', 'Lee', 'Come', 'by', 'friday.']
    """
    heads = list(_HEAD.finditer(text))
    whole = len({head["field"].lower() for head in heads}) >= _FIELDS
    days = list(_ON_DAY.finditer(text))
    if not (whole or days):
        return text
    begins = min(match.start() for match in (*(heads if whole else ()), *days))
    about = [head for head in heads if whole and head["field"].lower() != "from"]
    gone = [*about, *days, *(_DASHES.finditer(text) if whole else ()), *_THANKS.finditer(text, begins)]
    for match in gone:
        text = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return text
