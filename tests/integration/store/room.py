"""A map in use, through the one path of every change; for tests of what the store does with it."""

from collections.abc import Callable
from itertools import count

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from partnerschap.application.ports import Outcome
from partnerschap.application.submit import Request, Submit
from partnerschap.domain import commands as cmd
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import Actor
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.store.maps import SqlMaps
from tests.fakes import FakeClock, FakeViewers

ADA = ParticipantId("ada")
MAP = MapId("map")
CLOCK = FakeClock()


def begun(map_id: MapId = MAP) -> PartnershipMap:
    """A new map with Ada as its facilitator."""
    state = begin(Begin(map_id, "Het plein", "Samen zorgen voor het plein"), standard())
    assert isinstance(state, PartnershipMap)
    join = cmd.Join(ADA, "Ada", side=None, facilitator=True)
    events = decide(state, join, Actor(ADA), CLOCK.now())
    if isinstance(events, Refusal):
        join = cmd.Join(ADA, "Ada", side=next(iter(state.side_words)), facilitator=True)
        events = decide(state, join, Actor(ADA), CLOCK.now())
    assert not isinstance(events, Refusal), events
    return evolve_all(state, events)


def create(maps: SqlMaps, map_id: MapId = MAP) -> PartnershipMap:
    """Store a new map with Ada at the table."""
    state = begun(map_id)
    maps.create(state, CLOCK.now())
    return state


class Device:
    """Ada's device: it sends acts through `submit` to a store of its own."""

    def __init__(self, maps: SqlMaps, map_id: MapId = MAP, name: str = "device") -> None:
        self.maps = maps
        self._map = map_id
        self._name = name
        self._submit = Submit(maps, FakeViewers(), CLOCK)
        self._numbers = count(1)

    def act(self, do: str, op: str = "", **more: object) -> Outcome:
        """Send an act, with a new operation id unless one is given."""
        op = op or f"{self._name}-{next(self._numbers)}"
        return self._submit(Request(self._map, ADA, {"do": do, "op": op, **more}))

    def park(self, text: str, op: str = "", item: str = "") -> Outcome:
        """Park a text: the shortest act that adds something of one's own."""
        return self.act("park", op, id=item or f"item-{self._name}-{next(self._numbers)}", text=text)


def rows(engine: Engine, table: sa.Table) -> list[dict[str, object]]:
    """Everything in a table."""
    with engine.connect() as connection:
        return [row._asdict() for row in connection.execute(sa.select(table))]


def statements(engine: Engine, do: Callable[[], object]) -> list[str]:
    """The statements that something sends to the database, one of many rows counted once."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        do()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sent


def impatient(engine: Engine, seconds: float = 0.3) -> None:
    """Let connections of this engine wait less for a lock than they would in use."""
    wait = {
        "sqlite": f"PRAGMA busy_timeout = {int(seconds * 1000)}",
        "postgresql": f"SET lock_timeout = '{int(seconds * 1000)}ms'",
    }[engine.dialect.name]

    def hurry(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute(wait)
        cursor.close()
        connection.commit()

    event.listen(engine, "connect", hurry)
