"""A meeting moved that was never told before: "he wants to prepone the call to friday 7pm"."""

import re
from dataclasses import replace

from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies.people import full_name
from bot.replies.saved import saved
from bot.turn import Told
from bot.understanding.meaning import FollowUpMention, Span
from bot.use_cases.lend_subject import OF_ONE, one_meant
from bot.use_cases.log_encounter import keep_told

_SORT = re.compile(r"\b(?:call|zoom|meeting|coffee|lunch|dinner|interview|appointment|visit)\b", re.IGNORECASE)


async def plan_moved(told: Told) -> Reply | None:
    """Plan it for the day and hour it was moved to, since it is owed all the same; None where those are not told."""
    sort = _SORT.search(told.meaning.text)
    when = next((each for each in told.meaning.follow_ups if each.due_on and each.due_at), None)
    if sort is None or when is None or told.thread_about:
        return None
    named = told.meaning.people[0].name if told.meaning.people else None
    meant = await one_meant(told, told.meaning.text) if named is None and OF_ONE.search(told.meaning.text) else None
    name = meant.name if meant else named
    what = f"{sort[0].lower()} with {full_name(meant) if meant else name}" if name else sort[0].lower()
    owed = FollowUpMention(FollowUpKind.MEET, name, when.due_on, when.due_at, what, Span(*sort.span()), when.due_span)
    return saved(
        await keep_told(replace(told, meaning=replace(told.meaning, follow_ups=(owed,))), met=False), told.today
    )
