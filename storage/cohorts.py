"""Who belongs to which cohort, whom an announcement was meant for, and the codes that join, claim and link."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.announcement import Outcome, reminder_key
from bot.domain.cohort import LEADING, CohortRole, Membership
from bot.domain.delivery import Delivery, DeliveryState
from bot.domain.resident import Address
from bot.ports import Clock
from storage import outbox
from storage.accounts import at
from storage.engine import insert_into
from storage.prepared import Prepared, among
from storage.tables import Moment, codes, deliveries, identities, memberships, notes, receipts, residents

KIND_OF_ANNOUNCEMENTS = "announcement"

REPORTING = ("report", "settled")
"""How the keys of deliveries to leads begin that say how it went: as soon as each was tried, and when all is over."""

_cohort = residents.alias("cohort")
_MEMBERSHIPS = (
    select(
        memberships,
        _cohort.c.platform_user.label("cohort_address"),
        residents.c.platform,
        residents.c.workspace,
        residents.c.platform_user,
        residents.c.tz,
    )
    .join(residents, residents.c.id == memberships.c.resident_id)
    .join(_cohort, _cohort.c.id == memberships.c.cohort_id)
)
_OF = Prepared(
    _MEMBERSHIPS.where(memberships.c.resident_id == bindparam("resident")).order_by(
        memberships.c.joined_at, memberships.c.resident_id
    )
)
_OF_SEVERAL = Prepared(
    lambda dialect: _MEMBERSHIPS.where(among(dialect, memberships.c.resident_id, "residents")).order_by(
        memberships.c.joined_at, memberships.c.resident_id
    )
)
_OWN_STATE = func.coalesce(deliveries.c.state, receipts.c.settled, DeliveryState.UNREACHABLE.value)
_REMINDER = deliveries.alias("reminder")
_REMINDED = _REMINDER.c.state == DeliveryState.SENT
_HAS_IT = or_(receipts.c.acknowledged_at.is_not(None), _REMINDED)
_STATE = case((_HAS_IT, DeliveryState.SENT.value), else_=_OWN_STATE)
"""Whom the first message did not reach has the words all the same by the reminder, and by acknowledging says so."""


class SqlCohorts:
    """Fits bot.ports.Cohorts, within the transaction of the unit of work that lends it."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._of: dict[str, list[Membership]] = {}

    def read_anew(self) -> None:
        """Forget what was read: the database may say something else by now."""
        self._of.clear()

    async def find(self, address: Address) -> str | None:
        found: str | None = await self._connection.scalar(select(residents.c.id).where(*at(residents, address)))
        if found is None:
            found = await self._connection.scalar(select(identities.c.resident_id).where(*at(identities, address)))
        return found

    async def of(self, resident_id: str) -> list[Membership]:
        if resident_id not in self._of:  # every message asks more than once, and most residents are in none
            rows = await _OF.mappings(self._connection, {"resident": resident_id})
            self._of[resident_id] = [_membership(row) for row in rows]
        return list(self._of[resident_id])

    async def read(self, resident_ids: Sequence[str]) -> None:
        """Read what of() is asked of several residents."""
        self._of = {each: [] for each in resident_ids}
        for row in await _OF_SEVERAL.mappings(self._connection, {"residents": resident_ids}):
            self._of[row["resident_id"]].append(_membership(row))

    async def members(self, cohort_id: str) -> list[Membership]:
        return await self._memberships(memberships.c.cohort_id == cohort_id)

    async def join(self, cohort_id: str, resident_id: str, role: CohortRole) -> None:
        self._of.pop(resident_id, None)
        tenant = select(residents.c.tenant).where(residents.c.id == cohort_id).scalar_subquery()
        row = {
            "tenant": tenant,
            "cohort_id": cohort_id,
            "resident_id": resident_id,
            "role": role,
            "joined_at": self._clock.now(),
        }
        upsert = insert_into(memberships, self._connection).values(row)
        await self._connection.execute(
            upsert.on_conflict_do_update(index_elements=memberships.primary_key, set_={"role": role})
        )

    async def leave(self, cohort_id: str, resident_id: str) -> None:
        self._of.pop(resident_id, None)
        mine = (memberships.c.cohort_id == cohort_id) & (memberships.c.resident_id == resident_id)
        await self._connection.execute(delete(memberships).where(mine))

    async def gone(self, resident_ids: Collection[str]) -> set[str]:
        over = DeliveryState.SENT, DeliveryState.UNREACHABLE
        last_at = func.max(func.coalesce(deliveries.c.sent_at, deliveries.c.next_at))
        found = (
            select(deliveries.c.resident_id, deliveries.c.state, last_at.label("at"))
            .where(deliveries.c.resident_id.in_(resident_ids), deliveries.c.state.in_(over))
            .group_by(deliveries.c.resident_id, deliveries.c.state)
            .order_by("at")
        )
        last = {row.resident_id: row.state for row in await self._connection.execute(found)}
        return {each for each, state in last.items() if state == DeliveryState.UNREACHABLE}

    async def active(self, cohort_id: str, since: datetime) -> int:
        wrote = (
            select(func.count(notes.c.resident_id.distinct()))
            .join(memberships, memberships.c.resident_id == notes.c.resident_id)
            .where(memberships.c.cohort_id == cohort_id, notes.c.received_at >= since)
        )
        return await self._connection.scalar(wrote) or 0

    # Announcements

    async def deliver(self, planned: Sequence[Delivery], to: Sequence[Address]) -> None:
        if planned:
            rows = [outbox.to_row(delivery, address, None) for delivery, address in zip(planned, to, strict=True)]
            await self._connection.execute(insert(deliveries), rows)

    async def expect(
        self, cohort_id: str, tenant: str, announcement_id: str, meant_for: Sequence[tuple[str, str]]
    ) -> None:
        same = {"tenant": tenant, "cohort_id": cohort_id, "announcement_id": announcement_id}
        rows = [
            {**same, "number": number, "resident_id": resident_id, "delivery_id": delivery_id}
            for number, (resident_id, delivery_id) in enumerate(meant_for, start=1)
        ]
        if rows:
            await self._connection.execute(insert(receipts), rows)

    async def outcomes(self, announcement_id: str) -> list[Outcome]:
        found = (
            select(
                receipts.c.resident_id,
                receipts.c.acknowledged_at,
                case(
                    (and_(_REMINDED, _OWN_STATE != DeliveryState.SENT), _REMINDER.c.id), else_=receipts.c.delivery_id
                ).label("delivery_id"),
                residents.c.platform_user,
                _STATE.label("state"),
                deliveries.c.error,
                deliveries.c.attempt,
                deliveries.c.next_at,
            )
            .join_from(receipts, deliveries, deliveries.c.id == receipts.c.delivery_id, isouter=True)
            .join(residents, residents.c.id == receipts.c.resident_id, isouter=True)
            .join(_REMINDER, _reminder_of(announcement_id), isouter=True)
            .where(receipts.c.announcement_id == announcement_id)
            .order_by(receipts.c.number)
        )
        return [_outcome(row) for row in (await self._connection.execute(found)).mappings()]

    async def reminders(self, announcement_id: str) -> list[tuple[str, str]]:
        meant = receipts.c.announcement_id == announcement_id
        sent = (
            select(receipts.c.resident_id, _REMINDER.c.id)
            .join(_REMINDER, _reminder_of(announcement_id))
            .where(meant, _REMINDED)
            .order_by(receipts.c.number)
        )
        return [(row.resident_id, row.id) for row in await self._connection.execute(sent)]

    async def replace_delivery(self, announcement_id: str, resident_id: str, delivery_id: str) -> None:
        mine = (receipts.c.announcement_id == announcement_id) & (receipts.c.resident_id == resident_id)
        await self._connection.execute(update(receipts).where(mine).values(delivery_id=delivery_id))

    async def cancel(self, announcement_id: str) -> int:
        """Cancel what was not put into words yet, which is what nobody can be sending; return for how many."""
        meant = select(receipts.c.delivery_id).where(receipts.c.announcement_id == announcement_id)
        unsent = and_(outbox.IS_WAITING, deliveries.c.id.in_(meant), deliveries.c.sealed.is_(None))
        cancelled = {"state": DeliveryState.CANCELLED, "lease": None}
        await self._connection.execute(update(deliveries).where(unsent).values(cancelled))
        over = select(deliveries.c.id).where(deliveries.c.id.in_(meant), deliveries.c.state == DeliveryState.CANCELLED)
        mine = receipts.c.announcement_id == announcement_id
        return (await self._connection.execute(delete(receipts).where(mine, receipts.c.delivery_id.in_(over)))).rowcount

    async def refresh_report(self, cohort_id: str, announcement_id: str, delivery_id: str, at: datetime) -> None:
        leads = select(memberships.c.resident_id).where(
            memberships.c.cohort_id == cohort_id, memberships.c.role.in_(LEADING)
        )
        keys = [deliveries.c.key.startswith(f"{step}:{announcement_id}:", autoescape=True) for step in REPORTING]
        newest_first = deliveries.c.next_at.desc(), deliveries.c.id.desc()
        known = select(deliveries).where(deliveries.c.resident_id.in_(leads), or_(*keys)).order_by(*newest_first)
        rows = [dict(row) for row in (await self._connection.execute(known)).mappings()]
        waiting = any(row["state"] == DeliveryState.WAITING and row["key"].startswith(REPORTING[0]) for row in rows)
        if not rows or waiting:
            return
        newest = rows[0]
        row = {
            **{name: newest[name] for name in ("tenant", "platform", "resident_id", "kind", "about", "channel")},
            "id": delivery_id,
            "key": f"{REPORTING[0]}:{announcement_id}:{delivery_id}",
            "state": DeliveryState.WAITING,
            "next_at": at,
            "due_at": at,
            "replaces": newest["replaces"] or newest["id"],
            "attempt": 0,
            "maybe_sent": 0,
        }
        await self._connection.execute(insert(deliveries).values(row))

    async def reword(self, announcement_id: str) -> None:
        meant = select(receipts.c.delivery_id).where(receipts.c.announcement_id == announcement_id)
        waiting = and_(outbox.IS_WAITING, deliveries.c.id.in_(meant), deliveries.c.lease.is_(None))
        await self._connection.execute(update(deliveries).where(waiting).values(sealed=None))

    async def hurry(self, delivery_ids: Sequence[str], now: datetime) -> None:
        soon = and_(deliveries.c.id.in_(delivery_ids), outbox.IS_WAITING, deliveries.c.lease.is_(None))
        await self._connection.execute(
            update(deliveries).where(soon).values(next_at=now, attempt=0, first_tried_at=None)
        )

    async def acknowledge(self, announcement_id: str, resident_id: str) -> bool:
        mine = (receipts.c.announcement_id == announcement_id) & (receipts.c.resident_id == resident_id)
        known = await self._connection.execute(
            update(receipts)
            .where(mine)
            .values(acknowledged_at=func.coalesce(receipts.c.acknowledged_at, literal(self._clock.now(), Moment)))
        )
        return known.rowcount > 0

    async def acknowledged(self, announcement_id: str, resident_id: str) -> bool:
        mine = (receipts.c.announcement_id == announcement_id) & (receipts.c.resident_id == resident_id)
        return await self._connection.scalar(select(receipts.c.acknowledged_at).where(mine)) is not None

    # Codes

    async def keep_code(self, code: str, kind: str, owner_id: str, tenant: str, expires_at: datetime) -> None:
        row = {
            "tenant": tenant,
            "resident_id": owner_id,
            "digest": _digest(code),
            "kind": kind,
            "expires_at": expires_at,
        }
        await self._connection.execute(insert(codes), row)

    async def drop_codes(self, kind: str, owner_id: str) -> None:
        await self._connection.execute(delete(codes).where(codes.c.resident_id == owner_id, codes.c.kind == kind))

    async def owner_of_code(self, code: str, kinds: Sequence[str]) -> tuple[str, str] | None:
        """Return (kind, owner) of a code that is good now."""
        good = select(codes.c.kind, codes.c.resident_id).where(
            codes.c.digest == _digest(code), codes.c.kind.in_(kinds), codes.c.expires_at > self._clock.now()
        )
        row = (await self._connection.execute(good)).first()
        return (row.kind, row.resident_id) if row else None

    async def _memberships(self, condition: Any) -> list[Membership]:
        ordered = _MEMBERSHIPS.where(condition).order_by(memberships.c.joined_at, memberships.c.resident_id)
        return [_membership(row) for row in (await self._connection.execute(ordered)).mappings()]


async def settle_receipts(connection: AsyncConnection, resident_id: str) -> None:
    """Let the sums of reports stand when somebody is forgotten, with nothing left that points at them."""
    theirs = receipts.c.resident_id == resident_id
    state = select(deliveries.c.state).where(deliveries.c.id == receipts.c.delivery_id).scalar_subquery()
    await connection.execute(update(receipts).where(theirs).values(settled=state))
    never_came = and_(theirs, or_(receipts.c.settled.is_(None), receipts.c.settled != DeliveryState.SENT))
    await connection.execute(update(receipts).where(never_came).values(settled=DeliveryState.UNREACHABLE))
    own = select(deliveries.c.id).where(deliveries.c.resident_id == resident_id)
    await connection.execute(update(receipts).where(theirs, receipts.c.delivery_id.in_(own)).values(delivery_id=None))
    await connection.execute(update(receipts).where(theirs).values(resident_id=None))


def _membership(row: Mapping[str, Any] | RowMapping) -> Membership:
    return Membership(
        cohort_id=row["cohort_id"],
        cohort_name=row["cohort_address"].lstrip("#"),
        resident_id=row["resident_id"],
        role=CohortRole(row["role"]),
        joined_at=row["joined_at"],
        address=Address(row["platform"], row["workspace"], row["platform_user"]),
        tz=row["tz"],
    )


def _reminder_of(announcement_id: str) -> ColumnElement[bool]:
    key = reminder_key(announcement_id)
    return and_(_REMINDER.c.resident_id == receipts.c.resident_id, _REMINDER.c.key == key)


def _outcome(row: RowMapping) -> Outcome:
    return Outcome(
        resident_id=row["resident_id"],
        who=row["platform_user"],
        state=DeliveryState(row["state"]),
        reason=row["error"],
        delivery_id=row["delivery_id"],
        attempts=row["attempt"] or 0,
        next_at=row["next_at"],
        acknowledged=row["acknowledged_at"] is not None,
    )


def _digest(code: str) -> str:
    return hashlib.sha256(b"vouch code " + code.encode()).hexdigest()
