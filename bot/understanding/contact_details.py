"""E-mail addresses, telephone numbers and links in a message."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.understanding.meaning import Span


class DetailKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"
    LINKEDIN = "linkedin"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """A way to reach someone, *written* as in the text."""

    kind: DetailKind
    written: str
    span: Span


_LIKE_A_NUMBER = re.compile(r"[\d+](?:\d{3}|(?<=\+)\d)")
"""What every way of writing a telephone number in figures holds."""
# Bounded repeats keep a line of a hundred thousand digits or letters linear.
_EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_SPOKEN_EMAIL = re.compile(
    (
        r"\b[a-z0-9]{1,30}(?: (?:dot|underscore|dash) [a-z0-9]{1,30}){0,4} at [a-z0-9]{1,40}(?: dot "
        r"[a-z]{2,20}){0,3} dot (?:com|org|edu|net|gov|example)\b"
    ),
    re.IGNORECASE,
)
_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/[\w%./-]{1,200}", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,500}", re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\w./-])(?:\+\d{1,3}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:,? ?(?:x|ext\.?) ?\d{1,6})?(?![\w-])"
    r"|(?<![\w./-])\+\d{1,3}(?:[ .-]?\d{2,5}){2,4}(?![\w-])|(?<![\w./-])\d{10}(?!\w)|(?<![\w./-])1?\d{3}-\d{4}(?![\w-])"
)

_DIGITS = dict(
    zip(("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), "0123456789", strict=True)
)
_DIGITS["oh"] = "0"
_FEWEST_DIGITS = 7
_DICTATED_PHONE = re.compile(
    rf"\b(?:(?:{'|'.join(_DIGITS)})\b[ ,.-]{{0,3}}){{{_FEWEST_DIGITS},11}}(?<=\w)", re.IGNORECASE
)


def find_contact_details(text: str) -> list[ContactDetail]:
    """Return the details in *text*, in order, none overlapping another; a link wins over what it contains."""
    found: list[ContactDetail] = []
    if "/" in text or "www" in text:
        _collect(found, text, _LINKEDIN, DetailKind.LINKEDIN)
        _collect(found, text, _LINK, DetailKind.LINK)
    if "@" in text:
        _collect(found, text, _EMAIL, DetailKind.EMAIL)
    if " dot " in text:
        _collect(found, text, _SPOKEN_EMAIL, DetailKind.EMAIL)
    if _LIKE_A_NUMBER.search(text):
        _collect(found, text, _PHONE, DetailKind.PHONE)
    found.extend(_dictated_phones(text))
    return sorted(found, key=lambda detail: detail.span)


def _dictated_phones(text: str) -> Iterator[ContactDetail]:
    """Read numbers said digit by digit ("three one nine, five five five, …") as they are written: 319-555-0129."""
    spoken = text.lower()
    if sum(map(spoken.count, _DIGITS)) < _FEWEST_DIGITS:
        return
    for match in _DICTATED_PHONE.finditer(text):
        digits = "".join(_DIGITS[word] for word in re.findall(r"[a-z]+", match.group().lower()))
        written = "-".join(part for part in (digits[:-7], digits[-7:-4], digits[-4:]) if part)
        yield ContactDetail(DetailKind.PHONE, written, Span(match.start(), match.end()))


def _collect(found: list[ContactDetail], text: str, pattern: re.Pattern[str], kind: DetailKind) -> None:
    before = tuple(found)  # finds of one pattern never overlap each other
    for match in pattern.finditer(text):
        written = match.group().rstrip(".,;:!?)'\"")
        span = Span(match.start(), match.start() + len(written))
        if not any(span.start < other.span.end and other.span.start < span.end for other in before):
            found.append(ContactDetail(kind, written, span))
