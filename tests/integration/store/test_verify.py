"""`partnerschap verify`: the tables say what the journal says, or it names the map and the field."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from partnerschap.cli import group
from partnerschap.store import schema, tables
from partnerschap.store.engine import engine_options
from partnerschap.store.maps import SqlMaps
from tests.integration.store.room import MAP, Device, create


@pytest.fixture
def engine(tmp_path: Path) -> sa.Engine:
    address = f"sqlite:///{tmp_path / 'partnerschap.db'}"
    engine = create_engine(address, **engine_options(address))
    schema.upgrade(engine)
    return engine


def verify(engine: sa.Engine) -> Result:
    return CliRunner().invoke(group, ["verify"], env={"PARTNERSCHAP_DATABASE_URL": str(engine.url)})


def test_a_whole_store_is_told_so(engine: sa.Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    Device(maps).park("Een bus huren")
    told = verify(engine)
    assert told.exit_code == 0
    assert told.output == "Kaarten: 1. Anders dan hun logboek: 0.\n"


def test_what_differs_is_named_without_the_words(engine: sa.Engine) -> None:
    maps = SqlMaps(engine)
    create(maps)
    Device(maps).park("Een bus huren")
    with engine.begin() as connection:
        connection.execute(sa.update(tables.parked).values(text="Een trein huren"))
        connection.execute(sa.delete(tables.journal).where(tables.journal.c.seq == 0))
    told = verify(engine)
    assert told.exit_code == 1
    assert MAP in told.output
    assert "huren" not in told.output
