"""The question log: what was asked, masked, and what came of it; nobody's identity."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "question_log",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("is_disliked", sa.Boolean, nullable=False),
    )
    op.create_index("ix_question_log_status", "question_log", ["status"])
