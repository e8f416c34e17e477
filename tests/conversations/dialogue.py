"""A conversation for tests: what the resident said, and what Vouch said to it, through the real engine and storage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.answering import Replan
from bot.conversation import Conversation
from bot.domain.contact import Contact
from bot.domain.delivery import Delivery
from bot.domain.follow_up import FollowUp
from bot.domain.knowledge import Encounter, Fact
from bot.domain.note import Note
from bot.domain.resident import Address, Resident
from bot.ids import TimeOrderedIds
from bot.messages import (
    Button,
    ButtonPress,
    Draft,
    FormSubmit,
    Incoming,
    MessageDeleted,
    MessageEdited,
    Reply,
    TextMessage,
    reply_from_json,
)
from bot.planner import replan
from bot.ports import R
from bot.understanding import understand
from bot.whereabouts import Newcomer
from storage.store import SqlStore
from tests.databases import SetClock

ADDRESS = Address("terminal", "W1", "ana")


async def newcomer(address: Address) -> Newcomer:
    return Newcomer("America/New_York")


@dataclass
class Dialogue:
    """*said* is Vouch's latest answer, whole, as a person would read it; *answers* are all the latest ones."""

    store: SqlStore
    clock: SetClock
    conversation: Conversation
    address: Address = ADDRESS
    answers: list[Delivery] = field(default_factory=list)
    count: int = 0

    async def hears(self, text: str, thread: Delivery | None = None, message_id: str | None = None, **more: Any) -> str:
        """Tell Vouch a line, under a new message id unless one is given; return its id."""
        self.count += 1
        message_id = message_id or f"message-{self.count}"
        delivery_ids = (f"delivery-{self.count}",)
        on = (thread.replaces or thread.id) if thread else None
        await self.take(TextMessage(self.address, text, message_id, delivery_ids, thread=on, **more))
        return message_id

    async def edits(self, message_id: str, text: str, at: datetime | None = None) -> None:
        self.count += 1
        await self.take(MessageEdited(self.address, message_id, text, (f"delivery-{self.count}",), at))

    async def deletes(self, message_id: str) -> None:
        self.count += 1
        await self.take(MessageDeleted(self.address, message_id, (f"delivery-{self.count}",)))

    async def clicks(self, label: str, on: Delivery | None = None) -> None:
        """Press the button with this label on Vouch's latest message, or on the one given."""
        self.count += 1
        delivery = on or self.last
        button = next(b for b in buttons_of(reply_of(delivery)) if b.label == label)
        on_id = delivery.replaces or delivery.id
        await self.take(ButtonPress(self.address, button.action, on_id, (f"delivery-{self.count}",)))

    async def fills_in(self, **values: str) -> None:
        """Send the form that Vouch's latest message shows."""
        self.count += 1
        form = self.reply.form
        assert form is not None, f"There is no form in: {self.said}"
        on_id = self.last.replaces or self.last.id
        await self.take(FormSubmit(self.address, form.name, on_id, values, (f"delivery-{self.count}",)))

    async def take(self, incoming: Incoming) -> None:
        self.answers = list(await self.conversation.answer(incoming))

    @property
    def last(self) -> Delivery:
        assert self.answers, "Vouch said nothing."
        return self.answers[-1]

    @property
    def reply(self) -> Reply:
        return reply_of(self.last)

    @property
    def said(self) -> str:
        return words_of(self.reply)

    @property
    def draft(self) -> Draft:
        """Return the words to send that Vouch's latest answer carries."""
        assert self.reply.draft is not None, f"There is no draft in: {self.said}"
        return self.reply.draft

    @property
    def sayings(self) -> list[str]:
        """Return all that was said to the latest message."""
        return [words_of(reply_of(answer)) for answer in self.answers]

    async def note(self, message_id: str) -> Note:
        async with self.store.work_for((await self.resident()).id) as work:
            note = await work.notes.find_by_message(message_id)
            assert note is not None
            return note

    @property
    def buttons(self) -> list[str]:
        return [button.label for button in buttons_of(self.reply)]

    async def keeps(self, kind: type[R]) -> list[R]:
        """Return what is stored of this kind."""
        resident = await self.resident()
        async with self.store.work_for(resident.id) as work:
            return await work.all(kind)

    async def resident(self) -> Resident:
        found = await self.store.find_resident(self.address)
        assert found is not None
        return found

    async def state(self) -> list[str]:
        """Return all that is kept in a form that leaves out ids and moments, to compare two ways to the same end."""
        contacts = {contact.id: contact.name for contact in await self.keeps(Contact)}
        return sorted(
            [
                *(
                    f"{c.name} {c.aliases} {c.position.role} {c.position.institution} {c.email}"
                    for c in await self.keeps(Contact)
                ),
                *(
                    f"{f.about} {f.kind} {f.visa} {f.value} by {contacts.get(f.said_by or '')}"
                    for f in await self.keeps(Fact)
                ),
                *(
                    f"{f.what} {f.due_on} {f.state} {contacts.get(f.contact_id or '')}"
                    for f in await self.keeps(FollowUp)
                ),
                *(
                    f"met {[contacts.get(i) for i in e.contact_ids]} {e.on} {e.where}"
                    for e in await self.keeps(Encounter)
                ),
            ]
        )


def open_dialogue(
    store: SqlStore, clock: SetClock, reader: Callable[..., object] = understand, plan: Replan = replan
) -> Dialogue:
    conversation = Conversation(store, clock, TimeOrderedIds(clock), reader, newcomer, plan)  # type: ignore[arg-type]
    return Dialogue(store, clock, conversation)


def reply_of(delivery: Delivery) -> Reply:
    assert delivery.content is not None
    return reply_from_json(delivery.content)


def buttons_of(reply: Reply) -> Sequence[Button]:
    return [*reply.buttons, *(button for item in reply.items for button in item.buttons)]


def words_of(reply: Reply) -> str:
    fields = [f"{label}: {value}" for label, value in reply.fields]
    return "\n".join(part for part in (reply.title, reply.text, *fields, *(item.text for item in reply.items)) if part)
