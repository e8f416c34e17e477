"""One account taken over by another: every row opened with the one key and sealed again with the other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
from sqlalchemy import Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.cohort import CohortRole
from bot.domain.delivery import DeliveryState
from bot.domain.note import Note
from bot.domain.resident import Address, Resident
from storage.accounts import Accounts
from storage.cohorts import KIND_OF_ANNOUNCEMENTS
from storage.engine import insert_into
from storage.sealing import Sealer
from storage.tables import (
    acts,
    belonging_to_resident,
    deliveries,
    identities,
    memberships,
    notes,
    receipts,
    records,
    residents,
)


async def take_over(
    connection: AsyncConnection, accounts: Accounts, from_id: str, into: Resident, sealer: Sealer, *, stays: bool
) -> Resident:
    """Bring all of *from_id* under *into* and end that account; return it as it was.

    With *stays*, its address goes on to work, and so do its memberships; without, both end with it. What both hold
    under one id is as the account taken over had it. Raises KeyError where that account is not there.
    """
    other, opened, _ = await accounts.lock(connection, from_id)
    move = _Move(connection, other, opened.sealer, into, sealer)
    await move.rows(records, "kind", "id")
    await move.notes()
    await move.rows(acts, "id")
    await move.deliveries()
    await move.pointers(stays=stays)
    for table in belonging_to_resident:
        await connection.execute(delete(table).where(table.c.resident_id == other.id))
    await connection.execute(delete(residents).where(residents.c.id == other.id))
    accounts.opened.close(other.id)
    return other


class _Move:
    def __init__(
        self, connection: AsyncConnection, other: Resident, opener: Sealer, into: Resident, sealer: Sealer
    ) -> None:
        self._connection, self._other, self._opener = connection, other, opener
        self._into, self._sealer = into, sealer

    async def rows(self, table: Table, *ids: str) -> None:
        for row in await self._of_other(table):
            place = [row[name] for name in ids]
            sealed = self._opener.open(row["sealed"], table.name, self._other.id, *place)
            moved = dict(row) | self._owner | {"sealed": self._sealer.seal(sealed, table.name, self._into.id, *place)}
            if table is acts:
                moved["note_id"] = row["note_id"]
            await self._put(table, moved)

    async def notes(self) -> None:
        """Two platforms may have given two messages one id, so the ids of those taken over get a name before them."""
        for row in await self._of_other(notes):
            note = msgspec.json.decode(self._opener.open(row["sealed"], "notes", self._other.id, row["id"]), type=Note)
            note = replace(note, message_id=self._renamed(note.message_id) or "", reply_to={})
            sealed = self._sealer.seal(msgspec.json.encode(note), "notes", self._into.id, note.id)
            await self._put(notes, dict(row) | self._owner | {"message_id": note.message_id, "sealed": sealed})

    async def deliveries(self) -> None:
        """What is over keeps its key, so that it is not told again; what is planned is planned anew, elsewhere."""
        taken = set(
            await self._connection.scalars(select(deliveries.c.key).where(deliveries.c.resident_id == self._into.id))
        )
        address = {"platform": self._into.address.platform}
        for row in await self._of_other(deliveries):
            waits = row["state"] == DeliveryState.WAITING
            if row["key"] in taken or (waits and row["kind"] != KIND_OF_ANNOUNCEMENTS):
                continue
            sealed = row["sealed"] and self._sealer.seal(
                self._opener.open(row["sealed"], "deliveries", self._other.id, row["id"]),
                "deliveries",
                self._into.id,
                row["id"],
            )
            # A message over there cannot be changed from here: what would have replaced one stands by itself.
            gone = {"sealed_reply_to": None, "sent_as": None, "replaces": None, "lease": None}
            moved = dict(row) | self._owner | address | gone | {"sealed": sealed, "re": self._renamed(row["re"])}
            await self._connection.execute(update(deliveries).where(deliveries.c.id == row["id"]).values(moved))

    async def pointers(self, *, stays: bool) -> None:
        here = {"resident_id": self._into.id}
        await self._connection.execute(update(receipts).where(receipts.c.resident_id == self._other.id).values(here))
        linked = update(identities).where(identities.c.resident_id == self._other.id)
        await self._connection.execute(linked.values(self._owner))
        if not stays:
            return
        joined = select(memberships.c.cohort_id).where(memberships.c.resident_id == self._into.id)
        theirs = memberships.c.resident_id == self._other.id
        for role in (CohortRole.LEAD, CohortRole.OWNER):  # in a cohort of both, the higher role stays
            led = select(memberships.c.cohort_id).where(theirs, memberships.c.role == role)
            mine = (memberships.c.resident_id == self._into.id) & (memberships.c.role != CohortRole.OWNER)
            both = update(memberships).where(mine, memberships.c.cohort_id.in_(led))
            await self._connection.execute(both.values(role=role))
        kept = update(memberships).where(theirs, memberships.c.cohort_id.not_in(joined))
        await self._connection.execute(kept.values(here))
        await self._put(identities, self._owner | _columns(self._other.address))

    @property
    def _owner(self) -> dict[str, Any]:
        return {"tenant": self._into.tenant, "resident_id": self._into.id}

    def _renamed(self, message_id: str | None) -> str | None:
        return message_id and f"{self._other.id}:{message_id}"

    async def _of_other(self, table: Table) -> list[Mapping[str, Any]]:
        rows = await self._connection.execute(select(table).where(table.c.resident_id == self._other.id))
        return [dict(row) for row in rows.mappings()]

    async def _put(self, table: Table, row: Mapping[str, Any]) -> None:
        insert = insert_into(table, self._connection).values(row)
        changed = {name: insert.excluded[name] for name in row if name not in table.primary_key.columns}
        await self._connection.execute(insert.on_conflict_do_update(index_elements=table.primary_key, set_=changed))


def _columns(address: Address) -> dict[str, str]:
    return {"platform": address.platform, "workspace": address.workspace, "platform_user": address.user}
