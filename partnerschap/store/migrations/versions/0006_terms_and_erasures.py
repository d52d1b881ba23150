"""The term of a map, people who were erased, and what must stay erased."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("maps", sa.Column("keep_months", sa.Integer, nullable=True))
    op.add_column("participants", sa.Column("erased", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("participants") as table:
        table.alter_column("erased", server_default=None)
    op.create_table(
        "erasures",
        sa.Column("map_id", sa.Text, primary_key=True),
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_erasures_at", "erasures", ["at"])


def downgrade() -> None:
    op.drop_table("erasures")
    with op.batch_alter_table("participants") as table:
        table.drop_column("erased")
    with op.batch_alter_table("maps") as table:
        table.drop_column("keep_months")
