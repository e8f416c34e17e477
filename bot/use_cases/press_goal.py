"""The two clocks of the year, chosen at the end of the welcome: this season's application, or a later one."""

from bot.messages import Reply
from bot.replies import settings as replies
from bot.turn import Pressed
from bot.understanding.meaning import SettingChange
from bot.use_cases.change_settings import with_setting


async def press_goal(pressed: Pressed) -> Reply:
    before = pressed.work.resident
    changed = with_setting(before, SettingChange("goal", pressed.target), pressed.now)
    await pressed.work.save_resident(changed)
    return replies.changed(before, changed, pressed.act_id, pressed.now)
