"""Takes one claimed delivery to its resident and records what came of it: answers and nudges alike.

The words of a nudge are put together at the last moment and stored in its row before the first attempt, so a row
without words was certainly never sent. With words, an earlier attempt may have arrived: the platform is asked first.
"""

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from bot.domain.audit import AuditEntry, AuditEvent
from bot.domain.delivery import WENT_OUT, Delivery, DeliveryState
from bot.domain.nudge import Occasion
from bot.domain.resident import Address
from bot.errors import LeaseLost, RecipientGone, SendRefused
from bot.failures import log_failure
from bot.messages import Outgoing, Reply, reply_from_json, reply_to_json
from bot.planner import A_LOCAL_DAY, find_agenda, find_agenda_after, is_planned, replan, store_agenda, told_again
from bot.planning import account
from bot.planning.plan import GIVE_UP_AFTER, UNASKED
from bot.ports import Clock, Ids, Messenger, Store, UnitOfWork
from bot.replies.moving import with_claim_code
from bot.together import Together
from bot.use_cases.move_account import give_claim_code
from bot.use_cases.word_announcement import is_announcement, only_reads, word_announcement
from bot.use_cases.word_nudge import word_nudge

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=s) for s in (15, 30, 60, 120, 240, 480, 900, 1800, 10_800, 18_000, 25_200))
"""How long to wait after each refusal: most attempts fall within the first hour."""

TRUSTED_ATTEMPTS = 3
"""How often a platform is believed that says when to try again; after that it waits as long as for any other."""

MOST_TOGETHER = 16
"""How many deliveries one transaction makes ready or records: their residents are locked for as long as it takes."""

ASKED_TO_WAIT = "the platform asked for a pause in this conversation"

_NEXT_IN_LINE = timedelta(milliseconds=1)

UNCONFIRMED = "the platform cannot tell whether this arrived; it is not sent twice"


@dataclass(frozen=True, slots=True)
class Pace:
    """*lease* is how long a claim holds; *send_timeout*, the most a send may take, has to be well below it."""

    lease: timedelta = timedelta(seconds=60)
    send_timeout: timedelta = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class _Ready:
    """*told* are the occasions as they are once it is sent, where all that comes after that is planned already.

    *only_look*: it is not to be sent any more, and all that is open is whether an earlier attempt arrived.
    """

    delivery: Delivery
    outgoing: Outgoing
    maybe_arrived: bool
    told: tuple[Occasion, ...] = ()
    only_look: bool = False


class _Alone(Enum):
    """Says of a delivery that it could not be worked on together with others."""

    ALONE = auto()


class Courier:
    def __init__(self, store: Store, messenger: Messenger, clock: Clock, ids: Ids, pace: Pace | None = None) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._ids = ids
        self.pace = pace or Pace()
        self._free_at: dict[tuple[str, str], tuple[datetime, int]] = {}
        self._preparing = Together(self._ready_together, MOST_TOGETHER)
        self._recording = Together(self._record_together, MOST_TOGETHER)

    async def dispatch(self, delivery: Delivery, to: Address | None = None) -> None:
        """Send a delivery that this process holds the lease of. *to* saves looking the resident up, for an answer.

        Never raises for what a platform or a resident's data can cause: that becomes a later attempt. Raises what the
        database raises when it is out of reach; the lease then ends by itself.
        """
        try:
            ready = await self._make_ready(delivery, to)
        except LeaseLost:
            return
        except Exception as error:  # noqa: BLE001  # one resident's trouble must not hold up the others
            reference = log_failure(logger, f"Preparing delivery {delivery.id}", error)
            await self._store.finish(self._later(delivery, f"internal error {reference}"))
            return
        if ready is None or not self._lease_lasts(ready.delivery):
            return
        outcome = self._put_off(ready) or await self._send(ready)
        with contextlib.suppress(LeaseLost):
            await self._record(replace(ready, delivery=outcome))

    async def say_unstored(self, to: Address, reply: Reply, re: str | None, reply_to: Mapping[str, str]) -> None:
        """Say what cannot be stored: that storing failed. Sent to the resident alone, once; never raises."""
        outgoing = Outgoing(self._ids.new(), to, reply, re=re, reply_to=dict(reply_to))
        try:
            async with asyncio.timeout(self.pace.send_timeout.total_seconds()):
                await self._messenger.send(outgoing)
        except Exception as error:  # noqa: BLE001  # there is nothing left to fall back on
            log_failure(logger, "Saying that something was not stored", error)

    # Making ready

    async def _make_ready(self, delivery: Delivery, to: Address | None) -> _Ready | None:
        if to is None or is_planned(delivery) or is_announcement(delivery):
            ready = await self._preparing.add(delivery)
            return await self._ready_alone(delivery) if ready is _Alone.ALONE else ready
        updates = None
        if delivery.replaces:
            async with self._store.work_for(delivery.resident_id) as work:
                updates = await _reference_of(work, delivery.replaces)
        return _Ready(delivery, _outgoing(delivery, to, updates), delivery.maybe_sent)

    async def _ready_together(self, batch: Sequence[Delivery]) -> Sequence[_Ready | _Alone | None]:
        """Make several ready in one transaction. Where anything goes wrong, each is left to be made ready alone."""
        if len(batch) == 1:
            return [_Alone.ALONE]
        try:
            residents = {delivery.resident_id for delivery in batch}
            async with self._store.work_for_several(residents, self._clock.now() - A_LOCAL_DAY) as works:
                ready: list[_Ready | _Alone | None] = []
                for delivery in batch:
                    work = works.of(delivery.resident_id)
                    if work is None or (is_announcement(delivery) and not only_reads(delivery)):
                        ready.append(_Alone.ALONE)
                    else:
                        ready.append(await self._look(work, delivery))
                await works.commit()
        except LeaseLost:
            return [_Alone.ALONE] * len(batch)  # whose it was shows when each is alone
        except Exception as error:  # noqa: BLE001  # whose trouble it is shows when each is alone
            log_failure(logger, f"Preparing {len(batch)} deliveries together", error)
            return [_Alone.ALONE] * len(batch)
        return ready

    async def _ready_alone(self, delivery: Delivery) -> _Ready | None:
        async with self._store.work_for(delivery.resident_id) as work:
            ready = await self._look(work, delivery)
            await work.commit()
            return ready

    async def _look(self, work: UnitOfWork, delivery: Delivery) -> _Ready | None:
        """Look at the resident's state once more; None where nothing is to be sent now. The caller commits."""
        row = await work.deliveries.find(delivery.id)
        if row is None or row.state is not DeliveryState.WAITING or row.lease != delivery.lease:
            return None
        if is_announcement(delivery):
            return await self._ready_announcement(work, row, delivery.maybe_sent)
        if not is_planned(delivery):
            updates = await _reference_of(work, delivery.replaces)
            return _Ready(delivery, _outgoing(delivery, work.resident.address, updates), delivery.maybe_sent)
        if row.content is None:
            return await self._compose(work, row)
        # What nobody wants any more is not sent again, but the history has to say whether it arrived.
        unwanted = not await self._still_wanted(work, row)
        return _Ready(row, _outgoing(row, work.resident.address), maybe_arrived=True, only_look=unwanted)

    async def _ready_announcement(self, work: UnitOfWork, row: Delivery, maybe_sent: bool) -> _Ready | None:
        """Find the words of a cohort's message; None where it is to be sent later, or not at all any more."""
        now = self._clock.now()
        said = await word_announcement(work, row, now, self._ids)
        if said is None and maybe_sent and row.content:
            return _Ready(row, _outgoing(row, work.resident.address), maybe_sent, only_look=True)
        if said is None:
            await work.deliveries.put(replace(row, state=DeliveryState.CANCELLED, lease=None))
            return None
        if isinstance(said, datetime):
            await work.deliveries.finish(
                replace(row, next_at=said, maybe_sent=False, first_tried_at=None, content=None)
            )
            return None
        if row.content is None:
            content = reply_to_json(replace(said, discreet=work.resident.discreet))
            row = replace(row, content=content, next_at=now + self.pace.lease)
            await work.deliveries.put(row)
        updates = await _reference_of(work, row.replaces)
        return _Ready(row, _outgoing(row, work.resident.address, updates), maybe_sent)

    async def _compose(self, work: UnitOfWork, row: Delivery) -> _Ready | None:
        now = self._clock.now()
        agenda = await find_agenda(work, now)
        message = agenda.planned.get(row.key)
        if message is None or message.at > now:
            await store_agenda(work, agenda, now, self._ids)
            return None
        reply = await word_nudge(work, message, agenda.scene)
        if any(about.startswith(f"{account.KIND}:") for about in reply.about):
            reply = with_claim_code(reply, await give_claim_code(work, self._ids, now))
            await work.put(AuditEntry(self._ids.new(), AuditEvent.CODE_SENT, now))
        sealed = replace(
            row,
            kind=reply.kind,
            about=reply.about,
            content=reply_to_json(replace(reply, discreet=work.resident.discreet)),
            next_at=now + self.pace.lease,
            first_tried_at=row.first_tried_at if row.error else now,
            sent_at=now,
        )
        await work.deliveries.put(sealed)
        # What comes after it is planned at once, as if it had arrived: where it does not, it is planned again.
        after = await find_agenda_after(work, agenda, message)
        await store_agenda(work, after, now, self._ids)
        told = tuple(agenda.scene.told.get(about, Occasion(about)) for about in dict.fromkeys(reply.about))
        return _Ready(sealed, _outgoing(sealed, work.resident.address), maybe_arrived=False, told=told)

    async def _still_wanted(self, work: UnitOfWork, row: Delivery) -> bool:
        """Tell whether anything that the stored words speak of is still to be told."""
        agenda = await find_agenda(work, self._clock.now(), again=row)
        due = {
            telling.due.about
            for message in agenda.planned.values()
            for telling in message.tellings
            if row.sent_at is None
            or telling.due.since <= row.sent_at  # what was put off since then has its own message
        }
        return not due.isdisjoint(row.about)

    def _lease_lasts(self, delivery: Delivery) -> bool:
        """Another process takes over when the lease ends, so nothing is begun that could outlast it."""
        return self._clock.now() + self.pace.send_timeout < delivery.next_at

    # Sending

    def _put_off(self, ready: _Ready) -> Delivery | None:
        """Return the delivery put off where its conversation was told to wait: it must not overtake the one refused.

        What is planned is not even claimed while its workspace has to wait (storage/pacing.py), in any process.
        """
        free_at, behind = self._free_at.get(_conversation(ready), (self._clock.now(), 0))
        if free_at <= self._clock.now():
            return None
        self._free_at[_conversation(ready)] = free_at, behind + 1
        delivery = replace(ready.delivery, maybe_sent=ready.maybe_arrived)
        return self._later(delivery, ASKED_TO_WAIT, free_at + (behind + 1) * _NEXT_IN_LINE)

    async def _send(self, ready: _Ready) -> Delivery:
        """Try it, and return the delivery as it is after that."""
        delivery, outgoing = ready.delivery, ready.outgoing
        begun, untold = self._clock.now(), False
        try:
            async with asyncio.timeout(self.pace.send_timeout.total_seconds()):
                if ready.maybe_arrived:
                    arrived = await self._messenger.was_sent(outgoing)
                    untold = arrived is None
                    if arrived:
                        earlier = delivery.sent_at or begun
                        return self._sent(delivery, earlier, arrived if isinstance(arrived, str) else None)
                    if untold and (delivery.kind == "digest" or ready.only_look):
                        # Twice the same list is worse than none: what it named comes back in three days.
                        return self._unconfirmed(delivery)
                if ready.only_look:
                    return replace(delivery, state=DeliveryState.CANCELLED, next_at=self._clock.now())
                sent_as = await self._messenger.send(outgoing)
        except SendRefused as refusal:
            until = None
            if refusal.retry_after:  # it may speak of the workspace, so whatever is planned for that waits too
                now = self._clock.now()
                until = now + timedelta(seconds=refusal.retry_after)
                self._free_at = {each: waits for each, waits in self._free_at.items() if waits[0] > now}
                self._free_at[_conversation(ready)] = until, 0
                await self._store.hold(outgoing.to.tenant, until)
            # Where it was the look-up that was refused, the earlier attempt may still have arrived.
            delivery = replace(delivery, maybe_sent=ready.maybe_arrived)
            return self._later(delivery, str(refusal), until)
        except RecipientGone as gone:
            return self._given_up(delivery, DeliveryState.UNREACHABLE, str(gone))
        except Exception as error:  # noqa: BLE001  # whatever a platform's library raises, it may have arrived
            reference = log_failure(logger, f"Sending delivery {delivery.id}", error)
            if untold:  # it was sent once more already, and may by now be there twice
                return self._unconfirmed(delivery)
            return self._later(replace(delivery, maybe_sent=True), f"internal error {reference}")
        return self._sent(delivery, begun, sent_as)

    def _unconfirmed(self, delivery: Delivery) -> Delivery:
        earlier = self._sent(delivery, delivery.sent_at or self._clock.now(), None)
        return replace(earlier, state=DeliveryState.UNKNOWN, error=UNCONFIRMED)

    def _sent(self, delivery: Delivery, at: datetime, sent_as: str | None) -> Delivery:
        return replace(delivery, state=DeliveryState.SENT, sent_at=at, error=None, sent_as=sent_as)

    def _later(self, delivery: Delivery, error: str, until: datetime | None = None) -> Delivery:
        """Return the delivery waiting for its next attempt, or failed where that would be too late.

        *until*: the platform asked to wait so long.
        """
        now = self._clock.now()
        give_up_at = (delivery.first_tried_at or now) + GIVE_UP_AFTER
        earliest = until or now
        if until and delivery.attempt <= TRUSTED_ATTEMPTS:
            wanted = earliest
        else:
            wanted = now + PAUSES[min(max(delivery.attempt, 1), len(PAUSES)) - 1]
        next_at = max(earliest, min(wanted, give_up_at))
        if now >= give_up_at or next_at > give_up_at:
            return self._given_up(delivery, DeliveryState.FAILED, error)
        sent_at = delivery.sent_at if delivery.maybe_sent else None
        return replace(delivery, next_at=next_at, sent_at=sent_at, error=error)

    def _given_up(self, delivery: Delivery, state: DeliveryState, error: str) -> Delivery:
        return replace(delivery, state=state, next_at=self._clock.now(), sent_at=None, error=error)

    # Recording

    async def _record(self, sent: _Ready) -> None:
        """Record what came of it: *sent* with the delivery as it is after the attempt."""
        if await self._recording.add(sent):
            return
        outcome = sent.delivery
        if not is_planned(outcome):
            await self._store.finish(outcome)
            return
        async with self._store.work_for(outcome.resident_id) as work:
            refused = outcome.state is DeliveryState.WAITING and not outcome.maybe_sent
            if refused:  # certainly not sent, so it may say something else next time
                await work.deliveries.put(replace(outcome, content=None, about=_fixed_about(outcome)))
            if not await work.deliveries.finish(outcome):
                return
            if outcome.sent_at and outcome.state in WENT_OUT:
                for occasion in sent.told or [await _occasion(work, about) for about in outcome.about]:
                    await work.put(told_again(occasion, outcome.sent_at))
            if refused or (outcome.state is not DeliveryState.WAITING and not _planned_ahead(sent)):
                await replan(work, self._clock.now(), self._ids)
            await work.commit()

    async def _record_together(self, batch: Sequence[_Ready]) -> Sequence[bool]:
        """Record what needs no more than that together; return for each whether it was.

        Where anything goes wrong, whose trouble it is shows when each is alone.
        """
        answers = [sent.delivery for sent in batch if not is_planned(sent.delivery)]
        nudges = [sent for sent in batch if _planned_ahead(sent)]
        recorded: set[str] = set()
        try:
            if answers:
                recorded |= await self._store.finish_several(answers)
            if len(nudges) > 1:
                recorded |= await self._record_nudges(nudges)
        except LeaseLost:
            """Another process has one of them by now."""
        except Exception as error:  # noqa: BLE001
            log_failure(logger, f"Recording {len(batch)} deliveries together", error)
        return [sent.delivery.id in recorded for sent in batch]

    async def _record_nudges(self, batch: Sequence[_Ready]) -> set[str]:
        """Record that they were sent, and of what they told; return the ids of those whose residents were free."""
        recorded = set()
        async with self._store.work_for_several({sent.delivery.resident_id for sent in batch}, None) as works:
            for sent in batch:
                if work := works.of(sent.delivery.resident_id):
                    for occasion in sent.told:
                        await work.put(told_again(occasion, sent.delivery.sent_at or self._clock.now()))
                    works.finish(sent.delivery)
                    recorded.add(sent.delivery.id)
            await works.commit()
        return recorded


def _conversation(ready: _Ready) -> tuple[str, str]:
    return ready.outgoing.to.tenant, ready.outgoing.channel or ready.delivery.resident_id


def _planned_ahead(sent: _Ready) -> bool:
    """Tell whether it went out as was planned around when it was made ready."""
    return bool(sent.told) and sent.delivery.state in WENT_OUT


async def _occasion(work: UnitOfWork, about: str) -> Occasion:
    return await work.find(Occasion, about) or Occasion(about)


def _outgoing(delivery: Delivery, to: Address, updates: str | None = None) -> Outgoing:
    if delivery.content is None:
        raise ValueError(f"Delivery {delivery.id} has no words.")
    reply = reply_from_json(delivery.content)
    return Outgoing(
        delivery.id,
        to,
        reply,
        re=delivery.re,
        channel=delivery.channel,
        replaces=delivery.replaces,
        updates=updates,
        reply_to=delivery.reply_to,
    )


async def _reference_of(work: UnitOfWork, replaces: str | None) -> str | None:
    """Return the platform's reference of the message that is to be changed in place."""
    replaced = await work.deliveries.find(replaces) if replaces else None
    return replaced.sent_as if replaced else None


def _fixed_about(delivery: Delivery) -> tuple[str, ...]:
    return () if delivery.key.startswith(UNASKED) else delivery.about
