"""What an operation changed stands in its line of the journal: one row less for each act."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("events", sa.JSON, nullable=True))
    op.execute("""
        UPDATE journal SET events = (
            SELECT kept.events FROM journal_content AS kept
            WHERE kept.map_id = journal.map_id AND kept.seq = journal.seq
        )
    """)
    op.drop_table("journal_content")


def downgrade() -> None:
    op.create_table(
        "journal_content",
        sa.Column("map_id", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("map_id", "seq", name="pk_journal_content"),
        sa.ForeignKeyConstraint(
            ["map_id", "seq"],
            ["journal.map_id", "journal.seq"],
            name="fk_journal_content_journal",
            ondelete="CASCADE",
        ),
    )
    op.execute("""
        INSERT INTO journal_content (map_id, seq, events)
        SELECT map_id, seq, events FROM journal WHERE events IS NOT NULL
    """)
    with op.batch_alter_table("journal") as table:
        table.drop_column("events")
