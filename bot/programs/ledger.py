"""The ledger: what is said of each program, by whom, how long ago, and where two disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.names import fold
from bot.domain.program import ChosenProgram, Program
from bot.domain.recall import OLD_AFTER
from bot.domain.resident import Resident
from bot.domain.vocabulary import FactKind, Visa

OWN_PROGRAM = "own program"


@dataclass(frozen=True, slots=True)
class Claim:
    """*by* is who said it; None for the imported file or for the resident's own word (*from_file* tells which)."""

    kind: FactKind
    value: str
    visa: Visa | None
    on: date
    by: Contact | None = None
    from_file: bool = False
    old: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A program with all that is known of it. *advocates* are those there who would speak up for the resident.

    *chosen_on* is when the resident put it on their list themselves, whatever speaks for it.
    """

    name: str
    claims: tuple[Claim, ...] = ()
    people: tuple[Contact, ...] = ()
    advocates: tuple[Contact, ...] = ()
    base: Program | None = None
    own: bool = False
    chosen_on: date | None = None

    def of(self, kind: FactKind, visa: Visa | None = None) -> list[Claim]:
        """Return the claims of a kind, newest first; what is said of any visa counts for each."""
        found = [c for c in self.claims if c.kind is kind and (visa is None or c.visa in (visa, Visa.ANY))]
        newest_first = reversed(found)  # of one day, what was told last
        return sorted(newest_first, key=lambda claim: (not claim.from_file, claim.on), reverse=True)


@dataclass(slots=True)
class _Making:
    """*words* are those of the name, folded once: every name is held against every other."""

    name: str
    words: frozenset[str]
    facts: list[Fact] = field(default_factory=list)
    people: list[Contact] = field(default_factory=list)
    base: Program | None = None
    chosen_on: date | None = None


def make_ledger(
    resident: Resident,
    contacts: Sequence[Contact],
    facts: Sequence[Fact],
    programs: Sequence[Program],
    gone: Iterable[str],
    today: date,
    *,
    chosen: Iterable[ChosenProgram] = (),
) -> list[Entry]:
    """Return an entry for every program that a file, a fact or a contact names.

    *gone* are the ids of openings that are filled or expired.
    """
    making = [_Making(program.name, _words_of(program.name), base=program) for program in programs]
    for contact in contacts:
        if contact.position.institution:
            _of(making, contact.position.institution).people.append(contact)
    closed = set(gone)
    for fact in facts:
        if fact.contact_id is None and fact.about != OWN_PROGRAM and fact.id not in closed:
            _of(making, fact.about).facts.append(fact)
    for each in chosen:
        _of(making, each.name).chosen_on = each.chosen_on
    spoken_for = {fact.contact_id for fact in facts if fact.kind is FactKind.ADVOCATES and fact.value == "yes"}
    by_id = {contact.id: contact for contact in contacts}
    return [_entry(each, resident, by_id, spoken_for, today) for each in making]


def _of(making: list[_Making], name: str) -> _Making:
    """Return the entry of a program, named in full or in part; of two that could be meant, the one named most alike."""
    words = _words_of(name)
    fitting = [each for each in making if words and (each.words <= words or words <= each.words)]
    same = [each for each in fitting if each.words == words]
    if same or len(fitting) == 1:
        found = (same or fitting)[0]
        if found.base is None and len(name) > len(found.name):
            found.name, found.words = name, words
        return found
    making.append(_Making(name, words))
    return making[-1]


def _words_of(name: str) -> frozenset[str]:
    return frozenset(fold(name))


def _entry(
    making: _Making, resident: Resident, by_id: dict[str, Contact], spoken_for: set[str | None], today: date
) -> Entry:
    claims = [
        Claim(f.kind, f.value, f.visa, f.told_on, by_id.get(f.said_by or ""), old=today - f.told_on > OLD_AFTER)
        for f in making.facts
    ]
    if making.base:
        claims += _from_file(making.base, today)
    own = bool(resident.program) and _words_of(resident.program or "") == making.words
    advocates = tuple(contact for contact in making.people if contact.id in spoken_for)
    return Entry(making.name, _marked(claims), tuple(making.people), advocates, making.base, own, making.chosen_on)


def _from_file(base: Program, today: date) -> list[Claim]:
    old = today - base.imported_on > OLD_AFTER
    claims = [
        Claim(FactKind.VISA, value, Visa(visa), base.imported_on, from_file=True, old=old)
        for visa, value in base.visas.items()
    ]
    for kind, said in ((FactKind.IMG_FRIENDLY, base.img_friendly), (FactKind.CONVERTS_PRELIMS, base.converts_prelims)):
        if said:
            claims.append(Claim(kind, said, None, base.imported_on, from_file=True, old=old))
    return claims


def _marked(claims: list[Claim]) -> tuple[Claim, ...]:
    """Mark the claims that say otherwise than another one."""
    settled = (FactKind.VISA, FactKind.IMG_FRIENDLY, FactKind.CONVERTS_PRELIMS)
    return tuple(
        replace(
            claim,
            disputed=claim.kind in settled
            and any((o.kind, o.visa) == (claim.kind, claim.visa) and o.value != claim.value for o in claims),
        )
        for claim in claims
    )
