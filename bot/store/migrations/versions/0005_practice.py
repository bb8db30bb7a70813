"""Drafts for practice, which are never handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; every draft there is counts."""
    column = sa.Column("is_practice", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("draft", column)
