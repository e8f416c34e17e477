"""Somebody will not do after all what they had agreed to, and it is not said what: "kim backed out"."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.letters import latest_letters
from bot.domain.vocabulary import FactKind, FollowUpKind, Intent
from bot.domain.year import Promise, PromiseState
from bot.messages import Reply
from bot.replies import letters as replies
from bot.turn import Told
from bot.understanding.meaning import FactMention, PersonMention
from bot.use_cases.follow_letters import fallback
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.last_told import last_told
from bot.use_cases.log_encounter import log_encounter

_BACKS_OUT = re.compile(
    r"(?:(?:ugh|damn|shit|so|and|ok|well|sad|bad news|welp|oh no|fyi|update)\W+)*"
    r"(?:dr\.? |prof\.? )?(?P<who>[^,;:!?]{1,40}?) "
    r"(?:(?:just|now|actually|also|has|have|had|is|are|sadly|suddenly)\s+)*"
    r"(?:backed out|back(?:s|ing) out|bailed|bails|pulled out|withdrew|fell through|"
    r"chickened out|flaked(?: out)?|reneged|"
    r"(?:said no|can['’]?t|cannot|can not|won['’]?t|will not|couldn['’]?t|does ?n['’]?t want to)"
    r"(?: (?:do|write)(?: it| one)?)?"
    r"(?: after all| any ?more)|not (?:doing|writing) it(?: after all| any ?more)?|"
    r"changed (?:her|his|their) mind|no longer wants? to|out after all)"
    r"(?: (?:on me|of it|after all|any ?more|now|today|yesterday|this morning|last minute|on it|again|lol|smh))*\W*",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:she|he|they)(?:['’]s)?", re.IGNORECASE)


def backs_out(told: Told) -> bool:
    """Tell whether the message says so and nothing beside it; a letter told by its name is read as a fact."""
    if told.meaning.facts or len(told.meaning.people) > 1:
        return False
    found = _BACKS_OUT.fullmatch(told.meaning.text.strip())
    return found is not None and bool(told.meaning.people or _PRONOUN.fullmatch(found["who"].strip()))


async def back_out(told: Told) -> Reply:
    """Take the letter of that person for declined; ask where something else of theirs is open and nearer at hand."""
    contact = await _who(told)
    fact = latest_letters(await told.work.all(Fact)).get(contact.id) if contact else None
    if contact is None or fact is None or fact.value not in ("asked", "agreed"):
        return await log_encounter(told)
    meetings = [each for each in await told.work.all(FollowUp) if _is_meeting_with(each, contact)]
    promised = [
        each
        for each in await told.work.all(Promise)
        if each.contact_id == contact.id and each.state is PromiseState.OPEN
    ]
    if (meetings or promised) and not await _spoken_of(told, contact):
        return replies.what_is_off(contact, meetings, promised)
    declined = FactMention(contact.name, FactKind.LETTER, "declined")
    mention = next(iter(told.meaning.people), PersonMention(contact.name))
    meaning = replace(
        told.meaning, intent=Intent.LOG, people=(replace(mention, name=contact.name),), facts=(declined,), follow_ups=()
    )
    return replies.with_instead(await log_encounter(replace(told, meaning=meaning)), await fallback(told))


async def _who(told: Told) -> Contact | None:
    if told.meaning.people:
        person = told.meaning.people[0]
        match = match_mention(person, await told.work.all(Contact))
        writers = latest_letters(await told.work.all(Fact))
        could = [each.contact for each in match.candidates if each.contact.id in writers]
        return match.certain or (could[0] if len(could) == 1 else None)
    contacts = (await last_told(told)).contacts
    return contacts[0] if len(contacts) == 1 else None


def _is_meeting_with(owed: FollowUp, contact: Contact) -> bool:
    appointment = owed.kind in (FollowUpKind.MEET, FollowUpKind.CALL)
    return owed.contact_id == contact.id and owed.state is FollowUpState.OPEN and appointment


async def _spoken_of(told: Told, contact: Contact) -> bool:
    """Tell whether the letter is what was spoken of just before: by the resident, or by what Vouch said last."""
    last = await told.work.deliveries.sent(limit=1)
    about = told.thread_about or (last[0].about if last else ())
    letter = f"letter:{contact.id}"
    if any(each == letter or each.startswith(f"{letter}:") for each in about):
        return True
    newest = (await last_told(told)).newest
    return any(isinstance(each, Fact) and each.kind is FactKind.LETTER for each in newest)
