"""First tables."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "residents",
        _text("id"),
        _text("tenant"),
        _text("platform"),
        _text("workspace"),
        _text("platform_user"),
        _text("tz"),
        _moment("created_at"),
        _moment("planned_at"),
        _sealed(),
        sa.PrimaryKeyConstraint("id", name="pk_residents"),
        sa.UniqueConstraint(
            "platform", "workspace", "platform_user", name="uq_residents_platform_workspace_platform_user"
        ),
    )
    op.create_index("ix_residents_planned_at", "residents", ["planned_at"])
    _create_owned(
        "resident_keys",
        sa.Column("wrapped", sa.LargeBinary, nullable=False),
        _text("master_id"),
        primary_key=["resident_id"],
    )
    _create_owned("records", _text("kind"), _text("id"), _sealed(), primary_key=["resident_id", "kind", "id"])
    _create_owned(
        "notes",
        _text("id"),
        _text("message_id"),
        _moment("received_at"),
        _text("state"),
        _sealed(),
        sa.UniqueConstraint("resident_id", "message_id", name="uq_notes_resident_id_message_id"),
        primary_key=["resident_id", "id"],
    )
    op.create_index("ix_notes_newest", "notes", ["resident_id", "received_at", "id"])
    _create_partial_index("ix_notes_unfinished", "notes", ["received_at", "id"], "state = 'received'")
    _create_owned("seen", _text("delivery_id"), _moment("at"), primary_key=["resident_id", "delivery_id"])
    op.create_index("ix_seen_at", "seen", ["at"])
    _create_owned(
        "acts",
        _text("id"),
        _text("note_id", nullable=True),
        _moment("at"),
        _text("undoes", nullable=True),
        _text("undone_by", nullable=True),
        _sealed(),
        primary_key=["resident_id", "id"],
    )
    op.create_index("ix_acts_newest", "acts", ["resident_id", "at", "id"])
    op.create_index("ix_acts_at", "acts", ["at"])
    _create_deliveries()
    op.create_table(
        "heartbeats", _text("worker"), _moment("at"), sa.PrimaryKeyConstraint("worker", name="pk_heartbeats")
    )


def _create_deliveries() -> None:
    _create_owned(
        "deliveries",
        _text("id"),
        _text("platform"),
        _text("key"),
        _text("kind"),
        _text("state"),
        _moment("next_at"),
        _moment("due_at"),
        _text("wall_at", nullable=True),
        _text("tz", nullable=True),
        _text("about"),
        _text("re", nullable=True),
        _text("channel", nullable=True),
        _text("replaces", nullable=True),
        _sealed(nullable=True),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("maybe_sent", sa.Integer, nullable=False),
        _text("lease", nullable=True),
        _moment("first_tried_at", nullable=True),
        _moment("sent_at", nullable=True),
        _text("error", nullable=True),
        sa.UniqueConstraint("resident_id", "key", name="uq_deliveries_resident_id_key"),
        primary_key=["id"],
    )
    _create_partial_index("ix_deliveries_due", "deliveries", ["platform", "next_at", "id"], "state = 'waiting'")
    if op.get_bind().dialect.name == "postgresql":
        # By default a fifth of a table must change before it is vacuumed, and a queue's polls crawl over dead rows.
        op.execute(
            "ALTER TABLE deliveries SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)"
        )


def _create_owned(name: str, *columns: Any, primary_key: list[str]) -> None:
    op.create_table(
        name,
        _text("tenant"),
        _text("resident_id"),
        *columns,
        sa.PrimaryKeyConstraint(*primary_key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=f"fk_{name}_resident_id"),
    )


def _create_partial_index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, postgresql_where=sa.text(where), sqlite_where=sa.text(where))


def _text(name: str, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _sealed(nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column("sealed", sa.LargeBinary, nullable=nullable)
