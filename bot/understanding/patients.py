"""Words that look like a patient's identity: a record number, a date of birth, or a name beside a room or diagnosis.

What is found here is not stored before the resident confirms or redacts it.
"""

import re
from collections.abc import Iterator

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
# What is said of patients and seldom of colleagues, and how their name then follows: "54yo lady in rm 12 named Maria
# Lopez", "pt in 412 John Doe", "bed 4: Maria Lopez", "John Doe in 412".
_AGE = r"\d{1,3} ?(?:yo|y/o|yrs? old|years?[ -]old|[mf])\b"
_PLACE = r"(?:room|rm|bed) ?#?\d\w{0,4}"
_SAID_OF_PATIENTS = re.compile(rf"\b(?:pts?|patients?|mrn|dob|{_AGE}|{_PLACE})(?!\w)|\b{_AGE}", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?i:named|called|name is|name was|name of)\s+(?P<name>[A-Z][a-z'’-]+(?: [A-Z][a-z'’-]+)?|[a-z]{2,} [a-z]{2,})"
)
_NAME_AFTER = re.compile(
    rf"\b(?i:(?:pt|patient),?\s+(?:in|from|at)\s+(?:room |rm |bed )?#?\d\w{{0,4}}"
    rf"|(?P<room>(?:room|rm) ?#?\d\w{{0,4}})|{_PLACE}|{_AGE}"
    r"(?:\s+(?:male|female|man|woman|lady|guy|gentleman|pt|patient|girl|boy))?)"
    r"[\s,:;(–-]{1,3}(?:(?i:is|named|called)\s+)?"
    rf"(?P<name>{_FULL_NAME}|[a-z]{{2,}} [a-z]{{2,}})"
)
_NO_GIVEN_NAME = frozenset(
    (
        "dr",
        "drs",
        "prof",
        "attending",
        "met",
        "saw",
        "grand",
        "my",
        "the",
        "our",
        "talked",
        "spoke",
        "discussed",
        "asked",
    )
)
# Once it is known that a patient is spoken of, what stands close to a number of theirs goes with it.
_NAME_BEFORE_NUMBER = re.compile(
    rf"{_NO_DOCTOR}(?P<name>{_FULL_NAME}|\b[a-z]{{2,}} [a-z]{{2,}})[\s,;:(–-]{{1,3}}(?:{_AGE}[\s,;]*)?"
    r"(?:(?i:with|w/)\s+)?(?i:MRN|DOB|date of birth|born|medical record|in \d{2,4}\b)"
)
_NAME_AFTER_NUMBER = re.compile(
    r"(?i:MRN|medical record(?: number)?)\W{0,3}\d{4,}[\s,;:(–-]{1,3}"
    rf"(?P<name>{_FULL_NAME}|[a-z]{{2,}} [a-z]{{2,}})"
)
_ROOM = re.compile(
    r"\b(?:room|rm|bed) ?#?\d\w{0,4}|(?<=\bpt in )\d{1,4}[a-z]?\b|(?<=\bpatient in )\d{1,4}[a-z]?\b", re.IGNORECASE
)
_ROOM_AFTER_NAME = re.compile(r"\s+in (?P<room>\d{2,4}[a-z]?)\b", re.IGNORECASE)
_COLLEAGUE = re.compile(
    r"[\s,(–-]+(?:in (?:room|rm) \w+[\s,(–-]+)?(?:is |was |the |our |my |an? )*(?:a?pd|program director"
    r"|(?:program )?coordinator|attending|fellow|chief|resident|intern|md|do|np|pa|rn|nurse|pharmd|faculty"
    r"|hospitalist)\b",
    re.IGNORECASE,
)
_VERBS = frozenset({"will", "may", "mark", "drew", "hope", "bill"})  # given names too: "the patient may long for rest"
_IN_SMALL_LETTERS = re.compile(r"\b(?:pt|patient) (?P<given>[a-z]{2,}) (?P<family>[a-z]{2,})\b")
_COURTESY = re.compile(
    r"\b(?i:mr|mrs|ms|miss)\b\.?\s+(?:[A-Z][\w'’-]+(?:\s+[A-Z][a-z'’-]+)?|(?P<small>[a-z][a-z'’-]+)\b)"
)
_AGED = re.compile(rf"\s*,?\s*\(?(?:{_AGE}|\d{{2,3}}(?=\s*[,;.)]))", re.IGNORECASE)
_PATIENT_BEFORE = re.compile(
    rf"\b(?:pt|patient|{_PLACE})[\s,:(–-]{{1,3}}(?:(?:is|was|named|called)\s+)?$", re.IGNORECASE
)
_NEAR = re.compile(rf"{_CLINICAL}|\bmrn\b|\bdob\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.;!?\n]|(?<=\bDr)\.|(?<=\d)\.(?=\d))+")
_REACH = 80  # characters after the name in which a room or diagnosis makes it a patient's


# Nearly every message holds none of these and is done with one look, which stops only behind what is no letter.
_HINT = re.compile(
    r"[^a-z](?:(?=[bdhmprsw])(?<=\W)(?:(?:mrn|medical record|dob|date of birth|born|pt|patient|mrs?|ms|miss)\b"
    rf"|(?:room|rm|bed) ?#?\d|(?:with|w/|had|has|survived) (?:an? )?(?:{_ILL})\b)"
    r"|(?<=\d)(?:-\d\d-\d| ?(?:[mf]\b|yo\b|y/o|yr|year)))"
)


def find_patients(text: str) -> tuple[Span, ...]:
    """Return the spans that look like a patient's identity, in the order told.

    >>> [(s.start, s.end) for s in find_patients("Mr. Ortiz in room 12 with sepsis")]
    [(0, 9)]
    >>> find_patients("ID clinic with Dr. Feng, 14 patients, room 6, one Whipple")
    ()
    """
    if not _HINT.search(f" {text.lower()}"):
        return ()
    spans = [Span(*match.span()) for pattern in IDENTITIES for match in pattern.finditer(text)]
    spans += [Span(*match.span()) for match in _COURTESY.finditer(text) if _is_a_patients(match)]
    spans += [
        Span(*match.span())
        for match in _IN_SMALL_LETTERS.finditer(text)
        if match["given"] in GIVEN_NAMES and match["family"] in FAMILY_NAMES and match["given"] not in _VERBS
    ]
    for pattern in (_NAME_AFTER, _NAME_BEFORE_NUMBER, _NAME_AFTER_NUMBER):
        spans += _names(pattern, text)
    for sentence in _SENTENCE.finditer(text):
        if said := _SAID_OF_PATIENTS.search(sentence[0]):
            reach = sentence.start() + said.end()
            spans += [span for span in _names(_NAMED, text) if reach <= span.start < sentence.end()]
    return tuple(sorted(set(spans)))


def _is_a_patients(named: re.Match[str]) -> bool:
    """Whether "Mr. Ortiz" lies in a bed, has an age or a diagnosis: no colleague's is told beside the name."""
    text, start, end = named.string, named.start(), named.end()
    if _PATIENT_BEFORE.search(text, max(start - _REACH, 0), start) or _AGED.match(text, end):
        return True
    return _NEAR.search(text, end, end + _REACH) is not None and (not named["small"] or named["small"] in FAMILY_NAMES)


def find_whole_identities(text: str) -> tuple[Span, ...]:
    """Return all that has to go so that nobody can tell who the patient is: names, numbers, dates of birth and rooms.

    The spans do not overlap. None where find_patients() finds none: a room alone is nobody's.

    >>> [text[s.start : s.end] for text in ["pt in 412 John Doe MRN 123456"] for s in find_whole_identities(text)]
    ['412', 'John Doe', 'MRN 123456']
    """
    found = list(find_patients(text))
    if not found:
        return ()
    names = [match for span in found if (match := _ROOM_AFTER_NAME.match(text, span.end))]
    rooms = [Span(*match.span()) for match in _ROOM.finditer(text)] + [Span(*match.span("room")) for match in names]
    joined: list[Span] = []
    for span in sorted(found + rooms):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def is_patient(text: str, span: Span) -> bool:
    """Tell whether the name at *span* is a patient's, and no colleague's whose work is told beside it."""
    beside = any(found.start < span.end and span.start < found.end for found in find_patients(text))
    return beside and not _COLLEAGUE.match(text, span.end)


def _names(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield the names that a pattern finds; in small letters only what can be nothing else."""
    for match in pattern.finditer(text):
        given, *family = match["name"].casefold().split()
        small = match["name"].islower()
        known = bool(family) and given in GIVEN_NAMES and family[0] in FAMILY_NAMES and given not in _VERBS
        in_room = match.groupdict().get("room")  # "room 204 Smith Tower" is a place
        if known or not (small or given in _NO_GIVEN_NAME or (in_room and given not in GIVEN_NAMES)):
            yield Span(*match.span("name"))
