"""Wordings that stand beside a joint text until people choose."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("joint_entries", sa.Column("alternatives", sa.JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("joint_entries") as table:
        table.alter_column("alternatives", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("joint_entries") as table:
        table.drop_column("alternatives")
