"""What somebody answered who was asked for a letter, told without the word: "Dr. Lee said yes"."""

import re
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Fact
from bot.domain.letters import latest_letters
from bot.domain.matching import match_contact
from bot.domain.vocabulary import FactKind, FollowUpKind, Intent
from bot.messages import Reply
from bot.replies import letters
from bot.turn import Told
from bot.understanding.dates import read_dates
from bot.understanding.meaning import FactMention, PersonMention, PromiseMention
from bot.use_cases.follow_letters import letter_fact, letter_in
from bot.use_cases.log_encounter import log_encounter

_IT = r"(?: (?:to )?(?:write|do|writing)(?: (?:it|one|mine|me one))?(?: for me)?)?"
_ANSWERED = re.compile(
    r"\W*(?:great news[,:]? |good news[,:]? |yay[,!]? )?"
    r"(?P<who>(?:dr|prof)\.? [\w'’.-]+(?: [\w'’-]+)?|s?he|they|[^\W\d_][\w'’-]+)"
    r" (?:just |has |happily |kindly )*"
    rf"(?:(?P<yes>(?:agreed|said (?:yes|ok(?:ay)?|sure|of course|yeah|yep|no problem)|"
    rf"accepted|is (?:happy|willing|glad)|will write|will do|would love){_IT})"
    rf"|(?P<no>(?:declined|said no|refused|can(?:['’]?t|not)|turned me down|won['’]?t){_IT})"
    r"|(?P<sent>(?:finally |already |now )*(?:(?:submitted|uploaded|turned|handed) (?:it|(?:the|my|h(?:er|is)|their) "
    r"(?:letter|lor))|(?:sent|wrote|finished) (?:the|my|h(?:er|is)|their) (?:letter|lor))(?: in| off)?"
    r"(?: (?:to|on|into) (?:eras|thalamus|the portal))?"
    r"(?: (?:today|yesterday|already|now|finally|just now))?))"
    r"(?P<more>[,;.!–—-]+\s*\w.*)?[\s!.]*",
    re.IGNORECASE | re.DOTALL,
)


def answers_letter(told: Told) -> bool:
    return _ANSWERED.fullmatch(told.meaning.text) is not None


def answer_letter(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep the answer of whoever was asked for a letter; of anybody else the words mean something else."""

    async def answer(told: Told) -> Reply:
        found = _ANSWERED.fullmatch(told.meaning.text)
        waits_for = ("asked", "agreed") if found and found["sent"] else ("asked",)
        writer = await _asked(told, found["who"], waits_for) if found else None
        if writer is None or found is None:
            return await otherwise(told)
        state = "agreed" if found["yes"] else "sent" if found["sent"] else "declined"
        if found["more"]:
            return await _with_the_rest(told, writer, state, found["more"])
        if found["sent"]:
            return await letter_in(told, writer)
        await told.work.put(letter_fact(told, writer, state))
        for owed in await told.work.all(FollowUp):
            asks = owed.kind is FollowUpKind.ASK_LETTER and owed.state is FollowUpState.OPEN
            if asks and owed.contact_id == writer.id:
                await told.work.put(done(owed, told.now, told.today))
        return letters.answered(writer, told.act_id, agreed=bool(found["yes"]))

    return answer


_WILL = re.compile(
    r"\W*(?:and )?(?:(?:s?he|they)(?: will|['’]ll)|will|gonna|is going to) (?:try to )?"
    r"(?:send|write|upload|submit|do|have|get)\b",
    re.IGNORECASE,
)
"""What the writer does, and the resident owes nothing of: "said ok, will send by thursday"."""


_WRITES = re.compile(r"(?:will )?(?:send|write|upload|submit|do)?(?: it| (?:the|my) letter)?", re.IGNORECASE)


async def _with_the_rest(told: Told, writer: Contact, state: str, more: str) -> Reply:
    """Keep the answer with all else that the message tells: "declined, he suggested that I ask Dr. Voss"."""
    if state == "agreed" and _WILL.match(more):
        by = next((each.due for each in read_dates(more, told.local_now) if each.due), None)
        owed = tuple(each for each in told.meaning.follow_ups if not _WRITES.fullmatch(each.what))
        promised = told.meaning.promises or (PromiseMention(writer.name, "send your letter", by),)
        told = replace(told, meaning=replace(told.meaning, follow_ups=owed, promises=promised))
    others = [each for each in told.meaning.facts if each.kind is not FactKind.LETTER]
    facts = (*others, FactMention(writer.name, FactKind.LETTER, state))
    people = told.meaning.people or (PersonMention(writer.name),)
    return await log_encounter(
        replace(told, meaning=replace(told.meaning, intent=Intent.LOG, people=people, facts=facts))
    )


async def _asked(told: Told, who: str, waits_for: Collection[str]) -> Contact | None:
    """Return who is meant of those whose letter stands so, or was to be asked for."""
    latest = latest_letters(await told.work.all(Fact))
    asked = {writer for writer, fact in latest.items() if fact.value in waits_for}
    asked |= {
        each.contact_id
        for each in await told.work.all(FollowUp)
        if each.kind is FollowUpKind.ASK_LETTER and each.contact_id and each.state is not FollowUpState.DROPPED
    }
    drafts = await told.work.all(WrittenDraft)
    asked |= {each.contact_id for each in drafts if each.kind is DraftKind.LETTER_REQUEST and each.contact_id}
    open_now = asked - {writer for writer, fact in latest.items() if fact.value not in waits_for}
    contacts = [each for each in await told.work.all(Contact) if each.id in open_now]
    if who.lower() in ("she", "he", "they"):
        return contacts[0] if len(contacts) == 1 else None
    return match_contact(re.sub(r"^(?:dr|prof)\.? ", "", who, flags=re.IGNORECASE), contacts).certain
