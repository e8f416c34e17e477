"""Facts of the outside world as Vouch says them: with the day they were checked, and marked old after 90 days."""

from datetime import date

from bot.playbook.sourced import SourcedFact
from bot.replies.days import day_in_words


def fact_in_words(fact: SourcedFact, today: date) -> str:
    day = f"{day_in_words(fact.on, today)}: " if fact.on else ""
    sure = "" if fact.exact else ", to be confirmed"
    age = "old, " if fact.is_old(today) else ""
    return f"{day}{fact.text}{sure} ({age}checked {day_in_words(fact.checked_on, today)})"
