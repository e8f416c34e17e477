"""Who said it was mixed up: "it was Dr. Brandt who said that, not Dr. Voss". Both are people, and both stay."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.records import contacts_in
from bot.domain.year import Promise
from bot.messages import Reply
from bot.replies.saved import SavedFact, saved
from bot.turn import Told
from bot.understanding.meaning import PersonMention
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.last_told import last_told
from bot.use_cases.log_encounter import keep_told
from bot.use_cases.merge_contacts import repoint

_WHO_SAID = re.compile(
    r"\b(?:who|that)\s+(?:actually\s+|really\s+)?(?:said|stated|told|mentioned|promised|offered|agreed|suggested|says|"
    r"claimed|confirmed|recommended|asked)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|wasn['’]?t|isn['’]?t)\s+(?:(?:dr|prof|professor|doctor|ms|mr|mrs)\b\.?\s*)?$", re.IGNORECASE
)


async def correct_speaker(told: Told) -> Reply | None:
    """Let what was told last be of the one who really said it; None where the message corrects something else."""
    text = told.meaning.text
    if not _WHO_SAID.search(text):
        return None
    denied = [each for each in told.meaning.people if _is_denied(text, each)]
    meant = [each for each in told.meaning.people if each not in denied]
    if not denied and told.meaning.replaces:
        denied = [PersonMention(told.meaning.replaces)]
    if len(denied) > 1 or len(meant) != 1:
        return None
    contacts, last = await told.work.all(Contact), await last_told(told)
    told_last: Sequence[Fact | Promise] = (*last.facts, *last.promises)
    of_last = [each for each in told_last if each.source and each.source.note_id == last.note_id]
    meant_before = match_mention(meant[0], contacts).certain
    wrong = match_mention(denied[0], contacts).certain if denied else _other_speaker(of_last, contacts, meant_before)
    if wrong is None:
        return None
    alone = replace(told.meaning, people=tuple(meant), replaces=None, facts=(), follow_ups=(), promises=())
    kept = await keep_told(replace(told, meaning=alone), met=False)
    right = kept.people[0].contact
    facts = []
    for said in of_last:
        if wrong.id in contacts_in(said):
            of_right = repoint(said, wrong.id, right.id)
            if isinstance(of_right, Fact):
                of_right = replace(of_right, about=right.name if of_right.about == wrong.name else of_right.about)
                facts.append(SavedFact(of_right))
            await told.work.put(of_right)
    return saved(replace(kept, facts=facts), told.today)


def _other_speaker(
    of_last: Sequence[Fact | Promise], contacts: Sequence[Contact], meant: Contact | None
) -> Contact | None:
    """The one whom what was told last was put down to, where it was one only: "it was Dr. Stone who said that"."""
    speakers = {each.said_by if isinstance(each, Fact) else each.contact_id for each in of_last}
    others = speakers - {None, meant.id if meant else None}
    return next((each for each in contacts if others == {each.id}), None)


def _is_denied(text: str, person: PersonMention) -> bool:
    name = person.spans.get("name")
    return name is not None and _DENIED.search(text[: name.start]) is not None
