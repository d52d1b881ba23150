"""What is erased is nowhere in the files of an installation any more, at once: a canary is searched (D4)."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.engine import Engine

from partnerschap import wiring
from partnerschap.application.erasing import Erasing
from partnerschap.cli import group
from partnerschap.config import Settings
from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Actor
from partnerschap.domain.decide import decide
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.kinds import Side
from partnerschap.domain.refusals import Refusal
from partnerschap.store import maps as store_maps
from partnerschap.store import tables
from partnerschap.store.engine import Database
from partnerschap.store.maps import SqlMaps
from tests.fakes import FakeChance
from tests.integration.conftest import connect
from tests.integration.store.room import ADA, CLOCK, MAP, Device, begun, create

BEN = ParticipantId("ben")
CANARY = "kanarievogel"


@pytest.fixture
def served(tmp_path: Path, sqlite_template: Path) -> Iterator[Engine]:
    """A database in a file, with the connections of an app that goes on."""
    shutil.copyfile(sqlite_template, tmp_path / "partnerschap.db")
    engine = connect(f"sqlite:///{tmp_path / 'partnerschap.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def maps(served: Engine) -> SqlMaps:
    """Ben's name is the canary, and so is all that Ada parks; another map grows between.

    With these dice SQLite leaves a copy of the canary between the rows of a page that it had split.
    """
    maps = SqlMaps(served)
    state = begun()
    events = decide(state, cmd.Join(BEN, CANARY, side=Side.INFORMAL), Actor(BEN), CLOCK.now())
    assert not isinstance(events, Refusal)
    assert maps.create(evolve_all(state, events), CLOCK.now())
    create(maps, MapId("other"))
    device, other, dice = Device(maps), Device(maps, MapId("other"), "other"), random.Random(25)  # noqa: S311 -- any row of numbers will do
    for number in range(80):
        kind = dice.random()
        if kind < 0.6:
            device.park(CANARY + "x" * dice.randint(0, 580), item=f"item{number}")
        elif kind < 0.8:
            other.park("y" * dice.randint(1, 580))
        else:
            device.act("remove", entry=f"item{dice.randint(0, number)}")
    return maps


@pytest.fixture
def command(served: Engine, tmp_path: Path) -> Callable[..., Result]:
    """Run a command of the operator beside the app."""
    env = {"PARTNERSCHAP_DATABASE_URL": str(served.url), "PARTNERSCHAP_INSTANCE": str(tmp_path)}
    return lambda *words: CliRunner().invoke(group, list(words), env=env)


def found_in(folder: Path) -> set[str]:
    """The files in which the canary can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return {path.name for path in files if CANARY.encode() in path.read_bytes()}


def erase_everybody(maps: SqlMaps) -> None:
    for person in (BEN, ADA):
        assert Erasing(maps, CLOCK, FakeChance())(MAP, person) is None


def test_directly_after_somebody_erased_themselves_no_file_has_their_words(
    maps: SqlMaps, tmp_path: Path
) -> None:
    assert found_in(tmp_path)
    erase_everybody(maps)
    assert found_in(tmp_path) == set()


def test_of_a_large_file_the_log_is_emptied_and_a_cleaning_does_the_rest(
    maps: SqlMaps, command: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(store_maps, "WRITTEN_ANEW", 0)
    erase_everybody(maps)
    assert found_in(tmp_path) <= {"partnerschap.db"}
    assert command("cleanup").exit_code == 0
    assert found_in(tmp_path) == set()


def test_who_reads_meanwhile_does_not_hinder_an_erasure_and_the_next_beat_overwrites(
    served: Engine, maps: SqlMaps, tmp_path: Path
) -> None:
    with Database(served).reading() as connection:
        connection.execute(sa.select(tables.parked)).all()
        erase_everybody(maps)
        maps.beat()
        assert found_in(tmp_path)  # the reader still sees what was
    maps.beat()
    assert found_in(tmp_path) == set()


def test_a_disk_that_fails_meanwhile_hinders_no_erasure(
    served: Engine, maps: SqlMaps, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr("partnerschap.store.engine._EMPTY_THE_LOG", "PRAGMA wal_checkpoint(TRUNCATE")
        erase_everybody(maps)
        assert found_in(tmp_path)
    maps.beat()
    assert found_in(tmp_path) == set()
    # The connection waits as long for a lock as before.
    with Database(served).reading() as connection:
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one() == 5000


def test_after_the_commands_no_file_has_the_words_although_the_app_goes_on(
    maps: SqlMaps, command: Callable[..., Result], tmp_path: Path
) -> None:
    for person in (BEN, ADA):
        assert command("erase", MAP, person, "--yes").exit_code == 0
    assert found_in(tmp_path) == set()
    assert maps.read(MAP) is not None


def test_after_cleaning_up_no_file_has_the_words(
    served: Engine, maps: SqlMaps, command: Callable[..., Result], tmp_path: Path
) -> None:
    with served.begin() as connection:
        connection.execute(
            sa.update(tables.maps)
            .where(tables.maps.c.id == MAP)
            .values(touched_at=CLOCK.now().replace(year=1999))
        )
    assert command("cleanup").output == f"{MAP}\nGewist: 1.\n"
    assert found_in(tmp_path) == set()
    assert maps.read(MAP) is None


def test_the_app_empties_at_its_beat_what_an_earlier_run_had_to_leave(
    served: Engine, maps: SqlMaps, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hearts: list[Any] = []
    monkeypatch.setattr(wiring, "keep_beating", lambda _socketio, *more: hearts.extend(more))
    with Database(served).reading() as connection:
        connection.execute(sa.select(tables.parked)).all()
        erase_everybody(maps)
    assert found_in(tmp_path)
    env = {"PARTNERSCHAP_DATABASE_URL": str(served.url), "PARTNERSCHAP_INSTANCE": str(tmp_path)}
    wiring.build_app(Settings.from_env(env))
    for each in hearts:
        each.beat()
    assert found_in(tmp_path) == set()


def test_a_command_says_what_somebody_who_reads_keeps_and_the_next_cleaning_takes_it(
    served: Engine,
    maps: SqlMaps,
    command: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("partnerschap.keeping_commands.TRIES", 1)
    with Database(served).reading() as connection:
        connection.execute(sa.select(tables.parked)).all()
        for person in (BEN, ADA):
            told = command("erase", MAP, person, "--yes")
            assert told.exit_code == 0
        assert "partnerschap cleanup" in told.output
        assert found_in(tmp_path)
    assert command("cleanup").output == "Gewist: 0.\n"
    assert found_in(tmp_path) == set()
    assert maps.read(MAP) is not None
