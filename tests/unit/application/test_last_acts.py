"""What each person did last is remembered for a while, and no longer."""

from datetime import timedelta

import pytest

from partnerschap.application import last_acts
from partnerschap.application.last_acts import REMEMBERED_FOR, LastActs
from partnerschap.domain.commands import Actor
from partnerschap.domain.decisions.context import Done
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from tests.domain_kit import NOON, Table

MAP, ANN, BEN = MapId("map"), ParticipantId("ann"), ParticipantId("ben")
STATE = Table().state


def done(after: timedelta = timedelta(0)) -> Done:
    return Done(Actor(ANN), NOON + after, STATE, STATE)


def op(number: int) -> OperationId:
    return OperationId(f"op{number}")


def test_only_the_last_act_of_each_person_is_remembered() -> None:
    last = LastActs()
    first, second = done(), done()
    last.keep(MAP, ANN, op(1), first)
    last.keep(MAP, BEN, op(1), second)
    assert last.find(MAP, ANN, op(1)) is first
    assert last.find(MapId("elsewhere"), ANN, op(1)) is None
    last.keep(MAP, ANN, op(2), second)
    assert last.find(MAP, ANN, op(1)) is None
    assert last.find(MAP, ANN, op(2)) is second
    last.keep(MAP, ANN, op(3), None)
    assert last.find(MAP, ANN, op(2)) is None
    assert last.find(MAP, BEN, op(1)) is second


def test_what_was_done_long_ago_is_forgotten() -> None:
    last = LastActs()
    last.keep(MAP, ANN, op(1), done())
    last.keep(MAP, BEN, op(2), done(REMEMBERED_FOR))
    assert last.find(MAP, ANN, op(1)), "exactly so long ago"
    last.keep(MAP, BEN, op(3), done(REMEMBERED_FOR + timedelta(seconds=1)))
    assert last.find(MAP, ANN, op(1)) is None
    assert last.find(MAP, BEN, op(3))


def test_of_too_many_people_who_did_not_act_for_longest_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_acts, "REMEMBERED", 2)
    last = LastActs()
    for number, person in enumerate((ANN, BEN, ANN, ParticipantId("cas"))):
        last.keep(MAP, person, op(number), done())
    assert last.find(MAP, BEN, op(1)) is None
    assert last.find(MAP, ANN, op(2))
