"""Who opened something again, in a store from before that was kept: tables and journal say the same."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.application.erasing import Erasing
from partnerschap.application.ports import Operation
from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Command
from partnerschap.domain.events import Event
from partnerschap.domain.ids import OperationId, ParticipantId, StepKey
from partnerschap.store import rebuild, schema, tables
from partnerschap.store.maps import SqlMaps
from tests.domain_kit import Table
from tests.fakes import FakeChance
from tests.integration.store.room import CLOCK, rows

BEFORE = "0009"


class Kept(Table):
    """A table of which every act is kept in a store, from the moment that it has one."""

    maps: SqlMaps | None = None

    def do(self, who: str, command: Command, hand: str | None = None) -> tuple[Event, ...]:
        events = super().do(who, command, hand)
        if self.maps is not None:
            with self.maps.work_on(self.state.id) as work:
                assert work is not None
                act = "reopen" if isinstance(command, cmd.Reopen) else "other"
                number = OperationId(f"op-{work.stored.seq}")
                operation = Operation(
                    number, self.state.id, ParticipantId(who), None, act, "digest", CLOCK.now()
                )
                work.accept(operation, events, self.state)
        return events

    def again(self, who: str, because: str) -> None:
        """Open the version again, and make the next one final."""
        self.do(who, cmd.Reopen(because))
        self.reveal()
        self.seal()


def without(value: Any) -> Any:
    """JSON as it was written before `reopened_by` was kept."""
    if isinstance(value, dict):
        return {key: without(each) for key, each in value.items() if key != "reopened_by"}
    return [without(each) for each in value] if isinstance(value, list) else value


def as_of_before(engine: Engine) -> None:
    """Make a store of one from before, and bring it up to this version."""
    journal = tables.journal
    for row in rows(engine, journal):
        here = (journal.c.map_id == row["map_id"]) & (journal.c.seq == row["seq"])
        with engine.begin() as connection:
            connection.execute(sa.update(journal).where(here).values(events=without(row["events"])))
    schema.downgrade(engine, BEFORE)
    schema.upgrade(engine)


def test_a_store_of_before_is_what_its_journal_says_and_an_erasure_finds_the_reasons(engine: Engine) -> None:
    table = Kept(people="fac ann ben cas").seal()
    table.again("ann", "een")
    maps = table.maps = SqlMaps(engine)
    maps.create(table.state, CLOCK.now())
    table.again("ben", "twee")
    table.do("ann", cmd.Reopen("drie"))
    table.reveal()
    table.to("relations")
    table.do("ben", cmd.ReopenStep(StepKey("values"), "vier"))

    as_of_before(engine)

    maps, map_id = SqlMaps(engine), table.state.id
    assert rebuild.compare(engine, map_id) == []
    stored = maps.read(map_id)
    assert stored is not None
    assert [each.reopened_by for each in stored.state.concluded] == [None, "ben", "ann"]
    assert stored.state.gates[0].reopened_by is None
    assert Erasing(maps, CLOCK, FakeChance())(map_id, ParticipantId("ben")) is None
    stored = SqlMaps(engine).read(map_id)
    assert stored is not None
    assert [each.reopened_because for each in stored.state.concluded] == ["", "", "drie"]
    assert stored.state.gates[0].reopened_because == ""
    assert rebuild.compare(engine, map_id) == []
    as_of_before(engine)  # of a journal that began anew only what came after that is told
    assert rebuild.compare(engine, map_id) == []
