"""Takes one claimed delivery to its resident and records what came of it: answers and nudges alike.

The words of a nudge are put together at the last moment and stored in its row before the first attempt, so a row
without words was certainly never sent. With words, an earlier attempt may have arrived: the platform is asked first.
"""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.nudge import Occasion
from bot.domain.resident import Address
from bot.errors import LeaseLost, RecipientGone, SendRefused
from bot.failures import log_failure
from bot.messages import Outgoing, reply_from_json, reply_to_json
from bot.planner import find_agenda, is_planned, replan, store_agenda
from bot.planning import account
from bot.planning.plan import GIVE_UP_AFTER, UNASKED
from bot.ports import Clock, Ids, Messenger, Store, UnitOfWork
from bot.replies.moving import with_claim_code
from bot.use_cases.move_account import give_claim_code
from bot.use_cases.word_announcement import is_announcement, word_announcement
from bot.use_cases.word_nudge import word_nudge

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(seconds=s) for s in (15, 30, 60, 120, 240, 480, 900, 1800, 10_800, 18_000, 25_200))
"""How long to wait after each refusal: most attempts fall within the first hour."""

TRUSTED_ATTEMPTS = 3
"""How often a platform is believed that says when to try again; after that it waits as long as for any other."""

UNCONFIRMED = "The platform cannot tell whether this arrived; it is not sent twice."


@dataclass(frozen=True, slots=True)
class Pace:
    """*lease* is how long a claim holds; *send_timeout*, the most a send may take, has to be well below it."""

    lease: timedelta = timedelta(seconds=60)
    send_timeout: timedelta = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class _Ready:
    delivery: Delivery
    outgoing: Outgoing
    maybe_arrived: bool


class Courier:
    def __init__(self, store: Store, messenger: Messenger, clock: Clock, ids: Ids, pace: Pace | None = None) -> None:
        self._store = store
        self._messenger = messenger
        self._clock = clock
        self._ids = ids
        self.pace = pace or Pace()

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
        outcome = await self._send(ready)
        with contextlib.suppress(LeaseLost):
            await self._record(outcome)

    # Making ready

    async def _make_ready(self, delivery: Delivery, to: Address | None) -> _Ready | None:
        if is_planned(delivery):
            return await self._ready_nudge(delivery)
        if is_announcement(delivery):
            return await self._ready_announcement(delivery)
        updates = None
        if to is None or delivery.replaces:
            async with self._store.work_for(delivery.resident_id) as work:
                to = to or work.resident.address
                replaced = await work.find_delivery(delivery.replaces) if delivery.replaces else None
                updates = replaced.sent_as if replaced else None
        return _Ready(delivery, _outgoing(delivery, to, updates), delivery.maybe_sent)

    async def _ready_nudge(self, delivery: Delivery) -> _Ready | None:
        """Look at the resident's state once more; None where nothing is to be sent now."""
        async with self._store.work_for(delivery.resident_id) as work:
            row = await work.find_delivery(delivery.id)
            if row is None or row.state is not DeliveryState.WAITING or row.lease != delivery.lease:
                return None
            if row.content is None:
                return await self._compose(work, row)
            if await self._still_wanted(work, row):
                return _Ready(row, _outgoing(row, work.resident.address), maybe_arrived=True)
            await work.put_delivery(replace(row, state=DeliveryState.CANCELLED, lease=None))
            await work.commit()
            return None

    async def _ready_announcement(self, delivery: Delivery) -> _Ready | None:
        """Find the words of a cohort's message; None where it is to be sent later, or not at all any more."""
        now = self._clock.now()
        async with self._store.work_for(delivery.resident_id) as work:
            row = await work.find_delivery(delivery.id)
            if row is None or row.state is not DeliveryState.WAITING or row.lease != delivery.lease:
                return None
            said = await word_announcement(work, row, now, self._ids)
            if said is None:
                await work.put_delivery(replace(row, state=DeliveryState.CANCELLED, lease=None))
            elif isinstance(said, datetime):
                later = replace(row, next_at=said, maybe_sent=False, first_tried_at=None, content=None)
                await work.finish(later)
            elif row.content is None:
                row = replace(
                    row,
                    content=reply_to_json(replace(said, discreet=work.resident.discreet)),
                    next_at=now + self.pace.lease,
                )
                await work.put_delivery(row)
            replaced = await work.find_delivery(row.replaces) if row.replaces else None
            to = work.resident.address
            await work.commit()
        if said is None or isinstance(said, datetime):
            return None
        return _Ready(row, _outgoing(row, to, replaced.sent_as if replaced else None), delivery.maybe_sent)

    async def _compose(self, work: UnitOfWork, row: Delivery) -> _Ready | None:
        now = self._clock.now()
        agenda = await find_agenda(work, now)
        await store_agenda(work, agenda, now, self._ids)
        message = agenda.planned.get(row.key)
        if message is None or message.at > now:
            await work.commit()
            return None
        reply = await word_nudge(work, message, now)
        if any(about.startswith(f"{account.KIND}:") for about in reply.about):
            reply = with_claim_code(reply, await give_claim_code(work, self._ids, now))
        sealed = replace(
            row,
            kind=reply.kind,
            about=reply.about,
            content=reply_to_json(replace(reply, discreet=work.resident.discreet)),
            next_at=now + self.pace.lease,
            first_tried_at=row.first_tried_at if row.error else now,
        )
        address = work.resident.address
        await work.put_delivery(sealed)
        await work.commit()
        return _Ready(sealed, _outgoing(sealed, address), maybe_arrived=False)

    async def _still_wanted(self, work: UnitOfWork, row: Delivery) -> bool:
        """Tell whether anything that the stored words speak of is still to be told."""
        agenda = await find_agenda(work, self._clock.now(), again=row)
        due = {about for message in agenda.planned.values() for about in message.about}
        return not due.isdisjoint(row.about)

    def _lease_lasts(self, delivery: Delivery) -> bool:
        """Another process takes over when the lease ends, so nothing is begun that could outlast it."""
        return self._clock.now() + self.pace.send_timeout < delivery.next_at

    # Sending

    async def _send(self, ready: _Ready) -> Delivery:
        """Try it, and return the delivery as it is after that."""
        delivery, outgoing = ready.delivery, ready.outgoing
        untold = False
        try:
            async with asyncio.timeout(self.pace.send_timeout.total_seconds()):
                if ready.maybe_arrived:
                    arrived = await self._messenger.was_sent(outgoing)
                    untold = arrived is None
                    if arrived:
                        return self._sent(delivery, arrived if isinstance(arrived, str) else None)
                    if untold and delivery.kind == "digest":
                        # Twice the same list is worse than none: what it named comes back in three days.
                        return self._unconfirmed(delivery)
                sent_as = await self._messenger.send(outgoing)
        except SendRefused as refusal:
            if refusal.retry_after:  # it speaks of the workspace, so whatever else waits for that waits too
                await self._store.hold(outgoing.to.tenant, self._clock.now() + timedelta(seconds=refusal.retry_after))
            # Where it was the look-up that was refused, the earlier attempt may still have arrived.
            delivery = replace(delivery, maybe_sent=ready.maybe_arrived)
            return self._later(delivery, str(refusal), refusal.retry_after)
        except RecipientGone as gone:
            return self._given_up(delivery, DeliveryState.UNREACHABLE, str(gone))
        except Exception as error:  # noqa: BLE001  # whatever a platform's library raises, it may have arrived
            reference = log_failure(logger, f"Sending delivery {delivery.id}", error)
            if untold:  # it was sent once more already, and may by now be there twice
                return self._unconfirmed(delivery)
            return self._later(replace(delivery, maybe_sent=True), f"internal error {reference}")
        return self._sent(delivery, sent_as)

    def _unconfirmed(self, delivery: Delivery) -> Delivery:
        return replace(self._sent(delivery, None), error=UNCONFIRMED)

    def _sent(self, delivery: Delivery, sent_as: str | None) -> Delivery:
        return replace(delivery, state=DeliveryState.SENT, sent_at=self._clock.now(), error=None, sent_as=sent_as)

    def _later(self, delivery: Delivery, error: str, retry_after: float | None = None) -> Delivery:
        """Return the delivery waiting for its next attempt, or failed where that would be too late."""
        now = self._clock.now()
        give_up_at = (delivery.first_tried_at or now) + GIVE_UP_AFTER
        earliest = now + timedelta(seconds=retry_after or 0)
        if retry_after and delivery.attempt <= TRUSTED_ATTEMPTS:
            wanted = earliest
        else:
            wanted = now + PAUSES[min(max(delivery.attempt, 1), len(PAUSES)) - 1]
        next_at = max(earliest, min(wanted, give_up_at))
        if now >= give_up_at or next_at > give_up_at:
            return self._given_up(delivery, DeliveryState.FAILED, error)
        return replace(delivery, next_at=next_at, error=error)

    def _given_up(self, delivery: Delivery, state: DeliveryState, error: str) -> Delivery:
        return replace(delivery, state=state, next_at=self._clock.now(), error=error)

    # Recording

    async def _record(self, outcome: Delivery) -> None:
        if not is_planned(outcome):
            await self._store.finish(outcome)
            return
        async with self._store.work_for(outcome.resident_id) as work:
            refused = outcome.state is DeliveryState.WAITING and not outcome.maybe_sent
            if refused:  # certainly not sent, so it may say something else next time
                await work.put_delivery(replace(outcome, content=None, about=_fixed_about(outcome)))
            if not await work.finish(outcome):
                return
            if outcome.sent_at:
                await _remember_told(work, outcome.about, outcome.sent_at)
            if outcome.state is not DeliveryState.WAITING:
                await replan(work, self._clock.now(), self._ids)
            await work.commit()


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


def _fixed_about(delivery: Delivery) -> tuple[str, ...]:
    return () if delivery.key.startswith(UNASKED) else delivery.about


async def _remember_told(work: UnitOfWork, abouts: Sequence[str], at: datetime) -> None:
    for about in abouts:
        occasion = await work.find(Occasion, about) or Occasion(about)
        await work.put(replace(occasion, told_at=(*occasion.told_at, at)))
