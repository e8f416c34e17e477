"""What has to be said before a draft is made: whose program it goes to, and when the Match's rules forbid contact."""

import re

from bot.domain.contact import Contact
from bot.domain.draft import DraftKind, WrittenDraft
from bot.domain.knowledge import Fact
from bot.domain.names import same_place
from bot.domain.recall import is_about, notes_about, tellings
from bot.domain.vocabulary import FactKind, Relationship, Role
from bot.drafting.gates import Gate, Rules
from bot.drafting.kinds import KINDS
from bot.drafting.recipient import LEAVING
from bot.drafting.slots import gather
from bot.playbook.sourced import SourcedFact, load_facts
from bot.turn import Turn
from bot.understanding.own_story import told_director, told_matched, told_waiver
from bot.use_cases.holdings import holdings
from bot.use_cases.keep_facts import OWN_PROGRAM

_OUR_LEADER = re.compile(
    r"\b(?:my|our) (?:own )?(?:pd|apd|program director|associate program director|program coordinator|coordinator|chair"
    r"(?:man|woman)?|department chair|chief resident)\b",
    re.IGNORECASE,
)
_TO_PROGRAMS = frozenset(
    (
        DraftKind.COLD_EMAIL,
        DraftKind.CONFERENCE_FOLLOW_UP,
        DraftKind.ADVICE_REQUEST,
        DraftKind.SEND_PROMISED,
        DraftKind.THANK_YOU,
        DraftKind.UPDATE,
        DraftKind.MENTOR_ASK,
        DraftKind.LINKEDIN_NOTE,
    )
)
_HIRING = frozenset((Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR, Role.COORDINATOR, Role.DEPARTMENT_CHAIR))


async def find_gates(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Gate]:
    """Return what stands before this draft; once the resident confirmed it, nothing holds it any more."""
    gates = await _gates(turn, draft, contact)
    return [gate for gate in gates if not gate.holds] if "confirmed" in draft.asked else gates


async def _gates(turn: Turn, draft: WrittenDraft, contact: Contact | None) -> list[Gate]:
    gates = []
    leaving = KINDS[draft.kind].leaving and not await _is_inside(turn, draft)
    own = "own_leader" in draft.asked or (contact is not None and await is_own_program(turn, contact))
    hires = contact is not None and contact.position.role in _HIRING and not own
    soap = soap_days(turn)
    if soap and (leaving or (hires and draft.kind in _TO_PROGRAMS)) and not own:
        gates.append(Gate("soap", holds=True, facts=soap))
    if draft.kind is DraftKind.LETTER_REQUEST and contact:
        gates += await _about_a_letter(turn, contact)
    said = " ".join((*draft.asked.values(), *(each.words for each in draft.added)))
    if own and not leaving and LEAVING.search(said):
        return [*gates, Gate("own_program", holds=True)]
    if not leaving:
        return gates
    if own:
        gates.append(Gate("own_program", holds=True))
    notes = tellings(await turn.work.notes.newest())
    matched = next((note for note in notes if told_matched(note.text)), None)
    if matched and not any(told_waiver(note.text) for note in notes):
        told_on = turn.work.resident.today(matched.received_at)
        gates.append(Gate("binding_match", holds=True, quote=matched.text, on=told_on))
    if not own and not any(told_director(note.text) for note in notes):
        gates.append(Gate("own_director", holds="transfer" in draft.asked))
    return gates


async def _about_a_letter(turn: Turn, contact: Contact) -> list[Gate]:
    """Return what speaks against asking this person for a letter: they agreed already, or they saw no work."""
    held = await holdings(turn.work)
    told = [each for each in held if isinstance(each, Fact) and each.kind is FactKind.LETTER]
    if any(each.contact_id == contact.id and each.value in ("agreed", "sent") for each in told):
        return [Gate("letter_agreed", holds=False)]
    notes = notes_about(contact, tellings(await turn.work.notes.newest()), held)
    slots = gather(turn.work.resident, contact, notes, held, turn.today).slots
    worked = "thanks_for" in slots and slots["thanks_for"].value.startswith("working with")
    knows = worked or "learned" in slots or contact.relationship in (Relationship.MENTOR, Relationship.SPONSOR)
    return [] if knows else [Gate("no_work_seen", holds=False)]


async def rules_now(turn: Turn, draft: WrittenDraft) -> Rules:
    """Return how each rule stands that an opening has to pass, whether it holds anything back or not."""
    notes = tellings(await turn.work.notes.newest())
    return Rules(
        soap=coming_soap(turn),
        in_soap=bool(soap_days(turn)),
        matched=any(told_matched(note.text) for note in notes),
        waiver=any(told_waiver(note.text) for note in notes),
        director_knows=any(told_director(note.text) for note in notes),
        inside=await _is_inside(turn, draft),
    )


def coming_soap(turn: Turn) -> tuple[SourcedFact, ...]:
    """Return first and last day of SOAP, of the one that runs or else of the next that is known."""
    facts = {fact.id: fact for fact in load_facts("season") if fact.on and fact.on >= turn.today}
    begins = next((fact for name, fact in facts.items() if name.startswith("match-week-")), None)
    ends = facts.get(f"soap-{begins.id.removeprefix('match-week-')}-ends") if begins else None
    return soap_days(turn) or ((begins, ends) if begins and ends else ())


async def _is_inside(turn: Turn, draft: WrittenDraft) -> bool:
    """Tell whether the draft is about an opening in the own program: to ask for it is to stay, not to leave."""
    kind, _, fact_id = (draft.about or "").partition(":")
    fact = await turn.work.find(Fact, fact_id) if kind == "opening" else None
    if fact is None:
        return False
    program = turn.work.resident.program
    return fact.about == OWN_PROGRAM or (program is not None and is_about(fact, program))


def soap_days(turn: Turn) -> tuple[SourcedFact, ...]:
    """Return first and last day of SOAP where today is one of them or between; empty on any other day."""
    facts = {fact.id: fact for fact in load_facts("season") if fact.on}
    for begins in (fact for name, fact in facts.items() if name.startswith("match-week-")):
        ends = facts.get(f"soap-{begins.id.removeprefix('match-week-')}-ends")
        if ends and begins.on and ends.on and begins.on <= turn.today <= ends.on:
            return begins, ends
    return ()


async def is_own_program(turn: Turn, contact: Contact) -> bool:
    """Tell whether a contact belongs to the resident's own program."""
    home, program = contact.position.institution, turn.work.resident.program
    if home and program:
        return same_place(home, program)
    if home or contact.position.role in (Role.ALUM, Role.ATTORNEY):
        return False
    notes = notes_about(contact, tellings(await turn.work.notes.newest()), await holdings(turn.work))
    return any(_OUR_LEADER.search(note.text) for note in notes)
