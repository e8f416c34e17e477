"""What the notes know for a draft: each slot with the words of the note, or the record, that it was read from."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.contact import Contact
from bot.domain.draft import WrittenDraft
from bot.domain.follow_up import FollowUp, FollowUpState
from bot.domain.knowledge import Encounter, Fact
from bot.domain.names import fold, person_name
from bot.domain.note import Note, Source
from bot.domain.recall import OLD_AFTER, disagree
from bot.domain.records import Holding, contacts_in
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, FollowUpKind, Relationship, Role, Specialty, Visa
from bot.drafting.encounters import last_met, never_met, sort_of_place
from bot.drafting.grammar import a_visa, as_work, capitalize_first, name_capitalized, with_article
from bot.drafting.slot import LONGEST, Slot, fitting
from bot.replies.people import short_name, specialty_in_words
from bot.understanding.talked_of import Matter, talked_of, written_out

_LONGER = {"goal": 110, "work": 130, "reach": 90}
"""The same for what residents say of themselves."""

_ROLES = {
    Role.PROGRAM_DIRECTOR: "director",
    Role.ASSOCIATE_PROGRAM_DIRECTOR: "director",
    Role.DEPARTMENT_CHAIR: "director",
    Role.DIVISION_CHIEF: "faculty",
    Role.ATTENDING: "faculty",
    Role.FELLOW: "fellow",
    Role.CHIEF_RESIDENT: "senior",
    Role.RESIDENT: "senior",
    Role.COORDINATOR: "coordinator",
    Role.ALUM: "alum",
    Role.RESEARCHER: "researcher",
    Role.ATTORNEY: "attorney",
}
_GENERAL = (None, Specialty.INTERNAL_MEDICINE, Specialty.HOSPITAL_MEDICINE)


@dataclass(frozen=True, slots=True)
class Material:
    """All that a draft can be made of. *role* and *familiar* choose between sentences and state nothing.

    *to* is whom it greets, *first_name* the same for those who go by it; *discipline* that of the preliminary year.
    """

    slots: Mapping[str, Slot]
    role: str = "other"
    to: str = ""
    first_name: str = ""
    familiar: bool = False
    met: bool = False
    on_rotation: bool = False
    at_conference: bool = False
    paid_linkedin: bool = False
    discipline: str = "internal medicine"

    def with_slots(self, *slots: Slot) -> "Material":
        return replace(self, slots={**self.slots, **{slot.name: slot for slot in slots if slot.value}})


def gather(
    resident: Resident, contact: Contact | None, notes: Sequence[Note], held: Iterable[Holding], today: date
) -> Material:
    """Return what is known for words to *contact*, or for the resident's own where it is None.

    *notes* are the notes that may be quoted, newest first; *held* everything told of contacts.
    """
    slots = {slot.name: slot for slot in _own(resident)}
    material = Material(slots, paid_linkedin=resident.story.paid_linkedin, discipline=discipline_of(resident))
    if contact is None:
        return material
    held = list(held)
    theirs = [record for record in held if contact.id in contacts_in(record)]
    slots["name"] = Slot("name", fitting(short_name(contact)), contact.source)
    for slot in (
        *last_met(contact, notes, theirs, today),
        *_matters(contact, notes, theirs),
        *_records(notes, theirs, [each for each in held if isinstance(each, Fact)], today),
    ):
        slots.setdefault(slot.name, slot)
    met = [each for each in theirs if isinstance(each, Encounter)]
    place = slots["place"].value if "place" in slots else ""
    return replace(
        material,
        first_name=_first_name(contact)
        if "day" in slots or "thanks_for" in slots or contact.relationship is Relationship.PEER
        else "",
        role=_role(contact, resident),
        to=slots["name"].value,
        familiar=contact.relationship is Relationship.PEER,
        met=bool(met) and not ("day" not in slots and any(never_met(note.text) for note in notes)),
        on_rotation="occasion" in slots and slots["occasion"].value.endswith(" rotation"),
        at_conference=sort_of_place(place) == "conference",
    )


def discipline_of(resident: Resident) -> str:
    """Return the field of the preliminary year, as a sentence has it."""
    return "general surgery" if resident.pack == "preliminary_surgery" else "internal medicine"


_BY_FIRST_NAME = frozenset((Role.CHIEF_RESIDENT, Role.RESIDENT, Role.COORDINATOR))


def _first_name(contact: Contact) -> str:
    """Return the first name of those whom residents call by it, empty for everybody else."""
    named = contact.name.split()
    role = contact.position.role
    close = contact.relationship is Relationship.PEER or role in _BY_FIRST_NAME
    close = close or (role is Role.OTHER and contact.title is None)
    return named[0] if (close and len(named) > 1) or contact.relationship is Relationship.PEER else ""


_INTERESTED = re.compile(r",? (?:and )?(?:i['’]?m |am )?interested in ", re.IGNORECASE)
"""How an aim goes on that was told in a hurry: "a categorical position, interested in cardiology"."""


def _own(resident: Resident) -> Iterable[Slot]:
    story = resident.story
    aim = _INTERESTED.sub(" with an interest in ", story.aim) if story.aim else _goal(resident.specialty)
    told = {
        "me": name_capitalized(resident.name) if resident.name else None,
        "program": name_capitalized(resident.program) if resident.program else None,
        "visa": f"on {a_visa(resident.visa)}" if resident.visa and resident.visa is not Visa.ANY else None,
        "visa_status": f"on {a_visa(resident.visa)}" if resident.visa and resident.visa is not Visa.ANY else None,
        "visa_wanted": resident.visa_sought.value if resident.visa_sought else None,
        "goal": aim,
        "interest": _field(resident.specialty) or _field_of(aim),
        "country": story.country,
        "work": as_work(story.work) if story.work else None,
        "reach": story.reach,
    }
    return [
        Slot(name, fitting(value, _LONGER.get(name, LONGEST)), origin="settings")
        for name, value in told.items()
        if value
    ]


def _goal(specialty: Specialty | None) -> str | None:
    if specialty is None:
        return None
    if specialty is Specialty.INTERNAL_MEDICINE:
        return "a categorical position in internal medicine"
    return f"a career in {specialty_in_words(specialty)}"


def _field(specialty: Specialty | None) -> str | None:
    """Return the field as a headline has it."""
    if specialty is Specialty.INTERNAL_MEDICINE:
        return "Categorical IM"
    return capitalize_first(specialty_in_words(specialty)) if specialty else None


def _field_of(aim: str | None) -> str | None:
    """Return the field that a goal names, as a headline has it: "Categorical IM"."""
    found = re.search(r"\bcategorical\b.*\bin (?P<field>internal medicine|general surgery)\b", aim or "", re.IGNORECASE)
    if found is None:
        return None
    return "Categorical IM" if "medicine" in found["field"].lower() else "Categorical General Surgery"


def _role(contact: Contact, resident: Resident) -> str:
    if contact.relationship is Relationship.PEER:
        return "peer"
    role, home = contact.position.role, set(fold(contact.position.institution or ""))
    if role in (Role.PROGRAM_DIRECTOR, Role.ASSOCIATE_PROGRAM_DIRECTOR) and home == set(fold(resident.program or "-")):
        return "own_director"
    if contact.img and role in (None, Role.ATTENDING, Role.OTHER):
        return "alum"
    if role is Role.ATTENDING and contact.position.specialty not in _GENERAL:
        return "specialist"
    return role_of(role) if role else "other"


def role_of(role: Role) -> str:
    """Return the role as templates know it: "director", "faculty" and so on."""
    return _ROLES.get(role, "other")


def _matters(contact: Contact, notes: Sequence[Note], theirs: Sequence[Holding]) -> Iterable[Slot]:
    """Yield what was talked of, newest first, out of the words that speak of this contact and of nobody else."""
    known = {each.source.note_id for each in theirs if each.source}
    if contact.source:
        known.add(contact.source.note_id)
    for note in notes:
        if note.id not in known:
            continue
        for start, end in _parts_about(contact, note.text):
            for told in talked_of(note.text, start, end):
                said = told.said_to_them
                if told.matter is Matter.LEARNED and not _CLAUSE.match(said):
                    said = f"about {said}"
                yield Slot(told.matter.value, said, Source(note.id, told.span.start, told.span.end))


_CLAUSE = re.compile(r"(?:how|to|when|why|what|where|that|not to)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:Dr|Prof|Doctor|Professor)\.?\s+(?P<name>[A-Za-z][\w'’-]+(?:\s+[A-Z][\w'’-]+)*)", re.IGNORECASE
)


def _parts_about(contact: Contact, text: str) -> Iterable[tuple[int, int]]:
    """Yield the stretches of a note from where this contact is named to where somebody else with a title is."""
    ours = {part.casefold() for name in (contact.name, *contact.aliases) for part in name.split()}
    surnames = {part.casefold() for part in person_name(contact.name).surname} or ours
    start: int | None = 0
    for named in _NAMED.finditer(text):
        mine = bool(surnames & {_POSSESSIVE.sub("", part).casefold() for part in named["name"].split()})
        if mine and start is None:
            start = named.start()
        elif not mine and start is not None and not _in_a_promise(text, named.start()):
            yield start, named.start()
            start = None
    if start is not None:
        yield start, len(text)


def _in_a_promise(text: str, at: int) -> bool:
    """Tell whether a name stands in what somebody offered or talked of: "offered to introduce me to Dr. Wu"."""
    return bool(
        re.search(r"(?:introduce (?:me|us) to|call|email|e-mail|write to|talk to|know)\s+$", text[:at], re.IGNORECASE)
    )


_TO_SEND = re.compile(r"^(?:send|email|e-mail|forward)\s+(?P<thing>.+?)(?:\s+to\s+.+)?$", re.IGNORECASE)
_PROMISED = re.compile(r"\bi(?:['’]ll| will| promised| said i)\b|\bpromised (?:her|him|them)\b", re.IGNORECASE)
_I_PROMISED = re.compile(
    r"\b(?:i['’]ll|i will|i promised|promised)\s+(?:to\s+)?(?:(?:send|e-?mail|forward)\s+)?(?:(?:her|him|them)\s+)?"
    r"(?:(?:send|e-?mail|forward)\s+)?"
    r"(?P<thing>my (?:cv|resume|résumé|abstract|personal statement|poster|paper|draft))\b",
    re.IGNORECASE,
)
"""A document of one's own promised to them: "my" makes it the resident's to send, whoever was said to promise."""
_ASKED_FOR = re.compile(
    r"\b(?:asked|wants?|wanted|told|said)\s+(?:(?:me|us)\s+)?(?:to|for)\s+(?:(?:send|e-?mail|forward|share)\s+)?"
    r"(?:(?:her|him|them)\s+)?(?:my|the|an?)\b",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"(?:my|the|an?|our|this|that|some|two|three|\d)\b|.*['’]s\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(?:cv|resume|résumé|abstract|statement|poster|paper|draft|manuscript|protocol|slides|article|link)\b",
    re.IGNORECASE,
)


def _records(notes: Sequence[Note], theirs: Sequence[Holding], told: Sequence[Fact], today: date) -> Iterable[Slot]:
    """Yield what was promised, what was said of visas, and how this person has stood up for the resident.

    *told* are the facts of everybody: what another has denied since is not said to them.
    """
    yield from _promised(notes, theirs)
    facts = [each for each in theirs if isinstance(each, Fact)]
    for fact in sorted(facts, key=lambda each: (each.told_on, each.id), reverse=True):
        denied = any(disagree(fact, other) and other.created_at >= fact.created_at for other in told)
        if fact.kind is FactKind.VISA and fact.value == "yes" and today - fact.told_on <= OLD_AFTER and not denied:
            yield from _sponsors(fact)
        if fact.kind is FactKind.LETTER and fact.value in ("agreed", "sent"):
            support = "writing a letter for me" if fact.value == "sent" else "agreeing to write for me"
            yield Slot("support", support, fact.source)
        if fact.kind is FactKind.ADVOCATES and fact.value == "yes":
            yield Slot("support", "offering to speak up for me", fact.source)


def _promised(notes: Sequence[Note], theirs: Sequence[Holding]) -> Iterable[Slot]:
    """Yield the document that the resident is to send, and whether they promised it or were asked for it."""
    words = {note.id: note.text for note in notes}
    owed = [each for each in theirs if isinstance(each, FollowUp) and each.state is FollowUpState.OPEN]
    for each in sorted(owed, key=lambda each: each.id, reverse=True):
        thing = _TO_SEND.match(each.what)
        if each.kind is FollowUpKind.SEND and thing and _DOCUMENT.search(thing["thing"]):
            promised = written_out(re.sub(r"\byour\b", "my", thing["thing"], flags=re.IGNORECASE))
            promised = promised if _DETERMINED.match(promised) else f"my {promised}"
            yield Slot("promised", fitting(promised), each.source)
            text = words.get(each.source.note_id, "") if each.source else ""
            for told, lead in ((_PROMISED, "As promised, I"), (_ASKED_FOR, "As you asked, I")):
                if told.search(text):
                    yield Slot("as_promised", lead, each.source)
            return
    sent = [each.sent_at for each in theirs if isinstance(each, WrittenDraft) and each.sent_at]
    known = {each.source.note_id for each in theirs if isinstance(each, Encounter) and each.source}
    known -= {each.source.note_id for each in theirs if isinstance(each, FollowUp) and each.source}  # kept as a task
    for note in notes:
        mine = _I_PROMISED.search(note.text) if note.id in known else None
        if mine and not any(at > note.received_at for at in sent):
            source = Source(note.id, *mine.span("thing"))
            yield Slot("promised", written_out(fitting(mine["thing"])), source)
            yield Slot("as_promised", "As promised, I", Source(note.id, *mine.span()))
            return


def _sponsors(fact: Fact) -> Iterable[Slot]:
    visa = (
        "supports J-1 waivers"
        if fact.visa is Visa.J1_WAIVER
        else f"sponsors {fact.visa.value} visas"
        if fact.visa
        else ""
    )
    if visa and fact.visa is not Visa.ANY and fact.contact_id is None and fact.about != "own program":
        yield Slot("sponsors", f"{with_article(fitting(fact.about))} {visa}", fact.source)
