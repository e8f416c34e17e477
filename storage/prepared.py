"""Statements made once and then run past SQLAlchemy's work for each execution, which costs more than the databases do.

They are written with SQLAlchemy like all others; only what a message needs every time goes this way.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Dialect,
    Executable,
    Table,
    TableValuedAlias,
    Text,
    TypeDecorator,
    any_,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement in one database's SQL: its parameters in order, and how values are turned into the database's."""

    sql: str
    names: tuple[str, ...]
    given: Values
    binding: tuple[Convert | None, ...]
    columns: tuple[str, ...]
    reading: tuple[Convert | None, ...]

    def bound(self, values: Values) -> list[Any]:
        given = {**self.given, **values}
        return [
            given[name] if convert is None else convert(given[name])
            for name, convert in zip(self.names, self.binding, strict=True)
        ]

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(
            value if convert is None else convert(value) for value, convert in zip(row, self.reading, strict=True)
        )


class Prepared:
    """*statement* may depend on the dialect's name; *columns* are those an insert is given, all where it names none.

    What writes must be run inside a transaction. Raises what SQLAlchemy raises: IntegrityError, DBAPIError.
    """

    def __init__(
        self, statement: Executable | Callable[[str], Executable], columns: Sequence[str] | None = None
    ) -> None:
        self._statement, self._columns = statement, columns
        self._made: dict[str, _Made] = {}

    async def rows(self, connection: AsyncConnection, values: Values) -> list[tuple[Any, ...]]:
        made, driver = await self._ready(connection)
        bound = made.bound(values)
        try:
            if isinstance(driver, sqlite3.Connection):
                found: Sequence[Sequence[Any]] = driver.execute(made.sql, bound).fetchall()
            else:
                found = await driver.fetch(made.sql, *bound)
        except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise _as_sqlalchemy_says(made, error) from error
        if any(made.reading):
            return [made.read(row) for row in found]
        return [tuple(row) for row in found]

    async def mappings(self, connection: AsyncConnection, values: Values) -> list[dict[str, Any]]:
        rows = await self.rows(connection, values)
        columns = self._made[connection.dialect.name].columns
        return [dict(zip(columns, row, strict=True)) for row in rows]

    async def run(self, connection: AsyncConnection, values: Values) -> int:
        """Return how many rows were written."""
        made, driver = await self._ready(connection)
        bound = made.bound(values)
        try:
            if isinstance(driver, sqlite3.Connection):
                return driver.execute(made.sql, bound).rowcount
            status: str = await driver.execute(made.sql, *bound)
        except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise _as_sqlalchemy_says(made, error) from error
        return int(status.rpartition(" ")[2])

    async def run_many(self, connection: AsyncConnection, rows: Sequence[Values]) -> None:
        made, driver = await self._ready(connection)
        bound = [made.bound(row) for row in rows]
        try:
            if isinstance(driver, sqlite3.Connection):
                driver.executemany(made.sql, bound)
            elif len(bound) == 1:
                await driver.execute(made.sql, *bound[0])
            else:
                await driver.executemany(made.sql, bound)
        except (sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise _as_sqlalchemy_says(made, error) from error

    async def _ready(self, connection: AsyncConnection) -> tuple[_Made, Any]:
        """Return the statement, and the driver's connection in the transaction of SQLAlchemy's."""
        core: Any = connection.sync_connection
        dialect = core.dialect
        made = self._made.get(dialect.name)
        if made is None:
            made = self._made[dialect.name] = self._make(dialect)
        adapted = core.connection.dbapi_connection
        if dialect.name == "sqlite":
            # On the spot: inside a transaction a short statement waits for nobody (sqlite_driver.py).
            return made, adapted._connection._conn
        if adapted._transaction is None:  # SQLAlchemy begins with its own first statement, of which there may be none
            await adapted._start_transaction()
        return made, adapted._connection

    def _make(self, dialect: Dialect) -> _Made:
        statement: Any = self._statement(dialect.name) if callable(self._statement) else self._statement
        compiled = statement.compile(dialect=dialect, column_keys=self._columns)
        names = tuple(compiled.positiontup or ())
        processors = compiled._bind_processors
        results = compiled._result_columns or ()
        return _Made(
            sql=compiled.string,
            names=names,
            given={name: value for name, value in compiled.params.items() if value is not None},
            binding=tuple(
                None if _takes_any(compiled.binds[name].type, dialect) else processors.get(name) for name in names
            ),
            columns=tuple(result.keyname for result in results),
            reading=tuple(result.type._cached_result_processor(dialect, None) for result in results),
        )


def _takes_any(kind: Any, dialect: Dialect) -> bool:
    """Tell whether it is a list of what the driver takes as it is: SQLAlchemy copies it one by one all the same."""
    return isinstance(kind, ARRAY) and kind.item_type.dialect_impl(dialect).bind_processor(dialect) is None


def inserting(table: Table) -> Prepared:
    return Prepared(insert(table), [column.name for column in table.columns])


def of_resident(table: Table) -> ColumnElement[bool]:
    """Return the condition for rows of the resident whose id is given as "resident"."""
    return table.c.resident_id == bindparam("resident")


class _Several(TypeDecorator[Sequence[str]]):
    """Texts as one value, so that a statement is the same for however many."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        return dialect.type_descriptor(postgresql.ARRAY(Text) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        given = list(value or ())
        return given if dialect.name == "postgresql" else json.dumps(given)


def among(dialect: str, column: ColumnElement[Any], name: str) -> ColumnElement[bool]:
    """Return the condition that *column* is one of the texts that are given as *name*, a list."""
    given = bindparam(name, type_=_Several)
    if dialect == "postgresql":
        return column == any_(given)
    return column.in_(select(func.json_each(given).table_valued("value").c.value))


def given_rows(columns: Sequence[Column[Any]], name: str = "all") -> TableValuedAlias:
    """Return rows that are given as a list for each column (by_column), as a table; PostgreSQL only.

    *name* tells them from others that the same statement is given.
    """
    lists = [bindparam(f"{name}_{each.name}", type_=postgresql.ARRAY(each.type)) for each in columns]
    named = [Column(each.name, each.type) for each in columns]
    return func.unnest(*lists).table_valued(*named, name="given").render_derived()


def by_column(rows: Sequence[Values], columns: Sequence[Column[Any]], name: str = "all") -> dict[str, Any]:
    return {f"{name}_{each.name}": [row[each.name] for row in rows] for each in columns}


def _as_sqlalchemy_says(made: _Made, error: Exception) -> DBAPIError:
    broken = isinstance(error, sqlite3.IntegrityError | asyncpg.IntegrityConstraintViolationError)
    return (IntegrityError if broken else DBAPIError)(made.sql, None, error, hide_parameters=True)
