"""What the answer to each topic was when the service last started."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "topic_print",
        sa.Column("about", sa.String(80), primary_key=True),
        sa.Column("mark", sa.String(64), nullable=False),
    )
