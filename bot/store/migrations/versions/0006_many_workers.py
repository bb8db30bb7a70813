"""Many workers: addresses, claims, blocked persons, earlier answers, things due later."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_LONG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and put what is still on its way into the new outbox."""
    _add_columns()
    _make_revisions()
    _make_tasks()
    op.rename_table("outbox", "outbox_before")
    op.drop_index("ix_outbox_person_id", table_name="outbox_before")
    op.drop_index("ix_outbox_status_channel_id", table_name="outbox_before")
    _make_outbox()
    op.execute(
        "INSERT INTO outbox (id, person_id, channel, key, reply, status, follows, attempts, due_at,"
        " holder, held_until, created_at)"
        " SELECT o.id, o.person_id, o.channel, i.key, o.reply,"
        " CASE WHEN o.status = 'sending' THEN 'waiting' ELSE o.status END, false, 0, o.created_at,"
        " '', o.created_at, o.created_at FROM outbox_before o"
        " JOIN identity i ON i.person_id = o.person_id AND i.channel = o.channel"
        " WHERE o.status = 'sending' OR o.channel = 'web' ORDER BY o.id"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('outbox', 'id'),"
            " (SELECT coalesce(max(id), 1) FROM outbox_before))"
        )
    op.drop_table("outbox_before")


def _add_columns() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("channel", sa.String(20), nullable=False, server_default=""))
        person.add_column(sa.Column("key", sa.String(200), nullable=False, server_default=""))
    for name in ("channel", "key"):
        op.execute(
            f"UPDATE person SET {name} = coalesce((SELECT min(i.{name}) FROM identity i"  # noqa: S608 - two fixed names
            " WHERE i.person_id = person.id), '')"
        )
    with op.batch_alter_table("person") as person:
        person.alter_column("channel", server_default=None)
        person.alter_column("key", server_default=None)
    op.add_column("identity", sa.Column("blocked_at", _MOMENT, nullable=True))
    op.add_column("seen_update", sa.Column("error", sa.String(300), nullable=True))
    op.create_index("ix_seen_update_seen_at", "seen_update", ["seen_at"])


def _make_revisions() -> None:
    op.create_table(
        "draft_revision",
        sa.Column("draft_id", sa.String(16), sa.ForeignKey("draft.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("kept_at", _MOMENT, nullable=False),
    )


def _make_tasks() -> None:
    op.create_table(
        "task",
        sa.Column("id", _LONG, primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("key", sa.String(100), nullable=True, unique=True),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("error", sa.String(300), nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_task_due_at", "task", ["due_at"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _LONG, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("follows", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("holder", sa.String(120), nullable=False),
        sa.Column("held_until", _MOMENT, nullable=False),
        sa.Column("created_at", _MOMENT, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_person_id_status", "outbox", ["person_id", "status"])
    op.create_index("ix_outbox_channel_status_due_at", "outbox", ["channel", "status", "due_at"])
