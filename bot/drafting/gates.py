"""What stands before a draft that could do harm."""

from dataclasses import dataclass
from datetime import date

from bot.playbook.sourced import SourcedFact


@dataclass(frozen=True, slots=True)
class Gate:
    """*name* is own_program, soap, binding_match, own_director, letter_agreed or no_work_seen.

    One that *holds* waits for the resident's word; any other is said beside the draft.

    *facts* are the dated facts it rests on; *quote* and *on* what the resident told, and on which local day.
    """

    name: str
    holds: bool
    facts: tuple[SourcedFact, ...] = ()
    quote: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How an opening's rules stand. *soap* are first and last day of SOAP under way or next, empty where not known.

    *inside*: the opening is in the own program, which asks for nobody's leave.
    """

    soap: tuple[SourcedFact, ...]
    in_soap: bool
    matched: bool
    waiver: bool
    director_knows: bool
    inside: bool
