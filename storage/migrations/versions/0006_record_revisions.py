"""Which records a process has read is told by one text, so that it need not read them anew for each message."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("residents", sa.Column("revision", sa.Text, nullable=False, server_default=sa.text("''")))
