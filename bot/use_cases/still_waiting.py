"""That nothing came of somebody: "no reply from kaplan yet", "haven't heard from Liu".

It is no being in touch, and corrects nothing.
"""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.knowledge import Encounter
from bot.domain.vocabulary import Intent
from bot.domain.year import Promise, PromiseState
from bot.messages import Reply
from bot.replies import touches
from bot.turn import Told
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.log_encounter import log_encounter

_NOTHING = re.compile(
    r"\W*(?:(?:still|so|and|but|ugh|update|sadly|also|got|there is|there['’]?s)[, ]+)*(?:"
    r"(?:no|nothing|not a) ?(?P<what>[\w-]+(?: [\w-]+)?)? (?:back )?(?:yet )?from|"
    r"(?:i )?(?:have ?n['’]?t|have not|never|did ?n['’]?t) (?:heard?|got(?:ten)?|gotten|get|received?) "
    r"(?:anything |back |a (?:reply|response|word) |any(?:thing)? )*(?:back )?from)"
    r" (?:dr|prof)?\.? ?(?P<who>[^,.;!?\n]{2,40}?)(?: (?:yet|so far|still|since|at all|either))*\W*"
    r"|\W*(?:still )?(?P<who_2>[^,.;!?\n]{2,40}?) (?:still )?(?:has ?n['’]?t|never|has not|did ?n['’]?t)(?: ever)? "
    r"(?:replied|reply|answer(?:ed)?|respond(?:ed)?|got(?:ten)? back(?: to me)?|get back(?: to me)?|wr(?:ote|itten) "
    r"back|e-?mail(?:ed)?(?: me)? back|e-?mail(?:ed)? me)(?: (?:to me|yet|still|so far))*\W*",
    re.IGNORECASE,
)


def says_nothing_came(told: Told) -> bool:
    """Tell whether the message says so of one person, and asks for nothing besides."""
    meaning = told.meaning
    silent = meaning.intent in (Intent.LOG, Intent.CORRECT, Intent.CHAT, Intent.DONE)
    if not silent or meaning.follow_ups or meaning.facts or len(meaning.people) != 1:
        return False
    return _NOTHING.fullmatch(meaning.text) is not None


async def keep_waiting(told: Told) -> Reply:
    """Say what they promised, or when they were last heard from, and how to be reminded of it."""
    contact = match_mention(told.meaning.people[0], await told.work.all(Contact)).certain
    if contact is None:
        return await log_encounter(replace(told, meaning=replace(told.meaning, intent=Intent.LOG, replaces=None)))
    owed = [each for each in await told.work.all(Promise) if each.contact_id == contact.id]
    still = [each for each in owed if each.state is PromiseState.OPEN]
    met = [each.on for each in await told.work.all(Encounter) if contact.id in each.contact_ids]
    return touches.nothing_came(contact, still, max(met, default=None), told.today)
