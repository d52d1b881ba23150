"""How each database is spoken to: its settings, its transactions, and which errors mean "try again"."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from partnerschap.application.ports import Busy

WAIT_SECONDS = 5
"""How long a write waits for a lock or a connection before it gives up as Busy."""

_SQLITE_PRAGMAS = (
    f"busy_timeout = {WAIT_SECONDS * 1000}",  # first, because the next ones can meet a lock
    "wal_autocheckpoint = 4000",  # pages: most of what is written soon changes again before it is copied
    "synchronous = FULL",  # what was acknowledged is on the disk
    "foreign_keys = ON",
    "secure_delete = ON",  # what is erased is overwritten
)
_POSTGRESQL_SETTINGS = (
    "TIME ZONE 'UTC'",
    f"lock_timeout = '{WAIT_SECONDS}s'",
    "idle_in_transaction_session_timeout = '60s'",  # a worker that hangs lets go of its map
)
# SQLITE_BUSY, LOCKED, IOERR, FULL and CANTOPEN: nothing was written, and it may go better later.
_SQLITE_TRY_AGAIN = frozenset({5, 6, 10, 13, 14})
_WRITES = "partnerschap_writes"
_EMPTY_THE_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
_WAIT_FOR_READERS = "PRAGMA busy_timeout = 100"
"""In milliseconds, and short: who wants to write waits along."""


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` has to know besides the address."""
    # Errors are logged: they must not hold what somebody wrote.
    always = {
        "pool_timeout": WAIT_SECONDS,
        "hide_parameters": True,
        "json_serializer": _as_json,
        "json_deserializer": msgspec.json.decode,
    }
    if make_url(url).get_backend_name() == "sqlite":
        # No overflow: a connection that is opened for one question costs more than the question.
        return {**always, "pool_size": 12, "max_overflow": 0, "pool_use_lifo": True}
    return {
        **always,
        "pool_pre_ping": True,
        "pool_size": 10,
        "max_overflow": 20,
        "connect_args": {"connect_timeout": WAIT_SECONDS},
    }


def _as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def prepare(engine: Engine) -> None:
    """Make every connection of this engine keep our promises; safe to do again."""
    connected = _sqlite_connected if engine.dialect.name == "sqlite" else _postgresql_connected
    if event.contains(engine, "connect", connected):
        return
    event.listen(engine, "connect", connected)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", _sqlite_begins)
    engine.dispose()  # a connection from before this moment would lack the settings


class Database:
    """Transactions on one engine; may be used from any thread, inside a request or not."""

    def __init__(self, engine: Engine) -> None:
        prepare(engine)
        self.engine = engine
        # SQLite has one writer at a time: waiting here is fair and quick, its own waiting is polling.
        self._turn = threading.Lock() if engine.dialect.name == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which everything is read as of one moment; raises Busy."""
        level = {} if self._turn else {"isolation_level": "REPEATABLE READ"}
        with _try_again(), self.engine.connect() as plain:
            connection = plain.execution_options(**level) if level else plain
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, *, rebuilds_tables: bool = False) -> Iterator[Connection]:
        """Give a connection in a transaction that is committed when the block ends well; raises Busy.

        SQLite changes a table by making it anew; `rebuilds_tables` keeps that from taking more away.
        """
        with self._my_turn(), _try_again(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            off = rebuilds_tables and is_sqlite(connection)
            with _foreign_keys_off(connection) if off else nullcontext(), connection.begin():
                yield connection

    def overwrite(self, *, at_most: int | None = None) -> bool:
        """Let what was erased be nowhere in the files of SQLite: not in its log of writes, nor between rows.

        False when that has to wait, because somebody reads what was or the disk fails: nothing is lost by it.
        A file of more than `at_most` bytes is not written anew, for that takes long; who writes waits. Not
        within a transaction of one's own. PostgreSQL keeps its own house (docs/operating.md).
        """
        if self._turn is None:
            return True
        try:
            with self._my_turn(), _try_again(), self.engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                waits = _number(driver, "PRAGMA busy_timeout")
                driver.execute(_WAIT_FOR_READERS)
                try:
                    return _overwritten(driver, at_most)
                finally:
                    driver.execute(f"PRAGMA busy_timeout = {waits}")
        except (Busy, DBAPIError, sqlite3.Error):
            return False

    def _my_turn(self) -> AbstractContextManager[object]:
        return _held(self._turn) if self._turn else nullcontext()


def _overwritten(driver: Any, at_most: int | None) -> bool:
    if _number(driver, _EMPTY_THE_LOG):
        return False
    size = _number(driver, "PRAGMA page_count") * _number(driver, "PRAGMA page_size")
    if at_most is not None and size > at_most:
        return True
    # `secure_delete` wipes a row where it lies; a copy from when its page was split, it does not know of.
    driver.execute("VACUUM")
    return not _number(driver, _EMPTY_THE_LOG)


def _number(driver: Any, pragma: str) -> int:
    """Return the first thing that a pragma says; of emptying the log: whether it could not be."""
    found: int = driver.execute(pragma).fetchone()[0]
    return found


@contextmanager
def _held(lock: threading.Lock) -> Iterator[None]:
    if not lock.acquire(timeout=WAIT_SECONDS):
        raise Busy("another write takes too long")
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    # SQLite ignores this pragma inside a transaction: it goes to the driver, before one begins.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


@contextmanager
def _try_again() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as problem:
        raise Busy("no connection to the database is free") from problem
    except DBAPIError as problem:
        if means_busy(problem):
            # The words of the database can hold what somebody wrote: only the kind of error goes on.
            raise Busy(type(problem.orig).__name__) from problem
        raise


def means_busy(problem: DBAPIError) -> bool:
    """Tell whether an error says that the database is locked, full or out of reach, not that we erred."""
    code = getattr(problem.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in _SQLITE_TRY_AGAIN
    return problem.connection_invalidated or isinstance(problem, OperationalError)


def _sqlite_connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own: `begin` below does
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    _keep_a_log_of_writes(connection)


def _keep_a_log_of_writes(connection: Any) -> None:
    # When two turn a new file into one with a log at once, SQLite refuses one without waiting: it could not
    # know who should let go. So the waiting is done here; `busy_timeout` does not hold for it.
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            # Only for a lock: a full or broken disk is not better a moment later, and says so at once.
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _sqlite_begins(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_connected(connection: Any, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in _POSTGRESQL_SETTINGS:
            cursor.execute(f"SET {setting}")
    connection.commit()


def is_sqlite(connection: Connection | Engine) -> bool:
    """Tell which of the two databases this is."""
    return connection.dialect.name == "sqlite"
