"""The latest draft was sent: "sent it", or "done" right after it was shown."""

import re
from datetime import timedelta

from bot.domain.draft import WrittenDraft
from bot.drafting.kinds import KINDS, SENT_BY
from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.amend_draft import draft_in_hand
from bot.use_cases.draft_words import draft_meant, log_sent
from bot.use_cases.finish_follow_up import finish_follow_up

_DONE = re.compile(
    r"\W*(?:(?:ok|okay|yes|yep|and|all|just) )*(?:done|did it|did that|done that|finished|✅)(?: (?:now|already|"
    r"thanks|thx))*\W*",
    re.IGNORECASE,
)
RIGHT_AFTER = timedelta(minutes=30)
"""How long "done" alone may mean the draft that was shown last."""

SENT_WITHIN = timedelta(days=3)
"""How long "sent it" means the latest draft."""


async def tell_sent(told: Told) -> Reply:
    """Log the latest draft as sent where "sent it" can mean it; else close what is owed."""
    drafts = [each for each in await told.work.all(WrittenDraft) if KINDS[each.kind].channel in SENT_BY]
    meant = await draft_meant(told) if told.thread else None
    draft = meant if meant in drafts else max(drafts, key=lambda each: each.id, default=None)
    if draft is None or draft.sent_at or told.now - draft.created_at > SENT_WITHIN:
        return await finish_follow_up(told)
    return await log_sent(told, draft)


def says_done_alone(told: Told) -> bool:
    """Tell whether "done" is all that is said, and not in a thread, where it is said of what stands there."""
    return not told.thread and not told.thread_about and _DONE.fullmatch(told.meaning.text) is not None


async def tell_done(told: Told) -> Reply:
    """Log as sent the draft that was shown just before "done"; else close what is owed."""
    draft = await draft_in_hand(told)
    if (
        draft is None
        or draft.sent_at
        or KINDS[draft.kind].channel not in SENT_BY
        or told.now - draft.created_at > RIGHT_AFTER
    ):
        return await finish_follow_up(told)
    return await log_sent(told, draft)
