"""How a meeting went, said in a word: "it went great", "how did it go - ok i think". It is over then."""

import re
from datetime import datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Encounter
from bot.domain.vocabulary import FollowUpKind
from bot.messages import Reply
from bot.replies import owed as replies
from bot.replies.small_talk import chat
from bot.turn import Told
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import log_encounter

_THING = r"(?:it|that|this|(?:the |my |today['’]s )?(?:meeting|interview|call|zoom|chat|coffee|lunch|talk|visit))"
_HOW = (
    r"(?:(?:really|very|so|pretty|quite|super|kinda|just|all|not|too|actually|surprisingly) )*"
    r"(?P<how>great|good|well|fine|ok(?:ay)?|amazing|awesome|fantastic|nice|smooth(?:ly)?|perfect|bad(?:ly)?|so-?so|meh|"
    r"terribl[ey]|awful|rough|poorly|horribl[ey]|weird|awkward|short|better than (?:i )?(?:expected|thought))"
)
_WENT = re.compile(
    rf"\W*(?:(?:yes|so|um+|well|oh|hey|and)[, ]+)*(?:how(?: did|['’]?d) {_THING} go\W+"
    rf"(?:(?:{_THING} )?(?:went |was )?)?|{_THING} (?:went|was) |went )"
    rf"{_HOW}(?: (?:i think|i guess|i hope|tho|though|actually|thanks|thx))*\W*",
    re.IGNORECASE,
)
_WENT_AND = re.compile(rf"{_WENT.pattern}(?<=[.!,;–-] )\S[^?]{{0,300}}", re.IGNORECASE)
"""With more told of it: "interview went well! they said they'd let me know by friday"."""
_LATELY = timedelta(days=4)


def says_how_it_went(told: Told) -> bool:
    """Tell whether the message begins with that, of nobody by name."""
    text = told.meaning.text
    return not told.meaning.people and bool(_WENT.fullmatch(text) or _WENT_AND.fullmatch(text))


async def say_how_it_went(told: Told) -> Reply:
    """Take the meeting that was last for over, and keep what is told of it; where none was, it is small talk."""
    over = [each for each in await told.work.all(FollowUp) if _is_over(told, each)]
    meeting = max(over, key=lambda each: (each.due_on or told.today, each.due_at is not None, each.id), default=None)
    more = _WENT.fullmatch(told.meaning.text) is None
    if meeting is None:
        return await log_encounter(told) if more else chat(told.meaning.text)
    await told.work.put(done(meeting, told.now, told.today))
    contact = await told.work.find(Contact, meeting.contact_id) if meeting.contact_id else None
    if more:
        return await log_encounter(await lend_subject(told, contact))
    if contact:
        on = meeting.due_on or told.today
        await told.work.put(Encounter(told.ids.new(), (contact.id,), on, told.now, source=told.source(None)))
    return replies.meeting_over(meeting.what, told.act_id)


def _is_over(told: Told, each: FollowUp) -> bool:
    if each.state is not FollowUpState.OPEN or each.kind is not FollowUpKind.MEET or each.due_on is None:
        return False
    begun = each.due_at is None or datetime.combine(each.due_on, each.due_at) <= told.local_now
    return told.today - _LATELY <= each.due_on <= told.today and begun
