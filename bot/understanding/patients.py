"""Words that look like a patient's identity: a record number, a date of birth, or a name beside a room or diagnosis.

What is found here is not stored before the resident confirms or redacts it.
"""

import re

from bot.understanding.meaning import Span
from bot.understanding.reading import FAMILY_NAMES, GIVEN_NAMES

_CLINICAL = (
    r"(?:room|rm|bed) ?#?\d|\bdx\b|diagnos|admitted|discharged|intubated|coded|chf|copd|dka|sepsis|septic|pneumonia|"
    r"cancer|carcinoma|lymphoma|leukemia|stroke|stemi|nstemi|gi bleed|cirrhosis|hiv|tuberculosis|overdose|esrd|metastat"
)
_DAY = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|[a-z]{3,9}\.? \d{1,2},? \d{4})"
_NO_DOCTOR = r"(?<!Dr )(?<!Dr\. )(?<!Drs )(?<!Prof )"
_FULL_NAME = r"\b[A-Z][a-z]+ [A-Z][a-z'’-]+"
_ILL = (
    r"chf|copd|dka|sepsis|septic shock|pneumonia|stroke|stemi|nstemi|gi bleed|cirrhosis|lymphoma|leukemia|overdose|esrd"
)
_WORK = r"project|research|study|studies|clinic|committee|work|talk|qi|paper|poster|trial|review|outcomes|data|bundle"
IDENTITIES = (
    re.compile(r"\b(?:MRN|medical record(?: (?:number|no\.?))?)\b\W{0,3}\d{4,}", re.IGNORECASE),
    re.compile(rf"\b(?:DOB|date of birth|born(?: on)?)\b\W{{0,3}}{_DAY}", re.IGNORECASE),
    re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])"),  # a social security number
    re.compile(r"\b(?:pt|patient)\s+(?:named\s+|is\s+|called\s+)?(?-i:[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)", re.IGNORECASE),
    re.compile(r"\b(?:pt|patient)\s*:\s*(?-i:[A-Z][\w.]*\s+[A-Z][a-z]+)", re.IGNORECASE),
    # A full name in a room, or with a diagnosis that is no project: "John Smith in room 412", "Jane Roe with sepsis".
    re.compile(
        rf"{_NO_DOCTOR}{_FULL_NAME},? (?:(?i:in|from|of) )?(?i:room|rm|bed) ?#?\d"
        rf"|{_NO_DOCTOR}{_FULL_NAME},? (?i:with|w/|had|has|survived) (?i:an? )?(?i:{_ILL})\b(?! (?i:{_WORK}))"
    ),
    # A full name with age and sex: "John Smith, 54M".
    re.compile(
        r"(?<!Dr )(?<!Dr\. )\b[A-Z][a-z]+ [A-Z][a-z'’-]+,? \(?\d{1,3} ?(?:[MF]\b|(?:yo|y/o|yrs?|years?[ -]old)\b)"
    ),
)
_VERBS = frozenset({"will", "may", "mark", "drew", "hope", "bill"})  # given names too: "the patient may long for rest"
_IN_SMALL_LETTERS = re.compile(r"\b(?:pt|patient) (?P<given>[a-z]{2,}) (?P<family>[a-z]{2,})\b")
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\b\.?\s+[A-Z][\w'’-]+")
_NEAR = re.compile(_CLINICAL, re.IGNORECASE)
_REACH = 80  # characters after the name in which a room or diagnosis makes it a patient's


# Nearly every message holds none of these and is done with one look; most letters begin none.
_HINT = re.compile(
    r"(?=[bdhmprsw\d])(?:\b(?:mrn|medical record|dob|date of birth|born|pt|patient|mrs?|ms|miss)\b|\d-\d\d-\d"
    r"|\d ?(?:[mf]\b|yo\b|y/o|yr|year)|\b(?:room|rm|bed) ?#?\d"
    rf"|\b(?:with|w/|had|has|survived) (?:an? )?(?:{_ILL})\b)"
)


def find_patients(text: str) -> tuple[Span, ...]:
    """Return the spans that look like a patient's identity, in the order told.

    >>> [(s.start, s.end) for s in find_patients("Mr. Ortiz in room 12 with sepsis")]
    [(0, 9)]
    >>> find_patients("ID clinic with Dr. Feng, 14 patients, room 6, one Whipple")
    ()
    """
    if not _HINT.search(text.lower()):
        return ()
    spans = [Span(*match.span()) for pattern in IDENTITIES for match in pattern.finditer(text)]
    spans += [Span(*m.span()) for m in _COURTESY.finditer(text) if _NEAR.search(text, m.end(), m.end() + _REACH)]
    spans += [
        Span(*match.span())
        for match in _IN_SMALL_LETTERS.finditer(text)
        if match["given"] in GIVEN_NAMES and match["family"] in FAMILY_NAMES and match["given"] not in _VERBS
    ]
    return tuple(sorted(set(spans)))
