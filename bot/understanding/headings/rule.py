"""What a heading is, and how one is recognised."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class HeadingKind(StrEnum):
    CHECK = "check"  # hold this text against the limits
    TONE = "tone"  # the last draft again, in another tone
    OPENING = "opening"  # an open position, told in one line
    OPENINGS = "openings"  # what is open
    FILLED = "filled"  # an opening is gone
    OPENING_TERM = "opening_term"  # until when an opening stands
    DOCUMENT = "document"  # a part of the package was renewed
    STANDING = "standing"  # how the resident stands with the Match and the own program
    WIN = "win"  # something that went well
    FEEDBACK = "feedback"  # what somebody said of the resident's work
    WINS = "wins"  # wins and feedback so far
    LETTERS = "letters"  # how far each letter is
    LETTER_STEP = (
        "letter_step"  # a letter's packet was sent, its writer reminded, the letter uploaded, its deadline told
    )
    PROGRAMS = "programs"  # what is known of programs
    SHORTLIST = "shortlist"  # which fit the resident, and why
    PROFILE = "profile"  # what programs ask for, as the resident has it
    DRAFT = "draft"  # words to send, asked for by their name
    SENT = "sent"  # the latest draft was sent
    VISA = "visa"  # the own visa, its dates and steps
    PREPARE = "prepare"  # a brief before a meeting or a conference
    OWN_WORDS = "own_words"  # words that go to nobody: an introduction, a visa phrase, a headline


ASKING = frozenset(
    (
        HeadingKind.CHECK,
        HeadingKind.TONE,
        HeadingKind.OPENINGS,
        HeadingKind.OWN_WORDS,
        HeadingKind.WINS,
        HeadingKind.LETTERS,
        HeadingKind.DRAFT,
        HeadingKind.VISA,
        HeadingKind.PREPARE,
        HeadingKind.PROGRAMS,
        HeadingKind.SHORTLIST,
    )
)
"""What tells nothing: never quoted as something that was told."""


@dataclass(frozen=True, slots=True)
class Heading:
    """*rest* is what stands under it, *who* whom it names."""

    kind: HeadingKind
    rest: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class HeadingRule:
    kind: HeadingKind
    pattern: re.Pattern[str]
    examples: dict[str, str]
    counterexamples: Sequence[str] = ()


def whole(pattern: str) -> re.Pattern[str]:
    """Return the pattern of a whole message, whatever its letters' case and however many lines it has."""
    return re.compile(rf"\s*(?:{pattern})\s*", re.IGNORECASE | re.DOTALL)
