"""Two workers on one PostgreSQL, with Redis between them: people of one map are on both (SYNC.md, rule 6).

Seen to fail without `self._relay.say` of `changed` in `realtime/fellows.py` (screens stayed behind until the
next beat), and without `missed` and `extendleft` in `realtime/relay.py`, either of which is enough (what
happened while Redis was away stayed unseen). What no worker heard of at all comes with the beat: seen to fail
without `_look_at_doors` in `realtime/broadcast.py`.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.e2e.support.server import SECRET, Server
from tests.integration.conftest import connect
from tests.integration.live.seated import Seating
from tests.integration.live.simulation import SETTINGS, check_journals, rooms_for, simulate
from tests.integration.live.tap import Tap
from tests.integration.redis import Redis

pytestmark = pytest.mark.postgres


@dataclass
class House:
    """Two workers with what they share."""

    database: str
    redis: Redis
    workers: list[Server]

    @property
    def addresses(self) -> list[str]:
        return [f"http://127.0.0.1:{worker.port}" for worker in self.workers]


@pytest.fixture(scope="module")
def house(postgres_address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Two processes that serve one installation."""
    database = postgres_address.format(name="template1")
    redis = Redis().start()
    settings = {**SETTINGS, "DATABASE_URL": database, "REDIS_URL": redis.address, "SECRET_KEY": SECRET}
    started = House(database, redis, [])
    try:
        for name in ("one", "two"):
            started.workers.append(Server(tmp_path_factory.mktemp(name), settings).start())
        yield started
    finally:
        for worker in started.workers:
            worker.stop()
        redis.stop()


@pytest.fixture
def pair(house: House) -> Iterator[tuple[Tap, Tap]]:
    """A facilitator at the first worker, and somebody of their map at the second."""
    seating = Seating(house.database)
    map_id, people = seating.map_for(2)
    seating.close()
    first, second = (
        Tap(address, map_id, each.cookie) for address, each in zip(house.addresses, people, strict=True)
    )
    yield first, second
    first.close()
    second.close()


def park(screen: Tap, text: str) -> int:
    """Put something on the parking place; return its number."""
    return screen.act(do="park", id=str(uuid4()), text=text)


@pytest.mark.parametrize(
    "seeds", [range(8), pytest.param(range(8, 300), marks=pytest.mark.soak)], ids=["8", "292"]
)
def test_people_at_two_workers_lose_nothing_and_see_the_same(
    house: House, seeds: range, tmp_path: Path
) -> None:
    simulate(tmp_path, house.addresses, rooms_for(house.database, seeds))
    engine = connect(house.database)
    check_journals(engine)
    engine.dispose()


def test_what_happens_at_one_worker_is_seen_at_the_other(pair: tuple[Tap, Tap]) -> None:
    nora, fatma = pair
    for sender, reader in ((nora, fatma), (fatma, nora)):
        reader.wait_for(park(sender, "gedachte"))


def test_what_happened_while_redis_was_away_is_seen_when_it_is_back(
    house: House, pair: tuple[Tap, Tap]
) -> None:
    nora, fatma = pair
    house.redis.stop()
    try:
        for _ in range(2):  # a beat may come in that very moment and show it, but not again so soon
            seq = park(nora, "zonder Redis")
            time.sleep(0.5)
            seen = any(change["seq"] >= seq for change in fatma.changes)
            if not seen:
                break
        assert not seen
    finally:
        house.redis.start()
    fatma.wait_for(seq)


def test_who_is_there_and_who_writes_is_known_at_both(pair: tuple[Tap, Tap]) -> None:
    def last(screen: Tap, what: str) -> Any:
        said = screen.events("presence")
        return said[-1][what] if said else None

    nora, fatma = pair
    for screen in pair:
        screen.until(lambda screen=screen: len(last(screen, "online") or ()) == len(pair), "nobody there")
    fatma.say("writing", {"step": "values", "prompt": "success"})
    nora.until(lambda: len(last(nora, "writing")) == 1, "nobody writes")
    nora.say("timer", {"minutes": 5})
    fatma.until(lambda: last(fatma, "timer")["ends_at"] is not None, "no timer")
    fatma.close()
    nora.until(lambda: len(last(nora, "online")) == 1, "who left is still there")


def test_who_leaves_at_one_worker_is_hung_up_at_the_other(house: House, pair: tuple[Tap, Tap]) -> None:
    _nora, fatma = pair
    elsewhere = Tap(house.addresses[0], fatma.map_id, fatma.cookie)
    elsewhere.until(lambda: bool(elsewhere.events("snapshot")), "not in")
    fatma.act(do="leave")
    elsewhere.until(lambda: not elsewhere.is_open, "still connected")
    elsewhere.close()


def test_a_seat_and_a_code_that_changed_unheard_are_noticed_when_redis_is_back(house: House) -> None:
    seating = Seating(house.database)
    map_id, (nora, fatma) = seating.map_for(2)
    desk, wall, phone = (
        Tap(house.addresses[1], map_id, who.cookie, wall=on_wall)
        for who, on_wall in ((nora, False), (nora, True), (fatma, False))
    )
    for each in (desk, wall, phone):
        each.until(lambda each=each: bool(each.events("snapshot")), "not in")
    seating.forget(fatma, map_id)
    code = seating.renew_code(map_id)
    seating.close()
    house.redis.stop()
    house.redis.start()
    phone.until(lambda: not phone.is_open, "still connected")
    assert phone.events("bye") == [{"code": "not_joined"}]
    for each in (desk, wall):
        each.until(lambda each=each: code in str(each.changes), "the old code stands there")
        assert each.is_open
    for each in (desk, wall, phone):
        each.close()


def test_one_command_starts_several_workers_behind_one_port(house: House, tmp_path: Path) -> None:
    settings = {**house.workers[0].settings, "WORKERS": "2"}
    server = Server(tmp_path, settings).start()
    seating = Seating(house.database)
    map_id, people = seating.map_for(8)
    seating.close()
    # Each new connection goes to whichever worker takes it: with sixteen, both have some.
    screens = [Tap(f"http://127.0.0.1:{server.port}", map_id, each.cookie) for each in people * 2]
    seqs = [park(screen, "gedachte") for screen in screens]
    for screen in screens:
        screen.wait_for(max(seqs))
        screen.close()
    server.stop()
