"""The commands `partnerschap seal-key`: the key of the seal, shown, renewed, and brought into safety."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import O_CREAT, O_EXCL, O_WRONLY, environ, fdopen
from os import open as open_file
from pathlib import Path

import click
from cryptography import x509

from partnerschap.chance import SystemClock
from partnerschap.config import Settings
from partnerschap.document.keyring import KeyRing, KeyRingError, key_ring
from partnerschap.document.seal_key import SealKey

_LEAST = 12


@click.group("seal-key")
def seal_key_group() -> None:
    """De sleutel van het digitale zegel op contracten."""


@seal_key_group.command("show")
def show() -> None:
    """Toon van welke sleutel het zegel is, en welke certificaten nog meer bekend zijn."""
    with _ring() as ring:
        _tell(ring.current())
        for former in ring.certificates()[1:]:
            click.echo(f"Eerder: {SealKey(b'', former).fingerprint}")


@seal_key_group.command("renew")
def renew() -> None:
    """Maak een nieuwe sleutel. Contracten met een eerder zegel blijven te controleren."""
    with _ring() as ring:
        _tell(ring.renew())


@seal_key_group.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.password_option("--passphrase", prompt="Wachtzin", confirmation_prompt="Wachtzin, nog een keer")
def backup(file: Path, passphrase: str) -> None:
    """Schrijf sleutel en certificaten naar FILE, op slot met een wachtzin."""
    if len(passphrase) < _LEAST:
        raise click.UsageError(f"neem een wachtzin van {_LEAST} tekens of meer")
    with _ring() as ring:
        data = ring.backup(passphrase)
        try:
            with fdopen(open_file(file, O_WRONLY | O_CREAT | O_EXCL, 0o600), "wb") as written:
                written.write(data)
        except FileExistsError as problem:
            raise KeyRingError(f"{file} is er al; kies een andere naam") from problem
    click.echo(f"Bewaard in {file}. Leg dit bestand en de wachtzin op twee plaatsen.")


@seal_key_group.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--passphrase", prompt="Wachtzin", hide_input=True)
def restore(file: Path, passphrase: str) -> None:
    """Zet de sleutel van een reservekopie terug; de sleutel die er nu is, blijft bekend."""
    with _ring() as ring:
        _tell(ring.restore(file.read_bytes(), passphrase))


@contextmanager
def _ring() -> Iterator[KeyRing]:
    try:
        yield key_ring(Settings.from_env(environ), SystemClock().now)
    except KeyRingError as problem:
        click.echo(str(problem), err=True)
        sys.exit(2)


def _tell(key: SealKey) -> None:
    certificate = x509.load_der_x509_certificate(key.certificate)
    click.echo(f"Zegel van: {certificate.subject.rfc4514_string()}")
    click.echo(f"Vingerafdruk: {key.fingerprint}")
    click.echo(f"Geldig tot: {certificate.not_valid_after_utc:%Y-%m-%d}")
