"""Drafts have a name of their own, and may be taken away for some days before they are gone."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; no draft has a name, none is gone."""
    op.add_column("draft", sa.Column("name", sa.String(60), nullable=False, server_default=""))
    op.add_column("draft", sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True))
