"""The rows that open everything else: residents and cohorts, each with a key of its own."""

import contextlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.resident import Address, Resident
from bot.errors import DamagedRow
from storage.engine import insert_into
from storage.opened import Opened, OpenedAccounts
from storage.prepared import Prepared, among
from storage.sealing import KeyRing, Sealer, new_resident_key
from storage.tables import EPOCH, identities, resident_keys, residents

RESIDENT_AND_KEY = select(
    residents.c.id, residents.c.sealed, resident_keys.c.wrapped, resident_keys.c.master_id, residents.c.revision
).join(resident_keys, resident_keys.c.resident_id == residents.c.id)


class Account(NamedTuple):
    """One account, opened under its own key, with the revision of its records."""

    resident: Resident
    opened: Opened
    revision: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Finds, opens and adds accounts under the master *keys*. Raises WrongKey, DamagedRow wherever it opens one."""

    keys: KeyRing
    opened: OpenedAccounts = field(default_factory=OpenedAccounts)

    async def lock(self, connection: AsyncConnection, account_id: str) -> Account:
        """Return the account, opened, keeping others from changing it until this transaction ends.

        Raises KeyError for an unknown or forgotten one.
        """
        rows = await _LOCKED.rows(connection, {"account": account_id})
        return self._opened(rows[0] if rows else None, account_id)

    async def lock_at(self, connection: AsyncConnection, address: Address) -> Account | None:
        """As lock(), for whoever writes at this address; None where nobody does."""
        place = _place(address)
        rows = await _LOCKED_AT.rows(connection, place) or await _LOCKED_LINKED_AT.rows(connection, place)
        return self._opened(rows[0], rows[0][0]) if rows else None

    async def lock_free(self, connection: AsyncConnection, account_ids: Collection[str]) -> dict[str, Account]:
        """As lock(), for several at once and waiting for nobody: who is locked, unknown or damaged is left out."""
        return self._those_open(await _FREE.rows(connection, {"accounts": list(account_ids)}))

    async def lock_free_at(self, connection: AsyncConnection, addresses: Sequence[Address]) -> dict[str, Account]:
        """As lock_free(), for those who write at these addresses; linked ones are left out too."""
        parts = {
            "platforms": [address.platform for address in addresses],
            "workspaces": [address.workspace for address in addresses],
            "users": [address.user for address in addresses],
        }
        return self._those_open(await _FREE_AT.rows(connection, parts))

    def _those_open(self, rows: Iterable[Any]) -> dict[str, Account]:
        opened = {}
        for row in rows:
            with contextlib.suppress(DamagedRow):  # said where it is looked at alone
                opened[row[0]] = self._opened(row, row[0])
        return opened

    async def read(self, connection: AsyncConnection, account_id: str) -> Account:
        """As lock(), waiting for nobody: for what is added to an account and never changed there."""
        row = (await connection.execute(RESIDENT_AND_KEY.where(residents.c.id == account_id))).first()
        return self._opened(row, account_id)

    async def find(self, connection: AsyncConnection, address: Address) -> Resident | None:
        """Return who writes at this address, which may be one that was linked."""
        place = _place(address)
        rows = await _AT.rows(connection, place) or await _LINKED_AT.rows(connection, place)
        return self._opened(rows[0], rows[0][0]).resident if rows else None

    async def add(self, connection: AsyncConnection, resident: Resident) -> bool:
        """Store a new account with a key of its own; False, storing nothing, where the address is taken."""
        key = new_resident_key()
        row = {**resident_row(resident, Sealer(key)), "planned_at": EPOCH}
        insert = insert_into(residents, connection).values(row)
        address = [residents.c.platform, residents.c.workspace, residents.c.platform_user]
        added = await connection.execute(insert.on_conflict_do_nothing(index_elements=address))
        if added.rowcount != 1:
            return False
        wrapped = {
            "tenant": resident.tenant,
            "resident_id": resident.id,
            "wrapped": self.keys.wrap(key, resident.id),
            "master_id": self.keys.current_id,
        }
        await connection.execute(resident_keys.insert(), wrapped)
        return True

    def sealer(self, account_id: str, wrapped: bytes, master_id: str) -> Sealer:
        return Sealer(self.keys.unwrap(wrapped, master_id, account_id))

    async def wrapped_keys(self, connection: AsyncConnection, of: Collection[str]) -> dict[str, tuple[bytes, str]]:
        if not of:
            return {}
        rows = await connection.execute(select(resident_keys).where(resident_keys.c.resident_id.in_(of)))
        return {row.resident_id: (row.wrapped, row.master_id) for row in rows}

    def _opened(self, row: Any, account_id: str) -> Account:
        if row is None:
            raise KeyError(account_id)
        found_id, sealed, wrapped, master_id, revision = row
        opened = self.opened.find(found_id, (wrapped, master_id))
        if opened is None:
            opened = self.opened.add(found_id, (wrapped, master_id), self.sealer(found_id, wrapped, master_id))
        return Account(to_resident(found_id, sealed, opened.sealer), opened, revision)


@dataclass(slots=True)
class OpenAccount:
    """One account in the transaction of *connection*, opened under its own key. *resident* is as it is now."""

    connection: AsyncConnection
    resident: Resident
    sealer: Sealer

    @property
    def id(self) -> str:
        return self.resident.id

    @property
    def counts_revisions(self) -> bool:
        """Whether its records change only while it is locked. A cohort's change as its members push sums there."""
        return self.resident.address.channel is None

    @property
    def owner(self) -> dict[str, str]:
        """What every row of this account begins with."""
        return {"tenant": self.resident.tenant, "resident_id": self.resident.id}

    def seal(self, value: bytes, table: str, *ids: str) -> bytes:
        return self.sealer.seal(value, table, self.resident.id, *ids)

    def unseal(self, sealed: bytes, table: str, *ids: str) -> bytes:
        """Raises DamagedRow for what was altered, or belongs to another row."""
        return self.sealer.open(sealed, table, self.resident.id, *ids)


def resident_row(resident: Resident, sealer: Sealer) -> dict[str, Any]:
    return {
        "id": resident.id,
        "tenant": resident.tenant,
        "platform": resident.address.platform,
        "workspace": resident.address.workspace,
        "platform_user": resident.address.user,
        "tz": resident.tz,
        "created_at": resident.created_at,
        "sealed": sealer.seal(msgspec.json.encode(resident), "residents", resident.id),
    }


def to_resident(resident_id: str, sealed: bytes, sealer: Sealer) -> Resident:
    """Raises DamagedRow."""
    return msgspec.json.decode(sealer.open(sealed, "residents", resident_id), type=Resident)


def at(table: Any, address: Address) -> tuple[Any, ...]:
    """Return the conditions for the row of *table* that is of this address."""
    return (
        table.c.platform == address.platform,
        table.c.workspace == address.workspace,
        table.c.platform_user == address.user,
    )


def _bound_at(table: Any) -> tuple[Any, ...]:
    return (
        table.c.platform == bindparam("platform"),
        table.c.workspace == bindparam("workspace"),
        table.c.platform_user == bindparam("user"),
    )


def _place(address: Address) -> dict[str, str]:
    return {"platform": address.platform, "workspace": address.workspace, "user": address.user}


def _free(*conditions: ColumnElement[bool]) -> Select[Any]:
    free = RESIDENT_AND_KEY.where(*conditions).order_by(residents.c.id)
    return free.with_for_update(of=residents, key_share=True, skip_locked=True)


_HERE = residents.c.id == select(identities.c.resident_id).where(*_bound_at(identities)).scalar_subquery()
_AT = Prepared(RESIDENT_AND_KEY.where(*_bound_at(residents)))
_LINKED_AT = Prepared(RESIDENT_AND_KEY.where(_HERE))
# Not FOR UPDATE: a row that is only meant for this account, an announcement's, need not wait for it.
_LOCK = RESIDENT_AND_KEY.with_for_update(of=residents, key_share=True)
_LOCKED = Prepared(_LOCK.where(residents.c.id == bindparam("account")))
_LOCKED_AT = Prepared(_LOCK.where(*_bound_at(residents)))
_LOCKED_LINKED_AT = Prepared(_LOCK.where(_HERE))
_FREE = Prepared(
    lambda dialect: _free(among(dialect, residents.c.id, "accounts")),
)
_FREE_AT = Prepared(
    lambda dialect: _free(
        among(dialect, residents.c.platform, "platforms"),
        among(dialect, residents.c.workspace, "workspaces"),
        among(dialect, residents.c.platform_user, "users"),
    )
)
