"""The web page: what was said, browsers that come back, links to files, 续填码."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "said",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("first_row", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_said_person_id", "said", ["person_id"])
    _make_doors()


def _make_doors() -> None:
    op.create_table(
        "visit",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_visit_key", "visit", ["key"])
    op.create_table(
        "ticket",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(100), nullable=False),
    )
    op.create_table(
        "resume",
        sa.Column("code", sa.String(20), primary_key=True),
        sa.Column(
            "person_id", sa.Integer, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column(
            "draft_id", sa.String(16), sa.ForeignKey("draft.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_resume_person_id", "resume", ["person_id"])
    op.create_index("ix_resume_draft_id", "resume", ["draft_id"])
