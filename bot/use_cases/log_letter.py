"""A line about a letter: what it says of the writer is kept like any other, else it is a step of the letter."""

from bot.domain.vocabulary import FactKind
from bot.messages import Reply
from bot.turn import Told
from bot.use_cases.follow_letters import step_letter
from bot.use_cases.log_encounter import log_encounter


async def tell_of_letter(told: Told) -> Reply:
    """Keep "Dr. Lee agreed to write my letter, deadline Dec 1" whole; else note the step that it tells."""
    if any(fact.kind is FactKind.LETTER for fact in told.meaning.facts):
        return await log_encounter(told)
    return await step_letter(told)
