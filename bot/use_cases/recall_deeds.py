"""What the resident did for somebody: "did i email gupta", "have i thanked Dr. Lee", "who's due for a thank you"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.matching import match_contact
from bot.domain.names import fold, person_name
from bot.domain.nudge import Response, ResponseState
from bot.domain.recall import notes_about, stems, tellings
from bot.domain.vocabulary import FollowUpKind
from bot.drafting.kinds import KINDS, SENT_BY
from bot.messages import Reply
from bot.replies import done_for as replies
from bot.replies.done_for import Done
from bot.replies.occasions import words_for
from bot.turn import Told
from bot.use_cases.holdings import holdings
from bot.use_cases.lend_subject import left_out
from bot.use_cases.open_tasks import open_tasks
from bot.use_cases.word_nudge import scene_of


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of being in touch: how it is asked for, how it was told, and which tasks and drafts are of it."""

    asked: str
    told: str
    tasks: frozenset[FollowUpKind]
    drafts: frozenset[DraftKind] = frozenset()
    stage: str = ""


_WRITTEN = frozenset(kind for kind in DraftKind if KINDS[kind].channel in SENT_BY)
_WAYS: Mapping[str, _Way] = {
    "thank": _Way(
        r"thank(?:ed)?|(?:send|sent|write|wrote) (?:a |the )?thank[- ]?(?:you|u)s?(?: note| email)?(?: to)?",
        r"\bthanked\b",
        frozenset((FollowUpKind.THANK_YOU,)),
        frozenset((DraftKind.THANK_YOU,)),
        ":after",
    ),
    "write": _Way(
        r"e-?mail(?:ed)?|wr[io]te(?: to)?|written(?: to)?|mail(?:ed)?|(?:send|sent)(?: (?:an? )?e-?mail to)?|"
        r"repl(?:y|ied) to",
        r"\b(?:e-?mailed|mailed|sent|wrote|replied)\b",
        frozenset((FollowUpKind.EMAIL, FollowUpKind.SEND, FollowUpKind.THANK_YOU)),
        _WRITTEN,
    ),
    "call": _Way(
        r"call(?:ed)?|phoned?|r[iau]ng|(?:talk|talked|speak|spoke|spoken) (?:to|with)",
        r"\b(?:called|phoned|rang|spoke|talked)\b",
        frozenset((FollowUpKind.CALL,)),
    ),
    "reach": _Way(
        r"reach(?:ed)? out to|contact(?:ed)?|follow(?:ed)? up with|g[eo]t back to|text(?:ed)?|messaged?|"
        r"respond(?:ed)? to",
        r"\b(?:reached out|contacted|followed up|got back|texted|messaged|e-?mailed|called|sent|wrote)\b",
        frozenset(FollowUpKind) - {FollowUpKind.MEET, FollowUpKind.APPLY},
        _WRITTEN,
    ),
}
_ANY_WAY = "|".join(f"(?P<{name}>{way.asked})" for name, way in _WAYS.items())
_IS_IT_TOO_MUCH = (
    r"(?:would it be|is it|will it be|it['’]?s not|wouldn['’]?t it be) (?:(?:too|a bit|very|kind of) )*(?:rude|"
    r"weird|pushy|annoying|"
    r"soon|much|early|ok(?:ay)?|fine|bad|wrong|awkward|needy|desperate) (?:to|if i|for me to)|"
    r"(?:should|can|may) i(?=.*\b(?:again|twice|once more|so soon|a (?:second|third) time)\W*$)"
)
"""Whether to write once more depends on what was written: that is what can be told."""
_ASKS = re.compile(
    rf"\W*(?:(?:so|wait|hey|and|ok|um|remind me|tell me|vouch)[, ]+)*(?:did i|have i|had i|did we|{_IS_IT_TOO_MUCH})"
    r"(?: not|n['’]?t)? "
    rf"(?:(?:ever|already|even|actually|really|just) )*(?:{_ANY_WAY})"
    r" (?P<whom>(?:dr\.? |prof\.? )?[\w'’. -]{2,50}?)"
    r"(?: (?P<thing>(?:my|the|an?) [\w'’ -]{2,40}?|about .{1,40}?))?(?: (?:yet|already|back|again|twice|once more|"
    r"so soon|a (?:second|third) time))*"
    r"\s*\??\W*",
    re.IGNORECASE,
)
_NO_THING = stems("my the a an about email mail note message thank you letter")
_PRONOUN = re.compile(r"(?:her|him|them)", re.IGNORECASE)
_THANKS_DUE = re.compile(
    r"\W*(?:(?:so|hey|and|ok)[, ]+)*who(?:m|['’]?s| is| are| else)?(?: else)? (?:"
    r"(?:is |are |still )*(?:due|owed|waiting)(?: for)? (?:an? |my )?thank[- ]?(?:you|u)s?"
    r"|(?:do|should|must) i (?:still )?(?:owe|need to|have to|send|write)? ?(?:an? |my )?"
    r"thank(?:[- ]?(?:you|u)s?)?(?: to)?"
    r"|have(?:n['’]?t i| i not) thanked)(?: (?:notes?|emails?|letters?|cards?))?"
    r"(?: (?:to|yet|still|now|first|next|this week))*\W*"
    r"|\W*(?:any |my )?(?:thank[- ]?(?:you|u)s?|thank[- ]?you notes?)(?: (?:are|is))* "
    r"(?:due|owed|outstanding|left|open)\W*",
    re.IGNORECASE,
)


def asks_what_was_done(told: Told) -> bool:
    asked = _ASKS.fullmatch(told.meaning.text)
    return asked is not None and (
        bool(told.meaning.people or told.meaning.question) or bool(_PRONOUN.fullmatch(asked["whom"]))
    )


def asks_thanks_due(told: Told) -> bool:
    return _THANKS_DUE.fullmatch(told.meaning.text) is not None


async def list_thanks_due(told: Told) -> Reply:
    """List the thank-yous owed: those told of, and those that a rotation's end asks for."""
    scene = await scene_of(told.work, told.now)
    asked_for = {f"follow_up:{each.id}" for each in scene.kept.follow_ups if each.kind is FollowUpKind.THANK_YOU}
    after = [task for task in open_tasks(scene) if task.about.startswith("rotation:") and task.about.endswith(":after")]
    return replies.thanks_due([*(t for t in open_tasks(scene) if t.about in asked_for), *after], told.today)


async def what_was_done(told: Told) -> Reply:
    """Say when the resident told that it was done, or that they did not, with what is open of it."""
    asked = _ASKS.fullmatch(told.meaning.text)
    contact, name = await _whom(told, asked["whom"] if asked else "")
    way = next((each for key, each in _WAYS.items() if asked and asked[key]), _WAYS["reach"])
    if contact is None:
        return replies.nobody_of_that_name(name)
    thing = stems((asked["thing"] or "") if asked else "") - _NO_THING
    done = [each for each in await _done(told, contact, way) if not thing or thing & stems(each.what)]
    found = sorted(done, key=lambda each: each.on, reverse=True)
    open_now = [
        each
        for each in await told.work.all(FollowUp)
        if each.contact_id == contact.id and each.state is FollowUpState.OPEN and each.kind in way.tasks
    ]
    drafted = [
        each
        for each in await told.work.all(WrittenDraft)
        if each.contact_id == contact.id and each.sent_at is None and each.kind in way.drafts
    ]
    last = drafted[-1] if drafted else None
    return replies.did_i(contact, found, open_now, _local(told, last.created_at) if last else None, last, told.today)


async def _whom(told: Told, said: str) -> tuple[Contact | None, str]:
    if _PRONOUN.fullmatch(said):
        return await left_out(told), ""
    named = [person.name for person in told.meaning.people]
    for name in (said, *named):
        match = match_contact(name, await told.work.all(Contact))
        if match.certain or len(match.candidates) == 1:
            return match.certain or match.candidates[0].contact, name
    return None, said


async def _done(told: Told, contact: Contact, way: _Way) -> list[Done]:
    """Return what shows that it was done: drafts sent, tasks closed, a rotation's thank-you, the resident's words."""
    found = [
        Done(_local(told, each.sent_at), f"you sent the {KINDS[each.kind].name}")
        for each in await told.work.all(WrittenDraft)
        if each.contact_id == contact.id and each.sent_at and each.kind in way.drafts
    ]
    found += [
        Done(_local(told, each.closed_at), f"done: {each.what}")
        for each in await told.work.all(FollowUp)
        if each.contact_id == contact.id
        and each.state is FollowUpState.DONE
        and each.closed_at
        and each.kind in way.tasks
    ]
    if way.stage:
        scene = await scene_of(told.work, told.now)
        for answer in await told.work.all(Response):
            staged = answer.state is ResponseState.DONE and answer.id.endswith(way.stage)
            words = words_for(scene, answer.id) if staged else None
            if words and contact.id in words.contact_ids:
                found.append(Done(_local(told, answer.at), f"done: {words.task}"))
    newest = tellings(await told.work.notes.newest())
    about, called = notes_about(contact, newest, await holdings(told.work)), person_name(contact.name)
    named = set(called.surname or called.bare)  # "I wrote to Dr. Lowe" tells nothing that is kept of her
    notes = [note for note in newest if note in about or named <= set(fold(note.text))]
    said = re.compile(way.told, re.IGNORECASE)
    return found + [
        Done(_local(told, note.received_at), note.text, quoted=True) for note in notes if said.search(note.text)
    ]


def _local(told: Told, at: datetime) -> date:
    return told.work.resident.today(at)
