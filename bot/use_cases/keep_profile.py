"""What residents tell of themselves: used in every draft, and compared with what programs ask for."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from bot.domain.names import fold
from bot.domain.resident import Resident
from bot.domain.vocabulary import Specialty, Visa
from bot.drafting.grammar import name_capitalized
from bot.drafting.slots import discipline_of
from bot.messages import Reply
from bot.replies import profile as replies
from bot.replies.people import specialty_in_words
from bot.replies.settings import changed as settings_changed
from bot.turn import Pressed, Submitted, Told
from bot.understanding.headings import read_heading
from bot.understanding.own_profile import OwnProfile, introduction_before, read_profile
from bot.use_cases.change_settings import change_settings, with_setting
from bot.use_cases.log_encounter import log_encounter


async def change_profile(told: Told) -> Reply:
    """Keep what "profile: …" or "my goal is …" tells; show the profile where it tells nothing."""
    heading = read_heading(told.meaning.text)
    before = told.work.resident
    read = read_profile(heading.rest if heading else "", discipline_of(before))
    after = mid = _with(before, read)
    for setting in told.meaning.settings:
        if setting.name not in _IN_PROFILE:  # "prelim at Mercy til june 30" tells the contract's end as well
            after = with_setting(after, setting, told.now)
    if after == before and read != OwnProfile() and not told.meaning.settings:
        return replies.stands_so()
    if after == before and "profile" not in told.meaning.text.lower():
        return await (change_settings(told) if told.meaning.settings else log_encounter(told))
    if after == before:
        return replies.profile(after)
    await told.work.save_resident(after)
    reply = replies.changed(before, mid, told.act_id) if mid != before else None
    if after == mid and reply:
        return reply
    also = settings_changed(mid, after, told.act_id, told.now)
    return replace(reply, fields=(*reply.fields, *also.fields)) if reply else also


_ENDS_AND_BEGINS = frozenset({"starts_on", "visa_until", "contract_until"})

_IN_PROFILE = frozenset({"name", "program", "visa"})
"""Settings that the profile tells too."""


def keep_introduction(otherwise: Callable[[Told], Awaitable[Reply]]) -> Callable[[Told], Awaitable[Reply]]:
    """Keep what a message tells of oneself before its note, and answer the note: "I'm Ana Silva, …, met Dr. Lee"."""

    async def answer(told: Told) -> Reply:
        before = told.work.resident
        both = introduction_before(told.note.text, before.name)
        after = mid = _with(before, read_profile(both[0], discipline_of(before))) if both else before
        for setting in told.tools.understand(both[0], told.local_now, before.tz, ()).settings if both else ():
            if setting.name in _ENDS_AND_BEGINS:  # "prelim at Mercy, h1b, ends june 30"
                after = with_setting(after, setting, told.now)
        if after != before:
            await told.work.save_resident(after)
        if both and not both[1]:
            return replies.changed(before, after, told.act_id) if after != before else replies.stands_so()
        reply = replies.noted_too(await otherwise(told), before, mid)
        also = settings_changed(mid, after, told.act_id, told.now).fields if after != mid else ()
        return replace(reply, fields=(*reply.fields, *also))

    return answer


async def press_profile(pressed: Pressed) -> Reply:
    return replies.profile_form(pressed.work.resident)


async def submit_profile(submitted: Submitted) -> Reply:
    """Keep what was filled in and can be read; an emptied field is forgotten."""
    before = after = submitted.work.resident
    unread = []
    for field, told in submitted.values.items():
        if told == submitted.stood.get(field):
            continue  # what stands as it stood was not told anew
        value = _read(field, told) if field in _FIELDS else UNREAD
        if value is not UNREAD:
            after = _set(after, field, value)
        elif field in _FIELDS:
            unread.append(told)
    if after != before:
        await submitted.work.save_resident(after)
    return replies.changed(before, after, submitted.act_id, unread)


async def check_profile(submitted: Submitted) -> dict[str, str]:
    """Return the fields that cannot be read, each with what would do."""
    return {
        field: replies.unreadable(field, told)
        for field, told in submitted.values.items()
        if field in _FIELDS and _read(field, told) is UNREAD
    }


def _with(resident: Resident, told: OwnProfile) -> Resident:
    story = resident.story
    reach = _reach(story.reach, told.email, told.phone)
    story = replace(
        story,
        aim=told.aim or story.aim,
        country=told.country or story.country,
        work=told.work or story.work,
        reach=reach,
        visa_need=told.visa_need or story.visa_need,
        paid_linkedin=story.paid_linkedin if told.paid_linkedin is None else told.paid_linkedin,
    )
    return replace(
        resident,
        story=story,
        name=_fuller_name(resident.name, told.name),
        program=name_capitalized(told.program) if told.program else resident.program,
        specialty=told.specialty or resident.specialty,
        visa=told.visa or resident.visa,
        step2=told.step2 or resident.step2,
        graduated=told.graduated or resident.graduated,
        states=told.states or resident.states,
    )


def _fuller_name(before: str | None, told: str | None) -> str | None:
    """Return the name told now, unless it is a part of the one known: "this is Ana" of Ana Silva."""
    if told is None or set(fold(told)) < set(fold(before or "")):
        return before
    return name_capitalized(told)


def _reach(before: str | None, email: str | None, phone: str | None) -> str | None:
    """Return e-mail and phone as they stand under a signature, each replaced by a newer one of its sort."""
    parts = [part.strip() for part in (before or "").split(",") if part.strip()]
    email = email or next((part for part in parts if "@" in part), None)
    phone = phone or next((part for part in parts if "@" not in part), None)
    return ", ".join(part for part in (email, phone) if part) or None


UNREAD = object()
"""What a field holds that cannot be read."""


def _read(field: str, told: str) -> Any:
    """Return the value of a field, what stands for nothing told for an empty one, UNREAD for what it cannot hold."""
    words = " ".join(told.split())
    return _FIELDS[field](words) if words else _NOTHING_TOLD.get(field)


def _number(least: int, most: int) -> Callable[[str], Any]:
    def read(words: str) -> Any:
        return int(words) if words.isdecimal() and least <= int(words) <= most else UNREAD

    return read


def _states(words: str) -> Any:
    states = re.findall(r"\b[A-Za-z]{2}\b", words)
    return tuple(dict.fromkeys(each.upper() for each in states)) if states else UNREAD


def _choice(choices: dict[str, Any]) -> Callable[[str], Any]:
    return lambda words: choices.get(words, UNREAD)


_FIELDS: dict[str, Callable[[str], Any]] = {
    "name": str,
    "program": str,
    "reach": str,
    "aim": str,
    "country": str,
    "work": str,
    "linkedin": _choice({words: number == 1 for number, words in enumerate(replies.LINKEDIN)}),
    "specialty": _choice({specialty_in_words(each): each for each in Specialty}),
    "visa": _choice({each.value: each for each in Visa}),
    "visa_need": _choice({each.value: each for each in Visa}),
    "step2": _number(100, 300),
    "graduated": _number(1950, 2100),
    "states": _states,
}
_NOTHING_TOLD: dict[str, Any] = {"states": (), "linkedin": False}
"""What an empty field means, where it is not None."""


_IN_THE_STORY = {
    "aim": "aim",
    "country": "country",
    "work": "work",
    "reach": "reach",
    "linkedin": "paid_linkedin",
    "visa_need": "visa_need",
}
"""Fields that are kept in the resident's story, by their name there."""


def _set(resident: Resident, field: str, value: Any) -> Resident:
    if field in _IN_THE_STORY:
        told: dict[str, Any] = {_IN_THE_STORY[field]: value}
        return replace(resident, story=replace(resident.story, **told))
    setting: dict[str, Any] = {field: value}
    return replace(resident, **setting)
