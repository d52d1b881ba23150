"""Migrations: each goes up and down, keeps what is there, and ends at the tables that the code works with."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

import partnerschap.store
from partnerschap.extensions import db
from partnerschap.store import schema
from partnerschap.store.engine import Database
from partnerschap.store.maps import SqlMaps
from tests.integration.conftest import connect
from tests.integration.store.room import MAP, Device, create

MIGRATIONS = sorted((Path(partnerschap.store.__file__).parent / "migrations" / "versions").glob("*.py"))
REVISIONS = [path.name.split("_")[0] for path in MIGRATIONS]


def tables_of(engine: Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names())


def test_migrations_are_numbered_in_one_row() -> None:
    scripts = ScriptDirectory.from_config(schema._config())

    assert [each.revision for each in reversed(list(scripts.walk_revisions()))] == REVISIONS
    assert [int(number) for number in REVISIONS] == list(range(1, len(REVISIONS) + 1))
    assert all(re.fullmatch(r"\d{4}_[a-z_]+\.py", path.name) for path in MIGRATIONS)


def test_the_migrated_schema_is_the_one_of_the_code(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_goes_up_and_down_again(empty_address: str) -> None:
    engine = connect(empty_address)
    assert schema.current(engine) is None

    seen = []
    for revision in REVISIONS:
        schema.upgrade(engine, revision)
        seen.append(tables_of(engine))
        assert schema.current(engine) == revision
    assert schema.is_current(engine)
    for revision, there in zip(
        reversed(["base", *REVISIONS[:-1]]), reversed([set(), *seen[:-1]]), strict=True
    ):
        schema.downgrade(engine, revision)
        assert tables_of(engine) - {"alembic_version"} == there - {"alembic_version"}

    assert schema.current(engine) is None
    schema.upgrade(engine)
    assert schema.is_current(engine)
    engine.dispose()


def test_going_up_keeps_what_is_there(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    Device(maps).park("Bank maken")

    schema.upgrade(engine)

    found = SqlMaps(engine).read(MAP)
    assert found is not None
    assert [item.text for item in found.state.parked.values()] == ["Bank maken"]


def test_two_processes_that_go_up_at_once_do_it_once(empty_address: str) -> None:
    engines = [connect(empty_address) for _ in range(2)]

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(schema.upgrade, engines))

    assert [schema.is_current(each) for each in engines] == [True, True]
    for each in engines:
        each.dispose()


def test_many_that_open_a_new_file_at_once_all_get_in(tmp_path: Path) -> None:
    # Without the waiting in `_keep_a_log_of_writes` one in twenty of these rounds is refused as locked.
    for number in range(100):
        engines = [connect(f"sqlite:///{tmp_path}/{number}.db") for _ in range(4)]
        together = Barrier(len(engines))

        def open_it(engine: Engine, together: Barrier = together) -> int:
            database = Database(engine)
            together.wait()
            with database.writing() as connection:
                return int(connection.exec_driver_sql("SELECT 1").scalar_one())

        with ThreadPoolExecutor(len(engines)) as pool:
            assert list(pool.map(open_it, engines)) == [1] * len(engines)
        for engine in engines:
            engine.dispose()


def test_an_empty_database_is_refused_with_what_to_do(empty_address: str) -> None:
    engine = connect(empty_address)

    assert not schema.is_current(engine)
    with pytest.raises(schema.SchemaError, match=r"empty.*partnerschap db upgrade"):
        schema.require_current(engine)
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: Engine) -> None:
    schema.require_current(engine)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    before = tables_of(engine)

    with pytest.raises(schema.SchemaError, match="newer"):
        schema.require_current(engine)
    with pytest.raises(schema.SchemaError, match="newer"):
        schema.upgrade(engine)
    with pytest.raises(schema.SchemaError, match="newer"):
        schema.downgrade(engine, "base")

    assert tables_of(engine) == before


def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    empty_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = connect(empty_address)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE codes (code TEXT)"))  # in the way of one of the last tables

    with pytest.raises(sa.exc.DBAPIError):
        schema.upgrade(engine)

    assert tables_of(engine) == {"codes"}
    engine.dispose()


def test_every_connection_keeps_the_promises_of_its_database(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    schema.upgrade(engine)  # afterwards foreign keys are on again
    asked = {
        "sqlite": {
            "foreign_keys": 1,
            "journal_mode": "wal",
            "synchronous": 2,
            "busy_timeout": 5000,
            "secure_delete": 1,
        },
        "postgresql": {
            "lock_timeout": "5s",
            "timezone": "UTC",
            "idle_in_transaction_session_timeout": "1min",
        },
    }[engine.dialect.name]
    word = "PRAGMA" if engine.dialect.name == "sqlite" else "SHOW"

    with Database(engine).writing() as connection:
        found = {name: connection.exec_driver_sql(f"{word} {name}").scalar_one() for name in asked}

    assert found == asked


def test_what_was_known_of_operations_moves_into_the_journal_and_back(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    accepted, refused = device.park("Bank maken", op="good", item="bank"), device.park("  ", op="empty")

    schema.downgrade(engine, "0011")
    with engine.connect() as connection:
        known = connection.exec_driver_sql(
            "SELECT id, seq, refusal IS NULL FROM operations ORDER BY id"
        ).all()
    schema.upgrade(engine)

    assert [tuple(row) for row in known] == [("empty", 1, False), ("good", 1, True)]
    again = Device(SqlMaps(engine))
    assert again.park("Bank maken", op="good", item="bank") == accepted
    assert again.park("  ", op="empty", item="item-device-1") == refused
    assert again.park("Iets anders", op="good").refusal is not None
