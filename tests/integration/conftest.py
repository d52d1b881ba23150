"""Real databases for the integration tests: SQLite in a file, and PostgreSQL in a server of our own."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from partnerschap.store import rebuild, schema
from partnerschap.store.engine import engine_options
from tests.integration import postgres

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """The address of a running server, with `{name}` where the name of a database comes."""
    if os.environ.get(postgres.WITHOUT) == "1":
        pytest.skip(f"{postgres.WITHOUT}=1: nothing is tested on PostgreSQL")
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the schema, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    engine = connect(f"sqlite:///{path}")
    schema.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres_address: str) -> str:
    """The name of a database with the schema, to be copied."""
    name = "template"
    _create_database(postgres_address, name)
    engine = connect(postgres_address.format(name=name))
    schema.upgrade(engine)
    engine.dispose()
    return name


def connect(address: str) -> Engine:
    """Return an engine as the app makes it."""
    return sa.create_engine(address, **engine_options(address))


def _create_database(address: str, name: str, template: str = "template0") -> None:
    server = sa.create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    server.dispose()


BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def empty_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    address: str = request.getfixturevalue("postgres_address")
    name = f"empty{next(_numbers)}"
    _create_database(address, name)
    return address.format(name=name)


@pytest.fixture(params=BOTH)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new database with the schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "partnerschap.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    name = f"test{next(_numbers)}"
    server: str = request.getfixturevalue("postgres_address")
    _create_database(server, name, request.getfixturevalue("postgres_template"))
    return server.format(name=name)


@pytest.fixture
def new_engine(address: str) -> Iterator[Callable[[], Engine]]:
    """Make engines on one database, as several workers have; after the test every map is checked."""
    made: list[Engine] = []

    def make() -> Engine:
        made.append(connect(address))
        return made[-1]

    yield make
    checker = make()
    differences = {each: rebuild.compare(checker, each) for each in rebuild.every_map(checker)}
    for each in made:
        each.dispose()
    assert not any(differences.values()), f"the tables say otherwise than the journal: {differences}"


@pytest.fixture
def engine(new_engine: Callable[[], Engine]) -> Engine:
    """An engine on a new database with the schema."""
    return new_engine()
