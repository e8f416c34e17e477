"""Words of the resident's own: shown, taught in plain words or by a correction, and forgotten again."""

from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.matching import match_contact
from bot.domain.names import fold, person_name, same_place, without_titles
from bot.domain.own_words import Lesson, OwnWord, asks_for_words, find_word, fold_word, is_short_for, lesson_in
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import own_words as replies
from bot.replies.people import full_name
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told
from bot.understanding.meaning import Known, KnownContact, KnownPlace
from bot.understanding.reading import COMMON_WORDS, STOP_WORDS
from bot.use_cases.rename_contact import rename_contact


async def known_names(work: UnitOfWork) -> list[Known]:
    """Return the names that a message can be read with: the contacts, and the resident's words for places."""
    program = work.resident.program
    contacts = [_known(contact, program) for contact in await work.all(Contact)]
    places = [KnownPlace(word.means, word.said) for word in await work.all(OwnWord)]
    return [*contacts, *places]


def _known(contact: Contact, program: str | None) -> KnownContact:
    """The contact as a name to read with. Where the own program is not known, anybody's PD could be "my PD"."""
    position = contact.position
    mine = program is None or (position.institution is not None and same_place(position.institution, program))
    return KnownContact(contact.name, position.role, position.institution, contact.aliases, mine)


def is_about_words(told: Told) -> bool:
    return asks_for_words(told.meaning.text) or _lesson(told) is not None


async def answer_about_words(told: Told) -> Reply:
    """Show the words, or learn or forget the one told."""
    lesson = _lesson(told)
    if lesson is None:
        return replies.own_words(await told.work.all(OwnWord), await told.work.all(Contact))
    if lesson.means is None:
        return await _forget(told, lesson.said)
    return await _teach(told, lesson.said, lesson.means)


async def learn_place(told: Told, before: Contact, after: Contact) -> OwnWord | None:
    """Learn from a correction that gives a place its full name: "MMC" for Mercy Medical Center."""
    short, full = before.position.institution, after.position.institution
    if not short or not full or not is_short_for(short, full) or find_word(await told.work.all(OwnWord), short):
        return None
    word = OwnWord(told.ids.new(), short, full, told.now, told.source(None))
    await told.work.put(word)
    return word


async def press_forget_word(pressed: Pressed) -> Reply:
    target, _, place = pressed.target.partition(":")
    if word := await pressed.work.find(OwnWord, target):
        await pressed.work.remove(word)
        return replies.forgotten(word.said, pressed.act_id)
    contact = await pressed.work.find(Contact, target)
    if contact is None or not place.isdigit() or int(place) >= len(contact.aliases):
        return no_longer_there()
    return await _drop_alias(pressed.work, contact, contact.aliases[int(place)], pressed.act_id)


def _lesson(told: Told) -> Lesson | None:
    """Return what is taught; None where more is told than a word: "uconn pd = marlowe, they do j1, h1b no"."""
    text = told.meaning.text.strip()
    if told.meaning.facts or any(each.role for each in told.meaning.people):
        return None
    return lesson_in(text, after_command=told.note.command == "/vouch" and text.lower().startswith("words"))


async def _teach(told: Told, said: str, means: str) -> Reply:
    name, meant = without_titles(said), without_titles(means)
    contacts = await told.work.all(Contact)
    contact = match_contact(meant, contacts).certain if meant else None
    words = fold(name)
    everyday = [word in COMMON_WORDS or word in STOP_WORDS for word in words]
    short = match_contact(name, contacts).certain if meant and (contact is None or all(everyday)) else None
    if short and _says_more(short, meant):
        named = await _with_alias(told.work, await rename_contact(told.work, short, meant), name, meant)
        return replies.taught(said, full_name(named), told.act_id)
    # A place may be "the Rock"; what stands for a person is looked for word by word.
    if (all(everyday) and (contact or len(words) < 2)) or all(word in STOP_WORDS for word in words):
        return replies.says_something_else(said)
    if contact:
        named = await _with_alias(told.work, contact, name, meant)
        return replies.taught(said, full_name(named), told.act_id)
    if meant != means or name != said:
        return replies.whose_nickname(said, means)
    known = find_word(await told.work.all(OwnWord), said)
    word = OwnWord(known.id if known else told.ids.new(), said, means, told.now, told.source(None))
    await told.work.put(word)
    return replies.taught(said, means, told.act_id)


def _says_more(contact: Contact, meant: str) -> bool:
    """Tell whether *meant* is the name of a contact known by a part of it: "Fitz = Dr. Fitzgibbon"."""
    known, whole = fold(contact.name), fold(meant)
    begins = [any(word.startswith(each) and len(each) > 1 for word in whole) for each in known]
    return known != whole and all(begins)


async def _with_alias(work: UnitOfWork, contact: Contact, name: str, meant: str) -> Contact:
    """Let *name* mean the contact, who takes over the name *meant* where it says more: Okafor is Samuel Okafor."""
    known, told = person_name(contact.name), person_name(meant)
    named = contact
    if told.given and not known.given and told.surname == known.surname + known.bare:
        named = await rename_contact(work, contact, meant)
    names = [fold(each) for each in (named.name, *named.aliases)]
    spoken = {fold(each): each for each in (name, contact.name)}
    added = [each for folded, each in spoken.items() if folded not in names]
    if added:
        named = replace(named, aliases=(*named.aliases, *added))
        await work.put(named)
    return named


async def _forget(told: Told, said: str) -> Reply:
    if word := find_word(await told.work.all(OwnWord), said):
        await told.work.remove(word)
        return replies.forgotten(word.said, told.act_id)
    for contact in await told.work.all(Contact):
        for alias in contact.aliases:
            if fold_word(alias) in (fold_word(said), fold_word(without_titles(said))):
                return await _drop_alias(told.work, contact, alias, told.act_id)
    return replies.never_taught(said)


async def _drop_alias(work: UnitOfWork, contact: Contact, alias: str, act_id: str) -> Reply:
    await work.put(replace(contact, aliases=tuple(each for each in contact.aliases if each != alias)))
    return replies.forgotten(alias, act_id)
