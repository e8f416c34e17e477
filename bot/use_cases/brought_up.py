"""Which of the things that Vouch brought up by itself "done" or "not today" means, and what was done unasked."""

import re
from datetime import datetime, timedelta

from bot.domain.contact import Contact
from bot.domain.follow_up import FollowUp, FollowUpState, done
from bot.domain.knowledge import Encounter
from bot.domain.names import fold
from bot.domain.vocabulary import FollowUpKind
from bot.planning.due import Due
from bot.replies.occasions import Scene, words_for
from bot.turn import Told
from bot.use_cases.identify_contact import match_mention
from bot.use_cases.matters import Matter, find_matter
from bot.use_cases.word_nudge import scene_of

_THANKED = re.compile(r"\bthank", re.IGNORECASE)
_PACKET = re.compile(r"\b(?:cv|resume|talking points|packet|materials)\b", re.IGNORECASE)
_FEEDBACK = re.compile(r"\bfeedback\b", re.IGNORECASE)

_STAGES = (("rotation", "after", _THANKED), ("letter", "packet", _PACKET), ("rotation", "mid", _FEEDBACK))
"""Words that say which of several things was done for a person."""

SOON = timedelta(days=3)
"""A thank-you so long before the end of a rotation is not the one that its end asks for."""

_APPLIED = re.compile(
    r"\b(?:applied|(?:sent|submitted|mailed|e-?mailed)(?: in| off)? (?:my |the )?(?:application|package|inquiry))\b",
    re.IGNORECASE,
)
_DID = re.compile(r"\b(?:thanked|sent|emailed|gave|wrote)\b", re.IGNORECASE)


async def brought_up(told: Told) -> Matter | None:
    """Return what the message can only mean of what Vouch brought up: replied to, or told later than any task.

    None where the message names people: those are for in_touch().
    """
    replied_to = [about for about in told.thread_about if not about.startswith(("follow_up:", "review:"))]
    if len(replied_to) == 1:
        return await find_matter(told, replied_to[0])
    if told.meaning.people or told.thread_about:
        return None
    scene = await scene_of(told.work, told.now)
    last_told = [(at, due.weight, due.about) for due in scene.dues if (at := _told_at(scene, due))]
    if not last_told:
        return None
    at, _, about = max(last_told)
    set_since = any(f.state is FollowUpState.OPEN and f.set_at > at for f in await told.work.all(FollowUp))
    of_its_own = about.startswith(("follow_up:", "review:"))
    return None if of_its_own or set_since else await find_matter(told, about)


def _told_at(scene: Scene, due: Due) -> datetime | None:
    occasion = scene.told.get(due.about)
    later = [at for at in occasion.told_at if at >= due.since] if occasion else []
    return later[-1] if later else None


async def in_touch(told: Told, remember: bool = True) -> list[str]:
    """Settle what was brought up about the people named; return the tasks that this ends.

    The touch itself is remembered too, unless something else that is closed with the message stands for it.
    """
    contacts = await told.work.all(Contact)
    named = [match_mention(p, contacts).certain for p in told.meaning.people]
    ended = []
    for contact in (each for each in named if each):
        scene = await scene_of(told.work, told.now)
        of_them = []
        for due in scene.dues:
            if _settled_by(due, contact, scene, told.meaning.text) and (matter := await find_matter(told, due.about)):
                await matter.finish(told)
                of_them.append(matter.task.what)
        if remember and not of_them:
            await told.work.put(Encounter(told.ids.new(), (contact.id,), told.today, told.now))
        ended += of_them
    return ended


def _settled_by(due: Due, contact: Contact, scene: Scene, text: str) -> bool:
    """Tell whether being in touch with somebody, in these words, is what was asked for. A cadence needs no settling."""
    kind, _, rest = due.about.partition(":")
    if kind == "conference":
        return rest == contact.id
    soon = due.on <= scene.today + SOON
    words = words_for(scene, due.about) if soon and kind in ("rotation", "letter") else None
    if words is None or contact.id not in words.contact_ids:
        return False
    return any(kind == of and rest.endswith(f":{stage}") and said.search(text) for of, stage, said in _STAGES)


async def applied(told: Told) -> list[str]:
    """Settle the openings that were applied to, by the message, and the tasks to apply there; return what this ends."""
    if not _APPLIED.search(told.meaning.text):
        return []
    said = set(fold(told.meaning.text))
    scene = await scene_of(told.work, told.now)
    ended = []
    for fact in scene.kept.facts:
        due = any(each.about == f"opening:{fact.id}" for each in scene.dues)
        if due and set(fold(fact.about)) <= said and (matter := await find_matter(told, f"opening:{fact.id}")):
            await matter.finish(told)
            ended.append(matter.task.what)
    for owed in scene.kept.follow_ups:
        place = owed.what.removeprefix("apply to ") if owed.kind is FollowUpKind.APPLY else ""
        if owed.state is FollowUpState.OPEN and place != owed.what and place and set(fold(place)) <= said:
            await told.work.put(done(owed, told.now, told.today))
            ended.append(owed.what)
    return ended


async def settle_told(told: Told) -> None:
    """Settle what a telling says was done: "thanked Dr. Gupta", "sent Dr. Lee my CV", "applied to UAB"."""
    await applied(told)
    if told.meaning.people and _DID.search(told.meaning.text):
        contacts = await told.work.all(Contact)
        scene = await scene_of(told.work, told.now)
        for person in told.meaning.people:
            contact = match_mention(person, contacts).certain
            for due in scene.dues if contact else ():
                staged = due.about.startswith(("rotation:", "letter:"))
                if contact and staged and _settled_by(due, contact, scene, told.meaning.text):
                    matter = await find_matter(told, due.about)
                    if matter:
                        await matter.finish(told)
