"""Who speaks where somebody else is named: of "she said no H-1B. she'll intro me to Dr. Gomez" nothing is Gomez's."""

import re
from dataclasses import replace

from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.meaning import KnownContact
from bot.understanding.possessives import moved_back
from bot.use_cases.lend_subject import one_meant

_SPEAKS = re.compile(
    r"\b(?:(?:met|saw|emailed|called|texted|(?:talked|spoke) (?:to|w/?|with)|with)(?: with)? (?P<her>her|him)"
    r"|(?P<she>s?he))\b"
    r"(?!['’]?s (?:also )?called)",
    re.IGNORECASE,
)
_LED_TO = re.compile(
    r"\b(?:to|with|w/|about|knows?|meet|email|ask|call|contact)(?: (?:their|his|her|the|a|my|old|own|friend))*"
    r"(?: (?:pd|apd|program director|director|chair(?:man|woman)?|chief|coordinator|colleague|boss|mentor)s?,?)?"
    r"(?: (?:dr|prof|professor|doctor)\.?)?\s*\Z",
    re.IGNORECASE,
)
"""What makes the one named somebody else than the one who speaks."""


async def lend_speaker(told: Told) -> Told:
    """Return the turn read with the name of the one told of last for the "she" who leads to somebody named."""
    text = told.meaning.text
    named = min((each.spans["name"].start for each in told.meaning.people if "name" in each.spans), default=0)
    speaks = _SPEAKS.search(text, 0, named)
    if speaks is None or _LED_TO.search(text, speaks.end(), named) is None:
        return told
    start, end = speaks.span("her" if speaks["her"] else "she")
    contact = await one_meant(told, text[start:end])
    if contact is None:
        return told
    name = full_name(contact)
    known = [KnownContact(contact.name, contact.position.role, contact.position.institution)]
    said = f"{text[:start]}{name}{text[end:]}"
    meaning = told.tools.understand(said, told.local_now, told.work.resident.tz, known)
    if contact.name not in [each.name for each in meaning.people]:
        return told
    return replace(told, meaning=replace(moved_back(meaning, start, len(name) - (end - start)), text=text))
