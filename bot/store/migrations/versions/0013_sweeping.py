"""Indexes of what is dropped when it was kept long enough."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the indexes."""
    op.create_index("ix_outbox_status_created_at", "outbox", ["status", "created_at"])
    op.create_index("ix_said_created_at", "said", ["created_at"])
    op.create_index("ix_visit_retires_at", "visit", ["retires_at"])
    op.create_index("ix_ticket_expires_at", "ticket", ["expires_at"])
