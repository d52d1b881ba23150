"""What a live connection may say depends on who it is: facilitator, participant or wall, event by event."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
import websocket

from partnerschap.play.room import LiveRoom
from partnerschap.play.script import MapInfo, Person
from tests.e2e.support.server import Server
from tests.integration.live.tap import Tap

NORA = Person("nora", "Nora Willemsen", facilitator=True)
FATMA = Person("fatma", "Fatma Yılmaz", side="informal")
PARK = {"do": "park", "id": "11111111-0000-4000-8000-000000000001", "text": "een bankje"}


CANARY = "kanariewoord"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in practice mode."""
    started = Server(tmp_path_factory.mktemp("events")).start()
    yield started
    started.stop()


@pytest.fixture
def taps(server: Server) -> Iterator[dict[str, Tap]]:
    """A connection of each kind to one map."""
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


@pytest.mark.parametrize("name", ["connect", "disconnect", "message", "something_new"])
def test_a_name_that_is_no_event_of_a_clients_does_nothing(taps: dict[str, Tap], name: str) -> None:
    fatma = taps["fatma"]
    for _ in range(20):
        fatma.say(name, None)
        fatma.ask(name, None)
    assert fatma.answer_to(fatma.ask("act", {"op": f"after-{name}", **PARK}))["ok"], "still at the table"
    assert settled(fatma)["view"]
    assert len(fatma.events("snapshot")) == 1


@pytest.mark.parametrize(
    "messages",
    [
        ["42"],
        ["42["],
        ["42{}"],
        [f'42["{CANARY}'],
        [f'42["writing",{CANARY}'],
        ["42[" + "[" * 100_000],
        ['42["writing",' + "[" * 100_000],
        [r'42["\u0063onnect"]'],
        ["42/elders,[]"],
        ["40"],
        ["41"],
        [f'43["{CANARY}"]'],
        ["44"],
        ['451-["connect",{"_placeholder":true,"num":0}]', b"x"],
        ["4x"],
        [b"x"],
    ],
    ids=lambda messages: str(messages[0])[:16],
)
def test_what_is_no_message_ends_its_connection_and_leaves_a_line_at_most(
    server: Server, taps: dict[str, Tap], messages: list[str | bytes]
) -> None:
    fatma = taps["fatma"]
    fatma.until(lambda: bool(fatma.events("snapshot")), "not in")
    before = server.log.read_text()
    with suppress(OSError, websocket.WebSocketException):  # it may be over before all is said
        for message in messages * 20:
            fatma.send(message)
    fatma.until(lambda: not fatma.is_open, "still connected")
    assert len(fatma.events("snapshot")) == 1
    assert settled(taps["nora"])["view"], "and no other"
    told = server.log.read_text().removeprefix(before)
    assert len(told.splitlines()) <= 1, told
    assert CANARY not in told


@pytest.mark.parametrize("who", ["fatma", "wall"])
@pytest.mark.parametrize("arguments", ['{"do":[]},{}', '{"do":[]},{},{}', "", "null", "1"])
def test_an_act_that_is_none_is_an_invalid_value(
    server: Server, taps: dict[str, Tap], who: str, arguments: str
) -> None:
    before = server.log.read_text()
    said = f",{arguments}" if arguments else ""
    taps[who].send(f'42900["act"{said}]')
    expected = "invalid_value" if who == "fatma" else "not_joined"
    assert taps[who].answer_to(900)["code"] == expected
    for event in ("catch_up", "writing", "timer", "turn"):
        taps[who].send(f'42["{event}"{said}]')
    assert settled(taps[who])["view"]
    assert server.log.read_text() == before
