"""Notes beside the map: what happened since, what goes well, what was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "told",
        sa.Column("map_id", sa.Text, sa.ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("about", sa.Text),
        sa.Column("progress", sa.Text),
        sa.Column("outside", sa.Text, nullable=False),
        sa.Column("hand", sa.Text),
        sa.Column("confirmed", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("told")
