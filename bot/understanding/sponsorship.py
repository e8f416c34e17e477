"""What is said of sponsoring without naming a visa: "doesn't sponsor", "sponsors both"."""

import re

from bot.understanding.polarity import BEFORE, Verdict, is_unsaid
from bot.understanding.rule import holds_any

_ANY_NO = re.compile(
    r"\b(?:don't|doesn't|can't|won't|not|never|no longer|didn't|stopped|isn't|aren't|"
    r"wouldn't) (?:(?!an? |the |my |our )\w+ ){0,2}?(?:sponsor|sponsoring|sponsors)\b(?! (?:me|my))|"
    r"\bnever sponsored\b(?! (?:me|my))|"
    r"\b(?:nobody|no one)(?: (?:here|there|at PLACE))? (?:will |would |can )?sponsors?\b(?! (?:me|my))|"
    r"\bno (?:visa )?sponsor(?:ship|"
    r"s|ing)?\b|\bsponsors? (?:nobody|nothing|none|neither|no one)\b|\bonly (?:takes? |accepts? |hires? |"
    r"interviews? )?(?:us citizens|citizens|green card|gc holders|permanent (?:ROLE|residents)|citizen)|"
    r"\bcitizens (?:(?:and|or|&) (?:green cards?|gc|permanent (?:ROLE|residents))(?: holders)? )?only\b|"
    r"\bsponsors? only (?:for )?(?:us|citizens|american|amgs?|green)|\bgc only\b|"
    r"\bgreen card (?:holders )?only\b|\bonly (?:with|if)(?: [\w']+){0,3} (?:green cards?|citizenship)\b|"
    r"\b(?:requires?|requiring|insists? on|demands?|(?:(?<=PLACE )|(?:they|you|program|hospital|"
    r"ROLE|it) (?:\w+ )?)(?:wants?|needs?|asks? for)) (?:an? |the |us )?"
    r"(?:green cards?|citizens?(?:hip)?|permanent resid\w+)|"
    r"\b(?:green card|citizenship)(?: or \w+)? (?:is )?(?:required|needed|mandatory|a must)\b|"
    r"\bsponsorship (?:is |: |= |- |— )*(?:no|none|zero|nope|not)\b|"
    r"\b(?:not|non) ?-? ?(?:an? )?(?:visa-? ?)?sponsoring\b"
)
_ANY_YES = re.compile(
    r"\b(?:will|would|can|do|does|they) sponsor\b|\bsponsors? (?:everything|everyone|everybody|anything|all|anyone|"
    r"anybody|whatever)\b|\bsponsors\b|\bis sponsoring\b|\bsponsorship (?:is )?(?:available|possible|okay|yes|"
    r"no problem)\b"
)
_SPONSORING_HOLDS = ("sponsor", "both", "citizen", "green card", "gc", "permanent")
_BOTH = re.compile(
    r"\b(?:sponsor(?:s|ed|ing)?|takes?|accepts?|does|do|support|supports|offers?) both\b(?! (?:prelim|"
    r"categorical|POSITION|SPEC|img|of))|\bboth (?:okay|fine|yes|sponsored|accepted)\b|\bboth are (?:okay|fine|"
    r"sponsored|possible|good)\b|: both(?! (?:n|no|not))\b|\byes to both\b"
)
_TAKES_BOTH = re.compile(r"(?:(?<=PLACE )|(?<=they )|(?<=program ))(?:takes?|accepts?) both\b(?=\W*$| ,)")
_ANOTHER_PAIR = re.compile(r"\b(?:POSITION|SPEC|imgs?|prelims?|amgs?|dos?|mds?|steps?)\b")
"""Where a pair of something else is spoken of, "they take both" tells nothing of visas."""
_NOT_TOLD = re.compile(
    r"\b(?:nobody|no one|not|couldn't|can't|didn't|don't|doesn't|never)\b.{0,40}\b(?:whether|if) (?:they |PLACE |it )*$"
)
"""Before what nobody knew: "nobody could tell me whether they sponsor"."""
_SPEAKS_OF_VISAS = re.compile(r"\bVISA\b|\bsponsor")
_SOFTENED = next(rule for rule in BEFORE if rule.says is Verdict.MAYBE).pattern
_PERSONAL_SPONSOR = re.compile(
    r"\b(?:my|your|our|of|two|three|several) sponsors?\b|sponsors? me\b|mentors|mentor\b|be (?:my|a) sponsor|"
    r"a sponsor\b|drug|breakfast|lunch|"
    r"dinner|event|industry|which|who "
)


def said_of_sponsoring(sentence: str, message: str) -> tuple[re.Match[str], str, tuple[str, ...]] | None:
    """Return the words of the *sentence* of a *message* that say it, yes, no or maybe, and of which visas."""
    if not holds_any(sentence, _SPONSORING_HOLDS):
        return None
    match = _ANY_NO.search(sentence) or (_BOTH.search(sentence) if _SPEAKS_OF_VISAS.search(message) else None)
    if match is None and "PLACE" in message and not _ANOTHER_PAIR.search(message):
        match = _TAKES_BOTH.search(sentence)
    value = "yes"
    visas: tuple[str, ...] = ("H-1B", "J-1")
    if match is not None and match.re is _ANY_NO:
        value, visas = "no", ("any",)
    elif match is None:
        match = _ANY_YES.search(sentence)
        visas = ("any",)
        if match is None or _PERSONAL_SPONSOR.search(sentence):
            return None
        before, after = f" {sentence[: match.start()].strip()} ", f" {sentence[match.end() :].strip()} "
        if is_unsaid(before, after) or _NOT_TOLD.search(before):
            return None
        value = "maybe" if _SOFTENED.search(sentence) else "yes"
    return match, value, visas
