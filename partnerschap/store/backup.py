"""Backups: one SQLite file with everything that the database holds at one moment, made while people write.

It is the same file for both databases, so that what was kept on one can be put back on the other.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from partnerschap.extensions import db
from partnerschap.store import schema, tables
from partnerschap.store.engine import Database, engine_options, is_sqlite

ROWS_AT_ONCE = 200
"""Rows that are in memory at once: contracts are among them, of up to 5 MB each."""
_MADE = "backup_made"
"""The table that only a backup has: when it was made."""


class BackupError(Exception):
    """A backup cannot be made or put back; the message is for whoever runs the program."""


def back_up(engine: Engine, file: Path, at: datetime) -> int:
    """Write a backup and return how many maps it holds; raises BackupError, and Busy."""
    if file.exists():
        raise BackupError(f"{file} is er al; kies een andere naam")
    with new_file(file.parent) as copy:
        if is_sqlite(engine):
            _copy_file(engine, copy)
        else:
            _copy_rows(engine, copy)
        with closing(sqlite3.connect(copy)) as made:
            _require_whole(made)
            made.execute(f"CREATE TABLE {_MADE} (at TEXT NOT NULL)")
            made.execute(f"INSERT INTO {_MADE} VALUES (?)", (at.isoformat(),))  # noqa: S608 -- our own name
            made.commit()
            count: int = made.execute("SELECT count(*) FROM maps").fetchone()[0]
        on_disk(copy)
        try:
            os.link(copy, file)  # unlike a rename it never takes the place of a file that came meanwhile
        except FileExistsError as problem:
            raise BackupError(f"{file} is er al; kies een andere naam") from problem
        on_disk(file.parent)
    return count


@contextmanager
def new_file(folder: Path) -> Iterator[Path]:
    """Give a new file that only this user can read; what is left of it afterwards is removed."""
    descriptor, name = mkstemp(dir=folder, prefix=".partnerschap-")
    os.close(descriptor)
    path = Path(name)
    try:
        yield path
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def take_out(file: Path, copy: Path) -> datetime:
    """Copy a backup to where it can be worked on, and return when it was made; raises BackupError."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as kept:
            _require_whole(kept)
            at = datetime.fromisoformat(kept.execute(f"SELECT at FROM {_MADE}").fetchone()[0])  # noqa: S608 -- as above
            with closing(sqlite3.connect(copy)) as target:
                kept.backup(target)
                target.execute(f"DROP TABLE {_MADE}")
                target.commit()
    except (sqlite3.Error, TypeError, ValueError) as problem:
        raise BackupError(f"{file} is geen reservekopie van Partnerschap, of is beschadigd") from problem
    return at


def sqlite_engine(path: Path) -> Engine:
    """Return an engine on a file, as the app makes it."""
    address = f"sqlite:///{path}"
    return sa.create_engine(address, **engine_options(address))


def pour(source: Engine, target: Connection) -> None:
    """Put all rows of one database in the place of those of another, which is under way in a transaction."""
    ours = db.metadata.sorted_tables
    for table in reversed(ours):
        target.execute(sa.delete(table))
    with Database(source).reading() as connection:
        for table in ours:
            for rows in _rows_of(connection, table):
                target.execute(sa.insert(table), rows)


def on_disk(path: Path) -> None:
    """Wait until a file, or what a folder says of its files, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def one_file(path: Path) -> None:
    """Bring what is in the log of writes into the file itself; raises sqlite3.Error while it is in use."""
    with closing(sqlite3.connect(path, timeout=1)) as database:
        database.execute("PRAGMA journal_mode = DELETE")


def _copy_file(engine: Engine, copy: Path) -> None:
    """SQLite copies what was committed when it begins; who writes goes on, into the log of writes."""
    with Database(engine).reading() as connection, closing(sqlite3.connect(copy)) as target:
        connection.execute(sa.select(sa.func.count()).select_from(tables.maps))
        driver: Any = connection.connection.driver_connection
        driver.backup(target)
    one_file(copy)


def _copy_rows(engine: Engine, copy: Path) -> None:
    """Read all tables as of one moment, and write them as the same tables of SQLite."""
    made = sqlite_engine(copy)
    try:
        schema.upgrade(made)
        with Database(engine).reading() as connection, Database(made).writing() as target:
            for table in db.metadata.sorted_tables:
                for rows in _rows_of(connection, table):
                    target.execute(sa.insert(table), rows)
    finally:
        made.dispose()
    one_file(copy)


def _rows_of(connection: Connection, table: sa.Table) -> Iterator[list[dict[str, Any]]]:
    streamed = connection.execution_options(stream_results=True, max_row_buffer=ROWS_AT_ONCE)
    for rows in streamed.execute(sa.select(table)).partitions(ROWS_AT_ONCE):
        yield [row._asdict() for row in rows]


def _require_whole(database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA integrity_check").fetchone() != ("ok",):
        raise BackupError("de kopie is niet heel")
    if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BackupError("in de kopie horen rijen bij niets")
