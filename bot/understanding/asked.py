"""What is asked, and so not told: a question tells no fact, with or without its mark."""

import re

from bot.understanding.outline import Outline


def is_question(outline: Outline, start: int, end: int) -> bool:
    """Tell whether items *start* to *end* (exclusive) of the outline ask, so that they tell no fact."""
    text = outline.text_of(start, end)
    if _ASKS_FIRST.match(text):
        return True
    return (
        text.endswith("?")
        and (" ? " not in text[:-1])
        and not _SAID.search(text)
        and not (end < len(outline.items) and outline.items[end].word == "?" and _DOUBTED.search(text))
        and not _HEARSAY.match(outline.text_of(end, min(end + 6, len(outline.items))).lstrip("?! "))
    )


_DOUBTED = re.compile(r"^(?!any|is|are|do|can|could|how|will|would)\b.*\b(?:okay|only|open|if)\b")
"""Told, and marked twice as hard to believe: "Kern, J-1 only??"."""
_HEARSAY = re.compile(
    r"(?:i |i've |just |so |\( )*(?:heard|hearing|overheard|per |according to|rumou?r|word is|saw |"
    r"seen on|found (?:it|on)|so says|says|"
    r"no(?: [,:–—-])+ (?:it's |at |the )*PLACE|source :|at least (?:PERSON|that's))"
)
"""What follows a thing told with a question mark: "PGY-2 coming free at Kern? Heard it from Beatrix"."""


def answered(outline: Outline, start: int, end: int) -> str | None:
    """What the reply to a question in or at the end of items *start* to *end* says: "IMGs? 'never has'" is a no."""
    _, mark, reply = outline.text_of(start, end).partition(" ? ")
    found = _ANSWER.match(reply if mark else outline.text_of(end, min(end + 8, len(outline.items))))
    return found.lastgroup if found else None


_ANSWER = re.compile(
    r"(?:[\"'“‘>→–—-] |- > |(?:she|he|they|PERSON) (?:said|says|told me|answered|replied)[ :,]* (?:[\"'“‘] )?)"
    r"(?:(?P<no>(?:no|nope|never|nah|zero|none|not (?:any ?more|here|really|at all))\b"
    r"(?! (?:idea|clue|one|answer|problem|issue|worries|comment|news)))|"
    r"(?P<yes>(?:yes|yep|yeah|of course|sure|always|absolutely|definitely|no (?:problem|issue))\b)|"
    r"(?P<maybe>(?:maybe|depends|it depends|case by case|sometimes|rarely|possibly|we try|under discussion)\b))"
)
"""A reply behind a question, in quotes or told as somebody's."""


_ASKS_FIRST = re.compile(
    r"(?:so |and |but |also |hey |hi |okay |, |please )*(?:who(?:'s)? |which |what (?!happened|(?:she|he|they|PERSON|"
    r"i) (?:\w+ )?(?:said|says|told|wrote|heard|learned)\b)|what's |where |does |"
    r"do (?:you|they|we|i) |did |is there|are there|can you|could you|how many|how much|when (?:is|was|did|"
    r"do) |why |should i |would they |wonder(?:ing)? (?:if|whether)|not sure (?:if|whether) (?:they|PLACE)|"
    r"ask (?:her|him|them|PERSON|PLACE|if|about|whether)|need to ask|remind me to ask|have to ask|find out|"
    r"must ask|to ask)"
)
_SAID = re.compile(r"\b(?:said|says|told|yes|no)\b|PLACE (?:[yn]|and) ?[,;/|]|VISA [:=] okay|[✓✔✅✗✘❌]")


def asked_of_vouch(sentence: str) -> bool:
    """Tell whether a sentence of the outline asks what the resident owes or has: "do I owe her a letter"."""
    return _OWN.match(sentence) is not None


_OWN = re.compile(
    r"(?:so |and |but |wait |hey |hm+ |, )*"
    r"(?:(?:do|did) (?:i've |i (?:still |ever |already |even )*(?:owe|have|need|ask|get|thank|send)\b)"
    r"|should i (?:still )?(?:ask|get|send)\b|am i (?:still )?supposed )"
)
