"""Two people again: the resident says that contacts which were joined are not one person."""

import re

from bot.domain.contact import Merge
from bot.domain.names import Likeness, compare
from bot.messages import Reply
from bot.replies import identity as replies
from bot.turn import Told
from bot.use_cases.merge_contacts import split_contact

_ASKS = re.compile(
    r"\A\W*(?:(?:please|pls|no|wait|hey|can you|could you|sorry|actually)\W+)*(?:split|separate|unmerge|un-merge)\b"
    r"|\b(?:not|aren['’]?t|isn['’]?t|weren['’]?t|wasn['’]?t) the same(?: person)?\b"
    r"|\b(?:are|they['’]?re|were|as|into) (?:really |actually )?two (?:different |separate )?people\b",
    re.IGNORECASE,
)
"""Words that part two contacts: "Patel and Patell are not the same person", "split Patel"."""

_LONGEST = 160
"""Characters: who tells more than that tells of people, among whom two may happen to be counted."""


def asks_to_part(told: Told) -> bool:
    """Tell whether the message says that people are not one, and tells nothing else of them."""
    text = told.meaning.text
    return bool(told.meaning.people and not told.meaning.facts and len(text) <= _LONGEST and _ASKS.search(text))


async def part_contacts(told: Told) -> Reply:
    """Part the contacts that were joined last among those named; they are never taken for one again."""
    named = [person.name for person in told.meaning.people]
    for merge in reversed(await told.work.all(Merge)):
        names = (merge.kept.name, *merge.kept.aliases, merge.gone.name, *merge.gone.aliases)
        if any(compare(name, known).likeness is not Likeness.DIFFERENT for name in named for known in names):
            parted = await split_contact(told.work, merge, told.ids)
            if parted:
                return replies.parted(*parted, told.act_id)
    return replies.never_joined(named)
