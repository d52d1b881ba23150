"""Spreads of the participation spectrum as they were shown, and whether a contract gets an annex."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "spreads",
        sa.Column("map_id", sa.Text, sa.ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("step", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("whole_now", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("whole_wished", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("sides", sa.JSON(none_as_null=True), nullable=False),
    )
    op.add_column("terms", sa.Column("annex", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("terms") as table:
        table.alter_column("annex", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("terms") as table:
        table.drop_column("annex")
    op.drop_table("spreads")
