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
    known = load_facts("immigration")
    facts = [fact for fact in known if fact.visa is None or fact.visa == spoken or spoken in (None, Visa.ANY)]
    return replies.visa(resident, facts, told.today)
