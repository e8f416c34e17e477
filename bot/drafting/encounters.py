"""Where and when a contact and the resident last met, as a draft thanks for it: only what a note says of a meeting."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import Event, EventKind
from bot.domain.knowledge import Encounter
from bot.domain.note import Note, Source
from bot.domain.records import Holding
from bot.domain.vocabulary import Role
from bot.drafting.slot import Slot, fitting
from bot.replies.days import day_in_a_letter
from bot.understanding.lexicon import lexicon
from bot.understanding.talked_of import Matter, talked_of, written_out
from bot.understanding.tokens import tokenise

_SPOT_WORDS = re.compile(r"^(?:phone|zoom|teams|facetime|whatsapp|linkedin|e-?mail|call|video call)$", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:met|(?:had|after) (?:a |our |the )?(?:\w+ )?meeting|talked|talking (?:to|with)"
    r"|(?:a |our |nice |good |great )talk (?:with|about)|spoke|chat\w*|discuss\w*"
    r"|saw(?!\s[^,.]{0,30}(?:['’]s|\bher|\bhis|\btheir)\s(?:talk|lecture|session|poster|panel|paper))"
    r"|coffee|lunch|dinner|breakfast|ran into|bumped into|worked|round\w*|introduced|sat|call(?:ed)? with|zoom\w*"
    r"|visited|told me|taught|showed me|learn(?:ed|t)|said|offered|advised|asked me|helped|fixed|covered|walked me)\b",
    re.IGNORECASE,
)
"""What is over and brought the two together; "wants to meet" is still to come."""
_NEVER_MET = re.compile(
    r"\b(?:(?:didn['’]?t|did not|never|couldn['’]?t|could not|no chance to|without|haven['’]?t)(?: \w+){0,2}"
    r" (?:meet|met|talk\w*|speak\w*|spoke|catch|caught|reach\w*|say hi|see)|missed (?:her|him|them|dr))\b",
    re.IGNORECASE,
)


def last_met(contact: Contact, notes: Sequence[Note], theirs: Sequence[Holding], today: date) -> Iterable[Slot]:
    """Yield where and when the two last met, and what to thank for: only where the words say that they did meet."""
    words = {note.id: note.text for note in notes}
    # A coordinator is told of for what they did; a place beside it is not where the two talked.
    in_office = contact.position.role is Role.COORDINATOR
    met = [
        each
        for each in theirs
        if isinstance(each, Encounter)
        and each.source
        and not never_met(words.get(each.source.note_id, ""))
        and ((_where(each, words) and not in_office) or _MET.search(words.get(each.source.note_id, "")))
    ]
    rotations = [
        each
        for each in theirs
        if isinstance(each, Event) and each.kind is EventKind.ROTATION and each.starts_on <= today and each.title
    ]
    last = max(met, key=lambda each: (each.on, bool(each.where), each.id), default=None)
    rotation = max(rotations, key=lambda each: (each.starts_on, each.id), default=None)
    if rotation and (last is None or not last.where or rotation.ends_on >= last.on - timedelta(days=1)):
        yield from _rotation(rotation.title, rotation.source)
        return
    if last is None:
        return
    source = last.source
    day = day_in_a_letter(last.on, today)
    yield Slot("day", day, source)
    if in_office:
        return
    where = _where(last, words)
    sort = sort_of_place(where) if where else ""
    if sort in ("conference", "session", "clinic"):
        if where[:1].isupper():
            yield Slot("place", f"the {where}" if _at(where, sort).startswith("at the ") else where, source)
        yield Slot("occasion", f"your time {_at(where, sort)}", source)
        did = "working with me" if _at(where, sort).startswith("on ") else "taking the time to talk with me"
        yield Slot("thanks_for", f"{did} {_at(where, sort)} on {day}", source)
    elif sort == "rotation":
        yield from _rotation(where, source)
    else:
        yield Slot("occasion", f"your time on {day}", source)
        yield Slot("thanks_for", f"taking the time to talk with me on {day}", source)


def never_met(text: str) -> bool:
    """Tell whether a note says that the two did not talk: "saw her talk, didn't get to speak with her"."""
    return bool(_NEVER_MET.search(text))


def _where(met: Encounter, words: dict[str, str]) -> str:
    """Return where the two met; empty for a telephone, and for a place that only stands in what was advised."""
    where = written_out(fitting(met.where)) if met.where and not _SPOT_WORDS.match(met.where) else ""
    text = words.get(met.source.note_id, "") if met.source else ""
    told = [each.span for each in talked_of(text) if each.matter in (Matter.ADVICE, Matter.OFFER)]
    for span in told:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return where if not told or not met.where or met.where.casefold() in text.casefold() else ""


def _rotation(title: str, source: Source | None) -> Iterable[Slot]:
    """Yield what a rotation is thanked for: "my MICU rotation", whatever it was called."""
    name = _ROTATION.sub("", written_out(fitting(title))) or title
    yield Slot("occasion", f"the {name} rotation", source)
    yield Slot("thanks_for", f"working with me during my {name} rotation", source)


_ROTATION = re.compile(r"^(?:the|my|our)\s+|\s+(?:rotation|block|month|service|elective)$", re.IGNORECASE)
_NO_ARTICLE = re.compile(r"conference$|conf$|report$|rounds?$|club$|^m&m|clinic$|lecture$", re.IGNORECASE)
_TAKES_ARTICLE = re.compile(
    r"\s(?:sessions?|reception|dinner|lunch|luncheon|meeting|workshop|booth|event|conference|mixer|breakfast|symposium)$"
)


def _at(where: str, sort: str) -> str:
    """Return "at ACP", "on rounds", "in clinic", "at noon conference", "at the reception"."""
    if sort == "session" and re.search(r"\brounds?$", where, re.IGNORECASE) and "grand" not in where.lower():
        return f"on {where}"
    if sort == "clinic" and where.lower().endswith("clinic"):
        return f"in {where}"
    article = where[:1].islower() and (where == "conference" or not _NO_ARTICLE.search(where))
    article = article or bool(where[:1].isupper() and _TAKES_ARTICLE.search(where))
    return f"at {'the ' if article else ''}{where}"


def sort_of_place(where: str) -> str:
    """Return conference, rotation, clinic, session or spot; empty for a place of no known sort."""
    hits = [hit for hit in lexicon().hits(tokenise(where)) if hit.category == "events"]
    return hits[-1].value if hits else ""
