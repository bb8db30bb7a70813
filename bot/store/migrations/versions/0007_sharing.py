"""What colleagues share: one-time codes, shared drafts, the pen; and when an edition is over."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "one_time_code",
        sa.Column("code_hash", sa.String(64), primary_key=True),
        sa.Column("purpose", sa.String(10), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("draft_id", sa.String(16), sa.ForeignKey("draft.id"), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_one_time_code_person_id", "one_time_code", ["person_id"])
    op.create_index("ix_one_time_code_draft_id", "one_time_code", ["draft_id"])
    op.create_table(
        "draft_share",
        sa.Column("draft_id", sa.String(16), sa.ForeignKey("draft.id"), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("mode", sa.String(4), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_draft_share_person_id", "draft_share", ["person_id"])
    op.create_table(
        "draft_pen",
        sa.Column("draft_id", sa.String(16), sa.ForeignKey("draft.id"), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_draft_pen_person_id", "draft_pen", ["person_id"])
    op.create_table(
        "edition_end",
        sa.Column("edition", sa.String(20), primary_key=True),
        sa.Column("ends_on", sa.Date, nullable=False),
        sa.Column("dropped_on", sa.Date, nullable=False),
        sa.Column("set_by", sa.Integer, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )
