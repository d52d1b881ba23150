"""Coming in by the live door when the database cannot say now who may."""

from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask, request

from partnerschap.application.ports import Busy, Seat, SeatKind
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.realtime.socket import LiveDoor

SEAT = Seat(MapId("map"), SeatKind.PARTICIPANT, ParticipantId("fatma"))


def busy(*_args: object) -> Any:
    raise Busy("a secret word")


@pytest.mark.parametrize(
    ("seat_of", "enter"), [(busy, lambda *_: True), (lambda *_: SEAT, busy)], ids=["the seat", "the map"]
)
def test_who_cannot_be_looked_up_now_is_refused_and_knocks_again(
    seat_of: Any, enter: Any, caplog: pytest.LogCaptureFixture
) -> None:
    app = Flask("door")
    app.extensions["partnerschap"] = SimpleNamespace(joining=SimpleNamespace(seat_of=seat_of))
    left: list[str] = []
    broadcaster: Any = SimpleNamespace(enter=enter, leave=left.append)
    door = LiveDoor(broadcaster, standard(), "toestel")
    with app.test_request_context("/?kaart=map", headers={"Cookie": "toestel=geheim"}):
        request.sid = "sid"  # type: ignore[attr-defined]  # as Flask-SocketIO does
        assert door.connect() is False
    assert left == ["sid"], "nothing of them stays in the room"
    assert "Busy" in caplog.text
    assert "secret" not in caplog.text
