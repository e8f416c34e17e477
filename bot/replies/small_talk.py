"""Short, warm answers to what asks for nothing, and to what could not be read: the words are kept either way."""

import re

from bot.messages import Reply


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_GREETING = _words(r"\s*(?:hi|hey|hello|yo|good (?:morning|evening|afternoon))\b")
_THANKS = _words(r"\b(?:thanks?|thx|thank you|ty|appreciate)\b")
_WEARY = _words(
    r"\b(?:tired|exhausted|drained|brutal|rough|burn(?:ed|t)? ?out|post[- ]?call|long (?:day|night|shift|call))\b"
)
_BYE = _words(r"\s*(?:bye|good ?night|see you|later|ttyl)\b")
_ASSENT = _words(r"\s*(?:ok(?:ay)?|k|cool|great|perfect|nice|sure|yes|yep|no|nope|got it|lol|haha)\b[\s.!]*$")

SHORT = 60
"""Up to how many characters a message without a reading is taken for small talk rather than something told."""


def chat(text: str) -> Reply:
    """Answer small talk; longer words are acknowledged as kept, with one question."""
    if _GREETING.match(text) and len(text) < SHORT:
        return Reply("Hello! Met someone worth remembering? One line is enough.")
    if _THANKS.search(text) and len(text) < SHORT:
        return Reply("Any time.")
    if _WEARY.search(text):
        return Reply("That sounds like a lot. Rest if you can; I'll keep track of the rest.")
    if _BYE.match(text) and len(text) < SHORT:
        return Reply("Take care. I'll be here.")
    if _ASSENT.match(text):
        return Reply("Good.")
    return kept_words(text)


def kept_words(text: str) -> Reply:
    """Acknowledge words that nothing was read in."""
    if len(text) < SHORT:
        return Reply("I've kept your words.")
    return Reply("I've kept that, word for word. Is there a person or a date in it that I should hold on to?")
