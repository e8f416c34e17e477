"""The own visa: status, last days, and the steps counted back from them. No legal advice."""

import re

from bot.domain.vocabulary import Visa
from bot.messages import Reply
from bot.playbook.sourced import load_facts
from bot.replies import visa as replies
from bot.replies.sourced import sources
from bot.turn import Told

_SOURCES = re.compile(r"\bsources?\b", re.IGNORECASE)


async def show_visa(told: Told) -> Reply:
    """Show the status and dates as told, and each step with its day, source and age."""
    resident = told.work.resident
    spoken = Visa.J1 if resident.visa is Visa.J1_WAIVER else resident.visa
    known = load_facts("immigration")
    facts = [fact for fact in known if fact.visa is None or fact.visa == spoken or spoken in (None, Visa.ANY)]
    if _SOURCES.search(told.meaning.text):
        return sources(facts, told.today)
    return replies.visa(resident, facts, told.today)
