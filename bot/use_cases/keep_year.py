"""Keep what moves the year on: promises of others, deeds and wins, who showed interest, what sort of mentor it is."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.names import Likeness, compare
from bot.domain.recall import stems
from bot.domain.vocabulary import Relationship, Role
from bot.domain.year import Deed, Promise, PromiseState
from bot.replies.tasks import said_back
from bot.turn import Told
from bot.use_cases.keep_facts import subject_of
from bot.use_cases.keep_people import KeptPerson

_LITTLE = stems(
    "the a an to for with and my your you of on in is it that this me send sent email share give got from Dr"
)


async def with_year(told: Told, person: KeptPerson) -> KeptPerson:
    """Add to a contact of the message that they showed interest, or what sort of mentor they are."""

    def named(name: str) -> bool:
        return compare(person.mention.name, name).likeness is Likeness.SAME

    contact = person.contact
    kinds = tuple(kind for name, kind in told.meaning.mentor_kinds if named(name))
    if kinds:
        # "My research mentor" says what they are to the resident, not what they do.
        positions = contact.positions
        if positions and positions[-1].role is Role.RESEARCHER and person.before is None:
            positions = (*positions[:-1], replace(positions[-1], role=None))
        kinds = tuple(dict.fromkeys((*contact.mentor_kinds, *kinds)))
        relationship = contact.relationship or Relationship.MENTOR
        contact = replace(contact, relationship=relationship, mentor_kinds=kinds, positions=positions)
    if any(named(name) for name in told.meaning.interested):
        contact = replace(contact, interested=True)
    if contact != person.contact:
        await told.work.put(contact)
    return replace(person, contact=contact)


async def keep_promises(told: Told, people: list[KeptPerson]) -> list[Promise]:
    """Store what others promised; the same promise told twice is one."""
    open_now = [each for each in await told.work.all(Promise) if each.state is PromiseState.OPEN]
    kept = []
    for mention in told.meaning.promises:
        contact = await _contact(told, mention.by_name, people)
        what = said_back(mention.what)
        if contact is None or any((each.contact_id, each.what) == (contact.id, what) for each in open_now):
            continue
        promise = Promise(
            id=told.ids.new(),
            contact_id=contact.id,
            what=what,
            made_on=told.today,
            created_at=told.now,
            due_on=mention.due_on,
            source=told.source(mention.span),
        )
        await told.work.put(promise)
        kept.append(promise)
    return kept


async def keep_promises_kept(told: Told, people: list[KeptPerson]) -> list[Promise]:
    """Close the promises that the message says were kept: by the words they share, or the only one of that person."""
    open_now = [each for each in await told.work.all(Promise) if each.state is PromiseState.OPEN]
    closed = []
    for name in told.meaning.promises_kept:
        contact = await _contact(told, name, people)
        theirs = [each for each in open_now if contact and each.contact_id == contact.id]
        said = stems(told.meaning.text) - _LITTLE
        fitting = [each for each in theirs if said & (stems(each.what) - _LITTLE)] or theirs
        if len(fitting) == 1:
            done = replace(fitting[0], state=PromiseState.KEPT, closed_at=told.now)
            await told.work.put(done)
            closed.append(done)
    return closed


async def keep_deeds(told: Told, people: list[KeptPerson]) -> list[Deed]:
    """Store what the resident did, with everybody whom the message names."""
    on = told.meaning.when.start if told.meaning.when and told.meaning.when.start <= told.today else told.today
    deeds = []
    for mention in told.meaning.deeds:
        deed = Deed(
            id=told.ids.new(),
            kind=mention.kind,
            what=mention.what,
            on=on,
            created_at=told.now,
            contact_ids=tuple(person.contact.id for person in people),
            source=told.source(mention.span),
        )
        await told.work.put(deed)
        deeds.append(deed)
    return deeds


async def _contact(told: Told, name: str, people: list[KeptPerson]) -> Contact | None:
    return subject_of(name, people) or match_contact(name, await told.work.all(Contact)).certain
