"""Done: what is owed no more, in the resident's words."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.matching import match_contact
from bot.domain.recall import stems
from bot.domain.vocabulary import Intent
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import PersonMention
from bot.use_cases.brought_up import applied, brought_up, in_touch
from bot.use_cases.find_follow_up import Meant, find_follow_up
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.lend_subject import OF_ONE, left_out
from bot.use_cases.log_encounter import keep_told, log_encounter
from bot.use_cases.name_interview import applied_to
from bot.use_cases.set_reminder import set_reminder

_SAYS_DONE = stems(
    "done did do finished completed complete sent send emailed email mailed called call texted wrote written spoke "
    "talked told met handled took taken care of it that this them her him one thing things all set off my the a an i "
    "i've i'm have had just already finally now yes yep ok okay and to with for in on at today yesterday tonight "
    "morning check checked ✅ please thanks thank you was is got it's that's last first both everything w u n actually "
    "tho though lol"
)
"""Words that say that something is done, and nothing of what."""


_REMIND_ME = re.compile(r"\bremind me (?:to|about) \w", re.IGNORECASE)
"""What is still to be done, whatever else in the message sounds done."""


_TWO = 2
_BOTH = re.compile(r"\bboth\b", re.IGNORECASE)


async def finish_follow_up(told: Told) -> Reply:
    """Close the follow-up that is meant; ask which where several could be; keep the words in any case."""
    pending = _pending_in(told.meaning.text)
    told = await _of_the_one_meant(_without_undone(told))
    if ended := await applied(told) or await _both(told):
        return replies.finished("; ".join(ended), told.act_id)
    if (matter := await brought_up(told)) and not _names_other(told, matter.task.what):
        if not matter.is_open:
            return replies.closed_already(matter.task.what)
        again = await matter.finish(told)
        return replies.finished(matter.task.what, told.act_id, again)
    if application := await _application(told):
        return application
    return await _finish_owed(told, pending)


async def _of_the_one_meant(told: Told) -> Told:
    """Return the turn with the name of whom "emailed her" means: nothing owed to somebody else is done by it.

    Words that an open task has tell which it is, whoever was told of since: "sent her the CV".
    """
    if told.thread_about or not OF_ONE.search(told.meaning.text):
        return told
    said = stems(told.meaning.text) - _SAYS_DONE
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    contact = None if any(said & stems(each.what) for each in owed) else await left_out(told)
    if contact is None:
        return told
    return replace(told, meaning=replace(told.meaning, people=(PersonMention(contact.name),)))


_NOT_YET = re.compile(
    r"[,;.]?\s+(?:but|though|and|just)\s+(?:i\s+)?(?:have\s+not|have\s*n['’]?t|havent|did\s*n['’]?t|did\s+not|not|"
    r"still\s+(?:need|have|owe|not|must))\b",
    re.IGNORECASE,
)


_BEGINS = r"(?:^|[,;.]|\b(?:and|but|while|though)\b)\s*"
_PENDING = re.compile(
    rf"{_BEGINS}(?P<what>[^,;.]{{2,60}}?)\s+(?:is |are )?(?:all )?(?:(?:still|yet) )*(?:pending|outstanding|"
    r"to (?:do|come|go|follow)|not (?:yet|done|sent|ready)(?: yet)?|in progress|left|missing|owed|due|"
    r"(?<=still )(?:working on it|open))(?=\s*(?:[,;.!]|\Z|\band\b|\bbut\b))"
    rf"|{_BEGINS}(?:i )?still (?:need to|have to|owe|must|waiting on|working on|to do)\b(?P<what_2>[^,;.]{{2,60}})"
    rf"|{_BEGINS}(?P<what_3>[^,;.\s]{{2,30}}['’]s(?: one)?) (?:is )?(?:tonight|tomorrow|tmrw|tmr|later|next)\b",
    re.IGNORECASE,
)
"""What is said to be still to do, beside what is done."""


def _without_undone(told: Told) -> Told:
    """Return the turn without what is said not to be done yet: "thanked Dr. Karim but not Dr. Park"."""
    text = told.meaning.text
    but = _NOT_YET.search(text)
    gone = (but.start(), len(text)) if but else None
    if gone is None and (pending := _PENDING.search(text)):
        gone = pending.span()
    if gone is None or not re.search(r"\w", text[: gone[0]] + text[gone[1] :]):
        return told
    people = tuple(
        each
        for each in told.meaning.people
        if "name" in each.spans and (each.spans["name"].end <= gone[0] or each.spans["name"].start >= gone[1])
    )
    left = text[: gone[0]] + (" " * (gone[1] - gone[0]) + text[gone[1] :] if gone[1] < len(text) else "")
    return replace(told, meaning=replace(told.meaning, text=left, people=people))


def _pending_in(text: str) -> str:
    """Return what the words say is still to do: "ps" of "emailed cv, ps still pending"."""
    pending = _PENDING.search(text)
    return next(each for each in pending.groups() if each).strip() if pending else ""


_TWO_THINGS = re.compile(
    r"(?P<begins>(?:send|e-?mail|give|bring|forward) (?:your |the )?)(?P<one>[\w ]{2,30}?),? (?:and|&|\+) "
    r"(?:your |the )?(?P<other>[\w ]{2,30}?)(?P<ends> to .{2,80})?",
    re.IGNORECASE,
)


async def _keep_rest(told: Told, meant: FollowUp, pending: str) -> Reply | None:
    """Keep of a task for two things what is still to do: of "send CV and PS" the PS; None where it is no part."""
    both = _TWO_THINGS.fullmatch(meant.what)
    wanted = stems(pending) - _SAYS_DONE
    rest = [both[each] for each in ("one", "other") if wanted & stems(both[each])] if both else []
    if both is None or len(rest) != 1:
        return None
    left = replace(meant, what=f"{both['begins']}{rest[0]}{both['ends'] or ''}")
    await told.work.put(left)
    await in_touch(told)
    return replies.still_owed(left, told.act_id, told.today)


async def _application(told: Told) -> Reply | None:
    """Say that an application to a program is kept; None where that settled something, or a person is meant."""
    place = applied_to(told.meaning.text)
    if place is None or match_contact(place, await told.work.all(Contact)).certain:
        return None
    past = next((each.past for each in read_dates(told.meaning.text, told.local_now) if each.past), None)
    return replies.applied(place, past.start if past else told.today, told.today)


async def _finish_owed(told: Told, pending: str) -> Reply:
    meant = await find_follow_up(told)
    if meant.one and _is_of_other_papers(told.meaning.text, meant.one.what):
        await in_touch(told)
        return replies.still_owed(meant.one, told.act_id, told.today)
    if pending and meant.one and (rest := await _keep_rest(told, meant.one, pending)):
        return rest
    if meant.one and not told.meaning.people and _names_other(told, f"{meant.one.what} {meant.one.kind}"):
        meant = Meant(several=[meant.one])
    if not meant.one and not meant.several and await _of_strangers(told):
        return await log_encounter(replace(told, meaning=replace(told.meaning, intent=Intent.LOG)))
    if told.meaning.facts:
        await keep_told(told)
    if told.meaning.people and (meant.one or not meant.several):
        ended = await in_touch(told, remember=meant.one is None)
        if not meant.one:
            return replies.in_touch(ended, told.act_id)
    if meant.one:
        after = done(meant.one, told.now, told.today)
        await told.work.put(after)
        return replies.finished(meant.one.what, told.act_id, replies.comes_again(after, told.today))
    if ask := _REMIND_ME.search(told.meaning.text):
        asked = told.meaning.text[ask.start() :]
        meaning = told.tools.understand(asked, told.local_now, told.work.resident.tz, ())
        return await set_reminder(replace(told, meaning=meaning))
    return replies.which_is_done(meant.several, told.today) if meant.several else replies.nothing_open()


_PAPERS = (
    r"cv|resume|résumé",
    r"ps|personal statement",
    r"abstract|poster|slides|manuscript|paper",
    r"passport",
    r"i-?797",
    r"i-?129",
    r"i-?20",
    r"ds-?2019",
    r"scores?",
    r"transcript",
    r"diploma",
    r"photo|headshot",
)
"""What is sent, each with its other names."""
_PAPER = re.compile(rf"\b(?:{'|'.join(f'({each})' for each in _PAPERS)})\b", re.IGNORECASE)


def _is_of_other_papers(said: str, task: str) -> bool:
    """Tell whether papers are named on both sides, and none is the same: a passport sent is no I-129."""
    sent, owed = ({found.lastindex for found in _PAPER.finditer(text)} for text in (said, task))
    return bool(sent and owed) and not sent & owed


_REACHED = re.compile(r"\b(?:sent|e-?mailed|gave|wrote|called|texted|thanked|messaged)\b", re.IGNORECASE)


async def _of_strangers(told: Told) -> bool:
    """Tell whether somebody never told of was reached: "sent my CV to Dr. Lee" tells of Dr. Lee, too."""
    if not _REACHED.search(told.meaning.text):
        return False
    contacts = await told.work.all(Contact)
    matches = [match_mention(each, contacts) for each in told.meaning.people]
    return bool(matches) and not any(match.certain or match.candidates for match in matches)


async def _both(told: Told) -> list[str]:
    """Close the two that "sent both thank-yous" means, where just two fit, and return them as they are called."""
    if not _BOTH.search(told.meaning.text):
        return []
    two = (await find_follow_up(told)).several
    if len(two) != _TWO:
        return []
    if told.meaning.facts:
        await keep_told(told)
    for each in two:
        await told.work.put(done(each, told.now, told.today))
    return [each.what for each in two]


def _names_other(told: Told, task: str) -> bool:
    """Tell whether the message says what was done, and it is nothing of the task: "submitted ERAS"."""
    if told.thread or told.thread_about:
        return False
    said = stems(told.meaning.text) - _SAYS_DONE
    return bool(said) and not said & stems(task.replace("_", " "))
