"""Stop what was spoken of last, without its name: "stop that", "no more of that one"."""

import re

from bot.domain.follow_up import FollowUp, FollowUpState, closed
from bot.messages import Reply, reply_from_json
from bot.replies import owed as replies
from bot.replies.owed import Task
from bot.replies.rhythm import rhythm_of
from bot.turn import Told
from bot.use_cases.answer_nudge import stop_told
from bot.use_cases.change_settings import change_settings
from bot.use_cases.find_follow_up import JUST_NOW
from bot.use_cases.matters import find_matter

_ASKS = re.compile(
    r"\W*(?:(?:please|pls|ok(?:ay)?|ugh|hey|no|actually|can you|could you)[, ]+)*"
    r"(?:stop|quit|end|drop|no more(?: of)?|enough(?: of)?|(?:do ?n['’]?t|do not|stop|quit|never) "
    r"(?:remind(?:ing)?|nag(?:ging)?|bug(?:ging)?|tell(?:ing)?|ask(?:ing)?|send(?:ing)?|nudg(?:e|ing)) me"
    r"(?: (?:about|of|for))?) "
    r"(?:that|this|it)(?P<one> one| reminder| nudge)?(?: (?:any ?more|ever again|again|please|pls|now|thanks))*\W*",
    re.IGNORECASE,
)
_ALL_SILENT = re.compile(r"\W*(?:please )?(?:stop|quit) it\b", re.IGNORECASE)
"""What asks for silence altogether where nothing was said just before."""

TOLD_LATELY = 5
"""In so many messages the last nudge is looked for: what was talked of since took its place."""


def stops_last(told: Told) -> bool:
    return _ASKS.fullmatch(told.meaning.text) is not None


async def stop_last(told: Told) -> Reply:
    """Stop the reminder set just now or the nudge told last, whichever is later; of several ask which."""
    if len(told.thread_about) == 1 and (answer := await stop_told(told)):
        return answer
    set_last = await _set_last(told)
    items = await _told_since(told, set_last)
    if len(items) > 1:
        return replies.which_to_stop(items)
    for item in items:
        matter = await find_matter(told, item.about)
        if matter and matter.is_open:
            await matter.stop(told)
            return replies.dropped(matter.task.what, told.act_id, matter.task.rhythm)
    if set_last and told.now - set_last.set_at <= JUST_NOW:
        await told.work.put(closed(set_last, FollowUpState.DROPPED, told.now))
        return replies.dropped(set_last.what, told.act_id, rhythm_of(set_last))
    if _ALL_SILENT.match(told.meaning.text):
        return await change_settings(told)
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    return replies.which_to_drop(owed, told.today) if owed else replies.no_such_reminder("")


async def _set_last(told: Told) -> FollowUp | None:
    owed = [each for each in await told.work.all(FollowUp) if each.state is FollowUpState.OPEN]
    return max(owed, key=lambda each: (each.set_at, each.id), default=None)


async def _told_since(told: Told, set_last: FollowUp | None) -> list[Task]:
    """Return what the last nudge or digest names and is still open; nothing where a reminder was set after it."""
    for sent in await told.work.deliveries.sent(limit=TOLD_LATELY):
        if sent.kind not in ("nudge", "digest") or not sent.content:
            continue
        if set_last and sent.sent_at and set_last.set_at > sent.sent_at:
            return []
        shown = reply_from_json(sent.content)
        abouts = [item.about for item in shown.items if item.about] or list(shown.about)
        found = [await find_matter(told, about) for about in abouts]
        return [matter.task for matter in found if matter and matter.is_open]
    return []
