"""Decide what a message wants done, by the rules of intents.py in order."""

import re

from bot.domain.vocabulary import Intent
from bot.understanding.intents import (
    AGENDA,
    ASK,
    CHAT,
    CORRECT,
    DONE,
    DRAFT,
    FORGET,
    FORGET_FROM_MEMORY,
    HELP,
    PLAN,
    PREPARE,
    PROGRESS,
    REMIND,
    SETTINGS,
    SNOOZE,
    UNDO,
    UNDO_IN_PASSING,
)
from bot.understanding.outline import Outline
from bot.understanding.rule import Rule

ALL_INTENT_RULES: tuple[Rule[Intent], ...] = (
    CHAT,
    UNDO,
    HELP,
    FORGET,
    FORGET_FROM_MEMORY,
    SNOOZE,
    REMIND,
    CORRECT,
    UNDO_IN_PASSING,
    PREPARE,
    DRAFT,
    PROGRESS,
    AGENDA,
    SETTINGS,
    DONE,
    ASK,
    PLAN,
)


def decide_intent(outline: Outline) -> Intent:
    text = outline.text
    for rule in ALL_INTENT_RULES:
        match = rule.pattern.search(text)
        if match and _fits(rule.says, outline, match):
            if match.end() > match.start():
                outline.reading.note(rule.name, outline.span(match.start(), match.end()), f"intent {rule.says}")
            return rule.says
    return Intent.LOG if _tells_something(outline) else Intent.CHAT


_QUESTION = re.compile(
    r"\?|^(?:who|what|which|where|when|how|do|does|did|is|are|can|could|have|has|am|was|any|anything|show|list|find|search|tell me|whats|whos)\b"
)
_TOLD = re.compile(
    r"\b(?:met|ran into|bumped into|talked to|talked with|spoke with|spoke to|had coffee|worked with|saw dr|sat next|told me|told us|she said|he said|said she|said he|says|offered|introduced)\b"
)


def _fits(intent: Intent, outline: Outline, match: re.Match[str]) -> bool:
    """Whether the rest of the message allows what one phrase suggests."""
    text = outline.text
    told = bool(_TOLD.search(text))
    if intent in {Intent.ASK, Intent.AGENDA, Intent.PROGRESS, Intent.HELP}:
        return not (told and outline.reading.people and "?" not in text) and (
            bool(_QUESTION.search(text)) or intent is not Intent.ASK or match.start() < 12
        )
    if intent in {Intent.REMIND, Intent.SNOOZE}:
        return not (told and outline.reading.people) and not _states_fact(outline)
    if intent in {Intent.DRAFT, Intent.PREPARE}:
        return not (
            told
            and not re.search(
                r"\?|\bhelp me|\bprep me|\bdraft|\bwrite me|can you|could you|i need (?:words|a draft)", text
            )
        )
    if intent in {Intent.DONE, Intent.PLAN, Intent.SETTINGS, Intent.FORGET}:
        return not told or match.start() < 3
    return True


def _states_fact(outline: Outline) -> bool:
    return bool(
        re.search(
            r"\b(?:sponsors?|takes|does|is|are|said|only|yes|no) (?:\w+ ){0,2}VISA|VISA (?:yes|no|only|okay)",
            outline.text,
        )
    )


def _tells_something(outline: Outline) -> bool:
    reading = outline.reading
    words = set(outline.text.split())
    return bool(
        reading.people
        or reading.places
        or reading.details
        or words & {"VISA", "ROLE", "POSITION", "letter", "own", "EVENT"}
        or (
            reading.dates
            and words & {"met", "email", "call", "send", "deadline", "apply", "follow-up", "thank", "meet", "due"}
        )
        or words & {"email", "follow-up", "apply", "deadline", "interview", "mentor", "sponsor", "program"}
    )
