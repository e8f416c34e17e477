"""The same, of one more: "and dr nair" after "dr cole wrote my letter" is said of both."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.lend_subject import FRESH
from bot.use_cases.log_encounter import log_encounter
from bot.use_cases.own_words import known_names
from bot.use_cases.set_reminder import set_reminder

_ONE_MORE = re.compile(
    r"\W*(?:oh,? |and |also |plus |\+ ?|so did |same (?:for|with|goes for) )+(?P<whom>(?:dr|prof|mr|ms|mrs)\b\.? ?"
    r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,2}?)(?: (?:too|also|as well|did|same))*\W*",
    re.IGNORECASE,
)
_LATELY = 6
_BOTH = {Intent.LOG: log_encounter, Intent.REMIND: set_reminder}


def tells_of_another(told: Told) -> bool:
    """Tell whether all that is said is one more name."""
    return not told.thread and _ONE_MORE.fullmatch(told.meaning.text) is not None


def tell_of_another(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Answer the message before this one once more with that name in it, where it named one person."""

    async def answer(told: Told) -> Reply:
        more = _ONE_MORE.fullmatch(told.meaning.text)
        notes = [each for each in await told.work.notes.newest(_LATELY, every=True) if each.id != told.note.id]
        before = next((each for each in notes if not _ONE_MORE.fullmatch(each.text)), None)
        if more is None or before is None or before.asked or told.now - before.received_at > FRESH:
            return await otherwise(told)
        known, read, tz = await known_names(told.work), told.tools.understand, told.work.resident.tz
        people = read(before.text, told.local_now, tz, known).people
        name = people[0].spans.get("name") if len(people) == 1 else None
        if name is None:
            return await otherwise(told)
        start = _TITLE.search(before.text[: name.start])
        lead = before.text[: start.start() if start else name.start]
        meaning = read(f"{lead}{more['whom']}{before.text[name.end :]}", told.local_now, tz, known)
        if meaning.intent not in _BOTH or len(meaning.people) != 1:
            return await otherwise(told)
        # What was read stands in other words than the note's, so it is traced to the note as a whole.
        meaning = replace(
            meaning,
            people=tuple(replace(each, spans={}) for each in meaning.people),
            facts=tuple(replace(each, span=None) for each in meaning.facts),
            follow_ups=tuple(replace(each, span=None, due_span=None) for each in meaning.follow_ups),
        )
        return await _BOTH[meaning.intent](replace(told, meaning=meaning))

    return answer


_TITLE = re.compile(r"\b(?:dr|prof|professor|doctor|mr|ms|mrs)\b\.? ?\Z", re.IGNORECASE)
