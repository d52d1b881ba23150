"""Who gave the reason of opening a version or a step again, so that it goes when that person is erased."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_AS_THE_JOURNAL_TELLS = """
    UPDATE versions SET reopened_by = (
        SELECT line.person FROM journal AS line
        JOIN journal_content AS kept ON kept.map_id = line.map_id AND kept.seq = line.seq
        WHERE line.map_id = versions.map_id AND line.act = 'reopen'
        AND (SELECT version FROM maps WHERE maps.id = line.map_id) - 1 - versions.version = (
            SELECT count(*) FROM journal AS later
            WHERE later.map_id = line.map_id AND later.act = 'reopen' AND later.seq > line.seq
        )
    )
"""
"""A map's latest `reopen` ended its last but one version, the one before that the version before, and so on.

Only where that line still has its content: a map made again out of its journal gets the same. Of a step the
journal never told it.
"""


def upgrade() -> None:
    for table in ("versions", "gates"):
        op.add_column(table, sa.Column("reopened_by", sa.Text, nullable=True))
    op.execute(_AS_THE_JOURNAL_TELLS)


def downgrade() -> None:
    for table in ("versions", "gates"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("reopened_by")
