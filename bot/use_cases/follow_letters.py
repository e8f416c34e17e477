"""Letters of recommendation: how far each is, what comes next, and who could write instead."""

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from bot.domain.application import LetterPlan
from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Encounter, Fact
from bot.domain.letters import latest_letters
from bot.domain.names import fold
from bot.domain.vocabulary import FactKind, FollowUpKind, Role
from bot.domain.year import Deed, DeedKind
from bot.messages import Reply
from bot.planning.network import is_outside
from bot.playbook.pack import pack_for
from bot.ports import UnitOfWork
from bot.replies import letters
from bot.turn import Told, Turn
from bot.understanding.dates import read_dates
from bot.use_cases.holdings import kept_by
from bot.use_cases.keep_people import keep_people

_PACKET = re.compile(r"\b(?:packet|talking points)\b", re.IGNORECASE)
_REMINDED = re.compile(r"\breminded\b", re.IGNORECASE)
_AGREED = re.compile(r"\b(?:agreed|said yes)\b", re.IGNORECASE)
_DUE = re.compile(r"\b(?:due|deadline)\b", re.IGNORECASE)
_DUE_BY = re.compile(
    rf"{_DUE.pattern}|\b(?:need(?:s|ed)?|want(?:s|ed)?)\b(?: (?:it|to|be|in|this|that|them))* by\b"
    r"|\b(?:letter|lor|upload(?:ed|s)?|submit(?:ted|s)?)(?: (?:is|will|be|it|in|ready|done|needed|up|uploaded))* "
    r"(?:by|before)\b",
    re.IGNORECASE,
)
_THE_LETTER = re.compile(
    r"(?:(?:write|upload|submit|have|be|is|letter|lor|needs?|needed|due|deadline|get)\b[^,;.]*)?", re.IGNORECASE
)
"""What the writer does by the deadline, which is nothing that the resident owes."""
_OWN_PAPERS = re.compile(r"\b(?:cv|resume|statement|packet|points|scores?|transcript)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many\b.*\b(?:need|have to|want|require|get|ask for)\b", re.IGNORECASE)
_WRITERS = frozenset((Role.ATTENDING, Role.DIVISION_CHIEF, Role.DEPARTMENT_CHAIR, Role.PROGRAM_DIRECTOR))


async def show_letters(told: Told) -> Reply:
    """Show each letter with its state, deadline and next step, and who could write if one fails."""
    shown = letters.letters(await standing(told.work), await fallback(told), told.today)
    return letters.how_many(shown) if _HOW_MANY.search(told.meaning.text) else shown


async def standing(work: UnitOfWork) -> list[letters.Letter]:
    """Return every letter that was ever spoken of, the ones that need something first."""
    latest = latest_letters(await work.all(Fact))
    found = []
    for writer, fact in latest.items():
        contact = await work.find(Contact, writer)
        plan = await work.find(LetterPlan, writer)
        found.append(letters.Letter(contact.name if contact else fact.about, contact, fact, plan))
    for plan in await work.all(LetterPlan):
        contact = await work.find(Contact, plan.id)
        if contact and plan.id not in latest:
            found.append(letters.Letter(contact.name, contact, None, plan))
    order = ("agreed", "asked", None, "declined", "sent")
    return sorted(found, key=lambda each: (order.index(each.fact.value if each.fact else None), each.name))


async def fallback(turn: Turn) -> Contact | None:
    """Return who could write instead: of the own faculty, the one met most often who was not asked yet."""
    asked = set(latest_letters(await turn.work.all(Fact)))
    met = Counter(one for each in await turn.work.all(Encounter) for one in dict.fromkeys(each.contact_ids))
    feedback = [each for each in await turn.work.all(Deed) if each.kind is DeedKind.FEEDBACK]
    heard = Counter(one for each in feedback for one in dict.fromkeys(each.contact_ids))
    kept = await kept_by(turn.work)
    could = [
        contact
        for contact in await turn.work.all(Contact)
        if contact.position.role in _WRITERS
        and contact.id not in asked
        # Whom one met at a conference has not seen the work.
        and not is_outside(contact, turn.work.resident, kept)
    ]
    return max(could, key=lambda contact: (met[contact.id], heard[contact.id]), default=None)


async def step_letter(told: Told) -> Reply:
    """Keep a step of a letter told in plain words: packet sent, reminded, uploaded, its deadline."""
    text = told.meaning.text
    people = [each.contact for each in await keep_people(told)]
    if _AGREED.search(text) and people:
        await told.work.put(letter_fact(told, people[0], "agreed"))
    if _DUE.search(text):
        return await _deadline(told, people)
    if not people:
        people = await _only_writer(told)
    if not people:
        return letters.whose()
    writer = people[0]
    if _PACKET.search(text):
        await packet_sent(told, writer)
        return letters.noted(writer, "the packet is with them", told.act_id)
    if _REMINDED.search(text):
        await reminded(told, writer)
        return letters.noted(writer, "reminded today", told.act_id)
    return await letter_in(told, writer)


async def letter_in(told: Told, writer: Contact) -> Reply:
    await told.work.put(letter_fact(told, writer, "sent"))
    return letters.noted(writer, "the letter is in. Send them a thank-you", told.act_id)


async def packet_sent(turn: Turn, writer: Contact) -> None:
    plan = await plan_of(turn, writer)
    await turn.work.put(replace(plan, packet_sent_on=turn.today))
    for owed in await turn.work.all(FollowUp):
        if owed.contact_id == writer.id and owed.kind is FollowUpKind.SEND and owed.state is FollowUpState.OPEN:
            await turn.work.put(done(owed, turn.now, turn.today))


async def reminded(turn: Turn, writer: Contact) -> None:
    plan = await plan_of(turn, writer)
    await turn.work.put(replace(plan, reminded_on=(*plan.reminded_on, turn.today)))


async def draft_sent(turn: Turn, kind: DraftKind, writer: Contact) -> None:
    """Note the step that a draft about a letter was, once it is sent."""
    match kind:
        case DraftKind.LETTER_REQUEST:
            await turn.work.put(letter_fact(turn, writer, "asked"))
        case DraftKind.LETTER_PACKET:
            await packet_sent(turn, writer)
        case DraftKind.LETTER_REMINDER:
            await reminded(turn, writer)
        case _:
            pass


async def keep_deadline(told: Told, facts: list[Fact]) -> date | None:
    """Set the deadline that a message tells together with a letter ("agreed to write, deadline Sep 15")."""
    writers = [fact.contact_id for fact in facts if fact.kind is FactKind.LETTER and fact.contact_id]
    on = _deadline_in(told) if writers and _DUE_BY.search(told.meaning.text) else None
    if on is None:
        return None
    for writer in writers:
        contact = await told.work.find(Contact, writer)
        if contact:
            await told.work.put(replace(await plan_of(told, contact), deadline=on))
    return on


def without_deadline(told: Told) -> Told:
    """Return the turn without the task that is but the deadline of a letter: "agreed to write, need it by dec 1"."""
    writes = any(each.kind is FactKind.LETTER and each.value == "agreed" for each in told.meaning.facts)
    if not writes or not _DUE_BY.search(told.meaning.text):
        return told
    on = _deadline_in(told)
    owed = tuple(
        each
        for each in told.meaning.follow_ups
        if each.due_on != on
        or each.kind not in (FollowUpKind.OTHER, FollowUpKind.EMAIL, FollowUpKind.SEND)
        or _OWN_PAPERS.search(each.what)
        or not _THE_LETTER.fullmatch(each.what)
    )
    return replace(told, meaning=replace(told.meaning, follow_ups=owed))


async def plan_of(turn: Turn, writer: Contact) -> LetterPlan:
    return await turn.work.find(LetterPlan, writer.id) or LetterPlan(writer.id, turn.now)


def letter_fact(turn: Turn, writer: Contact, state: str) -> Fact:
    source = turn.source(None) if isinstance(turn, Told) else None
    return Fact(
        turn.ids.new(),
        writer.name,
        FactKind.LETTER,
        state,
        turn.today,
        turn.now,
        contact_id=writer.id,
        said_by=writer.id,
        source=source,
    )


async def _deadline(told: Told, people: list[Contact]) -> Reply:
    """Set the deadline for those named, or for every letter under way."""
    on = _deadline_in(told)
    if on is None:
        return letters.which_day()
    latest = latest_letters(await told.work.all(Fact))
    under_way = [writer for writer, fact in latest.items() if fact.value in ("asked", "agreed")]
    known = [c for w in under_way if (c := await told.work.find(Contact, w))]
    said = set(fold(told.meaning.text))
    owners = [c for c in known if any({word, f"{word}s"} & said for word in fold(c.name) if len(word) > 2)]
    writers = people or owners or known
    if not writers:
        return letters.whose()
    for writer in writers:
        await told.work.put(replace(await plan_of(told, writer), deadline=on, source=told.source(None)))
    before = pack_for(told.work.resident).letters.before_deadline
    return letters.deadline_set(writers, on, before, told.act_id, told.today)


def _deadline_in(told: Told) -> date | None:
    """Return the day told next after "due" or "deadline", else the last: "deadline jan 15, wants my CV by friday"."""
    dates = [each for each in read_dates(told.meaning.text, told.local_now) if each.due]
    said = _DUE_BY.search(told.meaning.text)
    after = [each for each in dates if said and each.span.end > said.start()]
    return (after[:1] or dates[-1:])[0].due if dates else None


async def _only_writer(told: Told) -> list[Contact]:
    latest = latest_letters(await told.work.all(Fact))
    under_way = [writer for writer, fact in latest.items() if fact.value == "agreed"]
    contact = await told.work.find(Contact, under_way[0]) if len(under_way) == 1 else None
    return [contact] if contact else []
