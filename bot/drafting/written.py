"""What is checked, as the resident pasted it or as we drafted it, and what is said of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.resident import Resident
from bot.drafting.kinds import KINDS, Channel, kind_asked_for
from bot.drafting.limits import limits


class Level(StrEnum):
    STOP = "stop"  # do not send it like this
    WARN = "look again"
    HINT = "tone"


@dataclass(frozen=True, slots=True)
class Remark:
    """*about* names what it is about in a word or two; *text* says what, why and what to do."""

    level: Level
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """Words to be checked. *kind* is None where they are the resident's own and do not say what they are.

    *to_name* is whom the resident says they are for.
    """

    subject: str
    body: str
    kind: DraftKind | None = None
    to_name: str = ""

    @property
    def words(self) -> int:
        return len(self.body.split())

    @property
    def questions(self) -> int:
        return len(re.findall(r"\?+", re.sub(r"https?://\S+", "", self.body)))

    @property
    def seconds(self) -> int:
        return round(self.words * 60 / limits().introduction.words_a_minute)

    @property
    def channel(self) -> Channel:
        return KINDS[self.kind].channel if self.kind else Channel.EMAIL


@dataclass(frozen=True, slots=True)
class Sending:
    """Who writes to whom: *to* where it is known; *contacts* all whom the resident knows."""

    resident: Resident | None = None
    to: Contact | None = None
    contacts: Sequence[Contact] = ()


_SUBJECT = re.compile(r"^\s*(?:subject|re)\s*:\s*(?P<subject>[^\n]*)\n?", re.IGNORECASE)
_NAMED_KIND = re.compile(
    r"^\s*(?:(?:this|my|the|an?)\s+)*(?P<kind>linked ?in(?: note| headline)?|headline|intro(?:duction)?|elevator pitch|"
    r"visa (?:phrase|line|sentence)|cold e-?mail|thank[- ]you(?: note| e-?mail)?|opening inquiry|letter request|"
    r"e-?mail|message|text|draft|note)(?:\s+(?:to|for)\s+(?P<to>(?!dear\b)[^:\n]{2,40}?))?\s*[:\n]\s*",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"^\s*(?:to|for)\s+(?P<name>(?:(?:dr|prof)\.?\s+)?[A-Z][\w .'’-]{1,40}?)\s*[:\n]\s*", re.IGNORECASE
)
GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[,]?\s+"
    r"(?P<name>(?:(?:dr|prof|professor|doctor|mr|ms|mrs)\b\.?\s*)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’-]*){0,3})?",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = re.compile(
    r"^\s*(?:(?:hi|hello|good (?:morning|afternoon|evening))\b[^.\n]{0,20})?(?:i['’]?m|i am|my name is)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"(?:^|(?<=[.!?])[ \t])\s*(?:(?:with |many |warm |kind |best )*(?:regards|wishes|thanks)|thank you|sincerely|"
    r"respectfully|warmly|best|thanks)"
    r"\b[^\n]{0,30}$",
    re.IGNORECASE | re.MULTILINE,
)


def read_written(text: str) -> Written:
    """Return subject, body and kind of what the resident pasted: "linkedin: …", "intro: …", or an e-mail as it is."""
    addressed = _ADDRESSED.match(text)
    if addressed:
        text = text[addressed.end() :]
    named = _NAMED_KIND.match(text)
    kind = None
    if named:
        text = text[named.end() :]
        kind = kind_asked_for(named["kind"])
        if named["kind"].lower().replace(" ", "").startswith("linkedin") and "headline" not in named["kind"].lower():
            kind = DraftKind.LINKEDIN_NOTE
    subject = _SUBJECT.match(text)
    body = text[subject.end() :] if subject else text
    if kind is None and not named and not subject and _SPOKEN.match(body) and not CLOSING.search(body):
        kind = DraftKind.INTRODUCTION
    to_name = addressed["name"].strip() if addressed else (named["to"] or "").strip() if named else ""
    return Written(subject["subject"].strip() if subject else "", body.strip(), kind, to_name)


def says(text: str, phrase: str) -> bool:
    """Tell whether a phrase stands in a text as whole words, whatever their case and the space between them."""
    head = r"(?<!\w)" if phrase[0].isalnum() else ""
    tail = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.search(head + re.escape(phrase).replace(r"\ ", r"\s+") + tail, text, re.IGNORECASE) is not None
