"""Deleting maps and erasing people on disk: no row is left, and people who write go on (D3, D4)."""

import threading
from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.application.erasing import Erasing
from partnerschap.application.housekeeping import Housekeeping
from partnerschap.application.ports import Code, Operation, Pass, PassKind, Seat, SeatKind
from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Actor
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.kinds import Side
from partnerschap.domain.refusals import Code as RefusalCode
from partnerschap.domain.refusals import Refusal, refuse
from partnerschap.domain.retention import Bounds
from partnerschap.extensions import db
from partnerschap.store import rebuild, tables
from partnerschap.store.contract_files import SqlContractFiles
from partnerschap.store.doors import SqlDoors
from partnerschap.store.keeping import SqlKeeping
from partnerschap.store.maps import SqlMaps
from tests.fakes import FakeChance, FakeClock
from tests.integration.store.room import ADA, CLOCK, MAP, Device, begun, create, rows

OTHER, BEN = MapId("other"), ParticipantId("ben")


def full_map(engine: Engine, map_id: MapId = MAP) -> None:
    """A map with Ada and Ben, words, a contract file, seats, links and a code."""
    maps, doors = SqlMaps(engine), SqlDoors(engine)
    state = begun(map_id)
    events = decide(state, cmd.Join(BEN, "Ben Bakker", side=Side.INFORMAL), Actor(BEN), CLOCK.now())
    assert not isinstance(events, Refusal)
    assert maps.create(evolve_all(state, events), CLOCK.now())
    Device(maps, map_id).park("Bank maken")
    SqlContractFiles(engine).keep(map_id, 1, b"%PDF", CLOCK.now())
    for person in (ADA, BEN):
        doors.give_seat(f"phone-of-{person}", Seat(map_id, SeatKind.PARTICIPANT, person), CLOCK.now())
        doors.give_link(f"{map_id}-{person}", Seat(map_id, SeatKind.PARTICIPANT, person), CLOCK.now())
    doors.give_code(Code(f"CODE{map_id}", map_id, open=True), CLOCK.now())


def of_map(engine: Engine, map_id: MapId) -> dict[str, int]:
    """How many rows each table still has of a map."""
    found = {}
    for table in db.metadata.sorted_tables:
        key = table.c.id if table is tables.maps else table.c.map_id
        count = sum(row[key.name] == map_id for row in rows(engine, table))
        if count and table is not tables.erasures:
            found[table.name] = count
    return found


def cleaner(engine: Engine, clock: FakeClock) -> Housekeeping:
    return Housekeeping(SqlKeeping(engine), clock, Bounds(24, 60), 12)


def test_a_map_goes_with_every_row_when_its_term_is_over_and_another_stays(
    new_engine: Callable[[], Engine],
) -> None:
    engine, clock = new_engine(), FakeClock(CLOCK.now())
    full_map(engine)
    create(SqlMaps(engine), OTHER)
    served = SqlMaps(new_engine())  # of a process that serves and has the map in memory
    assert served.read(MAP) is not None
    clock.forward(days=700)
    late = FakeClock(clock.now())
    with engine.begin() as connection:
        touched = sa.update(tables.maps).where(tables.maps.c.id == OTHER)
        connection.execute(touched.values(touched_at=late.now()))
    clock.forward(days=40)

    assert cleaner(engine, clock).clean(dry_run=True).deleted == (MAP,)
    assert of_map(engine, MAP)
    assert cleaner(engine, clock).clean().deleted == (MAP,)

    assert of_map(engine, MAP) == {}
    assert of_map(engine, OTHER)
    assert served.read(MAP) is None
    assert Device(served).park("Terug").refusal == refuse(RefusalCode.NOT_FOUND, "map")
    assert of_map(engine, MAP) == {}
    assert SqlKeeping(engine).was_deleted(MAP)
    assert not SqlKeeping(engine).was_deleted(OTHER)
    assert not SqlKeeping(engine).was_deleted(MapId("\0"))
    assert cleaner(engine, clock).clean().deleted == ()


def test_a_term_that_the_group_chose_counts_and_an_act_moves_it(engine: Engine) -> None:
    maps, clock = SqlMaps(engine), FakeClock(CLOCK.now())
    create(maps)
    assert Device(maps).act("keep", months=2).refusal is None
    keeping = SqlKeeping(engine)
    assert keeping.touched(MAP) == CLOCK.now()
    assert keeping.touched(OTHER) is None
    clock.forward(days=50)
    with maps.work_on(MAP) as work:
        assert work is not None
        later = Operation(OperationId("later"), MAP, ADA, None, "keep", "digest", clock.now())
        work.accept(later, [], work.stored.state)
    assert keeping.touched(MAP) == clock.now()
    clock.forward(days=40)
    assert cleaner(engine, clock).clean().deleted == ()
    clock.forward(days=30)
    assert cleaner(engine, clock).clean().deleted == (MAP,)


def test_people_who_write_and_a_cleaning_do_not_wait_for_each_other(new_engine: Callable[[], Engine]) -> None:
    engine, clock = new_engine(), FakeClock(CLOCK.now() + timedelta(days=800))
    for number in range(8):
        full_map(engine, MapId(f"old-{number}"))
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    device.act("keep", months=60)
    refused: list[object] = []
    writer = threading.Thread(
        target=lambda: refused.extend(device.park(f"Bank {n}").refusal for n in range(30))
    )
    writer.start()
    done = [cleaner(new_engine(), clock).clean()]
    writer.join()
    assert refused == [None] * 30
    assert len(done[0].deleted) == 8
    assert rebuild.every_map(engine) == [MAP]


def test_erasing_somebody_takes_their_doors_and_all_that_was_written_down(
    new_engine: Callable[[], Engine],
) -> None:
    engine = new_engine()
    full_map(engine)
    maps = SqlMaps(engine)
    erase = Erasing(maps, CLOCK, FakeChance())
    doors = SqlDoors(engine)
    for person in (ADA, BEN):
        doors.give_pass(f"calendar of {person}", Pass(MAP, PassKind.CALENDAR, person), CLOCK.now())
    assert CLOCK.now() in SqlKeeping(engine).traces(MAP, BEN).links
    assert erase(MAP, BEN) is None

    assert {row["about"] for row in rows(engine, tables.passes)} == {ADA}
    for table in (tables.seats, tables.links):
        assert {row["person"] for row in rows(engine, table)} == {ADA}
    assert [row["person"] for row in rows(engine, tables.erasures)] == [BEN]
    lines = [(row["seq"], row["events"] is None) for row in rows(engine, tables.journal)]
    assert sorted(lines) == [(0, True), (1, True), (2, False)]
    assert "Bakker" not in str([rows(engine, table) for table in db.metadata.sorted_tables])
    assert rebuild.compare(engine, MAP) == []
    assert Device(maps, name="later").park("En verder").seq == 3
    assert rebuild.compare(engine, MAP) == []


def test_acts_and_an_erasure_at_once_leave_a_whole_map(new_engine: Callable[[], Engine]) -> None:
    engine = new_engine()
    full_map(engine)
    maps, others = SqlMaps(engine), SqlMaps(new_engine())
    refused: list[object] = []
    device = Device(others, name="other")
    writer = threading.Thread(
        target=lambda: refused.extend(device.park(f"Bank {n}").refusal for n in range(20))
    )
    writer.start()
    assert Erasing(maps, CLOCK, FakeChance())(MAP, BEN) is None
    writer.join()
    assert refused == [None] * 20
    stored = maps.read(MAP)
    assert stored is not None
    assert stored.seq == 22
    assert len(stored.state.parked) == 21
    assert stored.state.people[BEN].erased
    assert rebuild.compare(engine, MAP) == []


def test_the_ledger_keeps_a_moment_and_forgets_the_old(engine: Engine) -> None:
    full_map(engine)
    Erasing(SqlMaps(engine), CLOCK, FakeChance())(MAP, BEN)
    keeping = SqlKeeping(engine)
    assert keeping.delete(MAP, CLOCK.now() + timedelta(days=1), lambda _: True)
    assert not keeping.delete(MAP, CLOCK.now() + timedelta(days=2), lambda _: True)
    assert [(each.person, each.at) for each in keeping.erased()] == [
        (BEN, CLOCK.now()),
        (None, CLOCK.now() + timedelta(days=1)),
    ]
    keeping.forget_erased_before(CLOCK.now() + timedelta(hours=1))
    assert [each.person for each in keeping.erased()] == [None]


def test_a_map_that_is_not_due_under_its_lock_stays(engine: Engine) -> None:
    full_map(engine)
    assert not SqlKeeping(engine).delete(MAP, CLOCK.now(), lambda _: False)
    assert of_map(engine, MAP)
