"""Sealed contracts on disk: one file for each version, whoever asks first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.domain.ids import MapId
from partnerschap.store import tables
from partnerschap.store.contract_files import SqlContractFiles
from partnerschap.store.maps import SqlMaps
from tests.integration.store.room import MAP, create

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)
FILE = b"%PDF-1.7 \x00\xff"


@pytest.fixture
def files(engine: Engine) -> SqlContractFiles:
    """The files of two maps, none yet."""
    maps = SqlMaps(engine)
    create(maps)
    create(maps, MapId("other"))
    return SqlContractFiles(engine)


def test_a_file_is_kept_as_it_was_made(files: SqlContractFiles) -> None:
    assert files.read(MAP, 1) is None
    assert files.keep(MAP, 1, FILE, NOW) == FILE

    assert files.read(MAP, 1) == FILE
    assert files.read(MAP, 2) is None
    assert files.read(MapId("other"), 1) is None


def test_the_first_file_of_a_version_stays(files: SqlContractFiles) -> None:
    files.keep(MAP, 1, FILE, NOW)

    assert files.keep(MAP, 1, b"another", NOW) == FILE
    assert files.read(MAP, 1) == FILE
    assert not files.knows(b"another")


def test_many_who_make_one_at_once_get_the_same(files: SqlContractFiles) -> None:
    with ThreadPoolExecutor(8) as pool:
        kept = set(pool.map(lambda number: files.keep(MAP, 1, b"%d" % number, NOW), range(8)))

    assert len(kept) == 1
    assert files.read(MAP, 1) in kept


def test_a_file_is_known_to_the_byte(files: SqlContractFiles) -> None:
    files.keep(MAP, 1, FILE, NOW)

    assert files.knows(FILE)
    assert not files.knows(FILE + b"\n")
    assert not files.knows(b"")


def test_files_go_with_their_map(files: SqlContractFiles, engine: Engine) -> None:
    files.keep(MAP, 1, FILE, NOW)
    with engine.begin() as connection:
        connection.execute(sa.delete(tables.maps).where(tables.maps.c.id == MAP))

    assert files.read(MAP, 1) is None
    assert not files.knows(FILE)
