"""Somebody has another job, "rao moved from lakeside to tufts and is pd now": the old one stays in their history."""

import re
from dataclasses import replace

from bot.domain.names import Likeness, compare
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies.people import full_name
from bot.replies.saved import saved
from bot.turn import Told
from bot.understanding.meaning import PersonMention
from bot.use_cases.correct_told import correct_told
from bot.use_cases.last_told import last_told
from bot.use_cases.log_encounter import keep_told, log_encounter

_WHO = r"\W*(?:(?:so|fyi|update|btw|oh|hey|and|heard(?: that)?|turns out|apparently)\W+)*(?P<who>[^,;:!?]{1,40}?)"
_SOON = r"(?: (?:has|have|just|recently|is|are|actually|now|already|apparently|got|was))*"
_PLACE = r"(?:(?!\b(?:and|as|now|where|she|he|they)\b)[^,;.!?])+?"
_NOW = r"(?:\s*(?:now|there|these days|since \w+|starting \w+|there now|now there))*\W*"
_AS = (
    r"(?:,?\s*(?:and|as|now|where|but)\s+|\s*[,;.]\s*)"
    r"(?:(?:is|['’]s|she['’]?s|he['’]?s|they['’]?re|she is|he is|now|the|their|"
    r"an?|as|works|working|became|will be|gonna be|there)\s+)*(?P<role>[^,;.!?]{2,40}?)"
)
_MOVES = (
    re.compile(
        rf"{_WHO}{_SOON} (?:moved|moving|switched|switching|transferred|relocated|went|jumped|left)(?: over)?"
        rf"(?: (?:from )?{_PLACE})?? (?:to|for|over to) (?:the )?(?P<place>{_PLACE})(?:{_AS})?{_NOW}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WHO} (?:is ?n['’]?t|is not|is no longer|no longer)(?: (?:at|with))? {_PLACE}(?: any ?more)?\W+"
        rf"(?:(?:and|but)\s+)?(?:(?:s?he|they)['’]?(?:s| is|re| are)?|now|is|but|moved|went)"
        rf"(?: (?:now|at|in|with|to))+ "
        rf"(?P<place>{_PLACE})(?:{_AS})?{_NOW}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WHO}{_SOON} (?:became|becoming|made|promoted to|named|appointed(?: as)?)(?: the| an?| our)? "
        rf"(?P<role>[^,;.!?]{{2,40}}?)(?: (?:at|of) (?P<place>{_PLACE}))?{_NOW}",
        re.IGNORECASE,
    ),
)
_MOVING = re.compile(
    r"mov|switch|transfer|relocat|went|jump|left|n['’]?t|not|no longer|becom|became|made|promot|named|appoint"
)
"""What stands in all of them, in small letters, which are found far sooner: most messages have nothing of it."""
_PRONOUN = re.compile(r"(?:s?he|they)", re.IGNORECASE)
_TELLING = frozenset((Intent.LOG, Intent.CORRECT, Intent.CHAT))


def tells_move(told: Told) -> bool:
    return told.meaning.intent in _TELLING and _found(told) is not None


async def keep_move(told: Told) -> Reply:
    """Keep the new place and role, said in full and read anew; where that reads no job, answer as ever."""
    mention = await _new_job(told)
    if mention is None:
        return await (correct_told if told.meaning.intent is Intent.CORRECT else log_encounter)(told)
    # What is read of words said in full stands at no place of the note, so it is traced to the note as a whole.
    meaning = replace(told.meaning, intent=Intent.LOG, people=(mention,), replaces=None, where=None)
    # Hearing of somebody's new job is no being in touch with them.
    return saved(await keep_told(replace(told, meaning=meaning), met=False), told.today)


def _found(told: Told) -> re.Match[str] | None:
    text = told.meaning.text.strip()
    if len(told.meaning.people) > 1 or len(text) > 160 or not _MOVING.search(text.lower()):
        return None
    return next((found for pattern in _MOVES if (found := pattern.fullmatch(text))), None)


async def _new_job(told: Told) -> PersonMention | None:
    found = _found(told)
    if found is None:
        return None
    people, who = told.meaning.people, found["who"].strip()
    if not people and _PRONOUN.fullmatch(who):
        contacts = (await last_told(told)).contacts
        if len(contacts) != 1:
            return None
        who, name = full_name(contacts[0]), contacts[0].name
    elif people:
        name = people[0].name
    else:
        return None
    job = " ".join(part for part in (found["role"], f"at {found['place']}" if found["place"] else "") if part)
    read = told.tools.understand(f"{who} is {job}", told.local_now, told.work.resident.tz, ())
    mention = next((each for each in read.people if compare(each.name, name).likeness is not Likeness.DIFFERENT), None)
    if mention is None or len(read.people) > 1 or not (mention.role or mention.institution):
        return None
    return replace(
        people[0] if people else mention,
        name=name,
        role=mention.role,
        institution=mention.institution,
        specialty=mention.specialty,
        spans={},
    )
