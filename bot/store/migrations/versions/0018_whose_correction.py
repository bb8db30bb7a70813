"""Whether a correction is its sender's, who may take it back, or was laid there by those in charge."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

#: What those in charge laid there was noted as done to the case at the same moment.
_OF_THOSE_IN_CHARGE = """
    update correction set is_of_sender = :no where exists (
        select 1 from audit where audit.act = 'propose' and audit.thing = 'submission'
        and audit.thing_id = cast(correction.submission_id as varchar(40)) and audit.at = correction.at
    )
"""


def upgrade() -> None:
    """Add the column."""
    with op.batch_alter_table("correction") as table:
        table.add_column(
            sa.Column("is_of_sender", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    no = sa.bindparam("no", value=False, type_=sa.Boolean())
    op.get_bind().execute(sa.text(_OF_THOSE_IN_CHARGE).bindparams(no))
