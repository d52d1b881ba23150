"""A timeline is read from the journal once, and then only what came since."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

import pytest

from partnerschap.application import timelines
from partnerschap.application.acts import ACTS
from partnerschap.application.timelines import PASSED_OVER, REMEMBERED_FOR, Timelines
from partnerschap.domain.events import Began
from partnerschap.domain.ids import MapId
from partnerschap.domain.timeline import Happened
from tests.domain_kit import Table
from tests.fakes import FakeClock

MAP = MapId("map")


@dataclass
class FakeJournal:
    """A journal in memory that remembers what it was asked."""

    kept: list[Happened]
    asked: list[int] = field(default_factory=list)

    def lines(self, map_id: MapId, *, after: int, without: Collection[str]) -> Iterator[Happened]:
        assert map_id
        assert without == PASSED_OVER
        self.asked.append(after)
        yield from (line for line in self.kept if line.seq > after)


@pytest.fixture
def table() -> Table:
    table = Table()
    table.note("ann", text="we koken samen")
    return table


def test_what_was_read_before_is_not_read_again(table: Table) -> None:
    journal = FakeJournal(table.journal)
    made = Timelines(journal, FakeClock())
    first = made.of(MAP)
    assert made.of(MAP) is first
    table.note("ben", text="iedereen telt")
    assert len(made.of(MAP).moments) == len(first.moments) + 1
    assert journal.asked == [-1, first.seq, first.seq]


def test_after_a_while_it_is_read_anew(table: Table) -> None:
    journal, clock = FakeJournal(table.journal), FakeClock()
    made = Timelines(journal, clock)
    first = made.of(MAP)
    journal.kept = [replace(line, events=None) for line in table.journal]
    clock.forward(seconds=REMEMBERED_FOR.total_seconds() - 1)
    assert made.of(MAP) == first
    clock.forward(seconds=1)
    assert [moment.what.value for moment in made.of(MAP).moments] == ["erased"]


def test_a_journal_that_begins_anew_is_read_anew_at_once(table: Table) -> None:
    journal = FakeJournal(list(table.journal))
    made = Timelines(journal, FakeClock())
    assert "we koken samen" in repr(made.of(MAP))
    erased = [replace(line, events=None) for line in table.journal]
    emptied = replace(table.state, joint={})
    journal.kept = [*erased, Happened(len(erased), table.now, (Began(emptied),))]
    assert [moment.what.value for moment in made.of(MAP).moments] == ["erased", "began"]
    assert "we koken samen" not in repr(made.of(MAP))


def test_a_few_maps_are_remembered(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timelines, "REMEMBERED", 2)
    journal = FakeJournal(table.journal)
    made = Timelines(journal, FakeClock())
    for name in ("a", "b", "a", "c", "a", "b"):
        made.of(MapId(name))
    assert [after for after in journal.asked if after == -1] == [-1] * 4


def test_what_is_passed_over_are_acts() -> None:
    assert ACTS.keys() >= PASSED_OVER
