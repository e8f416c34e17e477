"""The conversation: one message in, its answers out, and every word kept whatever happens.

Transaction one stores the words as they came. Transaction two understands them, acts, words the answer and stores it as
a delivery: what is said is done, and what is done is said, also across a crash.
"""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot import slash
from bot.cohort_routes import command_in
from bot.domain.act import Act
from bot.domain.delivery import Delivery, Reach
from bot.domain.local_time import is_zone
from bot.domain.note import Note, NoteState
from bot.domain.resident import Address, Resident
from bot.domain.vocabulary import Intent
from bot.errors import LookupRefused
from bot.messages import (
    SAY,
    ButtonPress,
    FormSubmit,
    Incoming,
    MessageDeleted,
    MessageEdited,
    Reaction,
    Reply,
    TextMessage,
    ZoneChanged,
    reply_to_json,
)
from bot.ours import answered_in, find_ours, first_id, gives_way, press_meant
from bot.ports import Clock, Ids, Lookups, SecondReader, Store, UnitOfWork
from bot.replies import patients, settings, trouble
from bot.replies.forgetting import FORGET_ME, forgotten
from bot.replies.welcome import welcome
from bot.routes import BUTTONS, FORM_GONE, FORMS, GONE, answer_of, read
from bot.turn import NOTHING_FOUND, Found, Pressed, Submitted, Told, Tools, Turn, Understand
from bot.understanding import headings
from bot.understanding.headings import read_heading
from bot.understanding.meaning import Understanding
from bot.understanding.patients import find_patients
from bot.understanding.proposals import supported
from bot.use_cases import follow_edit, log_form
from bot.use_cases.count_for_cohorts import count_for_cohorts
from bot.use_cases.import_programs import brings_programs
from bot.use_cases.look_up import asks_the_platform, file_id, look_up, opened, words_beside
from bot.use_cases.own_words import known_names
from bot.use_cases.share_fact import offer_sharing, retract_what_is_gone, withdraw_from_cohorts
from bot.whereabouts import Newcomer, Whereabouts, follow_address

logger = logging.getLogger(__name__)

SEND_WITHIN = timedelta(seconds=60)
"""How long the face has to send an answer before the delivery loop takes it over (a crash in between)."""

ASKING = frozenset((Intent.ASK, Intent.AGENDA, Intent.PROGRESS, Intent.HELP, Intent.DRAFT, Intent.PREPARE))
"""What tells nothing: such a message is kept, and never quoted as something that was told."""


def asks(meaning: Understanding) -> bool:
    """Tell whether a message asks for something; what it begins with decides before what else is read in it."""
    if brings_programs(meaning.text):
        return True
    heading = read_heading(meaning.text)
    return heading.kind in headings.ASKING if heading else meaning.intent in ASKING


MOST_ATTEMPTS = 3
"""How many restarts take up one note: words that bring the process down must not do so for ever."""


class Conversation:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        understand: Understand,
        newcomer: Callable[[Address], Awaitable[Newcomer]],
        replan: Callable[[UnitOfWork, datetime, Ids], Awaitable[None]],
        *,
        second_reader: SecondReader | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        """*replan* brings the resident's planned nudges in line with what is true now, in the same transaction.

        *second_reader* may add to what the built-in one reads; *lookups* is what can be asked of the platforms.
        """
        self._store = store
        self._clock = clock
        self._ids = ids
        self._replan = replan
        self._whereabouts = Whereabouts(store, clock, ids, newcomer, replan)
        self.take_in = self._whereabouts.take_in
        self.reached_at = self._whereabouts.reached_at
        self.meant_here = self._whereabouts.meant_here
        self._second_reader = second_reader
        self._lookups = lookups
        self.tools = Tools(store, clock, ids, understand)
        self.changed: Callable[[Resident], None] = lambda _resident: None
        """Told of every resident for whom something may look different now."""

    async def answer(self, incoming: Incoming, *, kept: bool = False) -> tuple[Delivery, ...]:
        """Do what the resident asks and return the answers, stored and to be sent at once; none for a repeat.

        *kept*: what came in is stored already (bot/inbox.py), so that one transaction does. Raises what the store
        raises where it cannot be reached: then nothing was taken in and it can be sent again.
        """
        match incoming:
            case TextMessage():
                return await self._hear(incoming, kept=kept)
            case MessageEdited():
                return await self._edit(incoming)
            case MessageDeleted():
                return await self._delete(incoming)
            case FormSubmit() if told := log_form.as_message(incoming):
                return await self._hear(told)
            case ButtonPress() if incoming.action.startswith(f"{SAY}:"):
                return await self._hear(_said_by(incoming))
            case ButtonPress() | FormSubmit() | Reaction():
                return await self._press(incoming)
            case ZoneChanged():
                return await self._move(incoming)

    async def greet(self, address: Address) -> tuple[Delivery, ...]:
        """Welcome a resident who has not been; unknown ones are taken in first."""
        resident = await self.take_in(address)
        if resident.welcomed:
            return ()
        async with self._store.work_for(resident.id) as work:
            if work.resident.welcomed:
                return ()
            await work.save_resident(replace(work.resident, welcomed=True))
            delivery = await self._say(work, welcome(work.resident))
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
                answers += await self._act_on(resident_id, note_id)
        return tuple(answers)

    # Messages

    async def _hear(self, message: TextMessage, *, kept: bool = False) -> tuple[Delivery, ...]:
        if message.attachments:
            return await self._hear_with_files(message)
        asks_nobody = self._second_reader is None and not asks_the_platform(_note(message, "", self._clock.now()))
        if kept and asks_nobody:
            answered = await self._hear_at_once(message)
            if answered is not None:
                return answered
        resident = await self.take_in(message.sender)
        async with self._store.work_for(resident.id) as work:
            note = await self._add_note(work, message)
            await work.commit()
        if note is None or note.state is not NoteState.RECEIVED:
            return ()
        return (*await self.greet(message.sender), *await self._act_on(resident.id, note.id))

    async def _hear_with_files(self, message: TextMessage) -> tuple[Delivery, ...]:
        """Answer the words, and then each file as if what is in it had been pasted."""
        words = words_beside(message)
        answers = list(await self._hear(words)) if words else []
        resident = await self.take_in(message.sender)
        for number, attachment in enumerate(message.attachments):
            try:
                answers += await self._hear(await opened(self._lookups, message, number, attachment))
            except LookupRefused as refusal:
                async with self._store.work_for(resident.id) as work:
                    if await work.notes.see((file_id(message, number),)):
                        reply = trouble.file_not_read(attachment.name, str(refusal))
                        answers.append(await self._say(work, reply, re=message.message_id, reply_to=message.reply_to))
                        await work.commit()
        return tuple(answers)

    async def _hear_at_once(self, message: TextMessage) -> tuple[Delivery, ...] | None:
        """Take in and answer in one transaction; should that fail, in two, so that the words are kept.

        None, having done nothing, for somebody of whom something is to be asked or said first.
        """
        act_id = self._ids.new()
        resident_id = None
        try:
            async with self._store.work_at(message.sender) as work:
                if work is None or not work.resident.welcomed or not work.resident.platform_tz:
                    return None
                resident_id = work.resident.id
                note = await self._add_note(work, message)
                if note is None or note.state is not NoteState.RECEIVED:
                    return ()
                return await self._finish(work, await self._answer_note(work, note, act_id, None))
        except Exception as error:  # the one catch-all of a message: its words are kept whatever broke
            if resident_id is None:
                raise
            _log(act_id, error)
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

    async def _finish(self, work: UnitOfWork, answer: Delivery | None) -> tuple[Delivery, ...]:
        """Plan anew, commit, and tell whoever watches that something changed."""
        await retract_what_is_gone(work)
        await count_for_cohorts(work, self._clock.now())
        await self._replan(work, self._clock.now(), self._ids)
        await work.commit()
        self.changed(work.resident)
        return (answer,) if answer else ()

    async def _edit(self, message: MessageEdited) -> tuple[Delivery, ...]:
        resident = await self.take_in(message.sender)
        async with self._store.work_for(resident.id) as work:
            note = await follow_edit.take_in(work, message, self._ids.new(), self._clock.now())
            await work.commit()
        if note is None or note.state is not NoteState.RECEIVED:
            return ()
        return (*await self.greet(message.sender), *await self._act_on(resident.id, note.id))

    async def _delete(self, message: MessageDeleted) -> tuple[Delivery, ...]:
        resident = await self._store.find_resident(message.sender)
        if resident is None:
            return ()
        async with self._store.work_for(resident.id) as work:
            turn = Turn(work, self.tools, self._ids.new(), self._clock.now())
            reply, note = await follow_edit.delete(turn, message)
            said = await self._say(work, reply, note, replaces=note.answered_by) if reply and note else None
            return await self._finish(work, said)

    async def _act_on(self, resident_id: str, note_id: str, replaces: str | None = None) -> tuple[Delivery, ...]:
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
                return await self._finish(work, answer)
        except Exception as error:  # noqa: BLE001  # the one catch-all of a message: its words are kept whatever broke
            _log(act_id, error)
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
    ) -> Delivery | None:
        now = self._clock.now()
        if note.files and not note.text.strip():
            return await self._say(work, trouble.files_left_alone(), replace(note, state=NoteState.HANDLED, asked=True))
        if command_in(note) == "import":  # a file of other people's making is no telling
            meaning = Understanding(note.text, Intent.CHAT)
        else:
            meaning = read(note, await known_names(work), work.resident, now, self.tools.understand)
        if proposal is not None:
            meaning = supported(meaning, proposal, now.astimezone(work.resident.zone).replace(tzinfo=None))
        if meaning.patient_identity and not note.checked:
            words = [meaning.text[span.start : span.end] for span in meaning.patient_identity]
            held = replace(note, state=NoteState.HELD)
            return await self._say(work, patients.may_name_a_patient(note.id, words), held)
        taken_back = await follow_edit.take_back(Turn(work, self.tools, act_id, now), note)
        work.acts.begin(Act(act_id, now, note_id=note.id))
        thread, about = await answered_in(work, note)
        told = Told(work, self.tools, act_id, now, note, meaning, thread, about, found)
        reply = await answer_of(told)(told)
        if command_in(note) is None:
            reply = await offer_sharing(told, reply)
        if note.files:
            reply = trouble.and_files_left_alone(reply)
        handled = replace(note, state=NoteState.HANDLED, asked=asks(meaning) or command_in(note) is not None)
        if taken_back and await follow_edit.says_the_same(work, note, reply):
            await work.notes.save(handled)
            return None
        return await self._say(work, reply, handled, replaces=replaces or (note.answered_by if note.earlier else None))

    async def _give_up(self, resident_id: str, note_id: str, act_id: str) -> tuple[Delivery, ...]:
        """Keep the words, say so, and do not try again by itself."""
        async with self._store.work_for(resident_id) as work:
            note = await work.notes.find(note_id)
            if note is None or note.state is not NoteState.RECEIVED:
                return ()
            answer = await self._say(
                work, trouble.words_kept(_reference(act_id)), replace(note, state=NoteState.FAILED)
            )
            await work.commit()
            return (answer,)

    # Buttons and forms

    async def _press(self, incoming: ButtonPress | FormSubmit | Reaction) -> tuple[Delivery, ...]:
        resident = await self._store.find_resident(incoming.sender)
        if resident is None:
            return ()
        act_id = self._ids.new()
        try:
            if isinstance(incoming, ButtonPress) and incoming.action == FORGET_ME:
                return await self._forget(resident, incoming)
            return await self._answer_press(resident, incoming, act_id)
        except Exception as error:  # noqa: BLE001  # the one catch-all of a button or form: it can be pressed again
            _log(act_id, error)
            async with self._store.work_for(resident.id) as work:
                answer = await self._say(work, trouble.not_done(_reference(act_id)), re=_first(incoming.delivery_ids))
                await work.commit()
                return (answer,)

    async def _answer_press(
        self, resident: Resident, incoming: ButtonPress | FormSubmit | Reaction, act_id: str
    ) -> tuple[Delivery, ...]:
        now = self._clock.now()
        async with self._store.work_for(resident.id) as work:
            if not await work.notes.see(incoming.delivery_ids):
                return ()
            work.acts.begin(Act(act_id, now))
            on = await find_ours(work, incoming.on)
            stands_on = (on.replaces or on.id) if on else None
            await follow_address(work, incoming.sender)
            if isinstance(incoming, Reaction):
                meant = press_meant(
                    incoming, on and (await work.deliveries.find_newest(first_id(on, incoming.on)) or on)
                )
                if meant is None:
                    return ()
                if isinstance(meant, Reply):
                    return await self._finish(work, await self._say(work, meant, re=_first(incoming.delivery_ids)))
                incoming = meant
            if isinstance(incoming, ButtonPress):
                verb, _, target = incoming.action.partition(":")
                button = BUTTONS.get(verb, GONE)
                on_id = first_id(on, incoming.on)
                reply = await button.answer(Pressed(work, self.tools, act_id, now, target, on_id))
                replaces = stands_on if button.in_place else None
            else:
                verb, _, target = incoming.form.partition(":")
                replaces = stands_on if on and await gives_way(work, on, incoming.form) else None
                on_id = first_id(on, incoming.on)
                submitted = Submitted(work, self.tools, act_id, now, target, on_id, incoming.values, incoming.stood)
                reply = await FORMS.get(verb, FORM_GONE)(submitted)
            re = _first(incoming.delivery_ids)
            answer = (
                await self._say(work, reply, re=re, replaces=replaces, reply_to=incoming.reply_to) if reply else None
            )
            said = await self._finish(work, answer)
        return said or await self._act_on(resident.id, target, replaces)

    async def _forget(self, resident: Resident, pressed: ButtonPress) -> tuple[Delivery, ...]:
        """Forget everything. The receipt is the one answer that is not stored: there is nowhere left to."""
        async with self._store.work_for(resident.id) as work:
            await withdraw_from_cohorts(work)
            await work.commit()
        count = await self._store.forget_resident(resident.id)
        self.changed(resident)
        receipt = self._delivery(resident.id, forgotten(count))
        return (replace(receipt, re=_first(pressed.delivery_ids), reply_to=pressed.reply_to),)

    # What every answer goes through

    async def _move(self, message: ZoneChanged) -> tuple[Delivery, ...]:
        """Follow a resident to the zone that their platform tells, and say so."""
        resident = await self._store.find_resident(message.sender)
        if resident is None or resident.platform_tz == message.tz or not is_zone(message.tz):
            return ()
        now = self._clock.now()
        async with self._store.work_for(resident.id) as work:
            before = work.resident
            if before.platform_tz == message.tz or not await work.notes.see(message.delivery_ids):
                return ()
            act_id = self._ids.new()
            work.acts.begin(Act(act_id, now))
            await work.save_resident(replace(before, tz=message.tz, platform_tz=message.tz))
            moved = before.tz != message.tz
            said = await self._say(work, settings.changed(before, work.resident, act_id, now)) if moved else None
            return await self._finish(work, said)

    async def _say(
        self,
        work: UnitOfWork,
        reply: Reply,
        note: Note | None = None,
        re: str | None = None,
        replaces: str | None = None,
        reply_to: dict[str, str] | None = None,
    ) -> Delivery:
        """Store the answer, and the note with it where it answers one, and return it ready to be sent."""
        delivery = self._delivery(work.resident.id, replace(reply, discreet=work.resident.discreet))
        if replaces and (changed := await work.deliveries.find(replaces)):
            delivery = replace(delivery, channel=changed.channel)
        if note:
            delivery = replace(delivery, re=note.message_id, channel=note.channel, reply_to=note.reply_to)
            await work.notes.save(replace(note, answered_by=replaces or delivery.id))
        delivery = replace(delivery, re=delivery.re or re, replaces=replaces, reply_to=reply_to or delivery.reply_to)
        # Whoever takes it over after a crash is to ask the platform first; the one that sends it now need not.
        await work.deliveries.put(replace(delivery, maybe_sent=True))
        return delivery

    def _delivery(self, resident_id: str, reply: Reply) -> Delivery:
        now = self._clock.now()
        delivery_id = self._ids.new()
        return Delivery(
            id=delivery_id,
            resident_id=resident_id,
            key=f"reply:{delivery_id}",
            kind=reply.kind,
            next_at=now + SEND_WITHIN,
            content=reply_to_json(reply),
            about=reply.about,
            attempt=1,
            lease=delivery_id,
            first_tried_at=now,
        )


def _said_by(press: ButtonPress) -> TextMessage:
    words = press.action.partition(":")[2]
    return TextMessage(press.sender, words, press.delivery_ids[0], press.delivery_ids, reply_to=press.reply_to)


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


def _first(delivery_ids: tuple[str, ...]) -> str | None:
    return delivery_ids[0] if delivery_ids else None


def _reference(act_id: str) -> str:
    return act_id[-6:]


def _log(act_id: str, error: Exception) -> None:
    """Log where it broke, never what was said: an exception's own text may quote the resident."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    known = {"reference": _reference(act_id), "error": type(error).__name__, "place": where}
    logger.error("No answer, reference %s: %s at %s", *known.values(), extra=known)
