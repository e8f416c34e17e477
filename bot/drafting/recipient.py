"""Guard against the wrong recipient of words that are about to be sent."""

import re
from collections.abc import Iterator

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.names import same_place
from bot.drafting.compose import GAP
from bot.drafting.written import GREETING, Level, Remark, Sending, Written, says
from bot.replies.people import short_name

LEAVING = re.compile(
    r"\b(?:transfer\w*|leav(?:e|ing) (?:my|our|the|this|your) (?:program|residency|hospital)|"
    r"(?:other|another|different|new) programs?|elsewhere|openings? (?:at|in) |"
    r"positions? (?:at|in) (?!(?:internal|general|hospital|family|emergency) (?:medicine|surgery))(?-i:(?=[A-Z]))|"
    r"reappl\w*|re-apply\w*|looking for (?:a|another) (?:program|place|position|spot))",
    re.IGNORECASE,
)
_TITLED = re.compile(r"(?:dr|prof|professor|doctor|mr|ms|mrs)\b", re.IGNORECASE)


def check_recipient(written: Written, sending: Sending) -> Iterator[Remark]:
    """Yield what speaks against it: another name in the greeting, another's program in the text, or the own PD."""
    greeting = GREETING.search(written.body[:120])
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
        if c.position.institution and home and not same_place(c.position.institution, home)
    }
    for other in sorted(others):
        own = sending.resident and sending.resident.program and same_place(other, sending.resident.program)
        if home and not own and _called_theirs(other, written.body):
            yield Remark(
                Level.STOP,
                "Recipient",
                f"It speaks of their place as {other}; {short_name(to)} is at {home}. Is it the right person?",
            )
        elif home and not own and says(written.body, other) and not says(written.body, home):
            yield Remark(
                Level.WARN,
                "Recipient",
                f"It names {other} and not {home}, where {short_name(to)} is. Is it the right person?",
            )
    program = sending.resident.program if sending.resident else None
    if home and program and same_place(home, program) and LEAVING.search(f"{written.subject}\n{written.body}"):
        yield Remark(
            Level.STOP,
            "Recipient",
            f"It speaks of leaving, and {short_name(to)} is at {home}, your own program. "
            "Send it only if that is what you mean.",
        )


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
