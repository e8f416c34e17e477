"""What was opened of accounts lately, kept in memory by the very bytes it was sealed as.

A message reads all that its resident keeps, of which the one before it changed a few records. The account's revision
says whether any changed since, and the bytes of a row whether it is still the one that was opened: nobody has to tell
this process what another one wrote.
"""

import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.records import Record
from storage.sealing import Sealer

Key = tuple[str, str]
"""(kind, id) of a record."""

KEPT_FOR = 600.0
"""Seconds after which an account that nobody used is closed again."""

MOST_RECORDS = 20_000
"""Of all accounts together: some 25 MB."""


@dataclass(slots=True)
class OpenedRecord:
    """*record* is None until somebody wanted more than its *image*."""

    sealed: bytes
    image: bytes
    record: Record | None = None


Stored = dict[str, dict[str, bytes]]
"""All records of an account as they are stored, by kind and id."""

Listed = tuple[Mapping[str, bytes], list[Any]]
"""What is stored of one kind, by id, and the records that it is, in the order of their ids."""


@dataclass(slots=True)
class Opened:
    """One account; *wrapped* is its key as it is stored, with the name of the master key."""

    wrapped: tuple[bytes, str]
    sealer: Sealer
    used_at: float
    records: dict[Key, OpenedRecord] = field(default_factory=dict)
    listed: dict[str, Listed] = field(default_factory=dict)
    counted: int = 0
    _as_of: tuple[str, Stored] | None = None
    """The revision that all records were read or written as, and those records."""

    def stored_as_of(self, revision: str) -> Stored | None:
        """Return all records where they were read, or written, as this very revision."""
        return self._as_of[1] if self._as_of and self._as_of[0] == revision else None

    def keep_as_of(self, revision: str, stored: Stored | None) -> None:
        """Keep all records as this revision, until it is another's turn; None where not all are known."""
        self._as_of = (revision, stored) if revision and stored is not None else None

    @property
    def size(self) -> int:
        """How many records are kept, opened or not."""
        return max(len(self.records), sum(map(len, self._as_of[1].values())) if self._as_of else 0)

    def list_of(self, kind: str, stored: Mapping[str, bytes]) -> list[Any] | None:
        """Return all records of a kind where they were listed from just what is *stored*; not to be changed."""
        sealed, records = self.listed.get(kind, (None, None))
        return records if sealed is stored or sealed == stored else None

    def keep_only(self, stored: Stored) -> None:
        """Close what is not stored any more: given is what is, by kind and id."""
        if len(self.records) > sum(map(len, stored.values())):
            for kind, record_id in [*self.records]:
                if record_id not in stored.get(kind, ()):
                    del self.records[kind, record_id]
                    self.listed.pop(kind, None)


class OpenedAccounts:
    """The accounts used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Opened] = OrderedDict()
        self._records = 0

    def find(self, account_id: str, wrapped: tuple[bytes, str]) -> Opened | None:
        """Return the account where it was opened with this key."""
        opened = self._kept.get(account_id)
        if opened is None or opened.wrapped != wrapped:
            return None
        self._use(account_id, opened)
        return opened

    def add(self, account_id: str, wrapped: tuple[bytes, str], sealer: Sealer) -> Opened:
        self.close(account_id)
        opened = self._kept[account_id] = Opened(wrapped, sealer, time.monotonic())
        self._use(account_id, opened)
        return opened

    def close(self, account_id: str) -> None:
        """Forget what was opened of it."""
        if opened := self._kept.pop(account_id, None):
            self._records -= opened.counted

    def _use(self, account_id: str, opened: Opened) -> None:
        now = opened.used_at = time.monotonic()
        self._records += opened.size - opened.counted
        opened.counted = opened.size
        self._kept.move_to_end(account_id)
        while (oldest := next(iter(self._kept))) != account_id and (
            self._records > MOST_RECORDS or self._kept[oldest].used_at < now - KEPT_FOR
        ):
            self.close(oldest)
