"""A bare task of the resident's own, in a few words: "update my cv", "request transcript from ecfmg", "call lawyer"."""

import re
from dataclasses import replace

from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.use_cases.set_reminder import set_reminder

_LEAD = (
    r"\W*(?:(?:ok|also|and|then|so|still|now|todo|to do)[,: ]+)*(?:(?:i )?(?:need|have|want|got|ought) to "
    r"|(?:i )?(?:must|gotta|should) |please |pls |(?:do ?n['’]?t|dont) forget to )?"
)
_OWN_TASK = re.compile(
    rf"{_LEAD}(?P<task>(?:update|revise|polish|finish|fix|rewrite|redo|edit|proofread|submit|upload|translate|format)"
    r"(?: up)? (?:my (?:cv|c\.v\.|resume|résumé|personal statement|statement|ps|application|package|"
    r"eras(?: application)?|linked ?in(?: profile)?|abstract|poster|manuscript|paper|headshot|photo)(?: pdf)?|"
    r"eras|nrmp|ecfmg|oasis|frieda)(?P<when>\b.{0,40}))",
    re.IGNORECASE,
)
"""What a resident does with papers of their own."""

_OFFICE = (
    r"(?:(?:my |the |our |an? )?(?:immigration |program |chief |medical |med )?(?:lawyer|attorney|gme|hr|ecfmg|payroll|"
    r"nrmp|uscis|intealth|nbme|sevis|student affairs|embassy|consulate|bank|landlord|dentist|insurance|dmv|ssa|"
    r"registrar|pharmacy|occ(?:upational)? health|employee health|it|helpdesk|security|school|chiefs?|"
    r"scheduler|coordinator|mom|mum|dad|parents|wife|husband|brother|sister|family|roommate)"
    r"(?: (?:office|desk|dep(?:artmen)?t))?)"
)
_CALL = re.compile(
    rf"{_LEAD}(?P<task>(?:call|phone|ring|text|message|contact|e-?mail|visit|check with|stop by|go to)(?: back)? "
    rf"{_OFFICE}(?: back)?(?P<when>(?:[ ,].{{1,40}})?)[.!]*)",
    re.IGNORECASE,
)
"""Whom to reach who is nobody by name."""

_THING = (
    r"(?:(?:my|the|a|an|mandatory|annual|yearly) )*(?:flu|tb|ppd|titers?|vaccin\w+|shots?|badge|fingerprint\w*|drug|"
    r"physical|fit test\w*|headshot|transcripts?|modules?|training|bls|acls|ssn|license|licence|tax\w*)\b"
)
_NO_THING = (
    r"(?:it|that|this|them|those|these|me|us|him|her|everything|everyone|all|off|on|up|out|of|for|is|was|are|as|list|"
    r"status|(?:my |the )?(?:list|notes?|contacts?|people|programs?|shortlist|letters?|reminders?|data|words|account|"
    r"cohort|nudges?|messages?|tasks?|settings?|cadence|digest))\b"
)
_ERRAND = re.compile(
    rf"{_LEAD}(?P<task>(?:renew|request|order|book|buy|pay|schedule|sign|fill(?: (?:out|in))?|complete|finish|print|"
    r"scan|upload|register|pick up|drop off|submit|return|mail|apply for|sign up for|look up|download|set up|"
    rf"(?:get|do|take)(?= {_THING})) (?!{_NO_THING})[^?\n.!]{{2,70}})[.!]*",
    re.IGNORECASE,
)
"""Some other thing to be done, that no record of Vouch's is: "renew passport", "pay nbme fee", "schedule step 3"."""

_LONGEST = 10  # words
_WANTED_OF_VOUCH = frozenset((Intent.UNDO, Intent.FORGET, Intent.CORRECT, Intent.REMIND))


def names_errand(told: Told) -> bool:
    """Tell whether a task is all that is told, and reads as nothing owed by itself."""
    return _errand(told) is not None


def _errand(told: Told) -> str | None:
    meaning = told.meaning
    if meaning.people or "?" in meaning.text:
        return None
    for pattern in (_OWN_TASK, _CALL):
        task = pattern.fullmatch(meaning.text)
        if task and not re.search(r"\w", _without_days(task["when"], told)):
            return task["task"]
    owed = meaning.follow_ups and meaning.intent is not Intent.SNOOZE  # a put-off owes something whatever it tells
    errand = _ERRAND.fullmatch(meaning.text)
    if errand is None or owed or meaning.facts or len(errand["task"].split()) > _LONGEST:
        return None
    return None if meaning.intent in _WANTED_OF_VOUCH else errand["task"]


def _without_days(rest: str, told: Told) -> str:
    for mention in reversed(read_dates(rest, told.local_now)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return rest


async def keep_errand(told: Told) -> Reply:
    """Set a reminder of it; where no day is told, that is asked."""
    task = re.sub(r"\bcv\b", "CV", _errand(told) or told.meaning.text.strip(), flags=re.IGNORECASE)
    meaning = told.tools.understand(f"remind me to {task}", told.local_now, told.work.resident.tz, ())
    return await set_reminder(replace(told, meaning=meaning))
