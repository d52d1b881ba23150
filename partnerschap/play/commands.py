"""The commands `partnerschap play` and `partnerschap demo`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from importlib.resources import as_file, files
from math import inf
from pathlib import Path
from signal import SIGTERM, signal
from threading import current_thread, main_thread
from time import monotonic, sleep

import click

from partnerschap.play.errors import DoorError, PlayError, ScriptError
from partnerschap.play.grammar import EXPECT, SHAPES
from partnerschap.play.pace import Human, Steady
from partnerschap.play.player import Player
from partnerschap.play.reading import read_script
from partnerschap.play.room import LiveRoom
from partnerschap.play.script import Script
from partnerschap.play.server import own_server

FAILED = 1
UNREADABLE = 2
STOPPED = 130
"""Somebody stopped it; nothing is said about the rest of the script."""
_DEMO = "jongerenplein.toml"
_DEMO_SECONDS = 1.5
_WAIT_SECONDS = 15.0
"""Time to open the wall before the dialogue begins."""
_STRETCH_SECONDS = 1.0
_SECONDS = click.FloatRange(0, 3600)
_A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("play")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--address", default="", metavar="URL", help="Speel op een server die al draait.")
@click.option("--pace", default=0.0, type=_SECONDS, help="Seconden tussen twee handelingen.")
@click.option(
    "--until",
    default="",
    type=click.Choice(["", *sorted([*SHAPES, EXPECT])]),
    metavar="KIND",
    help="Stop vóór de eerste handeling van dit soort.",
)
@click.option("--contract", type=_A_FILE, metavar="PDF", help="Schrijf het contract naar dit bestand.")
@click.option("--language", default="nl", type=click.Choice(["nl", "en"]), help="Taal van de app.")
def play_command(
    file: Path, address: str, pace: float, until: str, contract: Path | None, language: str
) -> None:
    """Speel een dialoog: 0 als alles klopt, 1 als iets niet klopt, 2 als het bestand niet te lezen is."""
    with _ending():
        if contract is not None and not contract.parent.is_dir():
            click.echo(f"{contract}: de map {contract.parent} bestaat niet", err=True)
            sys.exit(UNREADABLE)
        script = read_script(file)
        with nullcontext(address) if address else own_server() as at, _room(at, language) as room:
            player = Player(script, room, Steady(script, pace) if pace else None)
            done = player.play(until)
            if contract is not None:
                _write_contract(script, player, room, contract)
            click.echo(f"{done} handelingen gespeeld: alle verwachtingen kloppen.")


@click.command("demo")
@click.option("--host", default="127.0.0.1", help="Adres waarop de app luistert.")
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help="Poort; 0 kiest een vrije.")
@click.option("--pace", default=_DEMO_SECONDS, type=_SECONDS, help="Seconden per handeling.")
@click.option("--wait", default=_WAIT_SECONDS, type=_SECONDS, help="Seconden voor het begin.")
def demo_command(host: str, port: int, pace: float, wait: float) -> None:
    """Laat het gesprek over het jongerenplein zien op het grote scherm, in het tempo van mensen."""
    shipped = files("partnerschap.play").joinpath("dialogues", _DEMO)
    with _ending(), as_file(shipped) as file, own_server(host, port) as address, _room(address, "nl") as room:
        script = read_script(file)
        player = Player(script, room, Human(script, pace))
        click.echo(f"Open het grote scherm: {room.wall_link}")
        click.echo(f"Het gesprek begint over {wait:.0f} seconden. Stoppen: Ctrl-C")
        _pause(wait)
        player.play()
        click.echo("Het gesprek is klaar. De kaart blijft staan tot je stopt met Ctrl-C.")
        with suppress(KeyboardInterrupt):
            _pause(inf)


def _pause(seconds: float) -> None:
    """Sleep in short stretches: a signal that comes just before one is heard at its end."""
    until = monotonic() + seconds
    while (left := until - monotonic()) > 0:
        sleep(min(left, _STRETCH_SECONDS))


@contextmanager
def _ending() -> Iterator[None]:
    """Say in one line why a script ended early, and end with the exit code for it.

    A termination unwinds as an exit does, so that a server of its own never stays behind.
    """
    in_charge = current_thread() is main_thread()  # only there Python lets a signal be answered
    before = signal(SIGTERM, lambda *_signal: sys.exit(STOPPED)) if in_charge else None
    try:
        yield
    except ScriptError as problem:
        click.echo(str(problem), err=True)
        sys.exit(UNREADABLE)
    except (PlayError, DoorError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        click.echo("Gestopt.")
        sys.exit(STOPPED)
    finally:
        if in_charge:
            signal(SIGTERM, before)


@contextmanager
def _room(address: str, language: str) -> Iterator[LiveRoom]:
    room = LiveRoom(address, language)
    try:
        yield room
    finally:
        room.close()


def _write_contract(script: Script, player: Player, room: LiveRoom, path: Path) -> None:
    """Write the latest version that has a contract."""
    version = player.world.wall.view["map"]["version"]
    found = next((pdf for v in range(version, 0, -1) if (pdf := room.contract_pdf(v)) is not None), None)
    if found is None:
        raise PlayError(script.file, 0, "er is geen contract om op te schrijven")
    path.write_bytes(found)
