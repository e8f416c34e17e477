"""What holds of every reading of every message, whatever it says."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.understanding import Known, Understanding, understand
from bot.understanding.json_lines import as_json
from bot.understanding.meaning import Span


def check_reading(text: str, now: datetime, known: Sequence[Known] = ()) -> Understanding:
    """Read *text*, hold what must hold against it, and return the reading."""
    understood = understand(text, now, "America/Chicago", known)
    assert understood == understand(text, now, "America/Chicago", known), "read otherwise the second time"
    for span in spans_of(understood):
        assert 0 <= span.start < span.end <= len(text), f"{span} is outside the text"
    names = {contact.name for contact in known}
    for person in understood.people:
        assert person.name in names or "name" in person.spans, "a person without words"
        told = ("role", "institution", "specialty", "relationship", "img", "email", "phone", "linkedin")
        assert all(getattr(person, field) is None or field in person.spans for field in told), "a field without words"
    assert all(fact.span for fact in understood.facts), "a fact without words"
    assert all(owed.span for owed in understood.follow_ups), "a task without words"
    for number in confidences_of(understood):
        assert 0 <= number <= 1
    for follow_up in understood.follow_ups:
        assert follow_up.due_on is None or follow_up.due_on >= now.date(), "owed in the past"
    json.dumps(as_json(understood), ensure_ascii=False)
    return understood


def spans_of(understood: Understanding) -> Iterator[Span]:
    for person in understood.people:
        yield from person.spans.values()
    yield from (fact.span for fact in understood.facts if fact.span)
    for follow_up in understood.follow_ups:
        yield from (span for span in (follow_up.span, follow_up.due_span) if span)
    yield from (setting.span for setting in understood.settings if setting.span)
    yield from (span for span in (understood.when_span, understood.where_span) if span)
    yield from (*understood.patient_identity, *understood.unclear_dates)


def confidences_of(understood: Understanding) -> Iterator[float]:
    yield understood.confidence
    yield from (person.confidence for person in understood.people)
    yield from (fact.confidence for fact in understood.facts)
    yield from (follow_up.confidence for follow_up in understood.follow_ups)
