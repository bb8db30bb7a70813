"""What the centre answered or made known besides the notices, and who wants to hear of it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "known",
        sa.Column("about", sa.String(80), primary_key=True),
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("question", sa.String(500), nullable=False),
        sa.Column("text", sa.String(1000), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("is_published", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "wish",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("about", sa.String(80), primary_key=True),
        sa.Column("told", sa.Integer, nullable=False),
    )
