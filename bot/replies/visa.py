"""The own visa, said back: status, dates, steps counted back, each fact with its source. No legal advice."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.draft import DraftKind
from bot.domain.resident import Resident
from bot.domain.vocabulary import Visa
from bot.domain.year import OwnDateKind
from bot.drafting.grammar import a_visa
from bot.drafting.kinds import KINDS
from bot.messages import LINKS_LISTED, Item, Reply, say
from bot.playbook.sourced import SourcedFact
from bot.replies.counting import counted
from bot.replies.days import day_in_words
from bot.replies.sourced import links_of, source_in_words

VERIFY = "Verify every date with your GME office or an attorney; I give no legal advice."


def visa(resident: Resident, facts: Sequence[SourcedFact], today: date) -> Reply:
    ends = next((own.on for own in resident.own_dates if own.kind is OwnDateKind.VISA), None)
    fields = [("Status, as you told me", str(resident.visa or "not told"))]
    fields += [
        (f"Your {own.kind} ends", f"{day_in_words(own.on, today)}, {_left(own.on, today)}")
        for own in resident.own_dates
    ]
    status = _status(resident, today)
    lines = [
        VERIFY,
        "" if resident.visa else "Tell me “I'm on a J-1” or “I'm on an H-1B”, and I leave out what is not yours.",
        "" if ends else "Tell me “my visa ends June 30 2027”, and I count back from it and bring it up in time.",
        f"“{KINDS[DraftKind.VISA_PHRASE].name}” words it in 30 words; “questions for an attorney” lists what to ask.",
    ]
    return Reply(
        "\n".join(line for line in lines if line),
        title=f"Your visa: {status}" if status else "Your visa",
        fields=tuple(fields),
        items=tuple(Item(_fact(fact, ends, today, told=bool(resident.visa))) for fact in _in_order(facts)),
        buttons=(say(LINKS_LISTED, "my visa sources"),),
        links=links_of(_in_order(facts)),
    )


def _in_order(facts: Sequence[SourcedFact]) -> list[SourcedFact]:
    """Return the steps first, the one with the longest lead first."""
    return sorted(facts, key=lambda fact: (fact.days_before is None, -(fact.days_before or 0)))


def _fact(fact: SourcedFact, ends: date | None, today: date, *, told: bool) -> str:
    """Return the step with its day. *told*: the resident said which visa they have, so it is theirs for sure."""
    day = ""
    if fact.days_before and ends:
        on = ends - timedelta(days=fact.days_before)
        day = f"{day_in_words(on, today)}{' (passed)' if on < today else ''}: "
    elif fact.days_before:
        day = f"{counted(fact.days_before, 'day')} before the last day: "
    only = f"If you are on {a_visa(Visa(fact.visa))}: " if fact.visa and not told else ""
    return f"{day}{only}{fact.text}. (Source: {source_in_words(fact, today)})"


def _left(on: date, today: date) -> str:
    days = (on - today).days
    if days < 0:
        return "passed"
    return "today" if days == 0 else f"{counted(days, 'day')} left"


def _status(resident: Resident, today: date) -> str:
    """Return in one line what was told: "J-1, ends Wed 30 Jun 2027, 216 days"; empty where nothing was."""
    parts = [resident.visa.value] if resident.visa else []
    for own in resident.own_dates:
        if own.kind is OwnDateKind.VISA:
            days = (own.on - today).days
            ended = f"ended {day_in_words(own.on, today)}"
            parts.append(f"ends {day_in_words(own.on, today)}, {counted(days, 'day')}" if days >= 0 else ended)
    return ", ".join(parts)
