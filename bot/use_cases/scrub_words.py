"""Taking words out of everything that still holds them: notes, what undo would bring back, and what Vouch said."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from bot.domain.contact import Contact
from bot.domain.delivery import DeliveryState
from bot.domain.names import person_name, without_titles
from bot.domain.note import Note, Source
from bot.domain.recall import sentences
from bot.domain.records import Holding
from bot.ports import UnitOfWork
from bot.use_cases.holdings import holdings

DELETED = "[deleted]"


async def scrub(
    work: UnitOfWork, words: Sequence[str], only: Collection[str] | None = None, others: Sequence[str] = ()
) -> int:
    """Take every sentence with these words out of notes, undo images and messages sent; return how many notes told.

    With *only* the notes of these ids alone lose sentences: what others say in the same words is theirs. Nor do words
    count that are part of *others*, the names of people who stay: "Kim" where it is Sarah Kim.
    """
    changed = 0
    read_in = await _by_note(work)
    for note in await work.notes.newest(every=True):
        if only is not None and note.id not in only:
            continue
        texts = [_without(text, words, others) for text in texts_of(note)]
        if texts != texts_of(note):
            await work.notes.save(replace(note, text=texts[0], earlier=tuple(texts[1:])))
            await _follow_words(work, note, texts[0], read_in.get(note.id, ()))
            changed += tells(note)
    for act in await work.acts.newest(limit=None):
        kept = tuple(change for change in act.changes if not _says_bytes((change.before, change.after), words, others))
        if kept != act.changes:
            await work.acts.save(replace(act, changes=kept))
    for row in await work.deliveries.sent(limit=None):
        if _says_bytes((row.content,), words, others):
            await work.deliveries.put(replace(row, content=None))
    for row in await work.deliveries.waiting():
        if _says_bytes((row.content,), words, others):
            await work.deliveries.put(replace(row, content=None, state=DeliveryState.CANCELLED, lease=None))
    return changed


def tells(note: Note) -> bool:
    """Tell whether a note counts as one that told of somebody: what was only asked is scrubbed too, and not counted."""
    return not note.asked


def texts_of(note: Note) -> list[str]:
    return [note.text, *note.earlier]


async def _by_note(work: UnitOfWork) -> dict[str, list[Holding | Contact]]:
    """Return what was read in each note, by its id."""
    read_in: dict[str, list[Holding | Contact]] = {}
    for record in (*await holdings(work), *await work.all(Contact)):
        if record.source:
            read_in.setdefault(record.source.note_id, []).append(record)
    return read_in


async def _follow_words(work: UnitOfWork, note: Note, left: str, read_in: Iterable[Holding | Contact]) -> None:
    """Let what was read in the note point at its words where they stand now; at the whole note where they went."""
    for record in read_in:
        words = note.text[record.source.start : record.source.end] if record.source else ""
        start = left.find(words)
        now = Source(note.id, start, start + len(words)) if start >= 0 else Source(note.id, 0, len(left))
        await work.put(replace(record, source=now))


def names_of(contact: Contact) -> tuple[str, ...]:
    """Return the contact's names and surname, the words by which a sentence names them."""
    names = (contact.name, *contact.aliases)
    surnames = (" ".join(person_name(name).surname or person_name(name).bare) for name in names)
    return tuple(dict.fromkeys(word for word in (*names, *surnames) if without_titles(word)))


def others_called(words: Sequence[str], contacts: Iterable[Contact]) -> tuple[str, ...]:
    """Return the names of *contacts* that hold one of the words and more: of "Kim" Sarah Kim, who stays."""
    names = (name for contact in contacts for name in (contact.name, *contact.aliases))
    mine = {word.casefold() for word in words}
    return tuple(name for name in names if name.casefold() not in mine and says(name, words))


def _without(text: str, words: Sequence[str], others: Sequence[str]) -> str:
    if not says(text, words, others):
        return text
    left = "".join(sentence for sentence in sentences(text) if not says(sentence, words, others)).strip()
    return left or DELETED


def says(text: str, words: Iterable[str], others: Sequence[str] = ()) -> bool:
    """Tell whether one of the words stands in the text, and not as part of one of the *others*."""
    for other in others:
        text = re.sub(rf"(?<!\w){re.escape(other)}(?!\w)", "", text, flags=re.IGNORECASE)
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words)


def _says_bytes(images: Iterable[bytes | None], words: Sequence[str], others: Sequence[str]) -> bool:
    return any(image is not None and says(image.decode(), words, others) for image in images)
