"""One thing owed is told once, however often and however plainly the message speaks of it."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind
from bot.understanding.meaning import FollowUpMention

_SORTS = re.compile(r"\b(?:interview|iv|dinner|zoom|lunch|social|tour|orientation|exam|poster|talk)\b", re.IGNORECASE)
_THEM = (["it"], ["them"], ["both"], ["those"], ["these"])


def keep(found: list[FollowUpMention], told: FollowUpMention) -> None:
    """Add what is told, unless it was told before; told again with its day, the later telling counts."""
    for place, other in enumerate(found):
        if _same(other, told):
            if other.due_on is None:
                found[place] = told
            elif told.due_on and _takes_it_up(told):  # "needs my list before monday, so I send it saturday"
                found[place] = replace(told, what=other.what)
            elif told.due_on and told.due_on != other.due_on and _may_come_twice(told, other):
                continue  # "wants my statement by monday, wants my cv by wednesday"
            return
    found.append(told)


def _takes_it_up(told: FollowUpMention) -> bool:
    """Whether what is to be sent was told before, and now when: "I send it saturday"."""
    return told.kind is FollowUpKind.SEND and (told.what or "").lower().split()[1:] in _THEM


def _may_come_twice(told: FollowUpMention, other: FollowUpMention) -> bool:
    """Whether two of one kind for one person, on two days, are two things: two documents, two programs, two events."""
    if told.kind is FollowUpKind.APPLY:
        return told.with_name is None
    if told.kind is FollowUpKind.MEET:  # "interview at Ford 12/4, dinner 12/3 7pm"
        return told.with_name is None and _sort(told) != _sort(other) and None not in (_sort(told), _sort(other))
    return told.kind is FollowUpKind.SEND and told.what != other.what


def _sort(told: FollowUpMention) -> str | None:
    found = _SORTS.search(told.what)
    return found[0].lower() if found else None


def _same(one: FollowUpMention, other: FollowUpMention) -> bool:
    return one.kind is other.kind and one.with_name == other.with_name


def most_specific(found: list[FollowUpMention]) -> list[FollowUpMention]:
    """Drop an unspecific task that repeats a specific one of the same day ("email a thank-you" is one thing)."""
    kept: list[FollowUpMention] = []
    for follow_up in found:
        vague = follow_up.kind is FollowUpKind.OTHER and any(
            other is not follow_up
            and (other.due_on == follow_up.due_on or follow_up.due_on is None)
            and follow_up.with_name in {other.with_name, None}
            for other in found
            if other.kind is not FollowUpKind.OTHER
        )
        if not vague:
            kept.append(follow_up)
    return kept
