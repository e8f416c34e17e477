"""What was sent has come: "beth confirmed receipt", "she got my CV"."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.matching import match_contact
from bot.domain.vocabulary import FollowUpKind, Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.use_cases.lend_subject import left_out
from bot.use_cases.log_encounter import log_encounter

_THING = (
    r"(?:it|them|everything|"
    r"(?:my|the) (?:cv|resume|documents?|docs|application|packet|scores?|e-?mail|papers|list|ps))"
)
_CONFIRMS = re.compile(
    r"\W*(?:(?:ok|so|good news|yay|great)[,:! ]+)*(?P<who>(?:dr\.? |prof\.? )?[^\W\d_][\w'’-]*(?: [\w'’-]+)?)"
    rf" (?:(?:has|just|already) )*(?:(?:confirmed|acknowledged) (?:the )?receipt|(?:received|got) {_THING}"
    rf"|confirmed (?:that )?(?:s?he|they)(?:['’]?s|['’]?ve| has| have)? (?:got|received|has|have) {_THING})"
    r"(?: (?:today|yesterday|already|now|safely|fine))*\W*",
    re.IGNORECASE,
)
_ONE = ("she", "he", "they")
_SENT = (FollowUpKind.SEND, FollowUpKind.EMAIL)


def confirms_receipt(told: Told) -> bool:
    return _CONFIRMS.fullmatch(told.meaning.text) is not None


def confirm_receipt(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Close what was to be sent to whoever has it; where nothing was, the words tell something else."""

    async def answer(told: Told) -> Reply:
        found = _CONFIRMS.fullmatch(told.meaning.text)
        who = found["who"] if found else ""
        named = match_contact(who, await told.work.all(Contact)).certain if who.lower() not in _ONE else None
        contact = named or (await left_out(told) if who.lower() in _ONE else None)
        sent = [
            each
            for each in await told.work.all(FollowUp)
            if contact and each.contact_id == contact.id and each.state is FollowUpState.OPEN and each.kind in _SENT
        ]
        if not sent and told.meaning.intent is Intent.DONE:  # nothing else that is owed to them is done by it
            return await log_encounter(replace(told, meaning=replace(told.meaning, intent=Intent.LOG)))
        if not sent:
            return await otherwise(told)
        for each in sent:
            await told.work.put(done(each, told.now, told.today))
        return replies.finished("; ".join(each.what for each in sent), told.act_id)

    return answer
