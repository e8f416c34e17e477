"""Tell a visa that somebody holds, "she's on a J-1 herself", from one that a program takes."""

import re

from bot.understanding.outline import Outline
from bot.understanding.polarity import AFTER

_HELD_BEFORE = re.compile(
    r"\b(?:i'm|i am|i was|i'll be|my|his|her own|he's|she's|he was|she was|who's|who is|came|come|need|needs|"
    r"needed|am|as an?|transfer(?:red)?|got from|switch(?:ed)?|after|through|under|about|regarding|re|from|"
    r"renew(?:ed)?|got my|"
    r"i have|i've|has an?|had an?|is|was|explain(?:ed)?(?: me)?(?: the)?|talk(?:ed)?|story|process|stamp|"
    r"between|versus|vs|if you're|if you|did (?:his|her) \w+|training|years?|residency|himself|herself|also|"
    r"being|where i|here|both of us|like me|own)"
    r"(?: (?:also|still|now|here|in|with|currently|both|himself|herself|too))*(?: (?:on|with|for|of|to|"
    r"about))?(?: (?:an?|the|his|her|my))? $"
)
_PROGRAM_ON = re.compile(
    r"\b(?:matched|took|got|hired|ranked|keeps?|kept|take|takes|accepted|fine|okay|good|residents|interns|"
    r"prelims|fellows|people|imgs|applicants|trainees|them|him|her|everyone|all|someone|somebody|one|"
    r"somebody's|two|three|half|most)"
    r"(?: \S+){0,6} (?:on|with|in|their|through)(?: an?| the)? $|\b(?:got|took|matched)(?: an?| her| his| with| on)? $"
)


_OWN_WAIVER = re.compile(
    r"\b(?:(?:did|finished|completed|served|paid off)(?: (?:now|just|also|his|her|an?|the|their|own))*|"
    r"(?:does|doing|finishing|serving)(?: (?:now|just|also))*(?: (?:his|her|an?|own))+) $"
)
_IN_A_TOWN = re.compile(r" (?:(?:years?|job|service|time) )*(?:(?:out|up|down|somewhere|back) )?in\b")


def is_their_own(before: str, after: str) -> bool:
    """Whether it can only be the visa of a person: "H-1B holder herself", "did her waiver in Kansas"."""
    if _THEMSELVES.match(after) or _FORMERLY.search(before):
        return True
    if _ANSWERED.search(before) and not after.strip(" .!,"):
        return True
    if _AN_IMG.search(before) and _NO_MORE.match(after):
        return True
    return bool(_IN_A_TOWN.match(after) and _OWN_WAIVER.search(before))


_THEMSELVES = re.compile(r" (?:visa )?(?:holder )?(?:himself|herself|myself|like me|like us) ")
_AN_IMG = re.compile(r"\b(?<!= )img (?:[a-z]+ )?, $")
_NO_MORE = re.compile(r" ?(?:$|[.,;)/]|DATE)")
"""On either side of the visa told of somebody: "ID fellow at Kern, IMG, J-1."."""
_FORMERLY = re.compile(r"\b(?:ex|former(?:ly)?|twice|hers is|his is|mine is) $|(?:^|[.,;(/]) *(?:an? )?old $")
_ANSWERED = re.compile(r"\b(?:are you|i (?:said|answered|replied)|told (?:him|her|them))(?: an?)? $|^ *said $")
"""Before the visa that the resident tells to be asked for or their own: "asked are you J-1 or H-1B. I said J-1."."""


def is_held(before: str, after: str, outline: Outline, sentence: tuple[int, int]) -> bool:
    """Whether the visa is one that somebody holds or asks about, not one a program takes."""
    if re.match(r" (?:holder|herself|himself|too like me|like me|like us)", after):
        return True
    if re.search(r"PERSON(?: \w)? \( (?:\S+ , )*$", before):
        return True
    own = before.rsplit(" , ", 1)[-1] if " , " in before else before
    if _PROGRAM_ON.search(before) and not re.search(r"\b(?:i|i'm|i've|me|my) (?:\S+ ){0,3}$", before):
        return not any(item.place for item in outline.items[sentence[0] : sentence[1]]) and "they" not in before.split()
    if _HELD_BEFORE.search(f" {own.strip()} " if own.strip() else " "):
        return not any(rule.pattern.match(after) for rule in AFTER) or bool(
            re.search(r"\b(?:i'm|my|i've|he's|she's|was)\b[^,]*$", own)
        )
    return False
