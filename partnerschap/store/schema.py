"""The schema of the database and its numbered migrations, which travel inside the package."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from partnerschap.store.engine import Database, is_sqlite

_LOCK = 7_236_401
"""The number of the PostgreSQL lock that lets one process migrate at a time."""


class SchemaError(Exception):
    """The database has another schema than this version of the program; the message says what to do."""


def head() -> str:
    """Return the revision that this version of the program works with."""
    revision = _scripts().get_current_head()
    if revision is None:
        raise SchemaError("This installation holds no migrations.")
    return revision


def current(engine: Engine) -> str | None:
    """Return the revision of a database; None when it is empty. Raises Busy."""
    with Database(engine).reading() as connection:
        return _revision(connection)


def is_current(engine: Engine) -> bool:
    """Tell whether the database has the schema that this version of the program works with."""
    return current(engine) == head()


def require_current(engine: Engine) -> None:
    """Raise SchemaError, in words for whoever runs the program, unless the schema is the right one."""
    revision = current(engine)
    if revision == head():
        return
    _refuse_newer(revision)
    was = f"is at {revision}" if revision else "is empty"
    raise SchemaError(f"The database {was}; this version needs {head()}. Run: partnerschap db upgrade")


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database to a later schema, in one transaction; raises SchemaError when it is newer."""
    with _migrating(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Bring a database back to an earlier schema, in one transaction; "base" takes everything away."""
    with _migrating(engine) as config:
        command.downgrade(config, revision)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "partnerschap.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _refuse_newer(revision: str | None) -> None:
    known = {script.revision for script in _scripts().walk_revisions()}
    if revision is not None and revision not in known:
        raise SchemaError(
            f"The database is at {revision}, which a newer version of the program made; "
            f"this version knows up to {head()}. Install the newer version, or restore a backup."
        )


@contextmanager
def _migrating(engine: Engine) -> Iterator[Config]:
    with Database(engine).writing(rebuilds_tables=True) as connection:
        if not is_sqlite(connection):
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _refuse_newer(_revision(connection))
        config = _config()
        config.attributes["connection"] = connection
        yield config
        if is_sqlite(connection):
            broken = connection.execute(text("PRAGMA foreign_key_check")).all()
            if broken:
                raise SchemaError(
                    f"The migration would leave {len(broken)} rows without what they belong to."
                )
