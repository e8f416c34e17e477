"""Words that look like a patient's identity: a record number, a date of birth, or a name beside a room or diagnosis.

What is found here is not stored before the resident confirms or redacts it (product.md, "It guards tired people").
"""

import re

from bot.understanding.meaning import Span

_CLINICAL = (
    r"(?:room|rm|bed) ?#?\d|\bdx\b|diagnos|admitted|discharged|intubated|coded|chf|copd|dka|sepsis|septic|pneumonia|"
    r"cancer|carcinoma|lymphoma|leukemia|stroke|stemi|nstemi|gi bleed|cirrhosis|hiv|tuberculosis|overdose|esrd|metastat"
)
IDENTITIES = (
    re.compile(r"\bMRN\b\W{0,3}\d{4,}", re.IGNORECASE),
    re.compile(r"\b(?:DOB|date of birth)\b\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", re.IGNORECASE),
    re.compile(r"\b(?:pt|patient)\s+(?:named\s+|is\s+|called\s+)?(?-i:[A-Z][a-z]+(?:\s+[A-Z][a-z]+)?)", re.IGNORECASE),
)
_COURTESY = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\b\.?\s+[A-Z][\w'’-]+")
_NEAR = re.compile(_CLINICAL, re.IGNORECASE)
_REACH = 80  # characters after the name in which a room or diagnosis makes it a patient's


def find_patients(text: str) -> tuple[Span, ...]:
    """Return the spans that look like a patient's identity, in the order told.

    >>> [(s.start, s.end) for s in find_patients("Mr. Ortiz in room 12 with sepsis")]
    [(0, 9)]
    >>> find_patients("ID clinic with Dr. Feng, 14 patients, room 6, one Whipple")
    ()
    """
    spans = [Span(*match.span()) for pattern in IDENTITIES for match in pattern.finditer(text)]
    spans += [Span(*m.span()) for m in _COURTESY.finditer(text) if _NEAR.search(text, m.end(), m.end() + _REACH)]
    return tuple(sorted(set(spans)))
