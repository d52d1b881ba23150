"""Backup and restore: whole while people write, all or nothing, and what was erased stays erased (D9)."""

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy.engine import Engine

from partnerschap import alone, keeping_commands
from partnerschap.application.erasing import Erasing
from partnerschap.cli import group
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.extensions import db
from partnerschap.store import backup, rebuild, schema, tables
from partnerschap.store.backup import BackupError, back_up
from partnerschap.store.maps import SqlMaps
from tests.fakes import FakeChance, FakeClock
from tests.integration.conftest import connect
from tests.integration.store.room import ADA, CLOCK, MAP, Device, create, rows
from tests.integration.store.test_keeping import BEN, OTHER, full_map

WRITERS = 3
KILLED = """
import sys
from partnerschap.store import restoring
real = restoring.on_disk
def on_disk(path):
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
restoring.on_disk = on_disk
from partnerschap.cli import main
sys.argv = ["partnerschap", "restore", sys.argv[1], "--replace"]
main()
"""


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch) -> FakeClock:
    """The clock of the commands: that of the room."""
    clock = FakeClock(CLOCK.now())
    monkeypatch.setattr(keeping_commands, "SystemClock", lambda: clock)
    return clock


class Operator:
    """Who runs the commands on one installation."""

    def __init__(self, address: str, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.env = {"PARTNERSCHAP_DATABASE_URL": address, "PARTNERSCHAP_INSTANCE": str(folder)}

    def __call__(self, *words: str | Path, typed: str = "") -> Result:
        return CliRunner().invoke(group, [str(word) for word in words], input=typed, env=self.env)

    def done(self, *words: str | Path) -> str:
        told = self(*words)
        assert told.exit_code == 0, (told.output, told.exception)
        return told.output


@pytest.fixture
def operator(address: str, tmp_path: Path, at_noon: FakeClock) -> Operator:
    assert at_noon
    return Operator(address, tmp_path / "instance")


def everything(engine: Engine, *without: sa.Table) -> dict[str, list[str]]:
    """All rows of all tables."""
    return {
        table.name: sorted(map(str, rows(engine, table)))
        for table in db.metadata.sorted_tables
        if table not in without
    }


def test_what_was_kept_comes_back_as_it_was(operator: Operator, engine: Engine, tmp_path: Path) -> None:
    full_map(engine)
    before, file = everything(engine), tmp_path / "kept"
    assert "Kaarten: 1" in operator.done("backup", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    Device(SqlMaps(engine), name="later").park("Na de reservekopie")
    create(SqlMaps(engine), OTHER)
    engine.dispose()

    refused = operator("restore", file)
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert rebuild.every_map(engine) in ([MAP, OTHER], [OTHER, MAP])
    engine.dispose()

    assert "Kaarten: 1. Anders dan hun logboek: 0." in operator.done("restore", file, "--replace")
    assert everything(engine) == before
    assert [each.name for each in tmp_path.rglob(".partnerschap-*")] == []
    assert Device(SqlMaps(engine), name="later").park("En verder").refusal is None
    assert rebuild.compare(engine, MAP) == []


def test_a_backup_of_one_database_can_be_put_on_the_other(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    Operator(elsewhere, tmp_path / "new").done("restore", tmp_path / "kept")
    assert everything(connect(elsewhere)) == everything(engine)


@pytest.mark.parametrize("rounds", [2, pytest.param(40, marks=pytest.mark.soak)])
def test_a_backup_that_is_made_while_many_write_restores_to_a_whole_state(
    new_engine: Callable[[], Engine], tmp_path: Path, rounds: int
) -> None:
    engine, written = new_engine(), []
    full_map(engine)
    stop = threading.Event()

    def write(name: str, maps: SqlMaps) -> None:
        device = Device(maps, name=name)
        while not stop.is_set():
            written.append(device.park("Bank maken " * 20).refusal)

    writers = [
        threading.Thread(target=write, args=(f"device{number}", SqlMaps(new_engine())))
        for number in range(WRITERS)
    ]
    for writer in writers:
        writer.start()
    try:
        for number in range(rounds):
            already = len(written)
            while len(written) < already + WRITERS:
                stop.wait(0.001)
            assert back_up(engine, tmp_path / f"kept{number}", CLOCK.now()) == 1
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert set(written) == {None}

    seqs = []
    for number in range(rounds):
        kept = connect(f"sqlite:///{tmp_path / f'kept{number}'}")
        assert rebuild.compare(kept, MAP) == []
        stored = SqlMaps(kept).read(MAP)
        assert stored is not None
        seqs.append(stored.seq)
        kept.dispose()
    assert seqs == sorted(set(seqs))


def test_what_was_erased_since_stays_erased(
    operator: Operator, engine: Engine, tmp_path: Path, at_noon: FakeClock
) -> None:
    full_map(engine)
    full_map(engine, OTHER)
    operator.done("backup", tmp_path / "kept")
    at_noon.forward(days=1)
    assert operator("erase", MAP, BEN, typed="n\n").exit_code == 1
    operator.done("erase", MAP, BEN, "--yes")
    at_noon.forward(days=800)
    with engine.begin() as connection:
        fresh = sa.update(tables.maps).where(tables.maps.c.id == MAP).values(touched_at=at_noon.now())
        connection.execute(fresh)
    assert operator.done("cleanup", "--dry-run").splitlines() == [OTHER, "Zou wissen: 1."]
    # The ledger of a year is too short for so late a cleaning: the operator keeps backups longer.
    operator.env["PARTNERSCHAP_BACKUP_MONTHS"] = "40"
    assert operator.done("cleanup").splitlines() == [OTHER, "Gewist: 1."]
    ledger = operator.done("erased")
    engine.dispose()

    operator.done("restore", tmp_path / "kept", "--replace")
    stored = SqlMaps(engine).read(MAP)
    assert stored is not None
    assert stored.state.people[BEN].erased
    assert SqlMaps(engine).read(OTHER) is None
    told = everything(engine)
    assert "Bakker" not in str(told)
    assert len(told["erasures"]) == 2
    assert rebuild.compare(engine, MAP) == []
    assert operator.done("erased") == ledger

    # A machine that was lost with all it held: the list that the operator kept does the same.
    (tmp_path / "ledger").write_text(ledger)
    fresh_address = f"sqlite:///{tmp_path}/fresh.db"
    new = Operator(fresh_address, tmp_path / "new")
    new.env["PARTNERSCHAP_BACKUP_MONTHS"] = "40"
    new.done("restore", tmp_path / "kept", "--erased", tmp_path / "ledger")
    assert "Bakker" not in str(everything(connect(fresh_address)))
    assert new.done("erased") == ledger


def test_a_backup_that_is_older_than_the_ledger_reaches_is_refused(
    operator: Operator, engine: Engine, tmp_path: Path, at_noon: FakeClock
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    at_noon.forward(days=370)
    engine.dispose()
    refused = operator("restore", tmp_path / "kept", "--replace")
    assert refused.exit_code == 2
    assert "BACKUP_MONTHS" in refused.output


def test_what_is_no_backup_or_is_damaged_changes_nothing(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    kept = tmp_path / "kept"
    operator.done("backup", kept)
    assert operator("backup", kept).exit_code == 2  # it never takes the place of another
    before, whole = everything(engine), kept.read_bytes()
    engine.dispose()
    empty = connect(f"sqlite:///{tmp_path}/empty.db")
    schema.upgrade(empty)
    empty.dispose()
    (tmp_path / "words").write_text("geen database")
    (tmp_path / "half").write_bytes(whole[: len(whole) // 2])
    middle = len(whole) // 2 // 4096 * 4096
    (tmp_path / "holed").write_bytes(whole[:middle] + b"\xff" * 4096 + whole[middle + 4096 :])
    for name in ("empty.db", "words", "half", "holed"):
        refused = operator("restore", tmp_path / name, "--replace")
        assert (refused.exit_code, refused.exception.__class__) == (2, SystemExit), (name, refused.output)
    (tmp_path / "list").write_text("zomaar een regel\n")
    assert operator("restore", kept, "--replace", "--erased", tmp_path / "list").exit_code == 2
    assert everything(engine) == before
    assert [each.name for each in tmp_path.rglob(".partnerschap-*")] == []


def test_a_backup_of_an_earlier_version_is_brought_up_and_one_of_a_later_is_refused(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    before = everything(engine, tables.erasures)
    kept = connect(f"sqlite:///{tmp_path}/kept")
    schema.downgrade(kept, "0005")
    kept.dispose()
    engine.dispose()
    operator.done("restore", tmp_path / "kept", "--replace")
    assert everything(engine, tables.erasures) == before
    engine.dispose()
    with kept.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    kept.dispose()
    assert isinstance(operator("restore", tmp_path / "kept", "--replace").exception, schema.SchemaError)
    assert everything(engine, tables.erasures) == before


def test_nothing_is_put_back_under_a_running_server(
    operator: Operator, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    before = everything(engine)
    with engine.connect() as busy:  # of a process that has no lock, as several with Redis
        busy.execute(sa.select(tables.maps)).all()
        refused = operator("restore", tmp_path / "kept", "--replace")
        assert refused.exit_code == 2
        assert "in gebruik" in refused.output
    monkeypatch.setattr(alone, "PATIENCE", 0.0)
    holder = "import sys; from pathlib import Path; from partnerschap import alone;"
    holder += " held = alone.hold(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(operator.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"held\n"
        refused = operator("restore", tmp_path / "kept", "--replace")
        server.communicate()
    assert "al in gebruik" in str(refused.exception)
    assert everything(engine) == before


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)  # of a file; a server sees to this itself
def test_a_restore_that_is_killed_leaves_the_old_state(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    Device(SqlMaps(engine), name="later").park("Na de reservekopie")
    before = everything(engine)
    engine.dispose()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "kept")],
        env={**os.environ, **operator.env, "PARTNERSCHAP_BACKUP_MONTHS": "120"},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert everything(engine) == before
    assert rebuild.compare(engine, MAP) == []


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)  # of a file; a server sees to this itself
def test_a_database_that_cannot_be_read_is_not_replaced_unseen(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    operator.done("backup", tmp_path / "kept")
    engine.dispose()
    path = Path(engine.url.database or "")
    path.write_bytes(b"kapot" * 1000)
    refused = operator("restore", tmp_path / "kept", "--replace")
    assert refused.exit_code == 2
    assert "--erased" in refused.output
    path.unlink()
    operator.done("restore", tmp_path / "kept")


def test_a_file_that_came_meanwhile_is_not_replaced(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_map(engine)
    kept = tmp_path / "kept"

    def slowly(path: Path) -> None:
        assert path.parent == tmp_path
        kept.write_text("van een ander")

    monkeypatch.setattr(backup, "on_disk", slowly)
    with pytest.raises(BackupError):
        back_up(engine, kept, CLOCK.now())
    assert kept.read_text() == "van een ander"
    assert [each.name for each in tmp_path.glob(".partnerschap-*")] == []


def test_what_is_kept_of_somebody_is_written_for_the_operator_to_hand_over(
    operator: Operator, engine: Engine, tmp_path: Path
) -> None:
    full_map(engine)
    operator.done("export", MAP, ADA, tmp_path / "ada.json")
    assert stat.S_IMODE((tmp_path / "ada.json").stat().st_mode) == 0o600
    found = json.loads((tmp_path / "ada.json").read_text())
    assert [(each["kind"], each["text"]) for each in found["words"]] == [("parked", "Bank maken")]
    assert operator("export", MAP, ADA, tmp_path / "ada.json").exit_code == 2
    assert operator("export", MAP, "nobody", tmp_path / "other.json").exit_code == 1


def test_who_is_unknown_cannot_be_erased(operator: Operator, engine: Engine) -> None:
    full_map(engine)
    assert operator("erase", MapId("nowhere"), BEN, "--yes").exit_code == 1
    assert operator("erase", MAP, ParticipantId("nobody"), "--yes").exit_code == 1
    assert Erasing(SqlMaps(engine), CLOCK, FakeChance())(MAP, BEN) is None
