"""The two clocks of the year, chosen at the end of the welcome: this season's application, or a later one."""

import re

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Pressed, Told, Turn
from bot.understanding.meaning import SettingChange
from bot.understanding.preferences import goal_alone
from bot.use_cases.brought_up import brought_up
from bot.use_cases.change_settings import with_setting
from bot.use_cases.snooze_follow_up import snooze_follow_up


def goal_in(told: Told) -> str | None:
    """Return the goal that the message answers with; while none is set, "this September" can mean nothing else."""
    return None if told.thread_about else goal_alone(told.meaning.text, asked=told.work.resident.goal is None)


async def answer_goal(told: Told) -> Reply:
    if _LATER_ALONE.fullmatch(told.meaning.text) and await _is_something_to_move(told):
        return await snooze_follow_up(told)
    return await _choose(told, goal_in(told) or "")


_LATER_ALONE = re.compile(r"\W*later\W*", re.IGNORECASE)


async def _is_something_to_move(told: Told) -> bool:
    owed = await told.work.all(FollowUp)
    return any(each.state is FollowUpState.OPEN for each in owed) or await brought_up(told) is not None


async def press_goal(pressed: Pressed) -> Reply:
    return await _choose(pressed, pressed.target)


async def _choose(turn: Turn, goal: str) -> Reply:
    before = turn.work.resident
    if before.goal == goal:
        return replies.goal_stands(before)
    changed = with_setting(before, SettingChange("goal", goal), turn.now)
    await turn.work.save_resident(changed)
    return replies.changed(before, changed, turn.act_id, turn.now)
