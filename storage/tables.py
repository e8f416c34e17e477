"""The tables: ids, times and states in clear, everything a resident told sealed.

Every table that holds a resident's data carries the tenant, so that a database can be split by it.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, stored as microseconds since 1970: SQLite has no type for it; numbers sort alike on both."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return None if value is None else EPOCH + timedelta(microseconds=value)


def _owned() -> list[Column[Any]]:
    return [Column("tenant", Text, nullable=False), Column("resident_id", Text, nullable=False)]


def _of_resident() -> ForeignKeyConstraint:
    # A late write for a resident who was forgotten meanwhile is refused instead of leaving an orphan behind.
    return ForeignKeyConstraint(["resident_id"], ["residents.id"])


residents = Table(
    "residents",
    metadata,
    Column("id", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("platform_user", Text, nullable=False),
    Column("tz", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column(
        "planned_at", Moment, nullable=False
    ),  # EPOCH before the first plan: NULLs sort differently on each database
    Column("sealed", LargeBinary, nullable=False),
    # Of the records: another text whenever any changed, empty where nobody keeps count (accounts.py).
    Column("revision", Text, nullable=False, server_default=text("''")),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("platform", "workspace", "platform_user"),
    Index(None, "planned_at"),
)

resident_keys = Table(
    "resident_keys",
    metadata,
    *_owned(),
    Column("wrapped", LargeBinary, nullable=False),
    Column("master_id", Text, nullable=False),
    PrimaryKeyConstraint("resident_id"),
    _of_resident(),
)

# One table for every kind of thing kept: all that is interesting in it is ciphertext, so columns would only pretend.
records = Table(
    "records",
    metadata,
    *_owned(),
    Column("kind", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("resident_id", "kind", "id"),
    _of_resident(),
)

notes = Table(
    "notes",
    metadata,
    *_owned(),
    Column("id", Text, nullable=False),
    Column("message_id", Text, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("resident_id", "id"),
    UniqueConstraint("resident_id", "message_id"),
    _of_resident(),
    Index("ix_notes_newest", "resident_id", "received_at", "id"),
    Index(
        "ix_notes_unfinished",
        "received_at",
        "id",
        postgresql_where=text("state = 'received'"),
        sqlite_where=text("state = 'received'"),
    ),
)

# Ids by which a platform might repeat a message, a button or a form: each is handled once.
seen = Table(
    "seen",
    metadata,
    *_owned(),
    Column("delivery_id", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("resident_id", "delivery_id"),
    _of_resident(),
    Index(None, "at"),
)

acts = Table(
    "acts",
    metadata,
    *_owned(),
    Column("id", Text, nullable=False),
    Column("note_id", Text),
    Column("at", Moment, nullable=False),
    Column("undoes", Text),
    Column("undone_by", Text),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("resident_id", "id"),
    _of_resident(),
    Index("ix_acts_newest", "resident_id", "at", "id"),
    Index(None, "at"),
)

deliveries = Table(
    "deliveries",
    metadata,
    *_owned(),
    Column("id", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),  # as planned: a claim moves next_at, and what waited longest goes first
    Column("wall_at", Text),
    Column("tz", Text),
    Column("about", Text, nullable=False),
    Column("re", Text),
    Column("channel", Text),
    Column("replaces", Text),
    Column("sealed", LargeBinary),
    Column("attempt", Integer, nullable=False),
    # How many claims might have sent it since it was last known not to be sent.
    Column("maybe_sent", Integer, nullable=False),
    Column("lease", Text),
    Column("first_tried_at", Moment),
    Column("sent_at", Moment),
    Column("error", Text),
    Column("sent_as", Text),  # the platform's reference of the message
    Column("sealed_reply_to", LargeBinary),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("resident_id", "key"),
    _of_resident(),
    Index("ix_deliveries_sent_as", "resident_id", "sent_as"),
    # Only what waits is in the index that is polled, so a poll costs the same however much was sent or lies ahead.
    Index(
        "ix_deliveries_due",
        "platform",
        "next_at",
        "id",
        postgresql_where=text("state = 'waiting'"),
        sqlite_where=text("state = 'waiting'"),
    ),
)

# From when on a conversation or a whole workspace may be sent to again; see pacing.py.
pacing = Table(
    "pacing",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("destination", Text, nullable=False),
    Column("free_at", Moment, nullable=False),
    PrimaryKeyConstraint("tenant", "destination"),
)

# What came in and was acknowledged, until it is answered: moments, as a rule. It may come from somebody who is not a
# resident yet, so it is sealed under the master key.
arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("platform", Text, nullable=False),
    Column("platform_user", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("held_until", Moment, nullable=False, server_default="0"),  # by the process that is to answer it
    Column("master_id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("id"),
    Index(None, "platform", "at"),
)

# A workspace in which Vouch is installed, with the tokens that the platform gave for it.
installations = Table(
    "installations",
    metadata,
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("tenant", Text, nullable=False),
    Column("installed_at", Moment, nullable=False),
    Column("master_id", Text, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    PrimaryKeyConstraint("platform", "workspace"),
)

# The states that an installation began with: each comes back once, and soon.
install_states = Table(
    "install_states",
    metadata,
    Column("state", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    PrimaryKeyConstraint("state"),
)

# Not a resident's data, so without a tenant: each delivery loop's sign of life.
heartbeats = Table(
    "heartbeats",
    metadata,
    Column("worker", Text, nullable=False),
    Column("at", Moment, nullable=False),
    PrimaryKeyConstraint("worker"),
)

# Who belongs to which cohort. A cohort is a row of residents too, with a key, records and deliveries of its own.
memberships = Table(
    "memberships",
    metadata,
    *_owned(),
    Column("cohort_id", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    PrimaryKeyConstraint("cohort_id", "resident_id"),
    _of_resident(),
    Index(None, "resident_id"),
)

# For whom an announcement was meant, and in which delivery it went to them: what reports are counted from.
receipts = Table(
    "receipts",
    metadata,
    Column("tenant", Text, nullable=False),
    Column("cohort_id", Text, nullable=False),
    Column("announcement_id", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("resident_id", Text),  # none once they asked to be forgotten: the sums stay, the person goes
    Column("delivery_id", Text),
    Column("settled", Text),  # the state to count where the delivery is gone
    Column("acknowledged_at", Moment),
    PrimaryKeyConstraint("announcement_id", "number"),
    Index(None, "resident_id"),
    Index(None, "delivery_id"),
)

# One-time codes that claim or link an account, and codes by which a cohort is joined; only a digest of each is kept.
codes = Table(
    "codes",
    metadata,
    *_owned(),
    Column("digest", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    PrimaryKeyConstraint("digest"),
    _of_resident(),
    Index(None, "resident_id"),
)

# Other addresses at which a resident writes: those linked by code.
identities = Table(
    "identities",
    metadata,
    *_owned(),
    Column("platform", Text, nullable=False),
    Column("workspace", Text, nullable=False),
    Column("platform_user", Text, nullable=False),
    PrimaryKeyConstraint("platform", "workspace", "platform_user"),
    _of_resident(),
    Index(None, "resident_id"),
)

# Children before the row they belong to: the order in which a resident is forgotten.
belonging_to_resident = (records, notes, seen, acts, deliveries, memberships, codes, identities, resident_keys)
