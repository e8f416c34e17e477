"""Tell a visa from what is only spelled like one: an initial, a lone letter, a number read aloud, another waiver."""

from collections.abc import Sequence

from bot.understanding.lexicon import Hit, word_set
from bot.understanding.tokens import Token

_LETTERS = word_set("j js h hs o")
_SPEAKS_OF_VISAS = word_set("visa visas sponsor sponsors sponsored sponsoring sponsorship img imgs waiver step gme")
_SAID_BEFORE = word_set(
    "do does doing take takes taking accept accepts only just no not never an the giving give of on sponsor"
)
_SAID_AFTER = word_set("yes no only ok okay y n depends fine house shop visa ✓ ✔ ✗ ✘ ✅ ❌ ?")
_NOT_BEFORE = word_set("dr doctor prof professor mr ms mrs miss st ’ -")


def without_lookalikes(hits: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """Leave out the hits that are spelled like a visa and are none."""
    visas = [hit for hit in hits if hit.category == "visas"]
    if not visas:
        return list(hits)
    others = [hit for hit in visas if _is_read_aloud(tokens, hit, visas) or _is_waived_otherwise(tokens, hit)]
    hits = [hit for hit in hits if hit not in others]
    letters = [hit for hit in hits if hit.category == "visas" and tokens[hit.end - 1].key in _LETTERS]
    if not letters:
        return hits
    named = any(hit.category == "visas" and hit not in letters for hit in hits)
    both = {tokens[hit.start].key[0] for hit in letters} >= {"j", "h"}
    spoken = named or both or any(token.key in _SPEAKS_OF_VISAS for token in tokens)
    return [
        hit
        for hit in hits
        if hit not in letters
        or (
            (spoken or _is_ruled_on(tokens, hit.start))
            and _stands_alone(tokens, hit.start)
            and _is_told(tokens, hit, hits)
        )
    ]


def _is_read_aloud(tokens: Sequence[Token], hit: Hit, visas: Sequence[Hit]) -> bool:
    """Whether it is a part of a number that is told digit by digit: "five five five, oh one one three"."""
    if tokens[hit.start].key not in {"o", "oh"} or hit.end - hit.start < _SPOKEN:
        return False
    if hit.end < len(tokens) and tokens[hit.end].key in _DIGITS:
        return True
    at = hit.start - 1
    if at > 0 and tokens[at].key == ",":
        at -= 1
    told = 0  # digits before it
    while at >= 0 and tokens[at].key in _DIGITS and not any(other.start <= at < other.end for other in visas):
        told, at = told + 1, at - 1
    return told > 1 or (at >= 0 and tokens[at].key in _NUMBERED)  # "one O one" counts it


_SPOKEN = 2  # words of "oh one"
_DIGITS = word_set("o oh zero one two three four five six seven eight nine double triple")
_NUMBERED = word_set("room bed pager beeper extension ext code zip dial")


def _is_waived_otherwise(tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether it is the waiver of a fee, or of the right to see a letter: "signed the LOR waiver"."""
    if tokens[hit.start].key not in {"waiver", "waivers"}:
        return False
    before, after = (
        [token.key for token in beside if token.key not in _BETWEEN]
        for beside in (tokens[max(hit.start - 2, 0) : hit.start], tokens[hit.end : hit.end + 2])
    )
    return bool(_OTHER_BEFORE.intersection(before[-1:]) or _OTHER_AFTER.intersection(after[:1]))


_BETWEEN = word_set("( of a the my your for")
_OTHER_BEFORE = word_set(
    "lor letter ferpa eras fee tuition rec recommendation liability application vaccine sign signed"
)
_OTHER_AFTER = word_set("ferpa fee fees form forms")


def _is_told(tokens: Sequence[Token], hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether an "O", which is so much else, is ruled on beside another visa: "J yes, H no, O no"."""
    if tokens[hit.start].key != "o":
        return True
    after = tokens[hit.end].key if hit.end < len(tokens) else ""
    beside = any(
        other.category == "visas" and other is not hit and abs(other.start - hit.start) <= _BESIDE for other in hits
    )
    before = tokens[hit.start - 1].key if hit.start else ""
    return beside and (after in _SAID_AFTER or before in _DENIED)


_BESIDE = 6  # words
_DENIED = word_set("no not except")


def _is_ruled_on(tokens: Sequence[Token], index: int) -> bool:
    """Whether it stands as a visa does: "they only do J", "J yes"."""
    before = tokens[index - 1].key if index else ""
    after = tokens[index + 1].key if index + 1 < len(tokens) else ""
    return before in _SAID_BEFORE or after in _SAID_AFTER


def _is_spelled(tokens: Sequence[Token], index: int) -> bool:
    """Whether it is a letter of a name that is spelled out: "C H I K"."""
    beside = [tokens[place].text for place in (index - 1, index + 1) if 0 <= place < len(tokens)]
    return tokens[index].is_capitalised and any(
        len(each) == 1 and each.isupper() and each not in "JHO" for each in beside
    )


_MICROBES = word_set("pylori influenzae influenza flu")
"""What an H begins the name of: "H. pylori"."""


def _stands_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether the letter is no initial, and something is said of it or it is sponsored."""
    before = tokens[index - 1].text.lower() if index else ""
    after = tokens[index + 1].text if index + 1 < len(tokens) else ""
    beyond = tokens[index + 2] if index + 2 < len(tokens) else None
    if before.isdigit() and before != "0" and tokens[index].key == "h":
        return False  # "within 24 h"
    if _MICROBES.intersection(token.key for token in tokens[index + 1 : index + 3]):
        return False
    if before in _NOT_BEFORE or _is_spelled(tokens, index):
        return False
    if after == "." and beyond is not None and beyond.is_capitalised and before not in _SAID_BEFORE:
        return False
    joined = beyond if after == "&" else tokens[index - 2] if before == "&" and index > 1 else None
    if joined is not None and joined.key not in _LETTERS and not joined.key.startswith(("j", "h1", "h-1")):
        return False  # "H&P"
    return not (tokens[index].is_capitalised and after[:1].isupper() and after.isalpha() and len(after) > 1)
