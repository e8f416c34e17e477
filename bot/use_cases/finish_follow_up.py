"""Done: what is owed no more, in the resident's words."""

from bot.domain.follow_up import FollowUpState, closed
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.use_cases.brought_up import applied, brought_up, in_touch
from bot.use_cases.find_follow_up import find_follow_up
from bot.use_cases.log_encounter import keep_told


async def finish_follow_up(told: Told) -> Reply:
    """Close the follow-up that is meant; ask which where several could be; keep the words in any case."""
    if ended := await applied(told):
        return replies.finished("; ".join(ended), told.act_id)
    if matter := await brought_up(told):
        if not matter.is_open:
            return replies.closed_already(matter.task.what)
        await matter.finish(told)
        return replies.finished(matter.task.what, told.act_id)
    meant = await find_follow_up(told)
    if told.meaning.facts:
        await keep_told(told)
    if told.meaning.people and (meant.one or not meant.several):
        ended = await in_touch(told, remember=meant.one is None)
        if not meant.one:
            return replies.in_touch(ended, told.act_id)
    if meant.one:
        await told.work.put(closed(meant.one, FollowUpState.DONE, told.now))
        return replies.finished(meant.one.what, told.act_id)
    return replies.which_is_done(meant.several, told.today) if meant.several else replies.nothing_open()
