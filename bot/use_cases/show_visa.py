"""The own visa: status, last days, and the steps counted back from them. No legal advice."""

from bot.domain.vocabulary import Visa
from bot.messages import Reply
from bot.playbook.sourced import load_facts
from bot.replies import visa as replies
from bot.turn import Told


async def show_visa(told: Told) -> Reply:
    """Show the status and dates as told, and each step with its day, source and age."""
    resident = told.work.resident
    spoken = Visa.J1 if resident.visa is Visa.J1_WAIVER else resident.visa
    facts = [fact for fact in load_facts("immigration") if fact.visa is None or fact.visa == spoken]
    return replies.visa(resident, facts, told.today)
