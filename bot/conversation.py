"""The conversation: one message in, its answers out, and every word kept whatever happens.

Transaction one stores the words as they came. Transaction two understands them, acts, words the answer and stores it as
a delivery: what is said is done, and what is done is said, also across a crash.
"""

import logging
import traceback
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.act import Act
from bot.domain.contact import Contact
from bot.domain.delivery import Delivery, Reach
from bot.domain.note import Note, NoteState
from bot.domain.resident import Address, Resident
from bot.domain.vocabulary import Intent
from bot.messages import (
    ButtonPress,
    FormSubmit,
    Incoming,
    MessageDeleted,
    MessageEdited,
    Reply,
    TextMessage,
    reply_to_json,
)
from bot.ports import Clock, Ids, Store, UnitOfWork
from bot.replies import patients, trouble
from bot.replies.forgetting import FORGET_ME, forgotten
from bot.replies.welcome import welcome
from bot.routes import BUTTONS, FORM_GONE, FORMS, GONE, answer_of, read
from bot.turn import Pressed, Submitted, Told, Tools, Turn, Understand
from bot.understanding.meaning import KnownContact
from bot.use_cases import follow_edit

logger = logging.getLogger(__name__)

SEND_WITHIN = timedelta(seconds=60)
"""How long the face has to send an answer before the delivery loop takes it over (a crash in between)."""

ASKING = frozenset((Intent.ASK, Intent.AGENDA, Intent.PROGRESS, Intent.HELP, Intent.DRAFT, Intent.PREPARE))
"""What tells nothing: such a message is kept, and never quoted as something that was told."""

MOST_ATTEMPTS = 3
"""How many restarts take up one note: words that bring the process down must not do so for ever."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is guessed of a resident who writes for the first time: their IANA zone; *welcomed* where none is due."""

    tz: str
    welcomed: bool = False


class Conversation:
    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        understand: Understand,
        newcomer: Callable[[Address], Awaitable[Newcomer]],
        replan: Callable[[UnitOfWork, datetime, Ids], Awaitable[None]],
    ) -> None:
        """*replan* brings the resident's planned nudges in line with what is true now, in the same transaction."""
        self._store = store
        self._clock = clock
        self._ids = ids
        self._newcomer = newcomer
        self._replan = replan
        self._tools = Tools(store, clock, ids, understand)

    async def answer(self, incoming: Incoming) -> tuple[Delivery, ...]:
        """Do what the resident asks and return the answers, stored and to be sent at once; none for a repeat.

        Raises what the store raises where it cannot be reached: then nothing was taken in and it can be sent again.
        """
        match incoming:
            case TextMessage():
                return await self._hear(incoming)
            case MessageEdited():
                return await self._edit(incoming)
            case MessageDeleted():
                return await self._delete(incoming)
            case ButtonPress() | FormSubmit():
                return await self._press(incoming)

    async def greet(self, address: Address) -> tuple[Delivery, ...]:
        """Welcome a resident who has not been; unknown ones are taken in first."""
        resident = await self._resident(address)
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
                note = await work.find_note(note_id)
                if note is None or note.state is not NoteState.RECEIVED:
                    continue
                await work.save_note(replace(note, attempts=note.attempts + 1))
                await work.commit()
            if note.attempts >= MOST_ATTEMPTS:
                answers += await self._give_up(resident_id, note_id, self._ids.new())
            else:
                answers += await self._act_on(resident_id, note_id)
        return tuple(answers)

    # Messages

    async def _hear(self, message: TextMessage) -> tuple[Delivery, ...]:
        resident = await self._resident(message.sender)
        async with self._store.work_for(resident.id) as work:
            if await work.add_note(_note(message, self._ids.new(), self._clock.now()), message.delivery_ids):
                await _follow_address(work, message.sender)
            note = await work.find_note_by_message(message.message_id)
            await work.commit()
        if note is None or note.state is not NoteState.RECEIVED:
            return ()
        return (*await self.greet(message.sender), *await self._act_on(resident.id, note.id))

    async def _edit(self, message: MessageEdited) -> tuple[Delivery, ...]:
        resident = await self._resident(message.sender)
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
            turn = Turn(work, self._tools, self._ids.new(), self._clock.now())
            reply, note = await follow_edit.delete(turn, message)
            said = await self._say(work, reply, note, replaces=note.answered_by) if reply and note else None
            await self._replan(work, self._clock.now(), self._ids)
            await work.commit()
        return (said,) if said else ()

    async def _act_on(self, resident_id: str, note_id: str, replaces: str | None = None) -> tuple[Delivery, ...]:
        """Transaction two, for a note that transaction one stored. *replaces* is a message of ours to answer in."""
        act_id = self._ids.new()
        try:
            async with self._store.work_for(resident_id) as work:
                note = await work.find_note(note_id)
                if note is None or note.state is not NoteState.RECEIVED:
                    return ()
                answer = await self._answer_note(work, note, act_id, replaces)
                await self._replan(work, self._clock.now(), self._ids)
                await work.commit()
                return (answer,) if answer else ()
        except Exception as error:  # noqa: BLE001  # the one catch-all of a message: its words are kept whatever broke
            _log(act_id, error)
            return await self._give_up(resident_id, note_id, act_id)

    async def _answer_note(self, work: UnitOfWork, note: Note, act_id: str, replaces: str | None) -> Delivery | None:
        now = self._clock.now()
        meaning = read(note, await self._known(work), work.resident, now, self._tools.understand)
        if meaning.patient_identity and not note.checked:
            words = [meaning.text[span.start : span.end] for span in meaning.patient_identity]
            held = replace(note, state=NoteState.HELD)
            return await self._say(work, patients.may_name_a_patient(note.id, words), held)
        taken_back = await follow_edit.take_back(Turn(work, self._tools, act_id, now), note)
        work.begin_act(Act(act_id, now, note_id=note.id))
        thread, about = await _thread(work, note)
        told = Told(work, self._tools, act_id, now, note, meaning, thread, about)
        reply = await answer_of(told)(told)
        handled = replace(note, state=NoteState.HANDLED, asked=meaning.intent in ASKING)
        if taken_back and await follow_edit.says_the_same(work, note, reply):
            await work.save_note(handled)
            return None
        return await self._say(work, reply, handled, replaces=replaces or (note.answered_by if note.earlier else None))

    async def _known(self, work: UnitOfWork) -> list[KnownContact]:
        return [KnownContact(c.name, c.position.role, c.position.institution) for c in await work.all(Contact)]

    async def _give_up(self, resident_id: str, note_id: str, act_id: str) -> tuple[Delivery, ...]:
        """Keep the words, say so, and do not try again by itself."""
        async with self._store.work_for(resident_id) as work:
            note = await work.find_note(note_id)
            if note is None or note.state is not NoteState.RECEIVED:
                return ()
            answer = await self._say(
                work, trouble.words_kept(_reference(act_id)), replace(note, state=NoteState.FAILED)
            )
            await work.commit()
            return (answer,)

    # Buttons and forms

    async def _press(self, incoming: ButtonPress | FormSubmit) -> tuple[Delivery, ...]:
        resident = await self._store.find_resident(incoming.sender)
        if resident is None:
            return ()
        act_id = self._ids.new()
        try:
            if isinstance(incoming, ButtonPress) and incoming.action == FORGET_ME:
                return await self._forget(resident)
            return await self._answer_press(resident, incoming, act_id)
        except Exception as error:  # noqa: BLE001  # the one catch-all of a button or form: it can be pressed again
            _log(act_id, error)
            async with self._store.work_for(resident.id) as work:
                answer = await self._say(work, trouble.not_done(_reference(act_id)), re=_first(incoming.delivery_ids))
                await work.commit()
                return (answer,)

    async def _answer_press(
        self, resident: Resident, incoming: ButtonPress | FormSubmit, act_id: str
    ) -> tuple[Delivery, ...]:
        now = self._clock.now()
        async with self._store.work_for(resident.id) as work:
            if not await work.see(incoming.delivery_ids):
                return ()
            work.begin_act(Act(act_id, now))
            on = await work.find_delivery(incoming.on)
            stands_on = (on.replaces or on.id) if on else None
            if isinstance(incoming, ButtonPress):
                verb, _, target = incoming.action.partition(":")
                button = BUTTONS.get(verb, GONE)
                reply = await button.answer(Pressed(work, self._tools, act_id, now, target, incoming.on))
                replaces = stands_on if button.in_place else None
            else:
                verb, _, target = incoming.form.partition(":")
                submitted = Submitted(work, self._tools, act_id, now, target, incoming.on, incoming.values)
                reply = await FORMS.get(verb, FORM_GONE)(submitted)
                replaces = stands_on
            answer = (
                await self._say(work, reply, re=_first(incoming.delivery_ids), replaces=replaces) if reply else None
            )
            await self._replan(work, self._clock.now(), self._ids)
            await work.commit()
        return (answer,) if answer else await self._act_on(resident.id, target, replaces)

    async def _forget(self, resident: Resident) -> tuple[Delivery, ...]:
        """Forget everything. The receipt is the one answer that is not stored: there is nowhere left to."""
        count = await self._store.forget_resident(resident.id)
        return (self._delivery(resident.id, forgotten(count)),)

    # What every answer goes through

    async def _resident(self, address: Address) -> Resident:
        known = await self._store.find_resident(address)
        if known:
            return known
        guess = await self._newcomer(address)
        fresh = Resident(self._ids.new(), address, guess.tz, self._clock.now(), welcomed=guess.welcomed)
        return await self._store.add_resident(fresh)

    async def _say(
        self,
        work: UnitOfWork,
        reply: Reply,
        note: Note | None = None,
        re: str | None = None,
        replaces: str | None = None,
    ) -> Delivery:
        """Store the answer, and the note with it where it answers one, and return it ready to be sent."""
        delivery = self._delivery(work.resident.id, reply)
        if note:
            delivery = replace(delivery, re=note.message_id, channel=note.channel)
            await work.save_note(replace(note, answered_by=replaces or delivery.id))
        delivery = replace(delivery, re=delivery.re or re, replaces=replaces)
        # Whoever takes it over after a crash is to ask the platform first; the one that sends it now need not.
        await work.put_delivery(replace(delivery, maybe_sent=True))
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


def _note(message: TextMessage, note_id: str, now: datetime) -> Note:
    # "/met" is itself a word of the telling: "/met Dr. Rao" says "met Dr. Rao".
    text = f"met {message.text}" if message.command == "/met" else message.text
    return Note(
        note_id,
        message.message_id,
        now,
        text,
        thread=message.thread,
        channel=message.channel,
        command=message.command,
    )


async def _follow_address(work: UnitOfWork, sender: Address) -> None:
    """Keep the platform's latest reference to the resident: an old one may no longer reach them."""
    if sender.reference and sender != work.resident.address:
        await work.save_resident(replace(work.resident, address=sender))


async def _thread(work: UnitOfWork, note: Note) -> tuple[Note | None, tuple[str, ...]]:
    """Return the note that the message of ours answered which this one replies to, and what that message was about."""
    ours = await work.find_delivery(note.thread) if note.thread else None
    if ours is None:
        return None, ()
    return (await work.find_note_by_message(ours.re) if ours.re else None), ours.about


def _first(delivery_ids: tuple[str, ...]) -> str | None:
    return delivery_ids[0] if delivery_ids else None


def _reference(act_id: str) -> str:
    return act_id[-6:]


def _log(act_id: str, error: Exception) -> None:
    """Log where it broke, never what was said: an exception's own text may quote the resident."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    logger.error("No answer, reference %s: %s at %s", _reference(act_id), type(error).__name__, where)
