"""What a note tells of the resident's own standing with the Match and their program; the gates rest on it."""

import re

_ME = r"(?<!\w)(?:i|we)(?:['’]ve| have| just)?\s+(?:just |now )?"
MATCHED = re.compile(
    rf"(?:{_ME}|^\s*(?:just )?|^\W*(?:not applying[^,;.]{{0,30}}|(?:good|great|big) news|update|guess what|yay|"
    rf"omg|finally)[,;:.!–-]+\s*(?:just )?)matched\b(?! with (?:my|a) mentor)(?!.{{0,20}}\bmentor\b)",
    re.IGNORECASE | re.MULTILINE,
)
NOT_MATCHED = re.compile(r"\b(?:didn['’]?t|did not|un|not) ?match(?:ed)?\b|\bunmatched\b", re.IGNORECASE)
UNMATCHED = re.compile(
    r"(?:^|(?<!\w)i\s+)(?:just\s+)?(?:did ?n['’]?t|did not|do ?n['’]?t|failed to)\s+(?:end up )?match(?:ing)?\b(?!ed)"
    r"|(?<!\w)i(?:['’]m| am| was| went| ended up| got)\s+unmatched\b|^\s*(?:went )?unmatched\b|^\s*no match\b(?! day)",
    re.IGNORECASE | re.MULTILINE,
)
WAIVER = re.compile(
    r"\bwaiver\b.{0,40}\b(?:granted|approved|came through|received|got)\b|\b(?:got|have|received|granted)\b.{0,30}\b"
    r"(?:nrmp|match) waiver\b|\b(?:got|have|received|granted|gave)\b.{0,30}\bwaiver\b.{0,20}\b(?:nrmp|match)\b"
    r"|\breleased (?:me )?from (?:my|the) match\b",
    re.IGNORECASE,
)
_NO_WAIVER = re.compile(
    r"\b(?:not|never|\w+n['’]t|denied|refused|waiting|hop(?:e|ing)|if|ask(?:ed|ing)?|request(?:ed|ing)?|appl(?:y|ied|ying))\b",
    re.IGNORECASE,
)
DIRECTOR_KNOWS = re.compile(
    r"\b(?:told|informed|talked (?:to|with)|spoke (?:to|with)|let)\b.{0,12}\b(?:my|our|the) (?:own )?"
    r"(?:pd|apd|program director)\b.{0,60}\b(?:leav\w*|transfer\w*|look\w*|opening\w*|appl\w*|elsewhere|position\w*|"
    r"plans?|know)\b"
    r"|\b(?:my|our|the) (?:own )?(?:pd|program director) (?:already |now )?"
    r"(?:knows(?! (?:an?|of|some\w*|people|every\w*|him|her|them|dr|the|about (?:an?|some))\b)|supports|"
    r"is (?:aware|on board|ok|fine))\b",
    re.IGNORECASE,
)


def told_matched(text: str) -> bool:
    """Tell whether the resident says that they matched.

    >>> told_matched("I matched at Mercy!"), told_matched("I didn't match"), told_matched("Dr. Lee matched at UAB")
    (True, False, False)
    """
    return bool(MATCHED.search(text)) and not NOT_MATCHED.search(text)


def told_unmatched(text: str) -> bool:
    """Tell whether the resident says that they did not match.

    >>> [told_unmatched(said) for said in ("I didn't match", "Dr. Lee didn't match here", "if I don't match")]
    [True, False, False]
    """
    return bool(UNMATCHED.search(text)) and not re.search(
        r"\b(?:if|in case|when|unless|whether)\b", text, re.IGNORECASE
    )


def told_waiver(text: str) -> bool:
    """Tell whether a waiver of the Match commitment was granted.

    >>> told_waiver("I got a waiver from the NRMP"), told_waiver("ask about a J-1 waiver")
    (True, False)
    >>> told_waiver("the NRMP waiver was granted"), told_waiver("the NRMP waiver was not granted")
    (True, False)
    """
    return bool(WAIVER.search(text)) and "j-1 waiver" not in text.lower() and not _NO_WAIVER.search(text)


def told_director(text: str) -> bool:
    """Tell whether the own program director knows of the search.

    >>> told_director("told my PD that I'm looking at openings"), told_director("told my PD about the poster")
    (True, False)
    >>> told_director("my PD knows"), told_director("my PD knows a spot at Tufts")
    (True, False)
    """
    return bool(DIRECTOR_KNOWS.search(text))
