"""Drafts: short, warm and honest. A gap in [brackets] is left wherever the notes do not know."""

import re

from bot.domain.contact import Contact
from bot.domain.knowledge import Encounter
from bot.domain.note import Note
from bot.domain.recall import shorten
from bot.domain.resident import Resident
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Draft, Reply
from bot.replies.people import short_name

_GAP = re.compile(r"\[[^\]]+\]")

_ASKED_FOR = (
    (FollowUpKind.THANK_YOU, re.compile(r"\bthank|\bcard\b|\bthx\b|\bgrateful", re.IGNORECASE)),
    (FollowUpKind.ASK_LETTER, re.compile(r"\bletter|\blor\b|\brecommendation", re.IGNORECASE)),
    (FollowUpKind.CONNECT, re.compile(r"\blinked ?in\b", re.IGNORECASE)),
    (FollowUpKind.APPLY, re.compile(r"\bopening|\bposition|\bspot\b", re.IGNORECASE)),
)

_SUBJECTS = {
    FollowUpKind.THANK_YOU: "Thank you",
    FollowUpKind.ASK_LETTER: "A letter of recommendation",
    FollowUpKind.APPLY: "A question about open positions",
    FollowUpKind.CONNECT: "",
}

_BODIES = {
    FollowUpKind.THANK_YOU: (
        "Thank you for {where}. [One thing you learned from them] has changed how I work.\n\n"
        "I hope to continue in [your goal], and I would be glad to stay in touch."
    ),
    FollowUpKind.ASK_LETTER: (
        "I learned a great deal from {where}. I am applying for [what you apply for] this season.\n\n"
        "Do you feel you know my work well enough to write me a strong letter? If not, I fully understand.\n\n"
        "I can send my CV and a page of talking points, and the deadline is [date]."
    ),
    FollowUpKind.APPLY: (
        "I am a preliminary medicine resident at {program}. May I ask whether your program expects an open PGY-2 "
        "position for [the coming year]?\n\nI can send my CV and personal statement the same day."
    ),
    FollowUpKind.CONNECT: (
        "I am a preliminary medicine resident at {program}. I enjoyed {where} and would like to learn from your path."
    ),
}
_ADVICE = (
    "I am a preliminary medicine resident at {program}, and I have been thinking of {where}.\n\n"
    "May I ask you [one question only they can answer]?\n\nI know how full your days are; a line is plenty."
)


def kind_asked_for(text: str) -> FollowUpKind:
    """Return what sort of message the words ask for, EMAIL where they do not say."""
    return next((kind for kind, asks in _ASKED_FOR if asks.search(text)), FollowUpKind.EMAIL)


def to_whom(kind: FollowUpKind) -> Reply:
    what = "thank-you" if kind is FollowUpKind.THANK_YOU else "message"
    return Reply(f"Gladly. Who is the {what} for? Name them and I use what you told me.")


def draft_for_name(kind: FollowUpKind, name: str) -> Reply:
    """Draft to someone never told of: all that is personal is a gap."""
    return _reply(kind, f"Dr. {name}", "[where you met]", "[your hospital]", "[your name]", None)


def draft(kind: FollowUpKind, contact: Contact, met: Encounter | None, note: Note | None, resident: Resident) -> Reply:
    where = f"our time at {met.where}" if met and met.where else "[where you met]"
    program = resident.program or "[your hospital]"
    return _reply(kind, short_name(contact), where, program, resident.name or "[your name]", note)


def _reply(kind: FollowUpKind, to: str, where: str, program: str, sender: str, note: Note | None) -> Reply:
    body = _BODIES.get(kind, _ADVICE).format(where=where, program=program)
    greeting = "" if kind is FollowUpKind.CONNECT else f"Dear {to},\n\n"
    closing = "" if kind is FollowUpKind.CONNECT else f"\n\nWith kind regards,\n{sender}, MD"
    body = f"{greeting}{body}{closing}"
    gaps = tuple(dict.fromkeys(_GAP.findall(body)))
    told = f" Last you told me: “{shorten(note.text)}”" if note else ""
    fill = (
        f"Fill the {len(gaps)} gaps in [brackets] before you send it." if gaps else "Read it once before you send it."
    )
    return Reply(f"{fill}{told}", title=f"Draft to {to}", draft=Draft(_SUBJECTS.get(kind, "Brief advice"), body, gaps))
