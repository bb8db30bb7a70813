"""How else a school is called."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column; no school has another name yet."""
    op.add_column("school", sa.Column("alias", sa.String(80), nullable=False, server_default=""))
