"""Who belongs to which cohort, and what became of announcements."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.announcement import Outcome
from bot.domain.cohort import CohortRole, Membership
from bot.domain.delivery import Delivery
from bot.domain.resident import Address


class Cohorts(Protocol):
    """Who belongs to which cohort, and what became of announcements: ids and states, in the transaction of one."""

    async def find(self, address: Address) -> str | None:
        """Return the id of who is reached at this address: a cohort (domain.cohort.cohort_address) or a resident."""

    async def of(self, resident_id: str) -> list[Membership]: ...

    async def members(self, cohort_id: str) -> list[Membership]: ...

    async def join(self, cohort_id: str, resident_id: str, role: CohortRole) -> None:
        """Make the resident a member, or give a member another role."""

    async def leave(self, cohort_id: str, resident_id: str) -> None: ...

    async def gone(self, resident_ids: Collection[str]) -> set[str]:
        """Return those whose platform said, when they were last written to, that their account is no more."""

    async def active(self, cohort_id: str, since: datetime) -> int:
        """Return how many members wrote anything since then (UTC): a count, never who or what."""

    async def deliver(self, planned: Sequence[Delivery], to: Sequence[Address]) -> None:
        """Store deliveries without words, each for another resident; their words are found when they are sent."""

    async def expect(
        self, cohort_id: str, tenant: str, announcement_id: str, meant_for: Sequence[tuple[str, str]]
    ) -> None:
        """Remember for whom an announcement is meant, as (resident_id, delivery_id)."""

    async def outcomes(self, announcement_id: str) -> list[Outcome]:
        """Return what became of it for each of those."""

    async def reminders(self, announcement_id: str) -> list[tuple[str, str]]:
        """Return whom a reminder of it reached, each with the id of that delivery: it says the words once more."""

    async def replace_delivery(self, announcement_id: str, resident_id: str, delivery_id: str) -> None:
        """Let another delivery count for this receiver."""

    async def cancel(self, announcement_id: str) -> int:
        """Cancel what cannot be on its way yet, and expect it no more; return for how many."""

    async def refresh_report(self, cohort_id: str, announcement_id: str, delivery_id: str, at: datetime) -> None:
        """Have the lead's report brought up to date at that moment (UTC), by a delivery of this id.

        Nothing where there is no report, or one waits already.
        """

    async def reword(self, announcement_id: str) -> None:
        """Let what waits find its words anew."""

    async def hurry(self, delivery_ids: Sequence[str], now: datetime) -> None:
        """Have those that wait for another attempt tried at once, with 24 hours ahead of them again."""

    async def acknowledge(self, announcement_id: str, resident_id: str) -> bool:
        """Count the resident as having acknowledged; False for whom it was not meant."""

    async def acknowledged(self, announcement_id: str, resident_id: str) -> bool: ...

    async def keep_code(self, code: str, kind: str, owner_id: str, tenant: str, expires_at: datetime) -> None:
        """Keep a code, as a digest: whoever reads the database cannot use it."""

    async def drop_codes(self, kind: str, owner_id: str) -> None: ...

    async def owner_of_code(self, code: str, kinds: Sequence[str]) -> tuple[str, str] | None:
        """Return (kind, owner's id) of a code that is good now."""
