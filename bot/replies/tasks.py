"""What the resident owes, worded to be said back: "email her my CV" becomes "email Dr. Patel your CV"."""

import re

from bot.domain.contact import Contact
from bot.domain.names import person_name
from bot.domain.vocabulary import FollowUpKind
from bot.replies.people import short_name

_PLAIN = {
    FollowUpKind.THANK_YOU: "send {name} a thank-you",
    FollowUpKind.EMAIL: "email {name}",
    FollowUpKind.CALL: "call {name}",
    FollowUpKind.MEET: "meet {name}",
    FollowUpKind.SEND: "send {name} what you promised",
    FollowUpKind.ASK_LETTER: "ask {name} for a letter",
    FollowUpKind.CONNECT: "connect with {name}",
    FollowUpKind.APPLY: "send your application",
    FollowUpKind.OTHER: "get back to {name}",
}

_NOTE = r"(?:[ -]+(?:note|card|e-?mail|letter|message|text))?"
_BARE = {
    FollowUpKind.THANK_YOU: r"(?:(?:send|write|e-?mail|text)\s+)?(?:an?\s+|the\s+)?thank(?:s|[ -]?(?:you|u))?" + _NOTE,
    FollowUpKind.EMAIL: r"(?:send\s+|write\s+)?(?:an?\s+)?e-?mail",
    FollowUpKind.CALL: r"(?:give\s+)?(?:an?\s+)?(?:call|ring|phone)(?:\s+up)?",
    FollowUpKind.MEET: r"(?:have\s+)?(?:an?\s+)?(?:meet|meeting)(?:\s+with)?",
    FollowUpKind.SEND: r"send",
    FollowUpKind.ASK_LETTER: r"(?:ask\s+(?:for\s+)?)?(?:an?\s+|the\s+)?(?:letter|lor)(?:\s+of\s+recommendation)?|ask",
    FollowUpKind.CONNECT: r"connect(?:\s+with)?(?:\s+on)?(?:\s+linked ?in)?",
    FollowUpKind.APPLY: r"apply",
    FollowUpKind.OTHER: r"follow(?:[ -]?up)?(?:\s+with)?|get back|check in(?:\s+with)?",
}
"""Tasks told in no more than the words of their kind: _PLAIN says those better."""

_YOURS = {
    "my": "your",
    "mine": "yours",
    "me": "you",
    "i": "you",
    "i'm": "you're",
    "i’m": "you're",
    "i've": "you've",
    "i’ve": "you've",
    "i'll": "you'll",
    "i’ll": "you'll",
    "am": "are",
    "myself": "yourself",
}
_MINE = re.compile(
    r"(?<![\w'’])(?:" + "|".join(sorted(map(re.escape, _YOURS), key=len, reverse=True)) + r")(?![\w'’]|-\w)",
    re.IGNORECASE,
)
# "her" is whom one writes to before these words, and whose office it is before any other.
_NO_NOUN = r"an?|the|my|your|some|about|for|with|to|re|back|and|at|on|by|if|in|that|when|what|how|again|up"
_OBJECT = re.compile(rf"\b(?:him|them|her(?=\s*(?:$|[,.;]|(?:{_NO_NOUN})\b)))(?!\w)", re.IGNORECASE)
_OWNER = re.compile(r"\b(?:her|his)\b", re.IGNORECASE)
_SENT_TO_HER = re.compile(
    r"(?:(?<=send )|(?<=give )|(?<=mail )|(?<=text )|(?<=bring ))her(?= (?:cv|c\.v\.|resume|ps|statement|scores?|"
    r"transcripts?|abstract|poster|draft|photo|headshot|publications?)\b)",
    re.IGNORECASE,
)
"""To whom a paper of the resident's own goes: "send her cv"."""
_TITLE = r"(?:(?:dr|prof|professor|doctor|mrs?|ms|miss)\b\.?\s*)?"
_VERB = re.compile(
    r"(?:e-?mail|call|text|ping|meet|thank|ask|message|phone|ring|remind|write to|(?:meet|follow up|connect) with)\b",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(r"^(?:please\s+|to\s+|and\s+|must\s+|need to\s+)+", re.IGNORECASE)
_DOING = re.compile(
    r"^(?P<do>send|e-?mail|mail|call|text|forward|ask|submit(?=t)|message|phon|writ)t?ing\b", re.IGNORECASE
)
"""How what one is about to do is told: "sending the draft to Dr. Patel tonight"."""
_COMMAS = re.compile(r" ?,(?: ?,)+")
"""What a date leaves behind that stood between commas."""
_HERE = "\0"
_OWES = re.compile(rf"^(?:i )?owe {_HERE} ", re.IGNORECASE)
"""What begins a thing that is owed, and says nothing of it: "owe her a thank you"."""
_ROOM_FOR_NAME = re.compile(r"\s*$|\s+(?:about|for|re|regarding|on|to|with|and|at|your)\b", re.IGNORECASE)


_BY_ROLE = re.compile(r"\b(?:my|our) (?:pd|apd|program director|chief|chair|coordinator)\b", re.IGNORECASE)


def task_in_words(kind: FollowUpKind, what: str, contact: Contact | None) -> str:
    """Return the task as it is said back to the resident, with the person's name where one is known.

    *what* is the task as told, perhaps empty.
    """
    told = _DOING.sub(_to_do, _LEAD_IN.sub("", _COMMAS.sub(",", " ".join(what.split())).strip(" .,;:!?")))
    if contact is None:
        return said_back(told) or _PLAIN[kind].format(name="them")
    name = short_name(contact)
    told = " ".join(_BY_ROLE.sub("" if _named_in(_BY_ROLE.sub("", told), contact) else name, told).split())
    named = _OWES.sub("", _with_name(told, contact, name).replace(name, _HERE)).replace(_HERE, name)
    if not told or re.fullmatch(_BARE[kind] + rf"(?:\s+(?:to\s+)?{re.escape(name)})?", named, re.IGNORECASE):
        return _PLAIN[kind].format(name=name)
    return _addressed(said_back(named), kind, name)


def _to_do(doing: re.Match[str]) -> str:
    verb = doing["do"]
    return f"{verb}e" if verb.lower() in ("phon", "writ") else verb


def renamed(what: str, old: Contact, new: Contact) -> str:
    """Return the task with the person's new name in place of the old one."""
    return what.replace(short_name(old), short_name(new))


def said_back(told: str) -> str:
    """Turn the resident's "my" into our "your"."""
    words = _MINE.sub(lambda match: _YOURS[match[0].lower()], told)
    first, _, _ = words.partition(" ")
    return words if first.isupper() else words[:1].lower() + words[1:]


def _with_name(told: str, contact: Contact, name: str) -> str:
    parts = person_name(contact.name)
    surname, given = " ".join(parts.surname or parts.bare), next(iter(parts.given), "")
    for spoken in (contact.name, surname, name.removeprefix("Dr. "), given):
        pattern = re.compile(rf"\b{_TITLE}{re.escape(spoken)}(?!\w)", re.IGNORECASE)
        if spoken and pattern.search(told):
            return pattern.sub(name, told, count=1)
    if _SENT_TO_HER.search(told):
        return _SENT_TO_HER.sub(f"{name} your", told, count=1)
    if _OBJECT.search(told):
        return _OBJECT.sub(name, told, count=1)
    return _OWNER.sub(f"{name}'s", told, count=1)


def _named_in(told: str, contact: Contact) -> bool:
    """Tell whether the task names the contact besides: "ask my pd dr flynn for a letter"."""
    surname = " ".join(person_name(contact.name).surname or person_name(contact.name).bare)
    return bool(surname) and re.search(rf"\b{re.escape(surname)}\b", told, re.IGNORECASE) is not None


def _addressed(task: str, kind: FollowUpKind, name: str) -> str:
    if kind is FollowUpKind.SEND:
        return _sent(task, name)
    if name in task:
        return task
    verb = _VERB.match(task)
    if verb and _ROOM_FOR_NAME.match(task, verb.end()):
        return f"{task[: verb.end()]} {name}{task[verb.end() :]}"
    return f"{task} ({name})"


_OWN_VERB = re.compile(
    r"(?:share|give|hand|bring|drop|submit|upload|deliver|show|pass|return|print|finish|fill|sign|scan|attach|"
    r"write(?! to)|draft|prepare|revise|edit|review|put together|"
    r"revert|reply|respond|get back)\b",
    re.IGNORECASE,
)
"""Ways of getting something to somebody that say more than "send"."""


_GETS_IT = re.compile(
    r"(?:e-?mail|send|text|forward|fwd|mail|fax|owe|(?:still )?(?:needs?|wants?)|ask(?:s|ed) for|"
    r"(?:is )?waiting (?:for|on))\b\s*",
    re.IGNORECASE,
)


def _sent(task: str, name: str) -> str:
    """Say what is sent before to whom: "email Dr. Patel your CV" is sending the CV to Dr. Patel."""
    if _OWN_VERB.match(task):
        return task if name in task else f"{task} ({name})"
    verb = _GETS_IT.match(task)
    thing = task[verb.end() :] if verb else task
    if thing.startswith(f"{name} "):
        thing = f"{thing.removeprefix(name).strip()} to {name}"
    return f"send {thing}" if name in thing else f"send {thing} to {name}"
