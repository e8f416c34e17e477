"""Take back one part of what the last message told, "undo the visa line", and leave the rest of it."""

import re
from collections.abc import Mapping

from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter
from bot.domain.records import Record
from bot.domain.vocabulary import FactKind
from bot.messages import Reply
from bot.replies import undone as replies
from bot.replies.undone import Reverted, Undone
from bot.turn import Told
from bot.understanding.own_profile import visas_named
from bot.use_cases.last_told import last_told

_PARTS: Mapping[str, str] = {
    "visa": r"visas?|sponsor(?:s|ship|ing)?|(?:h-?1-?b|j-?1|o-?1)(?: waiver)?",
    "img_friendly": r"imgs?(?:[- ]friendly)?",
    "opening": r"openings?|spots?|positions?",
    "converts_prelims": r"conversions?|converts?(?: prelims?)?",
    "letter": r"letters?|lor",
    "follow_up": r"reminders?|follow-?ups?|tasks?|to-?dos?|thank[- ]?yous?|e-?mails?",
    "promise": r"promises?",
    "encounter": r"meeting|encounter|date",
}
_ANY_PART = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_ASKS = re.compile(
    r"\W*(?:(?:please|pls|no|wait|oops|sorry|actually|just|ok)\W+)*(?:undo|take back|scrap|scratch|strike|drop)"
    rf"(?: just| only)? (?:the|that|this) (?:{_ANY_PART})(?: (?:line|part|bit|thing|info|fact|one|piece))?"
    r"(?: (?:only|please|pls|again|back|alone))*\W*",
    re.IGNORECASE,
)


def asks_to_undo_part(told: Told) -> bool:
    """Tell whether the message takes back one sort of thing, and not all that came of a message."""
    return _ASKS.fullmatch(told.meaning.text) is not None


async def undo_part(told: Told) -> Reply:
    """Remove what the last messages told of that sort; say so where there is nothing of it."""
    asked = _ASKS.fullmatch(told.meaning.text)
    part = next((name for name in _PARTS if asked and asked[name]), "")
    visas = visas_named(told.meaning.text)
    last = await last_told(told)
    of_it: list[Record] = []
    if part == "follow_up":
        of_it += [each for each in last.newest if isinstance(each, FollowUp)] or last.follow_ups[:1]
    elif part == "promise":
        of_it += last.promises
    elif part == "encounter":
        of_it += [each for each in last.newest if isinstance(each, Encounter)]
    else:
        kind = FactKind(part)
        of_it += [each for each in last.facts if each.kind is kind and (not visas or each.visa in visas)]
    for record in of_it:
        await told.work.remove(record)
    if not of_it:
        return replies.nothing_of_that_part()
    return replies.part_undone(Undone(told.act_id, [Reverted(record, None) for record in of_it]), told.today)
