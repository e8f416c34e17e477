"""Which of the days that somebody offered it is: "told him thurs" after "he can do tues 5pm or thurs 4pm"."""

import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.domain.follow_up import FollowUp, FollowUpState, closed
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.understanding.dates import DateMention, read_dates
from bot.use_cases.call_off_meeting import beside

_PICKS = re.compile(
    r"\b(?:told|picked|chose|choose|went with|going with|go with|took|take|taking|said|settled (?:on|for)|decided on|"
    r"agreed (?:on|to)|confirmed|booked|let['’]?s do|doing|do|works?|it is|is (?:better|good|fine|best))\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b|/", re.IGNORECASE)
_MOST_WORDS = 9
_STILL_OPEN = timedelta(days=4)


def may_settle_day(told: Told) -> bool:
    """Tell whether a message is as short as a choice and names a day: whether any was offered takes a query."""
    text = told.meaning.text
    if len(text.split()) > _MOST_WORDS or "?" in text or told.meaning.facts or not _PICKS.search(text):
        return False
    return bool(read_dates(text, told.local_now))


def settle_day(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep the one of the meetings offered that is on that day, and none of the others."""

    async def answer(told: Told) -> Reply:
        offered = await _offered(told)
        chosen = [each for each in offered if _is_on(each, read_dates(told.meaning.text, told.local_now))]
        if len(chosen) != 1:
            return await otherwise(told)
        for other in (each for each in offered if each.id != chosen[0].id):
            await told.work.put(closed(other, FollowUpState.DROPPED, told.now))
            for event in await beside(told, other):
                await told.work.remove(event)
        return replies.settled_on(chosen[0], told.act_id, told.today)

    return answer


async def _offered(told: Told) -> Sequence[FollowUp]:
    """Return the meetings that one message told as a choice between days, of the latest such message."""
    owed: dict[str, list[FollowUp]] = {}
    for each in await told.work.all(FollowUp):
        meets = each.kind in (FollowUpKind.MEET, FollowUpKind.CALL) and each.state is FollowUpState.OPEN
        if meets and each.due_on and each.source and told.now - each.set_at <= _STILL_OPEN:
            owed.setdefault(each.source.note_id, []).append(each)
    choices = [
        of_note
        for of_note in owed.values()
        if len({(each.due_on, each.due_at) for each in of_note}) > 1 and len({each.contact_id for each in of_note}) == 1
    ]
    latest = max(choices, key=lambda of_note: of_note[0].set_at, default=[])
    note = await told.work.notes.find(latest[0].source.note_id) if latest and latest[0].source else None
    return latest if note and _OR.search(note.text) else []


def _is_on(meeting: FollowUp, told: Sequence[DateMention]) -> bool:
    """Tell whether it is on a day told, and at the hour where one is told; an hour alone may tell it too."""
    days = {each.due for each in told if each.due}
    hours = {each.at for each in told if each.at}
    return meeting.due_on in days and (not hours or meeting.due_at in hours)
