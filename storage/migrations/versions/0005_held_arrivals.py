"""Until when what came in is left to the process that has it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # With a default, because a process of the version before may still be writing.
    op.add_column("arrivals", sa.Column("held_until", sa.BigInteger, nullable=False, server_default="0"))
