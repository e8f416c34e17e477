"""Cohorts: memberships, receipts of announcements, codes, and further addresses of one resident."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def _owned() -> list[sa.Column[str]]:
    return [sa.Column("tenant", sa.Text, nullable=False), sa.Column("resident_id", sa.Text, nullable=False)]


def _of_resident(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["resident_id"], ["residents.id"], name=f"fk_{table}_resident_id")


def upgrade() -> None:
    op.create_table(
        "memberships",
        *_owned(),
        sa.Column("cohort_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("joined_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("cohort_id", "resident_id", name="pk_memberships"),
        _of_resident("memberships"),
    )
    op.create_index("ix_memberships_resident_id", "memberships", ["resident_id"])
    op.create_table(
        "receipts",
        sa.Column("tenant", sa.Text, nullable=False),
        sa.Column("cohort_id", sa.Text, nullable=False),
        sa.Column("announcement_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("resident_id", sa.Text),
        sa.Column("delivery_id", sa.Text),
        sa.Column("settled", sa.Text),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.PrimaryKeyConstraint("announcement_id", "number", name="pk_receipts"),
    )
    op.create_index("ix_receipts_resident_id", "receipts", ["resident_id"])
    op.create_index("ix_receipts_delivery_id", "receipts", ["delivery_id"])
    op.create_table(
        "codes",
        *_owned(),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_codes"),
        _of_resident("codes"),
    )
    op.create_index("ix_codes_resident_id", "codes", ["resident_id"])
    op.create_table(
        "identities",
        *_owned(),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("workspace", sa.Text, nullable=False),
        sa.Column("platform_user", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "platform_user", name="pk_identities"),
        _of_resident("identities"),
    )
    op.create_index("ix_identities_resident_id", "identities", ["resident_id"])
