"""Putting a backup back: all of it or nothing, and what was erased since stays erased."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.application.ports import Erasure
from partnerschap.store import schema, tables
from partnerschap.store.backup import BackupError, new_file, on_disk, one_file, pour, sqlite_engine, take_out
from partnerschap.store.engine import Database, is_sqlite
from partnerschap.store.ledger import ledger, note

_OTHERS = sa.text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)


def ledger_of_present(engine: Engine, *, replace: bool) -> list[Erasure]:
    """Return the ledger of what is there now; raises BackupError when that may not be replaced."""
    try:
        if schema.current(engine) is None:
            return []
        with Database(engine).reading() as connection:
            count = connection.execute(sa.select(sa.func.count()).select_from(tables.maps)).scalar_one()
            if count and not replace:
                raise BackupError(f"hier staan al kaarten ({count}); met --replace gaan die weg")
            has_ledger = sa.inspect(connection).has_table(tables.erasures.name)
            return ledger(connection) if has_ledger else []
    except sa.exc.DatabaseError as problem:
        raise BackupError(
            "de database die er nu is, kan niet worden gelezen; zet haar apart,"
            " en geef met --erased wat gewist was"
        ) from problem


@contextmanager
def prepared(file: Path, folder: Path, oldest: datetime) -> Iterator[Engine]:
    """Give a backup as a database of this version, to be worked on before it is put in place."""
    with new_file(folder) as copy:
        at = take_out(file, copy)
        if at < oldest:
            raise BackupError(
                f"deze reservekopie is van {at:%Y-%m-%d}; wat daarna gewist is, weten we maar tot"
                f" {oldest:%Y-%m-%d} (zie PARTNERSCHAP_BACKUP_MONTHS)"
            )
        engine = sqlite_engine(copy)
        try:
            schema.upgrade(engine)
            yield engine
        finally:
            engine.dispose()


def note_all(engine: Engine, erasures: Iterable[Erasure]) -> None:
    """Take what was erased elsewhere into the ledger of a database."""
    with Database(engine).writing() as connection:
        for erasure in erasures:
            note(connection, erasure)


def put_in_place(prepared_engine: Engine, engine: Engine) -> None:
    """Let a prepared backup be the database: a process that is killed leaves the old one or the new one."""
    if is_sqlite(engine):
        prepared_engine.dispose()
        engine.dispose()
        _replace_file(_path(prepared_engine), _path(engine))
        return
    if schema.current(engine) is None:
        schema.upgrade(engine)
    schema.require_current(engine)
    with Database(engine).writing() as connection:
        if connection.execute(_OTHERS).scalar_one():
            raise BackupError("de database is in gebruik; stop eerst de app")
        pour(prepared_engine, connection)


def _replace_file(copy: Path, target: Path) -> None:
    try:
        one_file(copy)
        if target.exists():
            one_file(target)  # a log of writes that stayed would be taken for that of the new file
    except sqlite3.Error as problem:
        raise BackupError("de database is in gebruik; stop eerst de app") from problem
    on_disk(copy)
    copy.replace(target)
    on_disk(target.parent)


def _path(engine: Engine) -> Path:
    return Path(engine.url.database or "")
