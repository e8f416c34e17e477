"""Done: what is owed no more, in the resident's words."""

from bot.domain.follow_up import FollowUpState, closed
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.use_cases.find_follow_up import find_follow_up
from bot.use_cases.log_encounter import keep_told


async def finish_follow_up(told: Told) -> Reply:
    """Close the follow-up that is meant; ask which where several could be; keep the words in any case."""
    meant = await find_follow_up(told)
    if told.meaning.facts:
        await keep_told(told)
    if meant.one:
        await told.work.put(closed(meant.one, FollowUpState.DONE, told.now))
        return replies.finished(meant.one.what, told.act_id)
    return replies.which_is_done(meant.several, told.today) if meant.several else replies.nothing_open()
