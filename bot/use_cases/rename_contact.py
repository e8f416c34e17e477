"""Another name: a person's name was wrong, or the note was about somebody else."""

from dataclasses import replace

from rapidfuzz.distance import OSA

from bot.domain.contact import Contact, Merge
from bot.domain.correction import NewName
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Fact
from bot.domain.matching import match_contact
from bot.domain.names import fold, person_name
from bot.domain.records import Holding, contacts_in
from bot.domain.undo import net, taken_back
from bot.ports import UnitOfWork
from bot.replies.corrected import Changed
from bot.replies.tasks import renamed
from bot.turn import Turn
from bot.use_cases.holdings import holdings
from bot.use_cases.merge_contacts import merge_contacts, repoint
from bot.use_cases.name_afterwards import MOST_SLIPS, is_near


async def rename_contact(work: UnitOfWork, contact: Contact, name: str) -> Contact:
    """Give the contact its right name, also where tasks and facts use it."""
    right = replace(contact, name=name, aliases=tuple(alias for alias in contact.aliases if fold(alias) != fold(name)))
    await work.put(right)
    for holding in await holdings(work):
        if contact.id not in contacts_in(holding):
            continue
        if isinstance(holding, FollowUp):
            await work.put(replace(holding, what=renamed(holding.what, contact, right)))
        elif isinstance(holding, Fact) and holding.about == contact.name:
            await work.put(replace(holding, about=name))
    return right


def corrected_name(contact: Contact, told: NewName) -> str:
    """Return the whole name with its wrong part replaced: "Wei Chan" with Chen for Chan is "Wei Chen"."""
    words = contact.name.split()
    if told.part and told.old is None:
        return _with_part(contact, told)
    if len(told.new.split()) > 1 and len(words) <= len(told.new.split()):
        return told.new
    old = fold(told.old) if told.old else (_closest(words, told.new),)
    kept = [word for word in words if not set(fold(word)) & set(old)]
    place = next((index for index, word in enumerate(words) if set(fold(word)) & set(old)), len(words))
    before = [word for word in words[:place] if word in kept]
    return " ".join((*before, told.new, *kept[len(before) :]))


def _with_part(contact: Contact, told: NewName) -> str:
    """Return the name with its first or last name told: "Patel" is completed, and a wrong one goes."""
    known, words = person_name(contact.name), contact.name.split()
    surname = set(known.bare if known.bare and _is_surname(contact, told) else known.surname)
    last = [word for word in words if set(fold(word)) & surname]
    first = [word for word in words if word not in last]
    return " ".join((told.new, *last) if told.part == "first" else (*first, told.new))


def _is_surname(contact: Contact, told: NewName) -> bool:
    """Tell whether a lone name is a surname: a doctor's is; another's is the part told now where the two are alike."""
    if contact.title is not None:
        return True
    alike = is_near(told.new, contact.name) and min(len(told.new), len(contact.name)) > MOST_SLIPS + 1
    alike = alike or told.new.casefold().startswith(contact.name.casefold())
    return alike == (told.part == "last")


def _closest(words: list[str], new: str) -> str:
    return min((word.casefold() for word in words), key=lambda word: OSA.distance(word, new.casefold()))


async def point_elsewhere(turn: Turn, contact: Contact, told: NewName, note_id: str | None) -> Changed:
    """Make the note's records speak of the person meant instead of *contact*, who is then as before the note."""
    others = [each for each in await turn.work.all(Contact) if each.id != contact.id]
    known = match_contact(told.new, others).certain
    made_by_note = contact.source is not None and contact.source.note_id == note_id
    if known is None and made_by_note:
        return contact, await rename_contact(turn.work, contact, corrected_name(contact, told))
    if known and made_by_note:
        return contact, await _given_all(turn, known, contact)
    meant = known or Contact(turn.ids.new(), told.new, turn.now, title=contact.title)
    if contact.positions and contact.position.source and contact.position.source.note_id == note_id:
        meant = replace(meant, positions=(*meant.positions, contact.position))
    await turn.work.put(meant)
    await _move_records(turn.work, contact, meant, note_id)
    await _as_before_note(turn.work, contact, note_id)
    return contact, meant


async def _given_all(turn: Turn, known: Contact, mistaken: Contact) -> Contact:
    merged = await merge_contacts(turn.work, known, mistaken, turn.ids)
    # The wrong name is no other name of theirs, and there is nobody to part them from again.
    right = replace(merged, name=known.name, aliases=known.aliases)
    await turn.work.put(right)
    for merge in await turn.work.all(Merge):
        if merge.gone.id == mistaken.id:
            await turn.work.remove(merge)
    await reword_tasks(turn.work, mistaken, right)
    return right


async def reword_tasks(work: UnitOfWork, old: Contact, new: Contact) -> None:
    """Let what is owed to *new* call them by the name they have now."""
    for follow_up in await work.all(FollowUp):
        if follow_up.contact_id == new.id and renamed(follow_up.what, old, new) != follow_up.what:
            await work.put(replace(follow_up, what=renamed(follow_up.what, old, new)))


async def _move_records(work: UnitOfWork, contact: Contact, meant: Contact, note_id: str | None) -> None:
    for holding in await holdings(work):
        if holding.source and holding.source.note_id == note_id and contact.id in contacts_in(holding):
            await work.put(_reworded(repoint(holding, contact.id, meant.id), contact, meant))


def _reworded(holding: Holding, old: Contact, new: Contact) -> Holding:
    return replace(holding, what=renamed(holding.what, old, new)) if isinstance(holding, FollowUp) else holding


async def _as_before_note(work: UnitOfWork, contact: Contact, note_id: str | None) -> None:
    for act in await work.acts.of_note(note_id) if note_id else []:
        for change in net(act.changes):
            if change.record_id == contact.id:
                now = await work.image(change.kind, change.record_id)
                restored = taken_back(change, now, needed=True)
                await work.restore(restored.kind, restored.record_id, restored.image)
