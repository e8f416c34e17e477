"""What every answer goes through: worded, stored with what was done, planned anew, and committed in one go."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.delivery import Delivery
from bot.domain.note import Note
from bot.domain.resident import Resident
from bot.messages import Reply, reply_to_json
from bot.ports import Ids, UnitOfWork
from bot.turn import Tools
from bot.use_cases.count_for_cohorts import count_for_cohorts
from bot.use_cases.share_fact import retract_what_is_gone

SEND_WITHIN = timedelta(seconds=60)
"""How long the face has to send an answer before the delivery loop takes it over (a crash in between)."""

Replan = Callable[[UnitOfWork, datetime, Ids], Awaitable[None]]
"""Brings the resident's planned nudges in line with what is true now, in the same transaction."""


class Answering:
    def __init__(self, tools: Tools, replan: Replan) -> None:
        self.tools = tools
        self._clock = tools.clock
        self._ids = tools.ids
        self._replan = replan
        self.changed: Callable[[Resident], None] = lambda _resident: None
        """Told of every resident for whom something may look different now."""

    async def say(
        self,
        work: UnitOfWork,
        reply: Reply,
        note: Note | None = None,
        re: str | None = None,
        replaces: str | None = None,
        reply_to: dict[str, str] | None = None,
    ) -> Delivery:
        """Store the answer, and the note with it where it answers one, and return it ready to be sent."""
        if reply.discreet != work.resident.discreet:
            reply = replace(reply, discreet=work.resident.discreet)
        changed = await work.deliveries.find(replaces) if replaces else None
        asked_in = note or changed
        delivery = self.delivery(
            work.resident.id,
            reply,
            re=note.message_id if note else re,
            channel=asked_in.channel if asked_in else None,
            replaces=replaces,
            reply_to=reply_to or (note.reply_to if note else {}),
        )
        if note:
            await work.notes.save(replace(note, answered_by=replaces or delivery.id))
        # Whoever takes it over after a crash is to ask the platform first; the one that sends it now need not.
        await work.deliveries.put(replace(delivery, maybe_sent=True))
        return delivery

    async def finish(self, work: UnitOfWork, answer: Delivery | None) -> tuple[Delivery, ...]:
        """Plan anew, commit, and tell whoever watches that something changed."""
        await self.settle(work)
        await work.commit()
        self.changed(work.resident)
        return (answer,) if answer else ()

    async def settle(self, work: UnitOfWork) -> None:
        """Do what every change entails; the caller commits, and tells that something changed."""
        await retract_what_is_gone(work)
        await count_for_cohorts(work, self._clock.now())
        await self._replan(work, self._clock.now(), self._ids)

    def delivery(self, resident_id: str, reply: Reply, **more: Any) -> Delivery:
        """Return the answer as a delivery held by the face that is to send it now. It is not stored.

        *more* are fields of the delivery.
        """
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
            **more,
        )


def first_of(delivery_ids: tuple[str, ...]) -> str | None:
    return delivery_ids[0] if delivery_ids else None


def reference_of(act_id: str) -> str:
    """Return what a resident is shown of an act that failed, and the log says too."""
    return act_id[-6:]
