"""What a resident writes: every word kept, then understood, acted on and answered.

Transaction one stores the words as they came. Transaction two understands them, acts, words the answer and stores it as
a delivery: what is said is done, and what is done is said, also across a crash.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import slash
from bot.answering import Answering, reference_of
from bot.cohort_routes import command_in
from bot.domain.act import Act
from bot.domain.delivery import Delivery, Reach
from bot.domain.note import Note, NoteState
from bot.domain.resident import Address, Resident
from bot.domain.vocabulary import Intent
from bot.errors import LookupRefused, NotTogether
from bot.failures import log_failure
from bot.messages import MessageDeleted, MessageEdited, TextMessage
from bot.ours import answered_in
from bot.planner import A_LOCAL_DAY
from bot.ports import Lookups, SecondReader, UnitOfWork, UnitsOfWork
from bot.read_note import read
from bot.replies import patients, trouble
from bot.replies.welcome import welcome
from bot.routes import answer_of
from bot.together import Together
from bot.turn import NOTHING_FOUND, Found, Told, Turn
from bot.understanding import headings
from bot.understanding.headings import read_heading
from bot.understanding.meaning import Understanding
from bot.understanding.own_questions import own_thing_asked
from bot.understanding.patients import find_patients, find_whole_identities
from bot.understanding.proposals import supported
from bot.use_cases import follow_edit
from bot.use_cases.import_programs import brings_programs
from bot.use_cases.look_up import asks_the_platform, file_id, look_up, opened, words_beside
from bot.use_cases.own_words import known_names
from bot.use_cases.share_fact import offer_sharing
from bot.whereabouts import follow_address

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
"""How many restarts take up one note: words that bring the process down must not do so for ever."""

AT_A_STRETCH = 0.01
"""Seconds for which several messages are worked on before whoever waits for an acknowledgement has a turn."""

ASKING = frozenset(
    (Intent.ASK, Intent.AGENDA, Intent.PROGRESS, Intent.HELP, Intent.DRAFT, Intent.PREPARE, Intent.FORGET)
)
"""What tells nothing: such a message is kept, and never quoted as something that was told."""


def asks(meaning: Understanding) -> bool:
    """Tell whether a message asks for something; what it begins with decides before what else is read in it."""
    if brings_programs(meaning.text) or own_thing_asked(meaning.text):
        return True
    heading = read_heading(meaning.text)
    return heading.kind in headings.ASKING if heading else meaning.intent in ASKING


class Hearing:
    """*second_reader* may add to what the built-in one reads; *lookups* is what can be asked of the platforms."""

    def __init__(
        self,
        answering: Answering,
        take_in: Callable[[Address], Awaitable[Resident]],
        *,
        second_reader: SecondReader | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        self._answering = answering
        self._tools = answering.tools
        self._store, self._clock, self._ids = self._tools.store, self._tools.clock, self._tools.ids
        self._take_in = take_in
        self._second_reader = second_reader
        self._lookups = lookups
        most, at_once = self._store.answers_together, self._store.transactions_at_once
        self._at_work = asyncio.Lock()
        self._together = Together(self._hear_together, most, at_once)
        self.at_once = most * (at_once + 1)
        """How many messages to take up at a time: while some are answered together, as many gather."""

    async def hear(self, message: TextMessage, *, kept: bool = False) -> tuple[Delivery, ...]:
        if message.attachments:
            return await self._hear_with_files(message)
        asks_nobody = self._second_reader is None and not asks_the_platform(_note(message, "", self._clock.now()))
        if kept and asks_nobody:
            answered = await self._together.add(message)
            if answered is None:
                answered = await self._hear_at_once(message)
            if answered is not None:
                return answered
        resident = await self._take_in(message.sender)
        async with self._store.work_for(resident.id) as work:
            note = await self._add_note(work, message)
            await work.commit()
        if note is None or note.state is not NoteState.RECEIVED:
            return ()
        return (*await self.greet(message.sender), *await self.act_on(resident.id, note.id))

    async def keeps(self, message: TextMessage) -> bool:
        """Tell whether its words are stored."""
        resident = await self._store.find_resident(message.sender)
        if resident is None:
            return False
        async with self._store.work_for(resident.id) as work:
            return await work.notes.find_by_message(message.message_id) is not None

    async def edit(self, message: MessageEdited) -> tuple[Delivery, ...]:
        resident = await self._take_in(message.sender)
        async with self._store.work_for(resident.id) as work:
            note = await follow_edit.take_in(work, message, self._ids.new(), self._clock.now())
            await work.commit()
        if note is None or note.state is not NoteState.RECEIVED:
            return ()
        return (*await self.greet(message.sender), *await self.act_on(resident.id, note.id))

    async def delete(self, message: MessageDeleted) -> tuple[Delivery, ...]:
        resident = await self._store.find_resident(message.sender)
        if resident is None:
            return ()
        async with self._store.work_for(resident.id) as work:
            turn = Turn(work, self._tools, self._ids.new(), self._clock.now())
            reply, note = await follow_edit.delete(turn, message)
            said = await self._answering.say(work, reply, note, replaces=note.answered_by) if reply and note else None
            return await self._answering.finish(work, said)

    async def greet(self, address: Address) -> tuple[Delivery, ...]:
        """Welcome a resident who has not been; unknown ones are taken in first."""
        resident = await self._take_in(address)
        if resident.welcomed:
            return ()
        async with self._store.work_for(resident.id) as work:
            if work.resident.welcomed:
                return ()
            await work.save_resident(replace(work.resident, welcomed=True))
            delivery = await self._answering.say(work, welcome(work.resident))
            await work.commit()
            return (delivery,)

    async def recover(self, reach: Reach) -> tuple[Delivery, ...]:
        """Take up the notes of those in reach that a crash left stored and not acted on, and return their answers."""
        answers: list[Delivery] = []
        for resident_id, note_id in await self._store.unfinished_notes(reach):
            async with self._store.work_for(resident_id) as work:
                note = await work.notes.find(note_id)
                if note is None or note.state is not NoteState.RECEIVED:
                    continue
                await work.notes.save(replace(note, attempts=note.attempts + 1))
                await work.commit()
            if note.attempts >= MOST_ATTEMPTS:
                answers += await self._give_up(resident_id, note_id, self._ids.new())
            else:
                answers += await self.act_on(resident_id, note_id)
        return tuple(answers)

    async def _hear_with_files(self, message: TextMessage) -> tuple[Delivery, ...]:
        """Answer the words, and then each file as if what is in it had been pasted."""
        words = words_beside(message)
        answers = list(await self.hear(words)) if words else []
        resident = await self._take_in(message.sender)
        for number, attachment in enumerate(message.attachments):
            try:
                answers += await self.hear(await opened(self._lookups, message, number, attachment))
            except LookupRefused as refusal:
                async with self._store.work_for(resident.id) as work:
                    if await work.notes.see((file_id(message, number),)):
                        reply = trouble.file_not_read(attachment.name, str(refusal))
                        answers.append(
                            await self._answering.say(work, reply, re=message.message_id, reply_to=message.reply_to)
                        )
                        await work.commit()
        return tuple(answers)

    async def _hear_together(self, batch: Sequence[TextMessage]) -> Sequence[tuple[Delivery, ...] | None]:
        """Take in and answer in one transaction what different residents wrote; None for what is to be heard alone.

        Where anything goes wrong, that is each of them.
        """
        alone: list[tuple[Delivery, ...] | None] = [None] * len(batch)
        known: dict[str, UnitOfWork] = {}
        try:
            async with self._store.work_for_several_at(batch, self._clock.now() - A_LOCAL_DAY) as works:
                async with self._at_work:  # others open or end their transaction meanwhile
                    answered = await self._answer_all(works, batch, known)
                await works.commit()
        except NotTogether:
            return alone
        except Exception as error:  # noqa: BLE001  # whose trouble it is shows when each is alone
            log_failure(logger, f"Answering {len(batch)} messages together", error)
            return alone
        for work in known.values():
            self._answering.changed(work.resident)
        return answered

    async def _answer_all(
        self, works: UnitsOfWork, batch: Sequence[TextMessage], known: dict[str, UnitOfWork]
    ) -> list[tuple[Delivery, ...] | None]:
        """Answer those who can be answered together, and put them into *known*; the caller commits.

        All are read before any is acted on, and acted on before any is planned for: each of the three needs more than a
        processor keeps close at hand. An acknowledgement does not wait for all of them.
        """
        stretch = _Stretch()
        answered: list[tuple[Delivery, ...] | None] = [None] * len(batch)
        told: list[tuple[int, UnitOfWork, Note]] = []
        for place, message in enumerate(batch):
            work = works.at(message.sender)
            if work is None or work.resident.id in known or not _is_known(work.resident):
                continue
            known[work.resident.id] = work
            answered[place] = ()
            note = await self._add_note(work, message)
            if note and note.state is NoteState.RECEIVED:
                told.append((place, work, note))
        meanings = []
        for _, work, note in told:
            meanings.append(await self._read(work, note))
            await stretch.rest()
        for (place, work, note), meaning in zip(told, meanings, strict=True):
            answer = await self._answer_note(work, note, self._ids.new(), None, meaning=meaning)
            answered[place] = (answer,) if answer else ()
            await stretch.rest()
        for _, work, _ in told:
            await self._answering.settle(work)
            await stretch.rest()
        return answered

    async def _hear_at_once(self, message: TextMessage) -> tuple[Delivery, ...] | None:
        """Take in and answer in one transaction; should that fail, in two, so that the words are kept.

        None, having done nothing, for somebody of whom something is to be asked or said first.
        """
        act_id = self._ids.new()
        resident_id = None
        try:
            async with self._store.work_at(message.sender) as work:
                if work is None or not _is_known(work.resident):
                    return None
                resident_id = work.resident.id
                note = await self._add_note(work, message)
                if note is None or note.state is not NoteState.RECEIVED:
                    return ()
                return await self._answering.finish(work, await self._answer_note(work, note, act_id, None))
        except Exception as error:  # the one catch-all of a message: its words are kept whatever broke
            if resident_id is None:
                raise
            log_failure(logger, "Answering", error, reference_of(act_id))
        async with self._store.work_for(resident_id) as work:
            note = await self._add_note(work, message)
            await work.commit()
        return await self._give_up(resident_id, note.id, act_id) if note else ()

    async def _add_note(self, work: UnitOfWork, message: TextMessage) -> Note | None:
        """Store the words and return their note: an earlier one where they were told before."""
        note = _note(message, self._ids.new(), self._clock.now())
        if await work.notes.add(note, message.delivery_ids):
            await follow_address(work, message.sender)
            return note
        return await work.notes.find_by_message(message.message_id)

    async def act_on(self, resident_id: str, note_id: str, replaces: str | None = None) -> tuple[Delivery, ...]:
        """Transaction two, for a note that transaction one stored. *replaces* is a message of ours to answer in."""
        act_id = self._ids.new()
        try:
            proposal = await self._second_reading(resident_id, note_id)
            found = await self._look_up(resident_id, note_id)
            async with self._store.work_for(resident_id) as work:
                note = await work.notes.find(note_id)
                if note is None or note.state is not NoteState.RECEIVED:
                    return ()
                answer = await self._answer_note(work, note, act_id, replaces, proposal, found)
                return await self._answering.finish(work, answer)
        except Exception as error:  # noqa: BLE001  # the one catch-all of a message: its words are kept whatever broke
            log_failure(logger, "Answering", error, reference_of(act_id))
            return await self._give_up(resident_id, note_id, act_id)

    async def _second_reading(self, resident_id: str, note_id: str) -> object | None:
        """What the second reader says of a note, asked with no transaction open: others must not wait for it.

        Words that may name a patient, and commands, never leave this process.
        """
        if self._second_reader is None:
            return None
        async with self._store.work_for(resident_id) as work:
            note = await work.notes.find(note_id)
            zone = work.resident.zone
        if note is None or note.command == "/vouch" or command_in(note) or find_patients(note.text):
            return None
        return await self._second_reader.propose(note.text, self._clock.now().astimezone(zone).replace(tzinfo=None))

    async def _look_up(self, resident_id: str, note_id: str) -> Found:
        """What the platform tells for a note, asked with no transaction open too."""
        if self._lookups is None:
            return NOTHING_FOUND
        async with self._store.work_for(resident_id) as work:
            note, sender = await work.notes.find(note_id), work.resident.address
        return await look_up(self._lookups, note, sender) if note else NOTHING_FOUND

    async def _answer_note(
        self,
        work: UnitOfWork,
        note: Note,
        act_id: str,
        replaces: str | None,
        proposal: object = None,
        found: Found = NOTHING_FOUND,
        *,
        meaning: Understanding | None = None,
    ) -> Delivery | None:
        """Act and word the answer; the caller plans anew and commits. *meaning*, where the note was read already."""
        now = self._clock.now()
        if note.files and not note.text.strip():
            return await self._answering.say(
                work, trouble.files_left_alone(), replace(note, state=NoteState.HANDLED, asked=True)
            )
        meaning = meaning or await self._read(work, note)
        if proposal is not None:
            meaning = supported(meaning, proposal, now.astimezone(work.resident.zone).replace(tzinfo=None))
        if meaning.patient_identity and not note.checked:
            words = [meaning.text[span.start : span.end] for span in find_whole_identities(meaning.text)]
            held = replace(note, state=NoteState.HELD)
            return await self._answering.say(work, patients.may_name_a_patient(note.id, words), held)
        taken_back = await follow_edit.take_back(Turn(work, self._tools, act_id, now), note)
        work.acts.begin(Act(act_id, now, note_id=note.id))
        thread, about = await answered_in(work, note)
        told = Told(work, self._tools, act_id, now, note, meaning, thread, about, found)
        reply = await answer_of(told)(told)
        if command_in(note) is None:
            reply = await offer_sharing(told, reply)
        if note.files:
            reply = trouble.and_files_left_alone(reply)
        handled = replace(note, state=NoteState.HANDLED, asked=asks(meaning) or command_in(note) is not None)
        if taken_back and await follow_edit.says_the_same(work, note, reply):
            await work.notes.save(handled)
            return None
        return await self._answering.say(
            work, reply, handled, replaces=replaces or (note.answered_by if note.earlier else None)
        )

    async def _read(self, work: UnitOfWork, note: Note) -> Understanding:
        if command_in(note) == "import":  # a file of other people's making is no telling
            return Understanding(note.text, Intent.CHAT)
        return read(note, await known_names(work), work.resident, self._clock.now(), self._tools.understand)

    async def _give_up(self, resident_id: str, note_id: str, act_id: str) -> tuple[Delivery, ...]:
        """Keep the words, say so, and do not try again by itself."""
        async with self._store.work_for(resident_id) as work:
            note = await work.notes.find(note_id)
            if note is None or note.state is not NoteState.RECEIVED:
                return ()
            answer = await self._answering.say(
                work, trouble.words_kept(reference_of(act_id)), replace(note, state=NoteState.FAILED)
            )
            await work.commit()
            return (answer,)


class _Stretch:
    """Work that lets others go on now and then: more often, and each would begin anew with a processor's caches."""

    def __init__(self) -> None:
        self._begun = time.monotonic()

    async def rest(self) -> None:
        if time.monotonic() - self._begun >= AT_A_STRETCH:
            await asyncio.sleep(0)
            self._begun = time.monotonic()


def _is_known(resident: Resident) -> bool:
    """Tell whether nothing is to be asked of them, or said to them, before they are answered."""
    return bool(resident.welcomed and resident.platform_tz)


def _note(message: TextMessage, note_id: str, now: datetime) -> Note:
    command, text = slash.typed(message.text, message.command)
    return Note(
        note_id,
        message.message_id,
        now,
        text,
        thread=message.thread,
        channel=message.channel,
        command=command,
        files=message.files,
        reply_to=message.reply_to,
    )
