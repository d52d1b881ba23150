"""Secret links that give no seat: a person's calendar, and the answer to a request from outside."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "passes",
        sa.Column("pass_hash", sa.Text, primary_key=True),
        sa.Column("map_id", sa.Text, sa.ForeignKey("maps.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_passes_map_id_about", "passes", ["map_id", "about"])


def downgrade() -> None:
    op.drop_table("passes")
