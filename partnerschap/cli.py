"""The command line: `partnerschap serve`, `db`, `verify`, and those of the modules that it adds."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ, umask
from pathlib import Path

import click
from sqlalchemy import Engine, create_engine

from partnerschap.check_command import check_command
from partnerschap.command_words import in_dutch
from partnerschap.config import Settings, SettingsError
from partnerschap.keeping_commands import COMMANDS
from partnerschap.play.commands import demo_command, play_command
from partnerschap.seal_commands import seal_key_group
from partnerschap.serve import serve
from partnerschap.store import rebuild, schema
from partnerschap.store.engine import engine_options


@click.group()
@click.version_option(package_name="partnerschap")
def group() -> None:
    """Partnerschap: samen de Partnerschapskaart invullen, en een contract maken."""


@group.command("serve")
@click.option("--host", default=None, help="Adres waarop de app luistert.")
@click.option("--port", type=int, default=None, help="Poort; 0 kiest een vrije.")
def serve_command(host: str | None, port: int | None) -> None:
    """Start de app met gunicorn en toon het adres, ook als QR-code."""
    with _engine() as engine:
        schema.require_current(engine)
    serve(_settings(), host=host, port=port)


@group.group("db")
def database() -> None:
    """De tabellen in de database."""


@database.command("upgrade")
def upgrade() -> None:
    """Maak de tabellen, of breng ze naar de nieuwste versie."""
    with _engine() as engine:
        before = schema.current(engine)
        schema.upgrade(engine)
        after = schema.current(engine)
    click.echo(f"Database: versie {after}" + ("." if before == after else f" (was {before or 'leeg'})."))


@database.command("current")
def current() -> None:
    """Toon de versie van de tabellen."""
    with _engine() as engine:
        click.echo(schema.current(engine) or "leeg")


@group.command("verify")
def verify() -> None:
    """Maak elke kaart opnieuw uit haar logboek en vergelijk; eindigt met 1 als iets verschilt."""
    with _engine() as engine:
        schema.require_current(engine)
        found = {each: rebuild.compare(engine, each) for each in rebuild.every_map(engine)}
    wrong = {map_id: differing for map_id, differing in found.items() if differing}
    for map_id, differing in wrong.items():
        click.echo(f"{map_id}: {', '.join(differing)}", err=True)
    click.echo(f"Kaarten: {len(found)}. Anders dan hun logboek: {len(wrong)}.")
    sys.exit(1 if wrong else 0)


for each in COMMANDS:
    group.add_command(each)
group.add_command(check_command)
group.add_command(seal_key_group)
group.add_command(play_command)
group.add_command(demo_command)
in_dutch(group)


def main() -> None:
    """Run the command line; wrong settings end with a clear line and exit code 2."""
    umask(0o077)  # what this app writes is for its own user: a database holds private words
    try:
        group()
    except SettingsError as problem:
        click.echo(f"Instellingen: {problem}", err=True)
        sys.exit(2)
    except schema.SchemaError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)


def _settings() -> Settings:
    return Settings.from_env(environ)


@contextmanager
def _engine() -> Iterator[Engine]:
    settings = _settings()
    Path(settings.instance).mkdir(parents=True, exist_ok=True)
    engine = create_engine(settings.database, **engine_options(settings.database))
    try:
        yield engine
    finally:
        engine.dispose()
