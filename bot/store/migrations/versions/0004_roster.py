"""Who works where: regions, schools, memberships, invitations; and the audit, which only grows."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables, and keep the audit from being changed."""
    _make_places()
    _make_invitations()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("thing", sa.String(20), nullable=False),
        sa.Column("thing_id", sa.String(40), nullable=False),
        sa.Column("region_id", sa.Integer, nullable=True),
    )
    op.create_index("ix_audit_person_id", "audit", ["person_id"])
    op.create_index("ix_audit_region_id", "audit", ["region_id"])
    _make_audit_append_only()


def _make_places() -> None:
    op.create_table(
        "region",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(60), nullable=False, unique=True),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("region_id", sa.Integer, sa.ForeignKey("region.id"), nullable=True),
        sa.UniqueConstraint("region_id", "name"),
    )
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("region_id", sa.Integer, nullable=True),
        sa.Column("school_id", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
    op.create_index("ix_membership_region_id", "membership", ["region_id"])


def _make_invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("region_id", sa.Integer, nullable=True),
        sa.Column("school_id", sa.Integer, nullable=False),
        sa.Column("until", sa.Date, nullable=False),
        sa.Column("most_uses", sa.Integer, nullable=False),
        sa.Column("uses", sa.Integer, nullable=False),
        sa.Column("made_by", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_invitation_made_by", "invitation", ["made_by"])
    op.create_table(
        "wrong_code",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_wrong_code_person_id", "wrong_code", ["person_id"])


def _make_audit_append_only() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the audit only grows'; END $$"
        )
        op.execute(
            "CREATE TRIGGER audit_only_grows BEFORE UPDATE OR DELETE ON audit "
            "FOR EACH ROW EXECUTE FUNCTION audit_only_grows()"
        )
        op.execute(
            "CREATE TRIGGER audit_never_emptied BEFORE TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()"
        )
        return
    for deed in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{deed.lower()} BEFORE {deed} ON audit "
            "BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END"
        )
