"""What a live connection may say depends on who it is: facilitator, participant or wall, event by event."""

from collections.abc import Iterator

import pytest

from partnerschap.play.room import LiveRoom
from partnerschap.play.script import MapInfo, Person
from tests.e2e.support.server import Server
from tests.integration.live.tap import Tap

NORA = Person("nora", "Nora Willemsen", facilitator=True)
FATMA = Person("fatma", "Fatma Yılmaz", side="informal")
PARK = {"do": "park", "id": "11111111-0000-4000-8000-000000000001", "text": "een bankje"}


@pytest.fixture
def taps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Tap]]:
    """A connection of each kind to one map."""
    server = Server(tmp_path_factory.mktemp("events")).start()
    room = LiveRoom(f"http://127.0.0.1:{server.port}")
    nora = room.begin(MapInfo("Het plein", "ons plein", "partnership", "short"), NORA)
    fatma = room.new_device(FATMA)
    assert fatma.join(FATMA, nora.view["join"]["code"]).accepted
    wall = room.open_wall()
    found = {"nora": Tap.beside(nora), "fatma": Tap.beside(fatma), "wall": Tap.beside(wall, wall=True)}
    yield found
    for tap in found.values():
        tap.close()
    room.close()
    server.stop()


def settled(tap: Tap) -> dict[str, object]:
    """Catch up: what this connection said before is done then, because its events keep their order."""
    return tap.answer_to(tap.ask("catch_up", {"since": -1}))


def test_each_event_is_for_its_role_alone(taps: dict[str, Tap]) -> None:
    nora, fatma, wall = taps["nora"], taps["fatma"], taps["wall"]
    for tap in (fatma, wall):
        tap.say("timer", {"minutes": 5})
        tap.say("turn", {"back": False})
    wall.say("writing", {"step": "values", "prompt": "success"})
    assert settled(fatma)["view"]
    assert settled(wall)["view"], "a wall catches up too"
    told = [
        event
        for event in nora.events("presence")
        if event["timer"]["ends_at"] or event["turned"] or event["writing"]
    ]
    assert told == []

    fatma.say("writing", {"step": "values", "prompt": "success"})
    nora.until(
        lambda: any(event["writing"] for event in nora.events("presence")), "nobody was told who writes"
    )
    nora.say("timer", {"minutes": 5})
    nora.say("turn", {"back": False})
    wall.until(lambda: any(event["turned"] for event in wall.events("presence")), "the wall did not turn")
    assert wall.events("presence")[-1]["timer"]["ends_at"]

    assert wall.answer_to(wall.ask("act", {"op": "o1", **PARK}))["code"] == "not_joined"
    assert fatma.answer_to(fatma.ask("act", {"op": "o2", "do": "pause"}))["code"] == "facilitator_only"
    assert fatma.answer_to(fatma.ask("act", {"op": "o3", **PARK}))["ok"]
