"""What others said of a line before, when a group looks back."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("joint_entries", sa.Column("other_reviews", sa.JSON, nullable=False, server_default="[]"))
    with op.batch_alter_table("joint_entries") as table:
        table.alter_column("other_reviews", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("joint_entries") as table:
        table.drop_column("other_reviews")
