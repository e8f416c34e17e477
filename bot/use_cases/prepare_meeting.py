"""Ready for a meeting on one phone screen: who they are, what was said, what is owed, what to ask and bring."""

import re
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind
from bot.domain.follow_up import Event, EventKind, FollowUp, FollowUpState
from bot.domain.knowledge import Fact
from bot.domain.matching import match_contact
from bot.domain.names import same_place
from bot.domain.recall import is_about, newest_first, notes_about, stems, tellings
from bot.domain.vocabulary import FollowUpKind, Role
from bot.drafting.compose import compose
from bot.drafting.encounters import sort_of_place
from bot.drafting.slots import gather
from bot.messages import Draft, Reply
from bot.planning.dossier import dossier
from bot.planning.goals import goals_of
from bot.planning.network import met_at_conferences
from bot.playbook.pack import pack_for
from bot.playbook.sourced import load_facts
from bot.replies import briefs
from bot.replies.people import full_name
from bot.turn import Told
from bot.understanding.dates import Kind, read_dates
from bot.use_cases.draft_recipient import place_named
from bot.use_cases.find_follow_up import JUST_NOW
from bot.use_cases.holdings import holdings, kept_by
from bot.use_cases.own_leader import own_leader
from bot.use_cases.remember_questions import remember_questions
from bot.use_cases.show_questions import questions_for

_DIRECTOR = re.compile(r"\b(?:pd|apd|program director|director)\b", re.IGNORECASE)
_ATTORNEY = re.compile(r"\b(?:attorney|lawyer|immigration)\b", re.IGNORECASE)
_QUESTIONS = re.compile(r"\b(?:questions?|ask)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:an?|the|my|next)\s+", re.IGNORECASE)
_ANY_CONFERENCE = re.compile(r"\b(?:conference|congress)\b(?<!noon conference)", re.IGNORECASE)
_INTERVIEW = re.compile(r"\binterview\b", re.IGNORECASE)
_OF_ANY_MEETING = stems(
    "prep prepare me for my the a an meeting interview call next with w at please pls can you could help get ready i "
    "have this that it them what do should bring to up on of and tomorrow today tmrw us we am be want need brief in"
)
_FOR_WHAT = re.compile(r"\b(?:for|with|at|w/?) (.+)", re.IGNORECASE)
_EVENT_NAME = re.compile(
    r"\bfor (?:my meeting with )?(?:the |my )?(?P<name>[\w .&/-]+?)"
    r"(?: (?:meeting|next|this|on|in|tomorrow)\b.*)?[.?!]?$",
    re.IGNORECASE,
)


_HOW = re.compile(
    r"\W*(?:(?:so|ok|and|hey)[, ]+)*"
    r"(?:(?:how|what) (?:do|should|can|shall|to)(?: i)?(?: do)?|help me(?: to)?|tips to|any tips to)"
    r"(?: best| better)? (?:prepare|prep|get ready)(?: myself)?"
    r"(?: for (?:it|this|that|(?:the|my) [\w ]{2,30}))?\W*",
    re.IGNORECASE,
)


def asks_how_to_prepare(told: Told) -> bool:
    """Tell whether the message asks how to get ready: "how to prepare for it" asks for no help on Vouch."""
    return _HOW.fullmatch(told.meaning.text) is not None


async def prepare_meeting(told: Told) -> Reply:
    """Brief the resident on everyone named; else on the own PD, a conference, a program or the next meeting."""
    text = told.meaning.text
    if told.meaning.people:
        found = [await _brief_for(told, mention.name, mention.institution) for mention in told.meaning.people]
        return briefs.meeting(found)
    if _ATTORNEY.search(text):
        return await visa_questions(told)
    if _DIRECTOR.search(text) and (director := await own_leader(told, text)):
        return briefs.meeting([await _brief_of(told, director)])
    if conference := await _conference(told):
        return conference
    if program := await _program(told, text):
        return program
    asked_of = questions_for(told) if _QUESTIONS.search(text) else None
    if asked_of:
        return asked_of
    coming = await _meeting_meant(told)
    if coming and (contact := coming.contact_id and await told.work.find(Contact, coming.contact_id)):
        return briefs.meeting([await _brief_of(told, contact)])
    if coming:  # "interview with Lakeside oct 20", with nobody named
        return await _program(told, coming.what) or await _brief_for_place(told, coming.what, [])
    return questions_for(told) or briefs.nobody_named(pack_for(told.work.resident).questions.mentor[:3])


async def visa_questions(told: Told) -> Reply:
    """List the questions for an attorney, with the dated facts."""
    resident = told.work.resident
    return briefs.attorney(pack_for(resident).questions.attorney, resident, load_facts("immigration"), told.today)


async def _brief_for(told: Told, name: str, institution: str | None) -> str:
    match = match_contact(name, await told.work.all(Contact), institution=institution)
    contact = match.certain or (match.candidates[0].contact if match.candidates else None)
    return await _brief_of(told, contact) if contact else briefs.stranger(name)


async def _brief_of(told: Told, contact: Contact) -> str:
    """Word the brief, and remember which questions it suggested."""
    notes = notes_about(contact, tellings(await told.work.notes.newest()), await holdings(told.work))
    resident = told.work.resident
    found = dossier(contact, resident, await kept_by(told.work), told.today, [note.text for note in notes])
    await remember_questions(told.work, contact, found.questions, told.now, told.source(None))
    sources = [*(each.source for each in found.met), *(each.source for each in found.facts)]
    talks = {source.note_id for source in sources if source}
    last = briefs.last_words([note for note in notes if note.id in talks], resident)
    return briefs.brief_in_words(found, told.today, last)


async def _meeting_meant(told: Told) -> FollowUp | None:
    """Return the meeting that is named, or on the day told; else the one told of just now, else the next."""
    ahead = [
        each
        for each in await told.work.all(FollowUp)
        if each.state is FollowUpState.OPEN
        and (each.kind is FollowUpKind.MEET or _INTERVIEW.search(each.what))
        and each.due_on
        and each.due_on >= told.today
    ]
    ahead.sort(key=lambda each: (each.due_on or told.today, each.id))
    said = stems(told.meaning.text) - _OF_ANY_MEETING
    if named := [each for each in ahead if said & stems(each.what)]:
        return named[0]
    dates = [each for each in read_dates(told.meaning.text, told.local_now) if each.due and each.kind is not Kind.CLOCK]
    if dates:
        return next((each for each in ahead if each.due_on == dates[0].due), None)
    if said & stems(" ".join(_FOR_WHAT.findall(told.meaning.text))):
        return None  # "prep me for Riverbend", which no meeting is of
    now = [each for each in ahead if told.now - each.set_at <= JUST_NOW]
    return max(now, key=lambda each: (each.set_at, each.id)) if now else next(iter(ahead), None)


MOST_BRIEFED = 2
"""How many people of a program fit one phone screen."""


async def _program(told: Told, words: str) -> Reply | None:
    """Brief for the program that *words* name: what was heard of it, and who is known there, the director first."""
    contacts = await told.work.all(Contact)
    place = await place_named(told, contacts, words)
    return await _brief_for_place(told, place, contacts) if place else None


async def _brief_for_place(told: Told, place: str, contacts: list[Contact]) -> Reply:
    there = [each for each in contacts if each.position.institution and same_place(each.position.institution, place)]
    there.sort(key=lambda each: (each.position.role is not Role.PROGRAM_DIRECTOR, each.id))
    people = [await _brief_of(told, contact) for contact in there[:MOST_BRIEFED]]
    heard = newest_first(fact for fact in await told.work.all(Fact) if is_about(fact, place))
    return briefs.program(place, heard, people, pack_for(told.work.resident).questions.director[:3], told.today)


async def _conference(told: Told) -> Reply | None:
    """Brief for the conference that is named, or the one that comes next where "the conference" is said."""
    named = told.meaning.where or ((match := _EVENT_NAME.search(told.meaning.text)) and match["name"]) or ""
    events = [e for e in await told.work.all(Event) if e.kind is EventKind.CONFERENCE and e.ends_on >= told.today]
    wanted = {word.lower() for word in named.split()}
    event = next((e for e in sorted(events, key=lambda e: e.starts_on) if wanted & set(e.title.lower().split())), None)
    if event is None and _ANY_CONFERENCE.search(told.meaning.text):
        event = min(events, key=lambda e: e.starts_on, default=None)
    if event is None and sort_of_place(named) != "conference" and not _ANY_CONFERENCE.search(told.meaning.text):
        return None
    pack, kept = pack_for(told.work.resident), await kept_by(told.work)
    name = event.title if event and event.title else _ARTICLE.sub("", named) or "the conference"
    met = met_at_conferences(kept).values()
    there = [each.contact_id for each in met if each.where and name.lower() in each.where.lower()]
    known = [full_name(contact) for contact in kept.contacts if contact.id in there]
    reached = goals_of(event, kept) if event else None
    reply = briefs.conference(
        name,
        event=event,
        goals=(event and event.goals) or pack.conference.goals,
        reached=reached,
        known=known,
        questions=pack.questions.conference,
        today=told.today,
    )
    words = compose(DraftKind.INTRODUCTION, gather(told.work.resident, None, [], [], told.today))
    return replace(reply, draft=Draft(words.subject, words.body, words.gaps))
