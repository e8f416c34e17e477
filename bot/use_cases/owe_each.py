"""What is owed to each of several who are listed: "owe thank yous: hsu, aldridge, our coordinator debbie"."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention
from bot.use_cases.set_reminder import set_reminder

_OWES = re.compile(
    r"\W*(?:(?:ok|so|also|and|still|now|i)[, ]+)*(?:owe|need to (?:send|write)|have to (?:send|write)|must "
    r"(?:send|write)) (?:the |some )?(?P<what>thank[- ]?you(?:s| notes?| cards?| e-?mails?)?|thanks|e-?mails?|"
    r"updates?|repl(?:y|ies)|calls?|letter requests?)(?: to| for)?\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_KINDS = (
    ("thank", FollowUpKind.THANK_YOU),
    ("call", FollowUpKind.CALL),
    ("letter", FollowUpKind.ASK_LETTER),
)


def owes_each(told: Told) -> bool:
    """Tell whether such a list is all that is told of those named in it."""
    meaning = told.meaning
    owes = _OWES.match(meaning.text) if meaning.people and not meaning.facts and "?" not in meaning.text else None
    if owes is None or len(meaning.people) <= len(meaning.follow_ups):
        return False
    names = [each.spans.get("name") for each in meaning.people]
    return all(name and name.start >= owes.end() for name in names)


async def owe_each(told: Told) -> Reply:
    """Keep one task for each of those named, on the day that is told for all."""
    owes = _OWES.match(told.meaning.text)
    said = owes["what"].lower() if owes else ""
    kind = next((kind for word, kind in _KINDS if said.startswith(word)), FollowUpKind.EMAIL)
    due = next((each for each in told.meaning.follow_ups if each.due_on), None)
    on, at = (due.due_on, due.due_at) if due else (None, None)
    owed = tuple(FollowUpMention(kind, each.name, on, at) for each in told.meaning.people)
    return await set_reminder(replace(told, meaning=replace(told.meaning, intent=Intent.REMIND, follow_ups=owed)))
