"""The latest draft was sent: "sent it"."""

from datetime import timedelta

from bot.domain.draft import WrittenDraft
from bot.drafting.kinds import KINDS, SENT_BY
from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.draft_words import draft_meant, log_sent
from bot.use_cases.finish_follow_up import finish_follow_up

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
