"""An opening, one line in: who is known there, what was heard of visas, the package, the rules, and the draft."""

import re
from dataclasses import dataclass
from datetime import date

from bot.domain.application import (
    FilledOpening,
    OpeningTerm,
    PackageDocument,
    closed_openings,
    of_one_opening,
    opening_expires,
)
from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.knowledge import Encounter, Fact
from bot.domain.names import fold, same_place
from bot.domain.nudge import Response, ResponseState
from bot.domain.recall import facts_of_kind, is_about, newest_first, tellings, with_evidence
from bot.domain.vocabulary import FactKind, Relationship, Role
from bot.messages import Reply
from bot.programs.ledger import Claim
from bot.replies import openings
from bot.replies.gates import rules_in_words
from bot.replies.saved import Saved
from bot.replies.small_talk import kept_words
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told, Turn
from bot.understanding.headings import read_heading
from bot.use_cases.draft_gates import rules_now
from bot.use_cases.draft_words import start_draft
from bot.use_cases.keep_opening_term import keep_told_term
from bot.use_cases.show_programs import ledger

_WHOM_FIRST = (
    Role.PROGRAM_DIRECTOR,
    Role.ASSOCIATE_PROGRAM_DIRECTOR,
    Role.COORDINATOR,
    Role.DEPARTMENT_CHAIR,
    Role.DIVISION_CHIEF,
    Role.ATTENDING,
)


@dataclass(frozen=True, slots=True)
class OpenPlace:
    """One place that is open: all facts that one message told of it."""

    facts: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        return self.facts[0]

    @property
    def value(self) -> str:
        return " ".join(dict.fromkeys(fact.value for fact in self.facts))


async def with_opening(turn: Told, outcome: Saved, reply: Reply) -> Reply:
    """Return the answer to a message that told of an opening, with all that has to be known at once."""
    heard = [each.fact for each in outcome.facts if each.fact.kind is FactKind.OPENING]
    place = OpenPlace(tuple(fact for fact in heard if fact.about == heard[0].about))
    about = place.first.about
    term = await keep_told_term(turn, place.facts)
    known = await _known_there(turn, about)
    if place.first.contact_id and (heard_of := await turn.work.find(Contact, place.first.contact_id)):
        known = [heard_of, *(each for each in known if each.id != heard_of.id)]
    # A co-resident passes news on; the e-mail goes to those who decide.
    writable = [contact for contact in known if contact.relationship is not Relationship.PEER]
    named = [person.contact for person in outcome.people if person.contact in writable]
    to = named[0] if named else _best(writable)
    draft = WrittenDraft(
        turn.ids.new(),
        DraftKind.OPENING_INQUIRY,
        turn.now,
        to.id if to else None,
        about=f"opening:{place.first.id}",
        source=place.first.source,
    )
    drafted = await start_draft(turn, draft, beside=True)
    facts = newest_first(fact for fact in await turn.work.all(Fact) if is_about(fact, about))
    evidence = with_evidence(
        facts_of_kind(facts, FactKind.VISA),
        await turn.work.all(Contact),
        tellings(await turn.work.notes.newest()),
        turn.today,
    )
    last_met = await _last_met(turn)
    visas = (*openings.heard(evidence, turn.today), *openings.filed(await _filed(turn, about), turn.today))
    fields = openings.opening_fields(known, last_met, visas, await turn.work.all(PackageDocument), turn.today)
    expires = openings.kept_until(*(term or (opening_expires(place.first), False)), turn.today)
    rules = ("Rules", rules_in_words(await rules_now(turn, draft), turn.today))
    return openings.opening(place.value, place.first, reply, drafted, (*fields, rules, expires))


async def _filed(turn: Turn, about: str) -> list[Claim]:
    """Return what an imported list says of visas at a program."""
    entries = [entry for entry in await ledger(turn) if same_place(entry.name, about)]
    return [claim for entry in entries for claim in entry.of(FactKind.VISA) if claim.from_file]


async def show_openings(told: Told) -> Reply:
    """List what is open, newest first."""
    return openings.openings(await open_places(told), await told.work.all(OpeningTerm), told.today)


async def open_places(turn: Turn) -> list[tuple[str, Fact]]:
    """Return value and fact of each opening that is neither filled nor expired, newest first, each program's once."""
    facts = newest_first(fact for fact in await turn.work.all(Fact) if fact.kind is FactKind.OPENING)
    terms = await turn.work.all(OpeningTerm)
    closed = closed_openings(facts, await turn.work.all(FilledOpening), terms, turn.today)
    alive = [fact for fact in facts if fact.id not in closed]
    places: dict[tuple[str, str], list[Fact]] = {}
    for fact in alive:
        places.setdefault((fact.about, fact.source.note_id if fact.source else fact.id), []).append(fact)
    return [(OpenPlace(tuple(reversed(each))).value, each[-1]) for each in places.values()]


_POINTS_BACK = re.compile(r"it|that|the (?:spot|position|place|slot)", re.IGNORECASE)


async def told_filled(told: Told) -> Reply:
    """Close the opening that "the Mercy spot is filled" means."""
    heading = read_heading(told.meaning.text)
    words = f"{heading.who} {heading.rest}" if heading else ""
    facts = [fact for _, fact in await open_places(told)]
    meant = [fact for fact in facts if set(fold(fact.about)) & set(fold(words))]
    if heading and _POINTS_BACK.fullmatch(heading.rest):
        if not facts:
            return kept_words(told.meaning.text)
        meant = facts[:1]
    if not meant:
        return openings.no_such_opening()
    return await _fill(told, meant[0])


async def press_filled(pressed: Pressed) -> Reply:
    """Mark an opening as filled; the button "Filled"."""
    fact = await pressed.work.find(Fact, pressed.target)
    return await _fill(pressed, fact) if fact else no_longer_there()


async def _fill(turn: Turn, fact: Fact) -> Reply:
    """Close it with whatever else the same note told of it, and bring it up no more."""
    for each in of_one_opening(fact, await turn.work.all(Fact)):
        await turn.work.put(FilledOpening(each.id, turn.today, fact.source))
        await turn.work.put(Response(f"opening:{each.id}", turn.now, ResponseState.DONE))
    return openings.filled(fact, turn.act_id)


async def _known_there(turn: Turn, institution: str) -> list[Contact]:
    contacts = await turn.work.all(Contact)
    return [each for each in contacts if same_place(each.position.institution or "", institution)]


def _best(known: list[Contact]) -> Contact | None:
    def rank(contact: Contact) -> int:
        role = contact.position.role
        return _WHOM_FIRST.index(role) if role in _WHOM_FIRST else len(_WHOM_FIRST)

    return min(known, key=rank, default=None)


async def _last_met(turn: Turn) -> dict[str, date]:
    """Return the day of the latest encounter by contact id."""
    met = sorted(await turn.work.all(Encounter), key=lambda each: each.on)
    return {contact_id: each.on for each in met for contact_id in each.contact_ids}
