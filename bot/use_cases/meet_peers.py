"""Introduce members of a cohort to one another every three weeks, and ask a week later whether they met."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.cohort import Membership
from bot.domain.contact import Contact
from bot.domain.delivery import Delivery
from bot.domain.knowledge import Encounter
from bot.domain.local_time import held_until
from bot.domain.names import Likeness, compare
from bot.domain.peers import PeerRound, PeerWish, introduce
from bot.domain.vocabulary import Relationship
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import peers as replies
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Turn
from bot.use_cases.enrol_channel import find_member, names_of

EVERY = timedelta(weeks=3)
ASKED_AFTER = timedelta(weeks=1)
ROUND, MEET, MET = "peers", "meet", "met"


async def set_wish(turn: Turn, cohort: Membership, words: str) -> Reply:
    """Answer "cohort peers on", "off", "pause" or "not NAME"."""
    account = await turn.work.open_cohort(cohort.cohort_id)
    mine = turn.work.resident.id
    wish = await account.find(PeerWish, mine) or PeerWish(mine, wanted=False)
    verb, _, rest = words.strip().casefold().partition(" ")
    if verb == "not":
        other = await find_member(turn, cohort, rest)
        if isinstance(other, Reply):
            return other
        await account.put(PeerWish(mine, wish.wanted, (*wish.without, other.resident_id)))
        return replies.never_with()
    wanted = verb in ("on", "yes", "resume", "")
    await account.put(PeerWish(mine, wanted, wish.without))
    return replies.wanted(cohort.cohort_name) if wanted else replies.not_wanted(cohort.cohort_name)


async def become_one(account: UnitOfWork, old: str, new: str) -> None:
    """Let a cohort know two linked members as one: whom either does not want to meet, or met before, stays known."""
    wishes = await account.all(PeerWish)
    for wish in wishes:
        without = tuple(dict.fromkeys(new if each == old else each for each in wish.without))
        if wish.id not in (old, new) and without != wish.without:
            await account.put(replace(wish, without=without))
    both = [wish for wish in wishes if wish.id in (old, new)]
    if any(wish.id == old for wish in both):
        others = dict.fromkeys(each for wish in both for each in wish.without if each not in (old, new))
        await account.put(PeerWish(new, any(wish.wanted for wish in both), tuple(others)))
    for met in await account.all(PeerRound):
        groups = tuple(tuple(new if each == old else each for each in group) for group in met.groups)
        if groups != met.groups:
            await account.put(replace(met, groups=groups))


async def begin_round(account: UnitOfWork, row: Delivery, now: datetime) -> None:
    """Introduce those who want it: a message to each now, and a question to each a week later."""
    day = row.key.partition(":")[2]
    members = {each.resident_id: each for each in await account.cohorts.members(account.resident.id)}
    wishes = [wish for wish in await account.all(PeerWish) if wish.id in members]
    groups = introduce(wishes, await account.all(PeerRound))
    if not groups:
        return
    await account.put(PeerRound(day, groups))
    rows, to = [], []
    for member_id in (member_id for group in groups for member_id in group):
        for step, at in ((MEET, now), (MET, now + ASKED_AFTER)):
            key = f"{step}:{account.resident.id}:{day}"
            about = (f"announcement:{account.resident.id}:{day}",)
            rows.append(Delivery(f"{member_id}-{key}", member_id, key, "announcement", at, about=about))
            to.append(members[member_id].address)
    await account.cohorts.deliver(rows, to)


async def word_introduction(work: UnitOfWork, row: Delivery, now: datetime) -> Reply | datetime | None:
    """Return the introduction, or the question whether they met; a later moment (UTC) for who is not to be disturbed.

    None where the others left meanwhile.
    """
    if held := held_until(work.resident, now):
        return held
    step, cohort_id, day = row.key.split(":")
    account = await work.open_cohort(cohort_id)
    found = await account.find(PeerRound, day)
    group = next((each for each in found.groups if work.resident.id in each), ()) if found else ()
    members = await work.cohorts.members(cohort_id)
    names = await names_of(account)
    met = [each for each in members if each.resident_id in group and each.resident_id != work.resident.id]
    others = [names.get(each.resident_id, each.who) for each in met]
    if not others:
        return None
    name = account.resident.address.channel or ""
    return replies.introduction(name, others) if step == MEET else replies.did_you_meet(others)


async def press_met(pressed: Pressed) -> Reply:
    """Keep those met as peers; who stands closer already stays so."""
    names = replies.names_in(pressed.target)
    if not names:
        return no_longer_there()
    contacts = await pressed.work.all(Contact)
    for name in names:
        known = [each for each in contacts if compare(name, each.name).likeness is Likeness.SAME]
        contact = known[0] if len(known) == 1 else Contact(pressed.ids.new(), name, pressed.now)
        if contact.relationship is None:
            contact = replace(contact, relationship=Relationship.PEER)
            await pressed.work.put(contact)
        await pressed.work.put(Encounter(pressed.ids.new(), (contact.id,), pressed.today, pressed.now))
    return replies.kept_as_peers(names, pressed.act_id)


async def press_not_met(_pressed: Pressed) -> Reply:
    return replies.another_time()
