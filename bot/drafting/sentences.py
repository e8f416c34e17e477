"""A written text as its sentences: where one of the resident's own goes in, and which one is taken out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.drafting.kinds import Channel
from bot.understanding.lexicon import word_set

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[\w“\"\[(])")
_TITLE = re.compile(r"\b(?:Dr|Prof|Mr|Ms|Mrs|St|vs)\.$")
_FILLER = word_set("the a an my i me to of for in on at and or that this it is am are was were be about with you your")


@dataclass(frozen=True, slots=True)
class Framed:
    """A text between its *greeting* and its *signature*, each empty where the kind has none: paragraphs of lines."""

    greeting: str
    paragraphs: Sequence[str]
    signature: str

    def __str__(self) -> str:
        return "\n\n".join(part for part in (self.greeting, *self.paragraphs, self.signature) if part)


def framed(body: str, channel: Channel) -> Framed:
    """Return the text in its parts: an e-mail greets in its first paragraph and signs in its last."""
    paragraphs = body.split("\n\n")
    if channel is not Channel.EMAIL or len(paragraphs) < 2:
        return Framed("", paragraphs, "")
    return Framed(paragraphs[0], paragraphs[1:-1], paragraphs[-1])


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, each line on its own.

    >>> sentences("I met Dr. Wu. Is he in?")
    ['I met Dr. Wu.', 'Is he in?']
    """
    found: list[str] = []
    for line in paragraph.splitlines():
        joined = False
        for part in _ENDS.split(line):
            if joined:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
            joined = bool(_TITLE.search(part)) or re.fullmatch(r"\d+\.", part) is not None
    return found


def skeleton(sentence: str, values: Iterable[str]) -> str:
    """Return a sentence with what was filled into it left open, so that it is known again with other words in it."""
    for value in sorted(filter(None, values), key=len, reverse=True):
        sentence = sentence.replace(value, "…")
    return re.sub(r"\[[^\[\]]+\]", "…", sentence)


def about(body: str, channel: Channel, words: str) -> list[str]:
    """Return the sentences that speak of *words*; "question" is what ends in a question mark.

    >>> about("My goal is IM. May I stay in touch?", Channel.SPOKEN, "goal")
    ['My goal is IM.']
    """
    all_of = [each for paragraph in framed(body, channel).paragraphs for each in sentences(paragraph)]
    wanted = {_stem(word) for word in re.findall(r"[\w-]+", words.lower()) if word not in _FILLER}
    if wanted == {"question"}:
        return [each for each in all_of if each.endswith("?")]
    return [
        each for each in all_of if wanted and wanted <= {_stem(word) for word in re.findall(r"[\w-]+", each.lower())}
    ]


def _stem(word: str) -> str:
    return re.sub(r"(?:ments?|ings?|ed|s)$", "", word) if len(word) > 4 else word


def without(body: str, channel: Channel, left_out: Sequence[str], values: Sequence[str]) -> str:
    """Return the text without the sentences whose skeletons are *left_out*."""
    if not left_out:
        return body
    parts = framed(body, channel)
    kept = []
    for paragraph in parts.paragraphs:
        lines = [
            " ".join(each for each in sentences(line) if skeleton(each, values) not in left_out)
            for line in paragraph.splitlines()
        ]
        kept.append("\n".join(line for line in lines if line))
    return str(Framed(parts.greeting, [each for each in kept if each], parts.signature))


def with_own(body: str, channel: Channel, own: str) -> str:
    """Return the text with the resident's *own* sentences: a paragraph after the first of an e-mail.

    What is said aloud or is short has them before its last sentence, which asks.
    """
    if not own:
        return body
    parts = framed(body, channel)
    if channel in (Channel.EMAIL, Channel.PAGE):
        return str(Framed(parts.greeting, (*parts.paragraphs[:1], own, *parts.paragraphs[1:]), parts.signature))
    said = sentences(body)
    place = len(said) - 1 if len(said) > 1 and said[-1].endswith("?") else len(said)
    return " ".join((*said[:place], own, *said[place:]))


def with_instead(text: str, old: str, new: str) -> str:
    """Return the text with *new* wherever *old* stands as words of its own; a capital stays where one began them.

    >>> with_instead("Your talk was clear. I liked your talk.", "your talk", "your lecture")
    'Your lecture was clear. I liked your lecture.'
    """

    def put(found: re.Match[str]) -> str:
        return new[:1].upper() + new[1:] if found[0][:1].isupper() and old[:1].islower() else new

    return re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", put, text, flags=re.IGNORECASE)
