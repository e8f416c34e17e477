"""Whether a task of the resident's own is done: "did I submit the vacation thing", "have I renewed my DS-2019 yet"."""

import re
from collections.abc import Sequence

from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.recall import notes_with, stems, tellings
from bot.messages import Reply
from bot.replies import done_for as replies
from bot.replies.done_for import Done
from bot.turn import Told
from bot.use_cases.last_told import last_told

_DEEDS = (
    r"submit(?:ted)?|sen[dt]|finish(?:ed)?|do|done|complete[d]?|file[d]?|renew(?:ed)?|fill(?:ed)? (?:in|out)|"
    r"(?:turn|hand)(?:ed)? in|book(?:ed)?|order(?:ed)?|print(?:ed)?|upload(?:ed)?|sign(?:ed)?(?: up for)?|pa(?:y|"
    r"id)(?: for)?|"
    r"schedule[d]?|register(?:ed)?(?: for)?|update[d]?|request(?:ed)?|return(?:ed)?|mail(?:ed)?|drop(?:ped)? off|"
    r"pick(?:ed)? up|wr[io]te|written|revise[d]?|edit(?:ed)?|appl(?:y|ied) for|cancel(?:l?ed)?|confirm(?:ed)?|buy|"
    r"bought|"
    r"t(?:ake|ook|aken) care of|get (?:to|around to)|start(?:ed)?"
)
_ASKS = re.compile(
    r"\W*(?:(?:so|wait|hey|and|ok|um|remind me|tell me|vouch)[, ]+)*(?:did i|have i|had i)(?: not|n['’]?t)? "
    rf"(?:(?:ever|already|even|actually|really|just) )*(?:{_DEEDS}) "
    r"(?P<thing>(?:(?:the|my|that|an?|those|these) )?[\w'’ /-]{2,60}?)(?: (?:yet|already|or not|in the end|by "
    r"now))*\s*\??\W*",
    re.IGNORECASE,
)
_IS_IT = re.compile(
    r"\W*(?:(?:so|wait|hey|and|ok)[, ]+)*(?:(?:is|was) (?:it|that|this)(?: one| task)? (?:(?:all|already|now) )*"
    r"(?:done|finished|sent|settled|closed|off my list)|did i (?:do|finish|send) (?:it|that|this))"
    r"(?: (?:now|then|already|yet))*\s*\?*\W*",
    re.IGNORECASE,
)
"""Asks so of what was told of last."""
_OF_NO_TASK = stems("the my that a an those these thing things stuff one it this in for to of and anything something")


def asks_if_done(told: Told) -> bool:
    """Tell whether it asks for a task of the resident's own, with nobody and no program."""
    asked = _ASKS.fullmatch(told.meaning.text)
    about = told.meaning.question
    of_others = told.meaning.people or (about and (about.person or about.institutions))
    named = asked is not None and not of_others and bool(stems(asked["thing"]) - _OF_NO_TASK)
    return named or _IS_IT.fullmatch(told.meaning.text) is not None


async def was_it_done(told: Told) -> Reply:
    """Say when it was told to be done, or that it is open still; where neither was told, what was said of it."""
    asked = None if _IS_IT.fullmatch(told.meaning.text) else _ASKS.fullmatch(told.meaning.text)
    thing = asked["thing"] if asked else ""
    said = stems(thing) - _OF_NO_TASK
    tasks = await told.work.all(FollowUp)
    if asked is None:
        return await _was_the_last_done(told, tasks)
    shared = {each.id: len(said & stems(each.what)) for each in tasks}
    most = max(shared.values(), default=0)
    meant = [each for each in tasks if most and shared[each.id] == most]
    done = _done(told, meant)
    still_open = [each for each in meant if each.state is FollowUpState.OPEN]
    if not done and not still_open:
        notes = notes_with(sorted(said), tellings(await told.work.notes.newest()))
        done = [
            Done(told.work.resident.today(each.received_at), each.text, quoted=True)
            for each in notes
            if each.id != told.note.id
        ]
    found = sorted(done, key=lambda each: each.on, reverse=True)
    return replies.is_it_done(thing, found, still_open, told.today)


async def _was_the_last_done(told: Told, tasks: Sequence[FollowUp]) -> Reply:
    """Say it of what was touched last, or of what is owed to the one told of last."""
    last = await last_told(told)
    touched, people = {each.id for each in last.follow_ups}, {each.id for each in last.contacts}
    meant = [each for each in tasks if each.contact_id in people] or [each for each in tasks if each.id in touched]
    still_open = [each for each in meant if each.state is FollowUpState.OPEN]
    return replies.is_it_done("", _done(told, meant), still_open, told.today)


def _done(told: Told, tasks: Sequence[FollowUp]) -> list[Done]:
    return [
        Done(told.work.resident.today(each.closed_at), each.what)
        for each in tasks
        if each.state is FollowUpState.DONE and each.closed_at
    ]
