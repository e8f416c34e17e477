"""Not done after all: what was just said to be done is owed again."""

import re
from datetime import timedelta

from bot.domain.act import Act
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.records import record_from
from bot.messages import Reply
from bot.replies import undone as replies
from bot.turn import Told
from bot.use_cases.undo_act import stands, undo

_NOT_DONE = re.compile(
    r"\W*(?:(?:no|nope|oh|oops|sorry|wait|actually|my bad|hold on|wrong|scratch that)\W+)*"
    r"(?:i(?:['’]?m| am| have|['’]?ve)? |it(?:['’]?s| is) |that(?:['’]?s| is) )?"
    r"(?:not (?:really |actually |quite )?(?:done|finished|sent)|(?:have|did|is|was)(?:n['’]?t| not) "
    r"(?:done|do|finish(?:ed)?|sent|send)(?: (?:it|that|this))?)"
    r"(?: (?:it|that|yet|after all|actually|sorry))*\W*"
    r"|\W*(?:(?:no|nope|oh|oops|sorry|wait)\W+)*"
    r"(?:not (?:that|this) (?:one|thing)|(?:that['’]?s |it['’]?s )?(?:the )?wrong one)\W*",
    re.IGNORECASE,
)
JUST_NOW = timedelta(hours=12)
"""How long after "done" its taking back needs no name."""


def says_not_done(told: Told) -> bool:
    """Tell whether the message says no more than that something is not done: "no wait, not done yet"."""
    return not told.meaning.people and bool(_NOT_DONE.fullmatch(told.note.text))


async def reopen_follow_up(told: Told) -> Reply:
    """Take back the latest thing done; say that nothing was, where nothing was done lately."""
    for act in await told.work.acts.newest():
        if told.now - act.at > JUST_NOW:
            break
        if act.undoes is None and await stands(told.work, act) and await _finished_something(told, act):
            return replies.undone(await undo(told, act, told.note.id), told.today)
    return replies.nothing_done()


async def _finished_something(told: Told, act: Act) -> bool:
    images = [(change.kind, await told.work.image(change.kind, change.record_id)) for change in act.changes]
    records = [record_from(kind, image) for kind, image in images]
    return any(isinstance(each, FollowUp) and each.state is FollowUpState.DONE for each in records)
