"""Many at once, a database that is locked, full or away, a process that dies: nothing lost or half done."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from partnerschap.application.ports import Busy, Operation, Stored
from partnerschap.domain.ids import OperationId
from partnerschap.store import engine as store_engine
from partnerschap.store import tables
from partnerschap.store.maps import SqlMaps
from tests.integration.store.room import ADA, CLOCK, MAP, Device, create, impatient, rows

OPERATION = Operation(OperationId("op"), MAP, ADA, None, "pause", "digest", CLOCK.now())

DIES = """
import os, sys
from dataclasses import replace
from partnerschap.domain.events import PauseSet
from partnerschap.store.maps import SqlMaps
from tests.integration.conftest import connect
from tests.integration.store.test_trouble import MAP, OPERATION

with SqlMaps(connect(sys.argv[1])).work_on(MAP) as work:
    work.accept(OPERATION, [PauseSet(paused=True)], replace(work.stored.state, paused=True))
    if sys.argv[2] == "before":
        os.kill(os.getpid(), 9)
os.kill(os.getpid(), 9)
"""


def one_line_each(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return list(connection.scalars(sa.select(tables.journal.c.seq).order_by(tables.journal.c.seq)))


def test_writes_at_the_same_time_each_get_their_own_number(new_engine: Callable[[], Engine]) -> None:
    engines = [new_engine(), new_engine()]
    stores = [SqlMaps(each) for each in engines]
    create(stores[0])
    devices = [Device(stores[number % 2], name=f"device{number}") for number in range(4)]
    start = threading.Barrier(len(devices))

    def write(device: Device) -> list[int]:
        start.wait(10)
        return [device.park(f"Bank {number}").seq for number in range(10)]

    with ThreadPoolExecutor(len(devices)) as pool:
        numbers = [seq for found in pool.map(write, devices) for seq in found]

    assert sorted(numbers) == list(range(1, 41))
    assert one_line_each(engines[0]) == list(range(41))
    here, there = (each.read(MAP) for each in stores)
    assert here is not None
    assert here == there
    assert len(here.state.parked) == 40


def test_the_same_operation_at_the_same_time_is_carried_out_once(new_engine: Callable[[], Engine]) -> None:
    stores = [SqlMaps(new_engine()), SqlMaps(new_engine())]
    create(stores[0])
    start = threading.Barrier(2)

    def write(store: SqlMaps) -> int:
        start.wait(10)
        return Device(store).park("Bank maken", op="one", item="bank").seq

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(write, stores)) == [1, 1]


@pytest.mark.parametrize(("moment", "seq"), [("before", 0), ("after", 1)])
def test_a_process_that_is_killed_leaves_all_of_an_act_or_nothing(
    engine: Engine, address: str, moment: str, seq: int
) -> None:
    maps = SqlMaps(engine)
    create(maps)

    killed = subprocess.run(
        [sys.executable, "-c", DIES, address, moment],
        check=False,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )

    assert killed.returncode == -9
    found = maps.read(MAP)
    assert found is not None
    assert (found.seq, found.state.paused) == (seq, bool(seq))
    assert len(rows(engine, tables.journal)) == 1 + seq
    assert Device(maps).park("Bank maken").seq == seq + 1


@contextmanager
def held(engine: Engine) -> Iterator[None]:
    """Hold the lock of the map, as a worker does that is slow."""
    with SqlMaps(engine).work_on(MAP) as work:
        assert work is not None
        yield


def test_a_map_that_stays_locked_is_busy_and_unchanged(new_engine: Callable[[], Engine]) -> None:
    slow, quick = new_engine(), new_engine()
    maps = SqlMaps(quick)
    impatient(quick)
    before = create(maps)

    with held(slow):
        with pytest.raises(Busy):
            Device(maps).park("Bank maken", op="one", item="bank")
        assert maps.read(MAP) == Stored(before, 0)  # who only looks does not wait

    assert Device(maps).park("Bank maken", op="one", item="bank").seq == 1


def test_a_turn_that_does_not_come_in_this_process_is_busy_too(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_engine, "WAIT_SECONDS", 0.2)
    maps = SqlMaps(engine)
    impatient(engine)
    create(maps)

    with maps.work_on(MAP), ThreadPoolExecutor(1) as pool, pytest.raises(Busy):
        pool.submit(Device(maps).park, "Bank maken").result()

    assert one_line_each(engine) == [0]


def test_no_free_connection_is_busy(address: str, new_engine: Callable[[], Engine]) -> None:
    options = {**store_engine.engine_options(address), "pool_timeout": 0.1}
    small = sa.create_engine(address, **options | {"pool_size": 1, "max_overflow": 0})
    maps = SqlMaps(small)
    create(SqlMaps(new_engine()))

    with small.connect(), pytest.raises(Busy):
        maps.read(MAP)

    assert maps.read(MAP) is not None
    small.dispose()


@pytest.mark.parametrize("address", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_a_connection_that_breaks_before_the_commit_is_busy_and_changes_nothing(
    engine: Engine, new_engine: Callable[[], Engine]
) -> None:
    maps = SqlMaps(engine)
    before = create(maps)

    def break_it(connection: sa.Connection) -> None:
        pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        administrator = new_engine()
        with administrator.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({pid})")

    event.listen(engine, "commit", break_it)
    with pytest.raises(Busy):
        Device(maps).park("Bank maken", op="one", item="bank")
    event.remove(engine, "commit", break_it)

    assert maps.read(MAP) == Stored(before, 0)
    assert Device(maps).park("Bank maken", op="one", item="bank").seq == 1
    assert one_line_each(engine) == [0, 1]


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_disk_that_is_full_is_busy_and_changes_nothing(engine: Engine) -> None:
    maps = SqlMaps(engine)
    before = create(maps)

    def no_more_room(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")  # SQLite takes it as: no more than now

    def write_much() -> None:
        for number in range(100):
            Device(maps, name=f"device{number}").park("Bank maken " * 50)

    event.listen(engine, "begin", no_more_room)
    with pytest.raises(Busy):
        write_much()
    last = maps.read(MAP)
    event.remove(engine, "begin", no_more_room)
    engine.dispose()

    assert last is not None
    assert one_line_each(engine) == list(range(last.seq + 1))
    assert SqlMaps(engine).read(MAP) == last
    assert len(last.state.parked) == last.seq
    assert before.parked == {}
    assert Device(maps).park("Bank maken").seq == last.seq + 1


@pytest.mark.parametrize(
    ("trouble", "tries"), [(sqlite3.SQLITE_BUSY, 3), (sqlite3.SQLITE_FULL, 1), (sqlite3.SQLITE_IOERR, 1)]
)
def test_opening_waits_for_a_lock_and_not_for_a_broken_disk(trouble: int, tries: int) -> None:
    class Connection:
        asked = 0

        def execute(self, _pragma: str) -> None:
            self.asked += 1
            if self.asked < 3:
                problem = sqlite3.OperationalError()
                problem.sqlite_errorcode = trouble
                raise problem

    connection = Connection()
    with suppress(sqlite3.OperationalError):
        store_engine._keep_a_log_of_writes(connection)

    assert connection.asked == tries


def test_an_error_of_ours_is_not_called_busy(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)

    def ask_nonsense() -> None:
        with maps._database.writing() as connection:
            connection.exec_driver_sql("SELECT nothing FROM nowhere")

    with pytest.raises(sa.exc.DBAPIError):
        ask_nonsense()


def test_errors_do_not_tell_what_people_wrote(engine: Engine) -> None:
    maps = SqlMaps(engine)
    state = create(maps)
    line = {"map_id": state.id, "seq": 0, "at": CLOCK.now(), "act": "Samen zorgen"}
    with pytest.raises(sa.exc.IntegrityError) as caught, engine.begin() as connection:
        connection.execute(sa.insert(tables.journal).values(line))

    assert "Samen zorgen" not in str(caught.value)
