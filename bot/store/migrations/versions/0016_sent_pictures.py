"""Which pictures and tables each version of a case shows."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

#: Until now the pictures of the draft stood for those of the case.
_OF_THE_DRAFT = """
INSERT INTO submission_exhibit (submission_id, version, exhibit_id, place)
SELECT submission.id, {version}, exhibit.id, exhibit.id
FROM submission JOIN exhibit ON exhibit.draft_id = submission.draft_id
"""
_WITH_A_CORRECTION = """
WHERE EXISTS (
    SELECT 1 FROM correction
    WHERE correction.submission_id = submission.id AND correction.is_taken IS NULL
)
"""


def upgrade() -> None:
    """Make the table; what is sent shows what its draft has now."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "submission_exhibit",
        sa.Column("submission_id", sa.Integer, sa.ForeignKey("submission.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("exhibit_id", number, sa.ForeignKey("exhibit.id"), primary_key=True),
        sa.Column("place", number, nullable=False),
    )
    op.create_index("ix_submission_exhibit_exhibit_id", "submission_exhibit", ["exhibit_id"])
    op.execute(_OF_THE_DRAFT.format(version="submission.version"))
    op.execute(_OF_THE_DRAFT.format(version="0") + _WITH_A_CORRECTION)
