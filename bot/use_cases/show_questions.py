"""The question bank: what to ask whom, where nobody is named: "question bank", "questions for a fellow"."""

import re

from bot.messages import Reply
from bot.playbook.pack import Questions, pack_for
from bot.playbook.sourced import load_facts
from bot.replies import briefs
from bot.turn import Told

_ROLES = {
    "director": r"(?:apd|pd|(?:associate )?program director|director)s?",
    "mentor": r"mentors?|attendings?|faculty",
    "fellow": r"fellows?",
    "coordinator": r"coordinators?|administrators?|gme(?: office)?",
    "senior": r"seniors?(?: residents?)?|chiefs?(?: residents?)?",
    "alum": r"alum(?:ni|nus|na|s)?",
    "conference": r"conferences?|speakers?|panels?",
    "attorney": r"(?:immigration )?(?:attorneys?|lawyers?)",
}
_BANK = re.compile(
    r"\W*(?:(?:please|pls|show|open|give|see|list|what(?:['’]?s| is) in)[, ]+)*(?:me )?(?:the |my |your |all )*"
    r"(?:question bank|bank of questions|questions?(?: (?:to|i (?:can|could|should)) ask)?)"
    r"(?: (?:list|please|pls))*\W*",
    re.IGNORECASE,
)


_VISA = re.compile(r"\W*(?:my |the )?(?:visa|immigration|attorney|lawyer) questions?\W*", re.IGNORECASE)


def asks_question_bank(told: Told) -> bool:
    return bool(_BANK.fullmatch(told.meaning.text) or _VISA.fullmatch(told.meaning.text))


async def show_question_bank(told: Told) -> Reply:
    """Offer the bank by whom one asks; what is asked about a visa is for an attorney."""
    return _for_attorney(told) if _VISA.fullmatch(told.meaning.text) else briefs.question_bank()


def _for_attorney(told: Told) -> Reply:
    resident = told.work.resident
    return briefs.attorney(pack_for(resident).questions.attorney, resident, load_facts("immigration"), told.today)


def questions_for(told: Told) -> Reply | None:
    """Return what to ask somebody of the role that the message names; None where it names none."""
    text = told.meaning.text
    role = next((role for role, words in _ROLES.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)), None)
    if role is None:
        return None
    if role == "attorney":
        return _for_attorney(told)
    return briefs.questions_of(role, _asked_of(pack_for(told.work.resident).questions, role))


def _asked_of(questions: Questions, role: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(questions, role)
    return found
