"""Transactions that write, and whom they wait for.

PostgreSQL: one for each resident, on a connection of its own. SQLite has one writer at a time for the whole file, and
its commit waits for the disk; so what waits in line writes one after the other into one transaction, and is committed
together. Each part is a savepoint: one that fails takes nothing of the others back.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StorageError
from bot.failures import log_failure
from storage.engine import with_options
from storage.sqlite_driver import in_transaction, run_on_the_spot
from storage.turns import Line, Turns

logger = logging.getLogger(__name__)

MOST_TOGETHER = 32
"""How many parts one commit may have: the first of them waits for the last."""

GONE = "SQLite took the transaction back, with all that was written in it: the disk may be full."


class Transaction(Protocol):
    """commit(), or nothing happened."""

    @property
    def connection(self) -> AsyncConnection: ...

    @property
    def over(self) -> bool: ...

    async def commit(self) -> None:
        """Return when it is on the disk."""


class Transactions(Protocol):
    def open(self, name: str | None, *, first: bool = False) -> AbstractAsyncContextManager[Transaction]:
        """Wait for all others of this *name* in this process; None waits for nobody that need not be waited for.

        *first* goes before all others that wait. Raises RuntimeError in a task that has one open already and would wait
        for itself for ever.
        """

    def alone(self) -> AbstractAsyncContextManager[None]:
        """Keep this process from writing, with no transaction open."""

    async def close(self) -> None: ...


class Own:
    """A transaction on a connection of its own: fits Transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection

    @property
    def over(self) -> bool:
        return self.connection.closed

    async def commit(self) -> None:
        await self.connection.commit()
        await self.connection.close()


class OwnTransactions:
    """For a database with many writers: fits Transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._turns = Turns()

    @asynccontextmanager
    async def open(self, name: str | None, *, first: bool = False) -> AsyncIterator[Own]:
        async with self._turns.take(name, first=first), self._engine.connect() as connection:
            await connection.begin()
            yield Own(connection)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        yield

    async def close(self) -> None:
        """The engine is its owner's to close."""


class Part:
    """A share in a transaction: fits Transaction."""

    def __init__(self, whole: "SharedTransactions", connection: AsyncConnection) -> None:
        self._whole = whole
        self.connection = connection
        self.over = False

    async def commit(self) -> None:
        self.over = True
        await self._whole.commit_together(self.connection)


class SharedTransactions:
    """For SQLite: fits Transactions."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._line = Line()
        self._connection: AsyncConnection | None = None
        self._uncommitted: list[asyncio.Future[None]] = []
        self._ending: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def open(self, name: str | None, *, first: bool = False) -> AsyncIterator[Part]:  # noqa: ARG002 - one line for all
        await self._line.acquire(first=first, pass_on=self._pass_on)
        part = None
        try:
            connection = await self._begin()
            run_on_the_spot(connection, "SAVEPOINT part")
            part = Part(self, connection)
            yield part
        finally:
            if part is None or not part.over:
                await self._take_back(part)

    @asynccontextmanager
    async def alone(self) -> AsyncIterator[None]:
        await self._line.acquire(first=False, pass_on=self._pass_on)
        try:
            await self._end()
            yield
        finally:
            self._pass_on()

    async def close(self) -> None:
        async with self.alone():
            """Nothing is left to be committed."""

    async def commit_together(self, connection: AsyncConnection) -> None:
        done = asyncio.get_running_loop().create_future()
        try:
            _still_there(connection)
            run_on_the_spot(connection, "RELEASE part")
            self._uncommitted.append(done)
        finally:
            self._pass_on()
        await done

    async def _begin(self) -> AsyncConnection:
        if self._connection is None:
            connection = await with_options(self._engine, vouch_short=True).connect()
            try:
                await connection.begin()
            except BaseException:
                await connection.close()
                raise
            self._connection = connection
        return self._connection

    async def _take_back(self, part: Part | None) -> None:
        """Let go of the turn, and of what was written since the savepoint."""
        try:
            if part:
                part.over = True
                if in_transaction(part.connection):
                    run_on_the_spot(part.connection, "ROLLBACK TO part")
                    run_on_the_spot(part.connection, "RELEASE part")
                else:
                    await self._end()
            if not self._uncommitted and not self._line.waits:
                await self._end()  # at once, since others may be waiting for this file
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        """Give the turn to the next, who goes on in this transaction; where nobody waits, or many did, end it first."""
        self._line.holder = None
        going_on = self._line.waits and len(self._uncommitted) < MOST_TOGETHER
        if going_on or self._connection is None:
            self._line.pass_on()
        else:
            self._ending = asyncio.create_task(self._end_and_pass_on())

    async def _end_and_pass_on(self) -> None:
        try:
            await self._end()
        finally:
            self._line.pass_on()

    async def _end(self) -> None:
        """Commit, and tell those who wait for it; never raises what they are told."""
        connection, self._connection = self._connection, None
        written, self._uncommitted = self._uncommitted, []
        if connection is None:
            return
        try:
            if written:
                _still_there(connection)
                await connection.commit()
            await connection.close()  # what is not committed is rolled back with it
        except Exception as error:  # noqa: BLE001  # told to each that waits for it
            await _let_go(connection)
            for done in written:
                if not done.done():
                    done.set_exception(error)
        for done in written:
            if not done.done():
                done.set_result(None)


async def _let_go(connection: AsyncConnection) -> None:
    """Give back a connection on which something failed; one that cannot even take back is not to be used again."""
    try:
        await connection.rollback()
    except Exception as error:  # noqa: BLE001  # whatever it is, it is what failed before that matters
        log_failure(logger, "Taking a transaction back", error)
        await connection.invalidate()
    await connection.close()


def _still_there(connection: AsyncConnection) -> None:
    if not in_transaction(connection):
        raise StorageError(GONE)
