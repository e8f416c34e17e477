"""Keep an opening that is told under its own heading: "opening: PGY-2 at Mercy"."""

from bot.domain.vocabulary import FactKind
from bot.messages import Reply
from bot.replies import openings
from bot.replies.saved import saved
from bot.turn import Told
from bot.use_cases.answer_opening import with_opening
from bot.use_cases.lend_subject import lend_subject
from bot.use_cases.log_encounter import keep_told


async def told_opening(told: Told) -> Reply:
    """Keep all that the line tells, and answer the opening; ask which one where none can be read."""
    told = await lend_subject(told)
    outcome = await keep_told(told, met=False)
    if not any(each.fact.kind is FactKind.OPENING for each in outcome.facts):
        return openings.which_opening()
    return await with_opening(told, outcome, saved(outcome, told.today))
