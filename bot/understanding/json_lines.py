"""Understandings as JSON, a message a line: the contract of ``vouch understand``."""

import json
import logging
from datetime import datetime
from types import NoneType
from typing import BinaryIO, TextIO, TypeVar

from bot.domain.vocabulary import Role
from bot.understanding import understand
from bot.understanding.meaning import (
    DayRange,
    FactMention,
    FollowUpMention,
    KnownContact,
    PersonMention,
    Span,
    Understanding,
)

logger = logging.getLogger(__name__)


def serve_lines(source: BinaryIO, target: TextIO) -> None:
    """Answer each line of *source* with one line on *target*, at once and in order; a bad line gets an ``error``."""
    for line in source:
        if not line.strip():
            continue
        target.write(json.dumps(answer_line(line), ensure_ascii=False) + "\n")
        target.flush()


def answer_line(line: bytes) -> dict[str, object]:
    """The answer to one input line: what was understood, or which field is wrong and what belongs there."""
    identity: object = None
    try:
        request = json.loads(line.decode("utf-8", errors="replace"))
        identity = request.get("id") if isinstance(request, dict) else None
        return {"id": identity, **as_json(_understand(request))}
    except (ValueError, RecursionError) as error:
        return {"id": identity, "error": str(error) or "the line is nested too deeply"}
    except Exception as error:  # one line's trouble must not keep the lines after it from being read
        logger.exception("A line could not be read")
        return {"id": identity, "error": f"this line met a fault of Vouch itself ({type(error).__name__})"}


def _understand(request: object) -> Understanding:
    fields = _typed(request, dict, 'each line must be a JSON object with "text" and "now"')
    text = _typed(fields.get("text"), str, '"text" must be a string')
    wrong_now = '"now" must be a local time such as "2026-10-13T18:40:00"'
    try:
        now = datetime.fromisoformat(_typed(fields.get("now"), str, wrong_now))
    except ValueError:
        raise ValueError(wrong_now) from None
    known = _typed(fields.get("known") or [], list, '"known" must be a list of objects with a "name"')
    tz = _typed(fields.get("tz", "UTC"), str, '"tz" must be a zone name such as "America/Chicago"')
    return understand(text, now.replace(tzinfo=None), tz, [_known_contact(entry) for entry in known])


def _known_contact(entry: object) -> KnownContact:
    wrong = 'each of "known" must be an object with a "name"'
    fields = _typed(entry, dict, wrong)
    role, institution = fields.get("role"), fields.get("institution")
    return KnownContact(
        _typed(fields.get("name"), str, wrong),
        Role(role) if isinstance(role, str) and role in set(Role) else None,
        institution if isinstance(institution, str) else None,
    )


T = TypeVar("T")


def _typed(value: object, kind: type[T], wrong: str) -> T:
    if not isinstance(value, kind):
        raise ValueError(wrong)  # noqa: TRY004 - one kind of error for all that a line can have wrong
    return value


def as_json(understood: Understanding) -> dict[str, object]:
    """The output of ``vouch understand``: what there is nothing to say of is left out."""
    return _told(
        {
            "intent": understood.intent.value,
            "people": [_person(person) for person in understood.people],
            "facts": [_fact(fact) for fact in understood.facts],
            "follow_ups": [_follow_up(follow_up) for follow_up in understood.follow_ups],
            "when": _days(understood.when),
            "where": understood.where,
            "confidence": understood.confidence,
            "spans": _told({"when": _span(understood.when_span), "where": _span(understood.where_span)}),
        }
    )


def _told(fields: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value or not isinstance(value, _UNTOLD)}


_UNTOLD = (NoneType, list, dict)
"""What is empty and of these kinds says nothing; False and 0 do."""


def _days(days: DayRange | None) -> str | None:
    if days is None:
        return None
    return days.start.isoformat() if days.start == days.end else f"{days.start.isoformat()}/{days.end.isoformat()}"


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _person(person: PersonMention) -> dict[str, object]:
    return _told(
        {
            "name": person.name,
            "role": person.role,
            "institution": person.institution,
            "specialty": person.specialty,
            "relationship": person.relationship,
            "img": person.img,
            "email": person.email,
            "phone": person.phone,
            "linkedin": person.linkedin,
            "spans": {name: _span(span) for name, span in person.spans.items()},
            "confidence": person.confidence,
        }
    )


def _fact(fact: FactMention) -> dict[str, object]:
    return _told(
        {
            "about": fact.about,
            "kind": fact.kind,
            "visa": fact.visa,
            "value": fact.value,
            "span": _span(fact.span),
            "confidence": fact.confidence,
        }
    )


def _follow_up(follow_up: FollowUpMention) -> dict[str, object]:
    return _told(
        {
            "kind": follow_up.kind,
            "with": follow_up.with_name,
            "due": follow_up.due_on.isoformat() if follow_up.due_on else None,
            "time": follow_up.due_at.strftime("%H:%M") if follow_up.due_at else None,
            "what": follow_up.what or None,
            "span": _span(follow_up.span),
            "due_span": _span(follow_up.due_span),
            "confidence": follow_up.confidence,
        }
    )
