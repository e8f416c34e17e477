"""The kinds of words a resident needs, how each is asked for, and whom it goes to.

Each has a template of its own name in templates/.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.draft import DraftKind
from bot.domain.vocabulary import FollowUpKind


class Channel(StrEnum):
    EMAIL = "email"
    LINKEDIN = "linkedin"
    SPOKEN = "spoken"
    PAGE = "page"  # the resident's own: a headline, a brief to take along


SENT_BY = (Channel.EMAIL, Channel.LINKEDIN)
"""How words reach somebody else; the rest is said aloud or kept."""


@dataclass(frozen=True, slots=True)
class KindOfWords:
    """*name* as it is said back; *asked_for* the words by which it is asked for.

    *first* marks what may be the first message to somebody: it asks for no job. *asks* marks what has to hold one or
    two questions. *leaving* marks what speaks of leaving the own program. *personal* is False for what goes to nobody,
    *toned* for what has no other wording.
    """

    name: str
    asked_for: re.Pattern[str]
    channel: Channel = Channel.EMAIL
    first: bool = False
    asks: bool = False
    leaving: bool = False
    personal: bool = True
    toned: bool = True


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REQUESTED = r"(?:linked ?in|\bli\b)"

# In this order: what is more specific is looked for first.
KINDS: dict[DraftKind, KindOfWords] = {
    DraftKind.LINKEDIN_HEADLINE: KindOfWords(
        "LinkedIn headline", _words(rf"{_REQUESTED}.*\bheadline|\bheadline\b"), Channel.PAGE, personal=False
    ),
    DraftKind.LINKEDIN_NOTE: KindOfWords(
        "LinkedIn note", _words(rf"{_REQUESTED}|\bconnection (?:note|request)"), Channel.LINKEDIN, first=True
    ),
    DraftKind.VISA_PHRASE: KindOfWords(
        "visa phrase",
        _words(
            r"\bvisa (?:phrase|line|sentence|statement|blurb)|\b(?:explain|mention|say|describe)\b.*\bmy visa"
            r"|\bphrase\b.*\bvisa"
        ),
        Channel.SPOKEN,
        personal=False,
    ),
    DraftKind.INTRODUCTION: KindOfWords(
        "introduction",
        _words(
            r"\belevator pitch|\bself[- ]intro|\b(?:my|an?|the|short|quick|brief|second|sec|spoken) (?:self[- ])?"
            r"intro(?:duction)?\b|^(?:draft |write |make )?(?:me )?intro(?:duction)?\b|\bintroduce myself|\bpitch\b"
        ),
        Channel.SPOKEN,
        personal=False,
    ),
    DraftKind.THANK_YOU: KindOfWords(
        "thank-you", _words(r"\bthank|\bcard\b|\bthx\b|\bgrateful|\bgratitude|\bappreciat")
    ),
    DraftKind.COLD_EMAIL: KindOfWords(
        "cold e-mail",
        _words(r"\bcold\b|\bfirst (?:e-?mail|message)|\breach(?:ing)? out|\boutreach"),
        first=True,
        asks=True,
    ),
    DraftKind.LETTER_PACKET: KindOfWords("letter packet", _words(r"\bpacket|\btalking points?")),
    DraftKind.LETTER_REMINDER: KindOfWords(
        "letter reminder",
        _words(r"\b(?:remind\w*|nudge|chase)\b.*\b(?:letter|lor|recommendation)|\b(?:letter|lor)s? remind"),
    ),
    DraftKind.LETTER_REQUEST: KindOfWords(
        "letter request",
        _words(
            r"(?<!resignation )(?<!cover )\bletters?\b(?! of (?:interest|intent|resignation))|\blors?\b"
            r"|\brecommendation"
        ),
        asks=True,
    ),
    DraftKind.CALL_REQUEST: KindOfWords(
        "request for a call",
        _words(
            r"\bcall(?:s|ing)? (?:a |the |some |other |another )?(?:pd|program director|director|program)s?\b"
            r"|\bcall (?:\w+ ){0,3}(?:for me|on my behalf)|\b(?:make|making|place|ask\w*|request\w*)\b.*\bcall\b"
            r"|\bvouch for me|\bspeak up for me|\bput in a (?:good )?word"
        ),
        asks=True,
    ),
    DraftKind.DIRECTOR_MEETING: KindOfWords(
        "PD meeting request",
        _words(
            r"\b(?:pd|apd|program director|director)(?:'s|’s)?[ -](?:meeting|questions?)"
            r"|\b(?:meeting|meet|questions?|talk)\b.*\b(?:my|our|the) (?:pd|apd|program director)"
        ),
        asks=True,
    ),
    DraftKind.MENTOR_BRIEF: KindOfWords(
        "mentorship-meeting brief",
        _words(r"\bmentor(?:ship)?(?:[- ]meeting)?[ -](?:brief|agenda|questions)|\bmentor(?:ship)? meeting"),
        Channel.PAGE,
    ),
    DraftKind.MENTOR_ASK: KindOfWords(
        "first mentor ask",
        _words(
            r"\b(?:be|become|being|as) (?:my |a )?mentor|\bmentor(?:ship)? (?:ask|request)|\bask\w*\b.*\bmentor"
            r"|\bfirst ask|\bmentor me\b"
        ),
        first=True,
        asks=True,
    ),
    DraftKind.CHECK_IN: KindOfWords(
        "check-in",
        _words(r"\bcheck(?:ing)?[- ]?in\b|\bkeep(?:ing)? in touch|\bcatch up|\btouch base|\bmentor (?:note|email)"),
    ),
    DraftKind.CONFERENCE_FOLLOW_UP: KindOfWords(
        "conference follow-up", _words(r"\bconference\b|\bfollow(?:ing)?[- ]?up\b"), first=True, asks=True
    ),
    DraftKind.OPENING_INQUIRY: KindOfWords(
        "opening inquiry",
        _words(
            r"\bopenings?\b|\b(?:open )?positions?\b|\bspots?\b|\bvacanc|\btransfer|\bpgy-?\s?[23]\b|\binquir"
            r"|\bleav(?:e|ing)\b|\bletters? of (?:interest|intent)\b"
        ),
        asks=True,
        leaving=True,
    ),
    DraftKind.CV_BULLETS: KindOfWords(
        "CV bullets",
        _words(r"\b(?:cv|resume|résumé) bullets?|\bbullets? for (?:my |the )?(?:cv|resume|résumé)"),
        Channel.PAGE,
        personal=False,
        toned=False,
    ),
    DraftKind.UPDATE: KindOfWords(
        "update",
        _words(
            r"\bupdate|\bnews\b|\bachievement|\bannounc|\btell\b.*\b(?:poster|paper|abstract|accepted|publication|win)"
        ),
    ),
    DraftKind.SEND_PROMISED: KindOfWords(
        "promised e-mail",
        _words(r"\b(?:send\w*|attach\w*|with)\b.*\b(?:cv|resume|résumé|abstract|statement)"),
    ),
    DraftKind.ADVICE_REQUEST: KindOfWords(
        "advice request", _words(r"\badvice|\bguidance|\bask\b.*\b(?:how|what|about)"), first=True, asks=True
    ),
}

OF_FOLLOW_UP = {
    FollowUpKind.THANK_YOU: DraftKind.THANK_YOU,
    FollowUpKind.SEND: DraftKind.SEND_PROMISED,
    FollowUpKind.ASK_LETTER: DraftKind.LETTER_REQUEST,
    FollowUpKind.CONNECT: DraftKind.LINKEDIN_NOTE,
    FollowUpKind.APPLY: DraftKind.OPENING_INQUIRY,
}
"""What "Draft it" writes for what is owed; the rest depends on how well the two know each other."""


_IN_A_WORD = (
    (_words(r"^\W*(?:draft\s+)?(?:my )?visa\W*$"), DraftKind.VISA_PHRASE),
    (_words(r"\bcall\b"), DraftKind.CALL_REQUEST),
    (_words(r"^\W*(?:draft\s+)?brief\b"), DraftKind.MENTOR_BRIEF),
    (_words(r"\bmentor\b"), DraftKind.MENTOR_ASK),
)
"""Single words that name a kind where nothing more is said."""


_NOT_OURS = _words(
    r"\b(?:apolog\w*|reschedul\w*|cancel\w*|postpon\w*|congratulat\w*|condolen\w*|resign\w*|withdraw\w*|declin\w*|"
    r"complain\w*|complaint|invit\w*)\b"
)


def is_no_kind_of_ours(text: str) -> bool:
    """Tell whether words are asked for that no kind here is: an apology must not come out as a request for advice.

    >>> is_no_kind_of_ours("draft an apology to Dr. Kim"), is_no_kind_of_ours("thank Dr. Kim for the invitation")
    (True, False)
    """
    return kind_asked_for(text) is None and bool(_NOT_OURS.search(text))


def kind_asked_for(text: str) -> DraftKind | None:
    """Return the kind that the words ask for; None where they do not say.

    >>> kind_asked_for("cold email for Dr. Lee at UAB")
    <DraftKind.COLD_EMAIL: 'cold_email'>
    """
    told = next((kind for kind, words in KINDS.items() if words.asked_for.search(text)), None)
    return told or next((kind for words, kind in _IN_A_WORD if words.search(text)), None)
