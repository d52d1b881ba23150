"""The real server and the real client over a network that delays, drops, doubles and overtakes (SYNC.md).

Two to fourteen people write, change, throw away, note and reword while pages die and come back, networks go
away, and the facilitator reveals and closes under their hands. The client is that of the browsers without its
screen. What must hold afterwards is asked in `tests/js/simulation/room.js` and `check_journals`. A seed fixes
what people do and what becomes of their messages; the clock is the machine's.

Seen to fail without:
- `if known is not None` in `application/submit.py`: what was done came back as if it was not;
- `this.#keep.put` and `!taken.has(item.lane)` in `live/queue.js`: words went with a page, or overtook others;
- `this.tray.take` and `returned` in `page.js`: what was refused was nowhere;
- `base == entry.texts` in `decisions/rewording.py`: a word of another was eaten;
- `STEP_CLOSED` in `decisions/context.py`: 316 acts came in after a close;
- `open=revealed and not command.private` in `decisions/own.py`: others saw a late slip;
- `change.since > state.seq` and `isStale` in `live/store.js`: views differed, or stayed behind.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from partnerschap.store.engine import WAIT_SECONDS
from tests.e2e.support.server import Server
from tests.integration.conftest import connect
from tests.integration.live.simulation import SETTINGS, check_journals, rooms_for, simulate
from tests.integration.live.tap import Tap

Rooms = list[dict[str, Any]]
Trouble = Callable[[Server, Rooms], None]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on SQLite."""
    started = Server(tmp_path / "instance", SETTINGS).start()
    yield started
    started.stop()


def play(server: Server, seeds: range, trouble: Trouble = lambda _server, _rooms: None) -> None:
    """Play one room for each seed; nothing is lost, doubled, shown too early or accepted too late."""
    database = f"sqlite:///{server.instance / 'partnerschap.db'}"
    rooms = rooms_for(database, seeds)
    address = f"http://127.0.0.1:{server.port}"
    simulate(server.instance, [address], rooms, lambda: trouble(server, rooms))
    engine = connect(database)
    check_journals(engine)
    engine.dispose()


def many(few: int, soak: int) -> pytest.MarkDecorator:
    """So many rooms in the suite, and so many others in `make soak`."""
    return pytest.mark.parametrize(
        "seeds", [range(few), pytest.param(range(few, few + soak), marks=pytest.mark.soak)], ids=[few, soak]
    )


@many(50, 1_000)
def test_no_word_is_lost_none_doubled_all_see_the_same_and_nothing_comes_after_a_close(
    server: Server, seeds: range
) -> None:
    play(server, seeds)


def killed(server: Server, _rooms: Rooms) -> None:
    """The power fails, twice."""
    for _ in range(2):
        time.sleep(0.7)
        server.kill()
        server.start()


@many(6, 200)
def test_a_server_that_is_killed_in_the_middle_loses_nothing(server: Server, seeds: range) -> None:
    """What protects is that `answered` in `_carry_out` of `application/submit.py` comes after the commit.

    Without that a kill has a few milliseconds to lose an act, too few to be seen here each time: the order
    itself is held by `test_each_map_is_answered_when_its_own_viewers_were_told`, which was seen to fail.
    """
    play(server, seeds, killed)


def locked(seconds: float) -> Trouble:
    """Nobody can write for so long: longer than a write waits, so that it is answered with `busy`."""

    def lock(server: Server, rooms: Rooms) -> None:
        time.sleep(0.7)
        other = sqlite3.connect(server.instance / "partnerschap.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        someone = Tap(f"http://127.0.0.1:{server.port}", rooms[0]["map"], rooms[0]["seats"][0]["cookie"])
        act = someone.begin_act(do="park", id=str(uuid4()), text="tevergeefs")
        answer = someone.answer_to(act, 6 * WAIT_SECONDS)  # what came before waited as long, each in its turn
        someone.close()
        assert (answer["ok"], answer["code"]) == (False, "busy")
        time.sleep(max(0.0, seconds - (time.monotonic() - begun)))
        other.close()

    return lock


@pytest.mark.parametrize(
    ("seeds", "seconds"),
    [(range(3), WAIT_SECONDS + 1.0), pytest.param(range(3, 60), 30.0, marks=pytest.mark.soak)],
    ids=["6s", "30s"],
)
def test_a_database_that_is_away_for_a_while_loses_nothing(
    server: Server, seeds: range, seconds: float
) -> None:
    """Seen to fail when `Busy` in `answers.py` was answered as an acceptance."""
    play(server, seeds, locked(seconds))
