"""What is known of an accepted operation stands in its line of the journal; refused ones have a table."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("digest", sa.Text, nullable=True))
    op.execute("""
        UPDATE journal SET digest = (
            SELECT known.digest FROM operations AS known
            WHERE known.map_id = journal.map_id AND known.person = journal.person
            AND known.id = journal.operation AND known.refusal IS NULL
        )
    """)
    op.create_index(
        "ix_journal_map_id_operation_person", "journal", ["map_id", "operation", "person"], unique=True
    )
    _outcomes("refused", refusal_may_be_none=False)
    op.execute("INSERT INTO refused SELECT * FROM operations WHERE refusal IS NOT NULL")
    op.drop_table("operations")


def downgrade() -> None:
    _outcomes("operations", refusal_may_be_none=True)
    op.execute("INSERT INTO operations SELECT * FROM refused")
    op.execute("""
        INSERT INTO operations (map_id, person, id, digest, seq, at)
        SELECT map_id, person, operation, digest, seq, at FROM journal WHERE digest IS NOT NULL
    """)
    op.drop_table("refused")
    op.drop_index("ix_journal_map_id_operation_person", "journal")
    with op.batch_alter_table("journal") as table:
        table.drop_column("digest")


def _outcomes(name: str, *, refusal_may_be_none: bool) -> None:
    op.create_table(
        name,
        sa.Column("map_id", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("refusal", sa.JSON, nullable=refusal_may_be_none),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("map_id", "person", "id", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name=f"fk_{name}_maps", ondelete="CASCADE"),
    )
