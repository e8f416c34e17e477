"""Hold words against the playbook's limits, with the reason for each remark: our drafts and own texts alike."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.matching import match_contact
from bot.domain.names import fold
from bot.domain.resident import Resident
from bot.drafting.compose import GAP
from bot.drafting.encounters import sort_of_place
from bot.drafting.grammar import has_degree
from bot.drafting.kinds import KINDS, Channel, kind_asked_for
from bot.drafting.limits import limits
from bot.replies.people import short_name


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
_GREETING = re.compile(
    r"^\s*(?:dear|hi|hello|good (?:morning|afternoon|evening))\b[,]?\s+"
    r"(?P<name>(?:(?:dr|prof|professor|doctor|mr|ms|mrs)\b\.?\s*)?[A-Z][\w'’.-]*(?:\s+[A-Z][\w'’-]*){0,3})?",
    re.IGNORECASE | re.MULTILINE,
)
_SPOKEN = re.compile(
    r"^\s*(?:(?:hi|hello|good (?:morning|afternoon|evening))\b[^.\n]{0,20})?(?:i['’]?m|i am|my name is)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:^|(?<=[.!?])[ \t])\s*(?:(?:with |many |warm |kind |best )*(?:regards|wishes|thanks)|thank you|sincerely|"
    r"respectfully|warmly|best|thanks)"
    r"\b[^\n]{0,30}$",
    re.IGNORECASE | re.MULTILINE,
)
_WHO_I_AM = re.compile(
    r"\b(?:i am|i['’]m|my name is|this is|as an?)\b[^.\n]{0,120}"
    r"\b(?:resident|intern|physician|doctor|img|prelim\w*|pgy)\b"
    r"|\bresident\b",
    re.IGNORECASE,
)
_SPECIFIC = re.compile(
    r"\b(?:our (?:conversation|talk|discussion|chat|time|meeting)|we (?:met|talked|spoke|discussed|worked)|"
    r"(?:talk|talking|talked|spoke|speaking|meeting|working) with (?:me|you)|"
    r"your (?:talk|lecture|session|poster|paper|article|study|work|research|project|advice|presentation|clinic|team|"
    r"teaching|path|panel)|you (?:said|told|taught|mentioned|showed|advised)|(?:on|from|during|after) (?:the )?"
    r"(?:rounds|rotation|wards|micu|icu|ccu)|what brought me to you|time i spent)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|\+?\d[\d\s().-]{7,}\d|\[your e-mail and phone\]")
LEAVING = re.compile(
    r"\b(?:transfer\w*|leav(?:e|ing) (?:my|our|the|this|your) (?:program|residency|hospital)|"
    r"(?:other|another|different|new) programs?|elsewhere|openings? (?:at|in) |"
    r"positions? (?:at|in) (?!(?:internal|general|hospital|family|emergency) (?:medicine|surgery))(?-i:(?=[A-Z]))|"
    r"reappl\w*|re-apply\w*|looking for (?:a|another) (?:program|place|position|spot))",
    re.IGNORECASE,
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
    if kind is None and not named and not subject and _SPOKEN.match(body) and not _CLOSING.search(body):
        kind = DraftKind.INTRODUCTION
    to_name = addressed["name"].strip() if addressed else (named["to"] or "").strip() if named else ""
    return Written(subject["subject"].strip() if subject else "", body.strip(), kind, to_name)


def check(written: Written, sending: Sending) -> list[Remark]:
    """Return all remarks, what stops it first."""
    remarks = [*_gaps(written), *_recipient(written, sending)]
    match written.kind:
        case DraftKind.LINKEDIN_NOTE:
            remarks += _linkedin(written, sending)
        case DraftKind.LINKEDIN_HEADLINE:
            remarks += _headline(written)
        case DraftKind.INTRODUCTION:
            remarks += _introduction(written)
        case DraftKind.VISA_PHRASE:
            remarks += _visa_phrase(written)
        case DraftKind.MENTOR_BRIEF | DraftKind.CV_BULLETS:
            pass
        case _:
            remarks += _email(written)
    remarks += _tone(written)
    order = list(Level)
    return sorted(remarks, key=lambda remark: order.index(remark.level))


def _gaps(written: Written) -> Iterator[Remark]:
    gaps = list(dict.fromkeys(GAP.findall(f"{written.subject}\n{written.body}")))
    if gaps:
        yield Remark(Level.STOP, "Gaps", f"Still to fill: {', '.join(gaps)}. Nothing with a gap is ready to send.")


def _email(written: Written) -> Iterator[Remark]:
    line, kind = limits().email, written.kind
    if written.words > line.stop_words:
        yield Remark(
            Level.STOP,
            "Length",
            f"{written.words} words; {line.stop_words} is the most a busy reader finishes. Cut it.",
        )
    elif written.words > line.warn_words:
        yield Remark(
            Level.WARN,
            "Length",
            f"{written.words} words; up to {line.warn_words} gets read on a phone. Cut a sentence or two.",
        )
    if kind is None or KINDS[kind].asks:
        yield from _questions(written)
    if kind is None or KINDS[kind].first:
        yield from _job(written)
    if not written.subject:
        yield Remark(
            Level.WARN,
            "Subject",
            "No subject. Say what it is in a few words; for a first e-mail: “Request for brief advice”.",
        )
    elif kind is DraftKind.COLD_EMAIL and "brief advice" not in written.subject.lower():
        yield Remark(
            Level.WARN, "Subject", "For a first e-mail let the subject say “brief advice”: it promises a small ask."
        )
    yield from _frame(written)


def _questions(written: Written) -> Iterator[Remark]:
    line = limits().email
    if written.questions < line.least_questions:
        yield Remark(Level.WARN, "Question", "It asks nothing. One clear question makes it easy to answer.")
    elif written.questions > line.most_questions:
        yield Remark(
            Level.WARN,
            "Questions",
            f"{written.questions} questions; one or two get answered, more get put off. "
            "Keep the ones only they can answer.",
        )


def _job(written: Written) -> Iterator[Remark]:
    text = f"{written.subject} {written.body}"
    request = limits().job_request
    asked = next((phrase for phrase in request.phrases if _says(text, phrase)), None)
    if asked is None:
        found = next((match for each in request.patterns if (match := re.search(each, text, re.IGNORECASE))), None)
        asked = found[0] if found else None
    if asked:
        yield Remark(
            Level.STOP,
            "Job request",
            f"“{asked}” asks for a place. The first e-mail asks for advice only; a request for a job closes the door. "
            "Ask one question instead, and the place can come up in the second.",
        )


def _frame(written: Written) -> Iterator[Remark]:
    body = written.body
    if not _GREETING.search(body[:120]):
        yield Remark(Level.WARN, "Greeting", "No greeting. “Dear Dr. Patel,” is always right.")
    if not _SPECIFIC.search(body) and not sort_of_place(body) and written.kind not in _NO_REFERENCE:
        yield Remark(
            Level.WARN,
            "Specific reference",
            "Nothing in it is only about them. Name where you met, their talk or their work.",
        )
    if not _WHO_I_AM.search(body):
        yield Remark(Level.WARN, "Introduction", "It does not say who you are: name, preliminary resident, hospital.")
    if not _CLOSING.search(body):
        yield Remark(Level.WARN, "Sign-off", "No sign-off. Close with “Best regards,” and your name.")
    elif not (has_degree(body) and _CONTACT.search(body)):
        yield Remark(
            Level.HINT,
            "Signature",
            "Sign with name, MD, institution, and an e-mail or phone, so that answering is easy.",
        )


_NO_REFERENCE = frozenset(
    (
        DraftKind.DIRECTOR_MEETING,
        DraftKind.UPDATE,
        DraftKind.LETTER_PACKET,
        DraftKind.LETTER_REMINDER,
        DraftKind.OPENING_INQUIRY,
        DraftKind.CALL_REQUEST,
        DraftKind.CHECK_IN,
    )
)


def _introduction(written: Written) -> Iterator[Remark]:
    line = limits().introduction
    spoken = f"{written.words} words, about {written.seconds} seconds"
    if written.words > line.most_words:
        yield Remark(
            Level.STOP,
            "Length",
            f"{spoken}; {line.least_seconds} to {line.most_seconds} seconds "
            f"({line.least_words}-{line.most_words} words) is what people listen to. Cut it.",
        )
    elif written.words < line.least_words:
        yield Remark(
            Level.WARN,
            "Length",
            f"{spoken}; {line.least_words}-{line.most_words} words leave room for who you are, "
            "your goal, one line of work and the ask.",
        )
    if "?" not in written.body and "advice" not in written.body.lower():
        yield Remark(Level.WARN, "Ask", "End with the ask for advice, so that they have something to say.")
    yield from _job(written)


def _linkedin(written: Written, sending: Sending) -> Iterator[Remark]:
    line, length = limits().linkedin, len(written.body)
    paid = sending.resident is not None and sending.resident.story.paid_linkedin
    if length > line.paid_characters:
        yield Remark(
            Level.STOP,
            "Length",
            f"{length} characters; LinkedIn takes {line.paid_characters} with a paid account, "
            f"{line.free_characters} with a free one.",
        )
    elif length > line.free_characters and not paid:
        yield Remark(
            Level.WARN,
            "Length",
            f"{length} characters; fine on a paid account ({line.paid_characters}), too long for a free "
            f"one ({line.free_characters}). If yours is paid, tell me “I have LinkedIn Premium”.",
        )
    if not _WHO_I_AM.search(written.body):
        yield Remark(Level.HINT, "Introduction", "Say in a word who you are: a preliminary resident, and where.")
    yield from _job(written)


def _headline(written: Written) -> Iterator[Remark]:
    most = limits().linkedin.headline_characters
    if len(written.body) > most:
        yield Remark(Level.STOP, "Length", f"{len(written.body)} characters; a headline takes {most}.")


def _visa_phrase(written: Written) -> Iterator[Remark]:
    most = limits().visa_phrase.most_words
    if written.words > most:
        yield Remark(
            Level.STOP, "Length", f"{written.words} words; {most} at most: status, and what you want. No defense."
        )


def _tone(written: Written) -> Iterator[Remark]:
    text = f"{written.subject}\n{written.body}"
    for tone in limits().tone:
        found = next((words for words in tone.words if _says(text, words)), None)
        if found:
            yield Remark(Level.HINT, f"“{found}”", tone.why)


def _recipient(written: Written, sending: Sending) -> Iterator[Remark]:
    """Guard against the wrong recipient: another name in the greeting, another's program in the text, the own PD."""
    greeting = _GREETING.search(written.body[:120])
    named = greeting["name"] if greeting and greeting["name"] else ""
    to = sending.to
    if named and not GAP.search(named):
        meant = match_contact(named, sending.contacts)
        another = meant.certain is not None and to is not None and meant.certain.id != to.id
        if to and (another or (_TITLED.match(named) and not _could_be(named, to))):
            yield Remark(
                Level.STOP, "Recipient", f"It greets {named}, and goes to {short_name(to)}. Which of the two is it for?"
            )
        to = to or meant.certain
    if to is None:
        return
    home = to.position.institution
    others = {
        c.position.institution
        for c in sending.contacts
        if c.position.institution and home and not _overlaps(c.position.institution, home)
    }
    for other in sorted(others):
        own = sending.resident and sending.resident.program and _overlaps(other, sending.resident.program)
        if home and not own and _called_theirs(other, written.body):
            yield Remark(
                Level.STOP,
                "Recipient",
                f"It speaks of their place as {other}; {short_name(to)} is at {home}. Is it the right person?",
            )
        elif home and not own and _says(written.body, other) and not _says(written.body, home):
            yield Remark(
                Level.WARN,
                "Recipient",
                f"It names {other} and not {home}, where {short_name(to)} is. Is it the right person?",
            )
    program = sending.resident.program if sending.resident else None
    if home and program and _overlaps(home, program) and LEAVING.search(f"{written.subject}\n{written.body}"):
        yield Remark(
            Level.STOP,
            "Recipient",
            f"It speaks of leaving, and {short_name(to)} is at {home}, your own program. "
            "Send it only if that is what you mean.",
        )


_TITLED = re.compile(r"(?:dr|prof|professor|doctor|mr|ms|mrs)\b", re.IGNORECASE)


def _could_be(named: str, to: Contact) -> bool:
    """Tell whether a greeting may mean this person, who is perhaps known by the first name alone."""
    match = match_contact(_TITLED.sub("", named).strip(" ."), [to])
    return match.certain is not None or bool(match.candidates)


def _called_theirs(place: str, body: str) -> bool:
    """Tell whether a text calls *place* the reader's own: "your program at Mercy", "your Mercy program"."""
    name = re.escape(place)
    return bool(
        re.search(
            rf"\byour (?:\w+ ){{0,3}}(?:program|hospital|team|department)?\s*(?:at|in) (?:the )?{name}\b"
            rf"|\byour {name}\b|\b(?:you|your team) (?:are |is )?(?:at|run|lead|built) (?:\w+ ){{0,2}}{name}\b",
            body,
        )
    )


def _overlaps(one: str, other: str) -> bool:
    a, b = set(fold(one)), set(fold(other))
    return bool(a and b) and (a <= b or b <= a)


def _says(text: str, phrase: str) -> bool:
    head = r"(?<!\w)" if phrase[0].isalnum() else ""
    tail = r"(?!\w)" if phrase[-1].isalnum() else ""
    return re.search(head + re.escape(phrase).replace(r"\ ", r"\s+") + tail, text, re.IGNORECASE) is not None
