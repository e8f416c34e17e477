"""What goes out to one resident: waiting, on its way, over. The outbox of everybody is storage/outbox.py."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, bindparam, literal_column, select

from bot.domain.delivery import WENT_OUT, Delivery, DeliveryState
from storage import outbox
from storage.accounts import OpenAccount
from storage.prepared import Prepared, of_resident
from storage.tables import EPOCH, Moment, deliveries

MOST_ROWS = 2**31 - 1
"""More than there ever are: a limit that is bound has to be a number on both databases."""


class SqlDeliveries:
    """Fits bot.ports.Deliveries. What waits is read once; the rest is asked for as it is needed."""

    def __init__(self, account: OpenAccount) -> None:
        self._account = account
        self._connection = account.connection
        self._waiting: dict[str, Delivery] | None = None

    async def put(self, delivery: Delivery) -> None:
        """Raises LeaseLost where *delivery* has a lease that another process took over."""
        if delivery.resident_id != self._account.id:
            raise ValueError(f"This unit of work is for resident {self._account.id}.")
        await outbox.put(self._connection, delivery, self._account.resident.address, self._account.sealer)
        if self._waiting is not None:
            self._waiting.pop(delivery.id, None)
            if delivery.state is DeliveryState.WAITING:
                self._waiting[delivery.id] = delivery

    async def find(self, delivery_id: str) -> Delivery | None:
        return next(iter(await self._read(_BY_ID, wanted=delivery_id)), None)

    async def find_sent_as(self, reference: str) -> Delivery | None:
        found = await self._read(_BY_REFERENCE, wanted=reference)
        return min(found, key=lambda delivery: (delivery.replaces is not None, delivery.id), default=None)

    async def find_newest(self, message_id: str) -> Delivery | None:
        found = await self._read(_SAME_MESSAGE, wanted=message_id)
        return max(found, key=lambda delivery: delivery.id, default=None)

    async def find_by_key(self, key: str) -> Delivery | None:
        return next(iter(await self._read(_BY_KEY, wanted=key)), None)

    async def find_by_keys(self, keys: Collection[str]) -> dict[str, Delivery]:
        if not keys:
            return {}
        found = select(deliveries).where(deliveries.c.resident_id == self._account.id, deliveries.c.key.in_(keys))
        rows = (await self._connection.execute(found)).mappings()
        return {row["key"]: outbox.to_delivery(row, self._account.sealer) for row in rows}

    async def schedule(self, since: datetime) -> list[Delivery]:
        return await self._read(_SCHEDULE, **outbox.schedule_since(since))

    async def waiting(self) -> list[Delivery]:
        if self._waiting is None:
            self._waiting = {row.id: row for row in await self._read(_WAITING)}
        return sorted(self._waiting.values(), key=lambda delivery: (delivery.next_at, delivery.id))

    async def sent(self, since: datetime | None = None, limit: int | None = 100) -> list[Delivery]:
        """As in the port. The words (content) of what is older than the last purge are gone."""
        return await self._read(_SENT, since=since or EPOCH, most=MOST_ROWS if limit is None else limit)

    async def finish(self, delivery: Delivery) -> bool:
        self.read_anew()
        return await outbox.finish(self._connection, delivery)

    def read_anew(self) -> None:
        """Forget what was read: the database may say something else by now."""
        self._waiting = None

    async def _read(self, statement: Prepared, **values: Any) -> list[Delivery]:
        rows = await statement.mappings(self._connection, {"resident": self._account.id, **values})
        return [outbox.to_delivery(row, self._account.sealer) for row in rows]


_MINE = select(deliveries).where(of_resident(deliveries))
_BY_ID = Prepared(_MINE.where(deliveries.c.id == bindparam("wanted")))
_BY_KEY = Prepared(_MINE.where(deliveries.c.key == bindparam("wanted")))
_BY_REFERENCE = Prepared(_MINE.where(deliveries.c.sent_as == bindparam("wanted")))
_SAME_MESSAGE = Prepared(
    _MINE.where((deliveries.c.id == bindparam("wanted")) | (deliveries.c.replaces == bindparam("wanted")))
)
_WAITING = Prepared(_MINE.where(outbox.IS_WAITING))
_SCHEDULE = Prepared(_MINE.where(outbox.on_schedule))
_OVER = (*WENT_OUT, DeliveryState.FAILED, DeliveryState.UNREACHABLE)
_SENT = Prepared(
    _MINE.where(
        literal_column(f"state IN ({', '.join(repr(state.value) for state in _OVER)})"),
        outbox.finished_at >= bindparam("since", type_=Moment),
    )
    .order_by(outbox.finished_at.desc(), deliveries.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
