"""Whatever a map can hold comes back from the tables as it was, in the same order."""

from dataclasses import fields
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from partnerschap.application.ports import Operation, Stored
from partnerschap.domain.events import Began
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.store import journal, rebuild
from partnerschap.store.changes import changes
from partnerschap.store.maps import SqlMaps
from tests.integration.store.states import later, states

NOW = datetime(2027, 1, 14, 19, 30, 5, 123456, tzinfo=UTC)
# A map is much to make up: a tenth of the usual examples, of which `make soak` has many more.
# One database serves all examples, for each has a map of its own.
FEWER = settings(max_examples=max(settings().max_examples // 10, 1), suppress_health_check=[*HealthCheck])
_numbers = count(1)


def operation(map_id: str, number: int) -> Operation:
    return Operation(
        OperationId(f"op{number}"), MapId(map_id), ParticipantId("ada"), None, "act", "digest", NOW
    )


def order_too(state: PartnershipMap) -> dict[str, object]:
    """The fields of a map, those with keys as lists, so that the order counts."""
    values = {each.name: getattr(state, each.name) for each in fields(state)}
    return {name: list(v.items()) if isinstance(v, dict) else v for name, v in values.items()}


@FEWER
@given(data=st.data())
def test_every_field_of_a_map_comes_back_as_it_was(engine: Engine, data: st.DataObject) -> None:
    map_id = f"map{next(_numbers)}"
    state = data.draw(states(map_id))
    SqlMaps(engine).create(state, NOW)

    found = SqlMaps(engine).read(MapId(map_id))

    assert found is not None
    assert order_too(found.state) == order_too(state)
    assert found.seq == 0


@settings(FEWER, max_examples=max(FEWER.max_examples // 2, 1))
@given(data=st.data())
def test_every_change_of_a_map_is_written_and_nothing_else_is(engine: Engine, data: st.DataObject) -> None:
    map_id = MapId(f"map{next(_numbers)}")
    state = data.draw(states(map_id))
    maps = SqlMaps(engine)
    maps.create(state, NOW)
    for number in (1, 2):
        state = data.draw(later(state))
        with maps.work_on(map_id) as work:
            assert work is not None
            work.accept(operation(map_id, number), [Began(state)], state)

    found = SqlMaps(engine).read(map_id)

    assert found is not None
    assert order_too(found.state) == order_too(state)
    assert maps.read(map_id) == Stored(state, 2)
    assert rebuild.compare(engine, map_id) == []


@FEWER
@given(states("map"))
def test_a_map_that_did_not_change_writes_nothing(state: PartnershipMap) -> None:
    assert changes(state, state, 1) == []


@FEWER
@given(states("map"))
def test_a_whole_map_goes_through_the_journal_unharmed(state: PartnershipMap) -> None:
    read = journal.read(journal.written(Began(state)))

    assert isinstance(read, Began)
    assert order_too(read.map) == order_too(state)
