"""Later: the follow-up comes back on another day."""

from datetime import timedelta

from bot.domain.follow_up import moved
from bot.messages import Reply
from bot.replies import owed as replies
from bot.turn import Told
from bot.use_cases.brought_up import brought_up
from bot.use_cases.correct_setting import move_setting
from bot.use_cases.find_follow_up import find_follow_up


async def snooze_follow_up(told: Told) -> Reply:
    """Move the follow-up that is meant to the day told, tomorrow where none was (simulate.md, "Defaults")."""
    if not told.thread_about and (setting := await move_setting(told)):
        return setting
    asked = told.meaning.follow_ups[0] if told.meaning.follow_ups else None
    day = asked.due_on if asked and asked.due_on else told.today + timedelta(days=1)
    at = asked.due_at if asked else None
    if matter := await brought_up(told):
        return replies.snoozed(await matter.move(told, day, at), told.act_id, told.today)
    meant = await find_follow_up(told, just_set=True)
    if meant.one:
        later = moved(meant.one, day, at, told.now)
        await told.work.put(later)
        return replies.snoozed(replies.task_of(later), told.act_id, told.today)
    return replies.which_to_move(meant.several, told.today) if meant.several else replies.nothing_open()
