"""Whom "my PD" means: the resident's own program director, or their associate."""

import re

from bot.domain.contact import Contact
from bot.domain.vocabulary import Role
from bot.planning.network import own_directors
from bot.turn import Turn
from bot.use_cases.holdings import kept_by

_OWN_LEADER = re.compile(
    r"\b(?:(?:my|our) (?:own )?|(?<=met )|(?<=met w )|(?<=met with )|(?<=talked to )|(?<=spoke to )|(?<=spoke with )|"
    r"(?<=saw )|(?<=emailed ))(?P<who>pd|apd|program director|associate program director)\b(?! (?:at|of|from|dr)\b)",
    re.IGNORECASE,
)
"""Without a name, "met pd" is the own one too: of another it would be said where."""


def names_own_leader(text: str) -> bool:
    """Tell whether the words speak of the own PD without a name: "meeting w my PD thursday"."""
    return bool(_OWN_LEADER.search(text))


async def own_leader(turn: Turn, text: str = "") -> Contact | None:
    """Return the own PD, where one alone is known, else the own associate PD; that one first where *text* says so."""
    own = own_directors(turn.work.resident, await kept_by(turn.work))
    said = _OWN_LEADER.search(text)
    associate_first = said is not None and said["who"].casefold().startswith("a")
    order = (Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.PROGRAM_DIRECTOR)
    for role in order if associate_first else reversed(order):
        found = [contact for contact in own if contact.position.role is role]
        if found:
            return found[0] if len(found) == 1 else None
    return None
