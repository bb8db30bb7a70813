"""What is sent for review: cases, their versions, remarks, corrections."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    _make_submission()
    op.create_table(
        "submission_version",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "remark",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("question", sa.String(60), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("by_id", sa.Integer, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_remark_submission_id", "remark", ["submission_id"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_taken", sa.Boolean, nullable=True),
    )
    op.create_index("ix_correction_submission_id", "correction", ["submission_id"])
    op.create_table(
        "region_day",
        sa.Column("region_id", sa.Integer, primary_key=True),
        sa.Column("edition", sa.String(20), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("set_by", sa.Integer, nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
    )


def _make_submission() -> None:
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String(10), nullable=False, unique=True),
        sa.Column("edition", sa.String(20), nullable=False),
        sa.Column("region_id", sa.Integer, nullable=False),
        sa.Column("school_id", sa.Integer, nullable=False),
        sa.Column("filed_as", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(80), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("leader", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("checksum", sa.String(64), nullable=False),
        sa.Column("standing", sa.String(10), nullable=False),
        sa.Column("place", sa.Integer, nullable=True),
        sa.Column("is_reserve", sa.Boolean, nullable=False),
        sa.Column("source", sa.String(10), nullable=False),
        sa.Column("draft_id", sa.String(16), nullable=False),
        sa.Column("sender_id", sa.Integer, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("reviewer_id", sa.Integer, sa.ForeignKey("person.id"), nullable=True),
        sa.Column("is_seen", sa.Boolean, nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paper_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paper_by", sa.Integer, sa.ForeignKey("person.id"), nullable=True),
        sa.UniqueConstraint("edition", "region_id", "filed_as", "unit", "place"),
    )
    for column in ("region_id", "school_id", "draft_id", "sender_id"):
        op.create_index(f"ix_submission_{column}", "submission", [column])
