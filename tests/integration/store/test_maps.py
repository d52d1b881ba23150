"""What the store promises of every change: a number each, all or nothing, the same answer to a repeat."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.application.ports import Operation
from partnerschap.domain.events import PauseSet
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.refusals import Code
from partnerschap.extensions import db
from partnerschap.store import rebuild, tables
from partnerschap.store.maps import SqlMaps
from partnerschap.store.work import Key, earlier
from tests.integration.store.room import ADA, CLOCK, MAP, Device, create, rows, statements

HOSTILE = [
    "👩🏽‍🦽 samen 🇳🇱",
    "مرحبا بكم في الساحة",
    "'; DROP TABLE maps; --",
    '%(x)s :naam {"a": [1]} \\u0000 \\',
    "Z̸͝a̷͘l̴g̵o",
    "twee\nregels",
]


def test_an_unknown_map_is_not_there(engine: Engine) -> None:
    maps = SqlMaps(engine)

    assert maps.read(MapId("nowhere")) is None
    with maps.work_on(MapId("nowhere")) as work:
        assert work is None


@pytest.mark.parametrize("strange", ["a\0b", "a\ud800b"])
def test_an_address_that_no_database_can_hold_is_no_map(engine: Engine, strange: str) -> None:
    maps = SqlMaps(engine)

    assert maps.read(MapId(strange)) is None
    with maps.work_on(MapId(strange)) as work:
        assert work is None


def test_a_map_cannot_be_begun_twice(engine: Engine) -> None:
    maps = SqlMaps(engine)
    before = create(maps)

    assert not maps.create(before, CLOCK.now())

    assert len(rows(engine, tables.journal)) == 1


def test_every_accepted_act_has_the_next_number_and_a_line(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)

    outcomes = [device.park(text) for text in HOSTILE]

    assert [outcome.seq for outcome in outcomes] == [1, 2, 3, 4, 5, 6]
    lines = rows(engine, tables.journal)
    assert [line["seq"] for line in lines] == [0, 1, 2, 3, 4, 5, 6]
    assert {line["act"] for line in lines} == {"begin", "park"}
    assert {line["person"] for line in lines} == {None, ADA}


def test_hostile_text_comes_back_letter_by_letter(engine: Engine, new_engine: Callable[[], Engine]) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    for text in HOSTILE:
        assert device.park(text).refusal is None

    found = SqlMaps(new_engine()).read(MAP)

    assert found is not None
    assert [item.text for item in found.state.parked.values()] == HOSTILE


def test_what_text_cannot_hold_never_gets_in(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)

    assert Device(maps).park("voor\0na").refusal is None

    found = maps.read(MAP)
    assert found is not None
    assert [item.text for item in found.state.parked.values()] == ["voorna"]


def test_the_same_operation_is_carried_out_once(engine: Engine, new_engine: Callable[[], Engine]) -> None:
    maps = SqlMaps(engine)
    create(maps)
    first = Device(maps).park("Hek verven", op="one", item="hek")
    Device(maps).park("Bank maken")

    again = Device(SqlMaps(new_engine())).park("Hek verven", op="one", item="hek")
    other = Device(maps).park("Iets anders", op="one", item="hek")

    assert again == first
    assert other.refusal is not None
    assert other.refusal.code is Code.DUPLICATE
    assert len(rows(engine, tables.parked)) == 2


def test_a_refusal_is_remembered_as_it_was(engine: Engine, new_engine: Callable[[], Engine]) -> None:
    maps = SqlMaps(engine)
    create(maps)
    first = Device(maps).park("  ", op="empty")
    Device(maps).park("Bank maken")

    again = Device(SqlMaps(new_engine())).park("  ", op="empty", item="item-device-1")

    assert first.refusal is not None
    assert (first.seq, first.refusal.code) == (0, Code.EMPTY_TEXT)
    assert again.refusal is not None
    stored = {row["id"]: row for row in rows(engine, tables.refused)}
    assert stored["empty"]["refusal"] == {"code": "empty_text", "about": list(first.refusal.about)}
    assert len(rows(engine, tables.journal)) == 2


def test_the_ids_of_another_map_are_free_here(engine: Engine) -> None:
    maps = SqlMaps(engine)
    for map_id in (MAP, MapId("other")):
        create(maps, map_id)
        outcome = Device(maps, map_id).park("Hek verven", op="one", item="hek")
        assert (outcome.seq, outcome.refusal) == (1, None)
    Device(maps, MapId("other")).act("remove", entry="hek")

    here, there = maps.read(MAP), maps.read(MapId("other"))

    assert here is not None
    assert there is not None
    assert (list(here.state.parked), list(there.state.parked)) == (["hek"], [])


def test_an_error_inside_the_block_leaves_nothing(engine: Engine, new_engine: Callable[[], Engine]) -> None:
    maps = SqlMaps(engine)
    before = create(maps)
    operation = Operation(OperationId("op"), MAP, ADA, None, "pause", "digest", CLOCK.now())

    def fail_halfway() -> None:
        with maps.work_on(MAP) as work:
            assert work is not None
            work.accept(operation, [PauseSet(paused=True)], replace(before, paused=True))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()

    found = maps.read(MAP)
    assert found is not None
    assert (found.state, found.seq) == (before, 0)
    assert len(rows(engine, tables.journal)) == 1
    other = SqlMaps(new_engine())
    assert Device(other).park("Bank maken").seq == 1
    assert maps.read(MAP) == other.read(MAP)  # nothing of the failed act is remembered under its number


def test_an_operation_id_that_no_database_can_hold_is_an_error_and_changes_nothing(engine: Engine) -> None:
    maps = SqlMaps(engine)
    state = create(maps)
    operation = Operation(OperationId("a\0b"), MAP, ADA, None, "pause", "digest", CLOCK.now())

    def accept() -> None:
        with maps.work_on(MAP) as work:
            assert work is not None
            assert work.earlier(ADA, operation.id) is None
            work.accept(operation, [], state)

    with pytest.raises(ValueError, match="id"):
        accept()

    assert len(rows(engine, tables.journal)) == 1


def test_another_workers_writes_are_seen_at_once(new_engine: Callable[[], Engine]) -> None:
    one, other = Device(SqlMaps(new_engine()), name="one"), Device(SqlMaps(new_engine()), name="other")
    create(one.maps)

    for number in range(1, 4):
        assert one.park("van de een").seq == 2 * number - 1
        assert other.park("van de ander").seq == 2 * number

    here, there = one.maps.read(MAP), other.maps.read(MAP)
    assert here == there
    assert here is not None
    assert len(here.state.parked) == 6


def test_a_map_in_use_is_read_with_one_statement(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    Device(maps).park("Bank maken")

    sent = statements(engine, lambda: maps.read(MAP))

    assert [each.split()[0] for each in sent if not each.startswith("BEGIN")] == ["SELECT"]


def test_opening_a_map_takes_as_much_after_a_long_history(
    engine: Engine, new_engine: Callable[[], Engine]
) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    fresh = new_engine()
    young = statements(fresh, lambda: SqlMaps(fresh).read(MAP))
    for number in range(30):
        device.act("pause", paused=number % 2 == 0)

    old = statements(fresh, lambda: SqlMaps(fresh).read(MAP))

    assert old == young
    assert not any("journal" in each for each in old)


def test_one_more_text_is_one_more_row_and_no_other_is_written_again(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    for number in range(5):
        device.park(f"Bank {number}")

    sent = statements(engine, lambda: device.park("Nog een bank"))

    writes = sorted(
        each.split(" (")[0].split(" SET")[0] for each in sent if each[:6] in {"INSERT", "UPDATE", "DELETE"}
    )
    assert writes == [
        "INSERT INTO journal",
        "INSERT INTO parked",
        "UPDATE maps",
    ]


def test_a_map_that_was_not_used_lately_is_read_from_disk(engine: Engine) -> None:
    maps = SqlMaps(engine, recent=1)
    first = create(maps)
    create(maps, MapId("other"))

    sent = statements(engine, lambda: maps.read(MAP))

    assert len(sent) > 10
    found = maps.read(MAP)
    assert found is not None
    assert found.state == first


def test_when_a_map_goes_everything_of_it_goes(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    Device(maps).park("Bank maken")

    with engine.begin() as connection:
        connection.execute(sa.delete(tables.maps))

    assert {name for name, table in db.metadata.tables.items() if rows(engine, table)} == set()
    assert maps.read(MAP) is None


def test_words_can_go_out_of_the_journal_while_its_numbers_stay(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    device.park("Iets over Wim", item="wim")
    operation = Operation(OperationId("erase"), MAP, ADA, None, "erase", "digest", CLOCK.now())
    with maps.work_on(MAP) as work:
        assert work is not None
        state = work.stored.state
        changed = {key: item for key, item in state.parked.items() if key != "wim"}
        assert work.begin_anew(operation, replace(state, parked=changed)).seq == 2

    device.park("Bank maken")

    assert "Wim" not in str([rows(engine, table) for table in db.metadata.tables.values()])
    assert sorted(line["seq"] for line in rows(engine, tables.journal)) == [0, 1, 2, 3]
    assert rebuild.compare(engine, MAP) == []


def test_what_is_taken_back_is_taken_back_on_disk_and_the_journal_tells_it(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    place = {"step": "values", "prompt": "success"}
    device.act("note", id="one", text="samen eten", **place)
    device.park("een bus huren", item="bus")
    acts: list[tuple[str, dict[str, object]]] = [
        ("note", {"id": "two", "text": "een bus", "from": ["bus"], **place}),
        ("differ", {"id": "three", "texts": ["rust", "reuring"], **place}),
        ("edit", {"entry": "one", "text": "samen koken"}),
        ("remove", {"entry": "one"}),
        ("remove", {"entry": "bus"}),
        ("close", {"step": "values", "override": "we gaan verder"}),
    ]
    before = SqlMaps(engine).read(MAP)
    assert before is not None
    for number, (do, fields) in enumerate(acts):
        assert device.act(do, f"op-{number}", **fields).refusal is None
        assert device.act("undo", of=f"op-{number}").refusal is None
        after = SqlMaps(engine).read(MAP)
        assert after is not None
        assert after.seq == before.seq + 2 * number + 2, "the journal only grows"
        for name in ("joint", "parked", "gates"):
            assert getattr(after.state, name) == getattr(before.state, name), do
    assert rebuild.compare(engine, MAP) == []


def test_a_repeated_operation_is_found_without_looking_through_the_journal(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    keys = [(MAP, ADA, OperationId(f"op-{number}")) for number in range(3)]
    asked = statements(engine, lambda: _ask(engine, keys))
    question = next(each for each in asked if "refused" in each)

    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # whose planner prefers to look through what is small
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        parameter = (json.dumps(keys),)
        plan = str(connection.exec_driver_sql(explain + question, parameter).all())

    assert "ix_journal_map_id_operation_person" in plan
    assert not re.search(r"SCAN (j|r)\b|AUTOMATIC|Seq Scan on (journal|refused)", plan)


def _ask(engine: Engine, keys: list[Key]) -> None:
    with engine.connect() as connection:
        assert earlier(connection, keys) == dict.fromkeys(keys)


def test_of_who_is_erased_no_fingerprint_stays_either(engine: Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    device = Device(maps)
    device.park("Bank maken")
    device.park("  ")
    operation = Operation(
        OperationId("erase"), MAP, ParticipantId("bob"), None, "erase", "digest", CLOCK.now()
    )

    with maps.work_on(MAP) as work:
        assert work is not None
        work.erase(operation, ADA, work.stored.state)

    assert [line["digest"] for line in rows(engine, tables.journal) if line["person"] == ADA] == [None]
    assert rows(engine, tables.refused) == []
