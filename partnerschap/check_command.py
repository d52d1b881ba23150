"""The command `partnerschap check`: what the page for checking says of a file, on the command line."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

import click
from sqlalchemy import create_engine, inspect

from partnerschap.application.ports import ContractFiles
from partnerschap.chance import SystemClock
from partnerschap.config import Settings
from partnerschap.document.checker import Checker
from partnerschap.document.keyring import KeyRingError, key_ring
from partnerschap.document.verdicts import LARGEST
from partnerschap.store.contract_files import SqlContractFiles
from partnerschap.store.engine import engine_options
from partnerschap.store.tables import contract_files
from partnerschap.web.check.words import REASONS, VERDICTS


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, readable=True))
@click.option("--json", "as_json", is_flag=True, help="Antwoord als JSON: verdict en reasons.")
def check_command(file: Path, *, as_json: bool) -> None:
    """Controleer een contract: 0 als het ons zegel draagt en niet veranderd is, anders 1."""
    settings = Settings.from_env(environ)
    with file.open("rb") as opened:
        data = opened.read(LARGEST + 1)
    try:
        with _files(settings) as files:
            found = Checker(key_ring(settings, SystemClock().now), files).check(data)
    except KeyRingError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)
    reasons = [str(REASONS[each]) for each in found.reasons]
    if as_json:
        click.echo(json.dumps({"verdict": found.verdict, "reasons": reasons}, ensure_ascii=False))
    else:
        click.echo("\n".join([f"{found.verdict}: {VERDICTS[found.verdict]}", *reasons]))
    sys.exit(0 if found.verdict.is_good else 1)


@contextmanager
def _files(settings: Settings) -> Iterator[ContractFiles | None]:
    """Give the sealed contracts of this installation; none where it has no database yet."""
    if (
        settings.database.startswith("sqlite")
        and not Path(settings.database.removeprefix("sqlite:///")).exists()
    ):
        yield None
        return
    engine = create_engine(settings.database, **engine_options(settings.database))
    try:
        known = inspect(engine).has_table(contract_files.name)
        yield SqlContractFiles(engine) if known else None
    finally:
        engine.dispose()
