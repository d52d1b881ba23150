"""Many people on one map, all behind one address, and people who come in while others write (SYNC.md)."""

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from partnerschap.application.pace import PERSON_BURST
from tests.e2e.support.server import Server
from tests.integration.live.seated import Seated, Seating
from tests.integration.live.tap import Tap

CROWD = 150
AT_ONCE = 2
"""Acts of each: together more than one person may do."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the settings that people have."""
    started = Server(tmp_path_factory.mktemp("crowd")).start()
    yield started
    started.stop()


def address(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def seats(server: Server, number: int) -> tuple[str, list[Seated]]:
    """Return a new map with so many people."""
    seating = Seating(f"sqlite:///{server.instance / 'partnerschap.db'}")
    made = seating.map_for(number)
    seating.close()
    return made


def park(screen: Tap, text: str) -> int:
    return screen.act(do="park", id=str(uuid4()), text=text)


def test_150_people_behind_one_address_all_get_in_and_all_are_heard(server: Server) -> None:
    """Seen to fail when `pace.waits` in `answers.py` was asked for everybody instead of for the person."""
    map_id, people = seats(server, CROWD)
    screens = [Tap(address(server), map_id, each.cookie) for each in people]
    assert CROWD * AT_ONCE > 2 * PERSON_BURST
    acts = [
        (screen, screen.begin_act(do="park", id=str(uuid4()), text=f"van {number}"))
        for number, screen in list(enumerate(screens)) * AT_ONCE
    ]
    answers = [screen.answer_to(act) for screen, act in acts]
    assert all(answer["ok"] for answer in answers)
    last = max(answer["seq"] for answer in answers)
    for screen in screens:
        screen.wait_for(last)
        screen.close()


class View:
    """The view of one connection, put together from what came in, without asking for anything."""

    def __init__(self) -> None:
        self.seq = -1
        self.view: dict[str, Any] = {}

    def take(self, name: str, data: dict[str, Any]) -> None:
        if name == "snapshot":
            self.seq, self.view = data["seq"], data["view"]
        elif name == "change":
            assert data["since"] <= self.seq, f"from {self.seq} on something is missing until {data['since']}"
            for key in data["del"]:
                self.view.pop(key, None)
            self.view |= data["set"]
            self.seq = max(self.seq, data["seq"])


@contextmanager
def writing_all_the_time(screen: Tap) -> Iterator[None]:
    """Let somebody put things on the parking place, one after the other."""
    over = threading.Event()

    def write() -> None:
        for number in itertools.count():
            if over.wait(0.02):
                return
            park(screen, f"gedachte {number % 50}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        over.set()
        writer.join()


@pytest.mark.parametrize("times", [40, pytest.param(1_000, marks=pytest.mark.soak)])
def test_who_comes_in_while_others_write_misses_nothing(server: Server, times: int) -> None:
    """Seen to fail when `enter` in `realtime/broadcast.py` added the viewer after `with room.lock`."""
    map_id, (nora, fatma) = seats(server, 2)
    writer = Tap(address(server), map_id, nora.cookie)
    with writing_all_the_time(writer):
        for _ in range(times):
            screen = Tap(address(server), map_id, fatma.cookie)
            screen.until(lambda screen=screen: len(screen.changes) > 1, "nothing came in")
            screen.close()
            view = View()
            for name, data in screen.everything():
                view.take(name, data)
            assert {key for key in view.view if key.startswith("parked/")}
    writer.close()


@pytest.mark.parametrize("number", [30, pytest.param(300, marks=pytest.mark.soak)])
def test_all_who_come_back_at_once_see_what_they_missed(server: Server, number: int) -> None:
    """Seen to fail when `_wire.send` of the snapshot in `realtime/broadcast.py` was left out."""
    map_id, people = seats(server, number)
    for screen in [Tap(address(server), map_id, each.cookie) for each in people]:
        screen.close()
    nora = Tap(address(server), map_id, people[0].cookie)
    last = max(park(nora, f"gemist {missed}") for missed in range(20))
    with ThreadPoolExecutor(number) as at_once:
        back = list(at_once.map(lambda each: Tap(address(server), map_id, each.cookie), people))
    for screen in back:
        screen.until(lambda screen=screen: bool(screen.events("snapshot")), "no snapshot")
        assert screen.events("snapshot")[0]["seq"] == last
        screen.close()
    nora.close()
