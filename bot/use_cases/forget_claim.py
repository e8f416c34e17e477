"""Forgetting what was said of one matter: "forget what Yusuf said about the H-1B", "delete the visa info for Kern"."""

from collections.abc import Iterator, Sequence

from bot.domain.application import FilledOpening, LetterPlan, OpeningTerm
from bot.domain.contact import Contact
from bot.domain.knowledge import Fact
from bot.domain.note import Source
from bot.domain.recall import facts_of_kind, is_about, sentences
from bot.domain.vocabulary import FactKind
from bot.messages import Reply
from bot.ports import UnitOfWork
from bot.replies import forgetting as replies
from bot.replies.people import full_name
from bot.replies.undone import no_longer_there
from bot.turn import Pressed, Told
from bot.understanding.meaning import Question
from bot.use_cases.scrub_words import scrub


async def ask_about_claim(told: Told, kind: FactKind, wanted: Question, of: Sequence[Contact] = ()) -> Reply:
    """Ask once more before what was said on one matter goes: by the person meant, or of the programs named.

    *of* are all who could be meant; who said nothing of the matter is not.
    """
    facts = [
        fact
        for fact in facts_of_kind(await told.work.all(Fact), kind, wanted.visa)
        if not wanted.institutions or any(is_about(fact, place) for place in wanted.institutions)
    ]
    if not of:
        return replies.forget_claims(facts, told.today) if facts else replies.no_such_claim(wanted.institution or "")
    theirs = {each.id: [fact for fact in facts if each.id in (fact.contact_id, fact.said_by)] for each in of}
    meant = [each for each in of if theirs[each.id]]
    if len(meant) > 1:
        return replies.forget_whose_claims([(each, theirs[each.id]) for each in meant])
    return replies.forget_claims(theirs[meant[0].id], told.today) if meant else replies.no_such_claim(full_name(of[0]))


async def press_forget_claims(pressed: Pressed) -> Reply:
    """Forget these facts, with the sentences of the notes that they stood in."""
    work = pressed.work
    found = [await work.find(Fact, fact_id) for fact_id in pressed.target.split(",")]
    facts = [fact for fact in found if fact]
    if not facts:
        return no_longer_there()
    words = await _told_in(pressed, facts)
    for fact in facts:
        await work.remove(fact)
        for record in (await work.find(FilledOpening, fact.id), await work.find(OpeningTerm, fact.id)):
            if record:
                await work.remove(record)
        letter = (
            await work.find(LetterPlan, fact.contact_id) if fact.kind is FactKind.LETTER and fact.contact_id else None
        )
        if letter:
            await work.remove(letter)
    told_in = {fact.source.note_id for fact in facts if fact.source}
    # The ids too: what undo would bring back holds the records, and not their sentences.
    notes = await scrub(work, (*words, *(fact.id for fact in facts)), told_in)
    work.acts.make_final()
    return replies.person_forgotten(notes, len(facts))


async def _kept_beside(work: UnitOfWork, fact: Fact) -> list[FilledOpening | OpeningTerm | LetterPlan]:
    """What is kept of the same matter: who filled an opening and how long it is, how far a letter is."""
    kept: list[FilledOpening | OpeningTerm | LetterPlan | None] = [
        await work.find(FilledOpening, fact.id),
        await work.find(OpeningTerm, fact.id),
    ]
    if fact.kind is FactKind.LETTER and fact.contact_id:
        kept.append(await work.find(LetterPlan, fact.contact_id))
    return [record for record in kept if record]


async def _told_in(pressed: Pressed, facts: Sequence[Fact]) -> list[str]:
    """The sentences in which the facts were told."""
    notes = {note.id: note for note in await pressed.work.notes.newest(every=True)}
    sources = [fact.source for fact in facts if fact.source and fact.source.note_id in notes]
    return [sentence for source in sources for sentence in _sentences_at(notes[source.note_id].text, source)]


def _sentences_at(text: str, source: Source) -> Iterator[str]:
    start = 0
    for sentence in sentences(text):
        if start < source.end and source.start < start + len(sentence):
            yield sentence.strip()
        start += len(sentence)
