"""Keep what the resident tells: people, what they said of programs, what is owed, and the encounter itself."""

import re
from collections.abc import Sequence

from bot.domain.application import SHORT_LIVED
from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.local_time import digest_moment
from bot.domain.vocabulary import FactKind, Intent
from bot.messages import Reply
from bot.playbook.pack import pack_for
from bot.replies.letters import with_deadline
from bot.replies.saved import Held, Saved, SavedFact, SavedPerson, saved
from bot.replies.small_talk import kept_words
from bot.turn import Told
from bot.understanding.confidence import UNSURE
from bot.understanding.lexicon import word_set
from bot.understanding.meaning import PersonMention, Understanding
from bot.understanding.spoken_of import is_only_spoken_of
from bot.use_cases.answer_opening import with_opening
from bot.use_cases.brought_up import settle_told
from bot.use_cases.follow_letters import keep_deadline, without_deadline
from bot.use_cases.keep_facts import KeptFact, keep_facts
from bot.use_cases.keep_follow_ups import keep_follow_ups
from bot.use_cases.keep_people import KeptPerson, keep_people
from bot.use_cases.keep_year import keep_deeds, keep_promises, keep_promises_kept, with_year
from bot.use_cases.lend_speaker import lend_speaker
from bot.use_cases.lend_subject import lend_place, lend_program, lend_subject
from bot.use_cases.name_interview import with_program
from bot.use_cases.settle_owed import settle_owed

_BOUND = re.compile(r"^(?:(?:on|by|until|till|before|after|from|for|the|around)\s+)+", re.IGNORECASE)


_LEADING_UP = word_set(
    "please pls remind me to i i'll have need should must gotta want also and todo don't forget then"
)
"""Words before a task that tell of nothing else."""


async def log_encounter(told: Told) -> Reply:
    """Store all that the message tells and say it back; words that nothing was read in are kept as they are."""
    met = bool(told.meaning.people) and not _only_owed(told.meaning)
    told = await lend_subject(await lend_speaker(await lend_program(told)))
    told = await with_program(await lend_place(told))
    outcome = await keep_told(without_deadline(told), met=met)
    await settle_told(told)
    if not (outcome.people or outcome.facts or outcome.follow_ups or outcome.deeds):
        return kept_words(told.meaning.text)
    reply = saved(outcome, told.today)
    if due := await keep_deadline(told, [each.fact for each in outcome.facts]):
        reply = with_deadline(reply, due, pack_for(told.work.resident).letters.before_deadline, told.today)
    if any(each.fact.kind is FactKind.OPENING and each.fact.value in SHORT_LIVED for each in outcome.facts):
        return await with_opening(told, outcome, reply)
    return reply


def _only_owed(meaning: Understanding) -> bool:
    """Tell whether nothing happened yet: "email Dr. Rao friday" owes her an e-mail, and is no being in touch."""
    if meaning.when or meaning.where or not meaning.follow_ups or meaning.promises or meaning.deeds:
        return False
    starts = min((each.span.start for each in meaning.follow_ups if each.span), default=0)
    named = [each.spans["name"].start for each in meaning.people if "name" in each.spans]
    before = set(re.findall(r"[a-z’']+", meaning.text[:starts].lower()))
    return bool(named) and starts <= min(named) and before <= _LEADING_UP


async def keep_told(told: Told, met: bool = True) -> Saved:
    """Store people, facts, follow-ups and, where the people named were *met*, the encounter."""
    people = [await with_year(told, each) for each in await keep_people(told)]
    facts = await keep_facts(told, people)
    follow_ups = await keep_follow_ups(told, people)
    encounter = await keep_encounter(told, people) if met else None
    kept = await keep_promises_kept(told, people)
    settled = await settle_owed(told, encounter, [each.fact for each in facts])
    return Saved(
        held=_held(told, follow_ups),
        doubtful=_doubtful(told, [each.fact for each in facts], follow_ups),
        note_id=told.note.id,
        act_id=told.act_id,
        people=[SavedPerson(kept.contact, kept.before, kept.candidates) for kept in people],
        facts=[await _with_older(told, kept) for kept in facts],
        follow_ups=follow_ups,
        encounter=encounter,
        promises=await keep_promises(told, people),
        kept=kept,
        settled=settled,
        deeds=await keep_deeds(told, people),
        unclear=[_BOUND.sub("", told.meaning.text[span.start : span.end]) for span in told.meaning.unclear_dates],
    )


def _held(told: Told, follow_ups: Sequence[FollowUp]) -> Held | None:
    """Return the pause that a reminder without a clock time waits for; None where none is held."""
    resident = told.work.resident
    bare = (each.due_on for each in follow_ups if each.due_on and each.due_at is None)
    if not any(resident.paused(digest_moment(resident, day)) for day in bare):
        return None
    return Held(resident.today(resident.paused_until) if resident.paused_until else None)


def _doubtful(told: Told, facts: Sequence[Fact], follow_ups: Sequence[FollowUp]) -> Fact | FollowUp | None:
    """The least sure of what was kept, where it is less sure than may be said without asking; facts before tasks."""
    doubts: list[tuple[float, Fact | FollowUp]] = [(fact.confidence, fact) for fact in facts]
    sure = {(each.kind, each.due_on): each.confidence for each in told.meaning.follow_ups}
    # A reminder asked for in so many words is owed for sure; only its day may be missing.
    tasks = [each for each in follow_ups if each.due_on or told.meaning.intent is not Intent.REMIND]
    doubts += [(sure.get((each.kind, each.due_on), 1.0), each) for each in tasks]
    confidence, least = min(doubts, key=lambda doubt: doubt[0], default=(1.0, None))
    return least if confidence < UNSURE else None


async def keep_encounter(told: Told, people: list[KeptPerson]) -> Encounter | None:
    """Store that the resident met or heard from these people, unless no more was told than who and where they are."""
    meaning = told.meaning
    if not people:
        return None
    known = all(kept.before for kept in people)
    if _only_says_who(meaning) or (known and not _tells_of_touch(meaning)):
        return None
    placed = meaning.when or meaning.where or meaning.facts
    if not placed and all(_only_details(kept.mention) for kept in people):
        return None
    met = [kept for kept in people if not is_only_spoken_of(meaning, kept.mention)]
    if not met:
        return None
    encounter = Encounter(
        id=told.ids.new(),
        contact_ids=tuple(kept.contact.id for kept in met),
        on=meaning.when.start if meaning.when else told.today,
        created_at=told.now,
        where=meaning.where,
        where_kind=meaning.where_kind,
        source=told.source(meaning.when_span or meaning.where_span),
    )
    await told.work.put(encounter)
    return encounter


_SAYS_WHO = re.compile(
    r"\W*(?:(?:my|our|the)\b[^;!?\n]{2,60}?\b(?:is|are)\b|[^;!?\n]{2,60}?\b(?:is|are)\b (?:my|our|the|an?|one of)\b)",
    re.IGNORECASE,
)
_IN_TOUCH = re.compile(
    r"\b(?:met|meet\w*|saw|seen?|spoke|speak\w*|talk\w*|told|tells?|telling|said|says?|ask\w*|call\w*|e-?mail\w*|wrote|"
    r"writes?|text(?:s|ed)|coffee|lunch|dinner|round(?:s|ed|ing)?|visit\w*|chat\w*|interview\w*|discuss\w*|introduc\w*|"
    r"work(?:s|ed|ing)?|shadow\w*|heard|ran into|agree[ds]?|offer\w*|gave|help\w*|liked|prais\w*|review\w*|"
    r"recommend\w*|promis\w*|invit\w*|sent|thank\w*|today|yesterday|got back to me|"
    r"(?<!never )(?<!not )(?<!n['’]t )(?<!nt )(?:replied|replies|answered|wrote back|reached out))\b",
    re.IGNORECASE,
)


def _tells_of_touch(meaning: Understanding) -> bool:
    """Tell whether it says that they met or wrote: to tell of somebody known ("she's APD at Emory") is no touch."""
    return bool(meaning.when or meaning.where or _IN_TOUCH.search(meaning.text))


def _only_says_who(meaning: Understanding) -> bool:
    """Tell whether it says who somebody is, and of no being in touch: "my PD is Dr. Patel", "Sam is a peer"."""
    return bool(_SAYS_WHO.match(meaning.text)) and not _tells_of_touch(meaning)


def _only_details(mention: PersonMention) -> bool:
    details = mention.email or mention.phone or mention.linkedin
    return bool(details) and not (mention.role or mention.institution or mention.specialty)


async def _with_older(told: Told, kept: KeptFact) -> SavedFact:
    older = kept.older
    by = await told.work.find(Contact, older.said_by) if older and older.said_by else None
    return SavedFact(kept.fact, older, by)
