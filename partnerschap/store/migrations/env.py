"""How Alembic runs our migrations: on the connection and in the transaction that `store.schema` gives."""

from alembic import context

from partnerschap.extensions import db
from partnerschap.store import tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=db.metadata,
    compare_type=True,
    compare_server_default=True,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
