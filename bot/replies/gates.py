"""What is said before a draft is made that could do harm."""

from collections.abc import Sequence
from datetime import date

from bot.domain.contact import Contact
from bot.domain.recall import shorten
from bot.drafting.gates import Gate, Rules
from bot.replies.days import day_in_words
from bot.replies.people import full_name
from bot.replies.sourced import source_in_words


def gates_in_words(gates: Sequence[Gate], contact: Contact | None, today: date) -> str:
    return "\n".join(_WORDS[gate.name](gate, contact, today) for gate in gates)


def rules_in_words(rules: Rules, today: date) -> str:
    """Return how SOAP, a binding match and the own PD stand, one after the other."""
    days = " to ".join(day_in_words(fact.on, today) for fact in rules.soap if fact.on)
    soap = (
        f"now ({days}), wait until they reach out" if rules.in_soap else f"not now{f' (next {days})' if days else ''}"
    )
    match = "none that you told me of"
    if rules.matched:
        match = "you matched, waiver granted" if rules.waiver else "you matched: not without a waiver"
    director = "told, as you said" if rules.director_knows else "not told yet, as far as I know"
    if rules.inside:
        director = "it is your own program"
    return f"SOAP: {soap}; binding match: {match}; own PD: {director}"


def _own_program(_gate: Gate, contact: Contact | None, _today: date) -> str:
    who = full_name(contact) if contact else "This person"
    place = f" ({contact.position.institution})" if contact and contact.position.institution else ""
    return f"{who} is at your own program{place}, and this speaks of leaving it."


def _soap(gate: Gate, _contact: Contact | None, today: date) -> str:
    begins, ends = gate.facts
    days = " to ".join(day_in_words(fact.on, today) for fact in (begins, ends) if fact.on)
    return (
        f"It is SOAP ({days}). The Match's rules let applicants contact no program before that program reaches out to "
        f"them. Go on only if they wrote or called first. (Source: {source_in_words(begins, today)})"
    )


def _binding_match(gate: Gate, _contact: Contact | None, today: date) -> str:
    told = f" {day_in_words(gate.on, today)}: “{shorten(gate.quote, 100)}”" if gate.on else ""
    return (
        f"You told me that you matched{told}. A match binds both sides: without a waiver you may not look for another "
        "place. Go on only with the waiver in hand, and ask your GME office or an attorney."
    )


def _own_director(_gate: Gate, _contact: Contact | None, _today: date) -> str:
    return (
        "Does your own PD know that you are looking? Programs call each other, and it is best heard from you first. "
        "Once they know, tell me: “my PD knows”."
    )


def _letter_agreed(_gate: Gate, contact: Contact | None, _today: date) -> str:
    who = full_name(contact) if contact else "This person"
    return f"{who} agreed to a letter already, as you told me: the packet comes next (“packet for …”)."


def _no_work_seen(_gate: Gate, contact: Contact | None, _today: date) -> str:
    who = full_name(contact) if contact else "this person"
    return (
        f"You told me of no work together with {who}. A strong letter comes from somebody who has seen your work; if "
        "they have, tell me of it, and it stands in the e-mail."
    )


_WORDS = {
    "own_program": _own_program,
    "soap": _soap,
    "binding_match": _binding_match,
    "own_director": _own_director,
    "letter_agreed": _letter_agreed,
    "no_work_seen": _no_work_seen,
}
