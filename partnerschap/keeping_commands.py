"""The commands for operators about keeping: cleaning up, one person, backups."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from os import O_CREAT, O_EXCL, O_WRONLY, environ, fdopen
from os import open as open_file
from pathlib import Path
from time import sleep

import click
import msgspec
from sqlalchemy import Engine, create_engine

from partnerschap import alone
from partnerschap.application.erasing import BY_OPERATOR, Erasing
from partnerschap.application.housekeeping import Housekeeping
from partnerschap.application.ports import Busy, Erasure
from partnerschap.chance import SystemChance, SystemClock
from partnerschap.config import Settings
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.retention import months_before
from partnerschap.store import rebuild, schema
from partnerschap.store.backup import BackupError, back_up
from partnerschap.store.engine import Database, engine_options
from partnerschap.store.keeping import SqlKeeping
from partnerschap.store.maps import SqlMaps
from partnerschap.store.restoring import ledger_of_present, note_all, prepared, put_in_place

TRIES = 20
"""How often a command tries, four times a second, to overwrite what was erased while others read."""
_NOBODY = "-"


@click.command("cleanup")
@click.option("--dry-run", is_flag=True, help="Zeg alleen wat er gewist zou worden.")
def cleanup_command(*, dry_run: bool) -> None:
    """Wis de kaarten waarvan de bewaartijd voorbij is. Mag ook terwijl de app draait."""
    settings = Settings.from_env(environ)
    with _database(settings) as engine:
        done = _housekeeping(settings, engine).clean(dry_run=dry_run)
        if not dry_run:
            _overwrite(engine)
    for map_id in done.deleted:
        click.echo(map_id)
    click.echo(f"{'Zou wissen' if dry_run else 'Gewist'}: {len(done.deleted)}.")
    if done.busy:
        click.echo(f"In gebruik, komt de volgende keer: {len(done.busy)}.")


@click.command("erase")
@click.argument("map_id", metavar="MAP")
@click.argument("person", metavar="PERSON")
@click.confirmation_option("--yes", prompt="Dit kan niet ongedaan worden gemaakt. Wissen?")
def erase_command(map_id: str, person: str) -> None:
    """Wis alles van één persoon op een kaart. Een tekst die al vastligt om te tekenen, blijft."""
    with _database(Settings.from_env(environ)) as engine:
        erase = Erasing(SqlMaps(engine), SystemClock(), SystemChance())
        refused = erase(MapId(map_id), ParticipantId(person), BY_OPERATOR)
        _overwrite(engine)
    if refused is not None:
        click.echo(f"Niet gevonden: {refused.about[0]}", err=True)
        sys.exit(1)
    click.echo("Gewist. Wie de kaart open heeft, ziet het binnen een halve minuut.")


@click.command("export")
@click.argument("map_id", metavar="MAP")
@click.argument("person", metavar="PERSON")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export_command(map_id: str, person: str, file: Path) -> None:
    """Schrijf alles wat een kaart van één persoon bewaart naar FILE. Geef het alleen aan die persoon."""
    settings = Settings.from_env(environ)
    with _database(settings) as engine:
        stored = SqlMaps(engine).read(MapId(map_id))
        if stored is None or person not in stored.state.people:
            click.echo("Niet gevonden: de kaart of de persoon", err=True)
            sys.exit(1)
        found = _housekeeping(settings, engine).record_of(stored.state, ParticipantId(person))
    try:
        with fdopen(open_file(file, O_WRONLY | O_CREAT | O_EXCL, 0o600), "wb") as written:
            written.write(msgspec.json.format(msgspec.json.encode(found), indent=2))
    except FileExistsError:
        click.echo(f"{file} is er al; kies een andere naam", err=True)
        sys.exit(2)
    click.echo(f"Bewaard in {file}, alleen voor deze gebruiker te lezen.")


@click.command("erased")
def erased_command() -> None:
    """Toon wat gewist is: moment, kaart, persoon (- is de hele kaart). Bewaar dit naast de reservekopieën."""
    with _database(Settings.from_env(environ)) as engine:
        for each in SqlKeeping(engine).erased():
            click.echo(f"{each.at.isoformat()} {each.map} {each.person or _NOBODY}")


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup_command(file: Path) -> None:
    """Schrijf een reservekopie naar FILE. Mag ook terwijl de app draait."""
    with _database(Settings.from_env(environ)) as engine:
        count = back_up(engine, file, SystemClock().now())
    click.echo(f"Bewaard in {file}, alleen voor deze gebruiker te lezen. Kaarten: {count}.")
    click.echo("De sleutel van het zegel zit hier niet in: zie partnerschap seal-key backup.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Ook als er al kaarten zijn: die gaan dan weg.")
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Wat `partnerschap erased` op een eerdere plek liet zien.",
)
def restore_command(file: Path, *, replace: bool, erased: Path | None) -> None:
    """Zet een reservekopie terug. De app moet gestopt zijn. Wat gewist was, blijft gewist."""
    settings = Settings.from_env(environ)
    folder = Path(settings.instance)
    folder.mkdir(parents=True, exist_ok=True)
    held = alone.hold(folder)
    try:
        with _database(settings, current=False) as engine:
            known = [*ledger_of_present(engine, replace=replace), *_lines(erased)]
            oldest = months_before(SystemClock().now(), settings.backup_months)
            with prepared(file, _beside(engine, folder), oldest) as copy:
                count, wrong = _made_ready(copy, known)
                put_in_place(copy, engine)
    finally:
        held.close()
    click.echo(f"Teruggezet. Kaarten: {count}. Anders dan hun logboek: {len(wrong)}.")
    for map_id in wrong:
        click.echo(map_id, err=True)
    sys.exit(1 if wrong else 0)


def _overwrite(engine: Engine) -> None:
    """Let what was erased be nowhere on the disk, also what an earlier command had to leave."""
    database = Database(engine)
    for again in range(TRIES):
        if again:
            sleep(0.25)
        if database.overwrite():
            return
    click.echo(
        "Het is gewist. Maar iemand leest de database nu nog zoals hij was (een reservekopie?).", err=True
    )
    click.echo("Daardoor is het nog niet overschreven. Draai straks `partnerschap cleanup`.", err=True)


def _housekeeping(settings: Settings, engine: Engine) -> Housekeeping:
    return Housekeeping(SqlKeeping(engine), SystemClock(), settings.kept, settings.backup_months)


def _made_ready(copy: Engine, known: list[Erasure]) -> tuple[int, list[MapId]]:
    """Erase again what was erased, and compare every map with its journal."""
    note_all(copy, known)
    keeping, erase = SqlKeeping(copy), Erasing(SqlMaps(copy), SystemClock(), SystemChance())
    for each in keeping.erased():
        if each.person is None:
            keeping.delete(each.map, each.at, lambda _aged: True)
        else:
            erase(each.map, each.person, BY_OPERATOR)  # of a map or a person that came later, nothing is here
    found = rebuild.every_map(copy)
    return len(found), [each for each in found if rebuild.compare(copy, each)]


def _lines(file: Path | None) -> list[Erasure]:
    found = []
    for line in file.read_text("utf-8").splitlines() if file else ():
        try:
            at, map_id, person = line.split()
            moment = datetime.fromisoformat(at)
        except ValueError as problem:
            raise BackupError(f"{file}: dit is geen lijst van `partnerschap erased`") from problem
        found.append(Erasure(MapId(map_id), moment, None if person == _NOBODY else ParticipantId(person)))
    return found


def _beside(engine: Engine, folder: Path) -> Path:
    """Return where the prepared file lies: beside the database, so that it can take its place in one move."""
    path = engine.url.database
    return Path(path).parent if engine.dialect.name == "sqlite" and path else folder


@contextmanager
def _database(settings: Settings, *, current: bool = True) -> Iterator[Engine]:
    engine = create_engine(settings.database, **engine_options(settings.database))
    try:
        if current:
            schema.require_current(engine)
        yield engine
    except Busy:
        click.echo("De database is bezet. Er is niets gebeurd: probeer het straks nog eens.", err=True)
        sys.exit(2)
    except BackupError as problem:
        click.echo(str(problem)[:1].upper() + str(problem)[1:], err=True)
        sys.exit(2)
    finally:
        engine.dispose()


COMMANDS = (cleanup_command, export_command, erase_command, erased_command, backup_command, restore_command)
