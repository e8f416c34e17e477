"""One person: the resident says, or asks, that two contacts are the same."""

import re
from collections.abc import Sequence

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.names import fold, without_titles
from bot.messages import Reply
from bot.replies import identity as replies
from bot.turn import Told
from bot.use_cases.log_encounter import log_encounter
from bot.use_cases.merge_contacts import merge_contacts

_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,3}?"
_SAME = (
    r"(?:actually |really |all )?(?:the )?(?:very )?(?:same|one)(?: and the same)?"
    r"(?: (?:person|one|guy|woman|man|doctor|contact))?"
)
_LEAD = r"\W*(?:(?:oh|ok|so|actually|wait|please|pls|hey|i think|i guess)[,! ]+)*"
_ASKS = re.compile(
    rf"{_LEAD}(?:"
    rf"(?:merge|combine|join|unite) (?P<merged>{_NAME}),? (?:and|with|into|to|&) (?P<into>{_NAME})(?: (?:please|pls))?|"
    rf"(?P<whether>is |are )?(?P<one>{_NAME}) (?:and|&) (?P<other>{_NAME}) (?:are |r )?{_SAME}|"
    rf"(?P<is>is )?(?P<this>{_NAME})(?: is|['’]s)? {_SAME} as (?P<that>{_NAME})"
    r")(?P<mark>\?)?\W*",
    re.IGNORECASE,
)


def asks_to_join(told: Told) -> bool:
    return _ASKS.fullmatch(told.meaning.text) is not None


async def join_contacts(told: Told) -> Reply:
    """Make the two one, where both are known; ask with buttons where the resident only asked whether they are."""
    found = _ASKS.fullmatch(told.meaning.text)
    if found is None:
        return await log_encounter(told)
    names = [found[each] for each in ("merged", "into", "one", "other", "this", "that") if found[each]]
    contacts = sorted(await told.work.all(Contact), key=lambda each: (each.created_at, each.id))
    of_each = [_called(name, contacts) for name in names]
    if not any(of_each):
        return await log_encounter(told)
    if any(len(known) != 1 for known in of_each):
        return replies.join_whom([(name, known) for name, known in zip(names, of_each, strict=True) if len(known) != 1])
    [one], [other] = of_each
    if one.id == other.id:
        return replies.one_already(one)
    kept, gone = sorted((one, other), key=contacts.index)
    if found["whether"] or found["is"] or found["mark"]:
        return replies.are_they_one(kept, gone)
    return replies.merged(await merge_contacts(told.work, kept, gone, told.ids), told.act_id)


def _called(name: str, contacts: Sequence[Contact]) -> list[Contact]:
    """Return who is called exactly that; else who it means for sure; else all whom it could mean."""
    said = fold(without_titles(name))
    exact = [c for c in contacts if any(fold(without_titles(known)) == said for known in (c.name, *c.aliases))]
    if exact:
        return exact
    match = match_contact(name, contacts)
    return [match.certain] if match.certain else [each.contact for each in match.candidates]
