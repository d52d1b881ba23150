"""Which rows a change of the map writes, judged on values alone; and that fields and columns are one list."""

from dataclasses import fields, replace

import pytest

from partnerschap.domain.ids import EntryId
from partnerschap.domain.model import ParkedItem, PartnershipMap
from partnerschap.store import tables
from partnerschap.store.changes import Change, changes
from partnerschap.store.parts import PARTS, SCALARS, Part
from partnerschap.store.shapes import leaves
from tests.integration.store.room import ADA, CLOCK, begun


def item(name: str, text: str = "tekst") -> ParkedItem:
    return ParkedItem(EntryId(name), text, ADA, CLOCK.now())


def parked(*items: ParkedItem) -> PartnershipMap:
    return replace(STATE, parked={each.id: each for each in items})


def only(found: list[Change]) -> Change:
    (change,) = found
    return change


STATE = begun()
A, B, C = item("a"), item("b"), item("c")


def test_what_is_new_goes_behind_what_was_there() -> None:
    change = only(changes(parked(A), parked(A, B, C), 7))

    assert (change.deletes, change.updates) == ((), ())
    assert [(row["id"], row["position"]) for row in change.inserts] == [("b", 700_000), ("c", 700_001)]


def test_what_changed_keeps_its_place() -> None:
    change = only(changes(parked(A, B), parked(item("a", "anders"), B), 7))

    assert (change.deletes, change.inserts) == ((), ())
    assert [(row["key_map_id"], row["key_id"], row["text"]) for row in change.updates] == [
        ("map", "a", "anders")
    ]
    assert "position" not in change.updates[0]


def test_what_vanished_is_taken_out() -> None:
    change = only(changes(parked(A, B), parked(B), 7))

    assert change == Change(tables.parked, deletes=({"key_map_id": "map", "key_id": "a"},))


def test_what_moved_is_taken_out_and_put_in_at_its_new_place() -> None:
    change = only(changes(parked(A, B, C), parked(B, C, A), 7))

    assert [row["key_id"] for row in change.deletes] == ["a"]
    assert [(row["id"], row["position"]) for row in change.inserts] == [("a", 700_000)]


def test_of_the_map_itself_only_the_changed_columns_are_written() -> None:
    change = only(changes(STATE, replace(STATE, paused=True), 7))

    assert change == Change(tables.maps, updates=({"key_id": "map", "paused": True},))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.table.name)
def test_every_field_of_a_part_has_a_column_and_every_column_a_field(part: Part) -> None:
    columns = set(part.table.c.keys()) - {"map_id", "position"}

    assert columns == {leaf.column for leaf in leaves(part.kind)} | set(part.key)
    assert [column.name for column in part.table.primary_key] == ["map_id", *part.key]


def test_every_field_of_a_map_has_a_column_or_tables() -> None:
    in_parts = {name for part in PARTS for name in part.sources}
    in_columns = {leaf.path[0] for leaf in leaves(PartnershipMap) if leaf.column in SCALARS}

    assert {leaf.column for leaf in leaves(PartnershipMap)} >= SCALARS
    assert in_parts | in_columns == {each.name for each in fields(PartnershipMap)}
