"""Hold words against the playbook's limits, with the reason for each remark: our drafts and own texts alike."""

import re
from collections.abc import Iterator

from bot.domain.draft import DraftKind
from bot.drafting.compose import GAP
from bot.drafting.encounters import sort_of_place
from bot.drafting.grammar import has_degree
from bot.drafting.kinds import KINDS
from bot.drafting.limits import limits
from bot.drafting.recipient import check_recipient
from bot.drafting.written import CLOSING, GREETING, Level, Remark, Sending, Written, says
from bot.replies.counting import counted

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


def check(written: Written, sending: Sending) -> list[Remark]:
    """Return all remarks, what stops it first."""
    remarks = [*_gaps(written), *check_recipient(written, sending)]
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
    asked = next((phrase for phrase in request.phrases if says(text, phrase)), None)
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
    if not GREETING.search(body[:120]):
        yield Remark(Level.WARN, "Greeting", "No greeting. “Dear Dr. Patel,” is always right.")
    if not _SPECIFIC.search(body) and not sort_of_place(body) and written.kind not in _NO_REFERENCE:
        yield Remark(
            Level.WARN,
            "Specific reference",
            "Nothing in it is only about them. Name where you met, their talk or their work.",
        )
    if not _WHO_I_AM.search(body):
        yield Remark(Level.WARN, "Introduction", "It does not say who you are: name, preliminary resident, hospital.")
    if not CLOSING.search(body):
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
    spoken = f"{counted(written.words, 'word')}, about {counted(written.seconds, 'second')}"
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
        found = next((words for words in tone.words if says(text, words)), None)
        if found:
            yield Remark(Level.HINT, f"“{found}”", tone.why)
