"""The keys of the seal on disk: one that seals, and the certificates by which all its seals are known.

`seal/current.pem` in the instance folder holds key and certificate (file mode 0600), `seal/former/` the
certificates of earlier keys. Two processes that begin at once end up with one key.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
    load_pem_private_key,
    pkcs12,
)

from partnerschap.config import Settings
from partnerschap.document.seal_key import SealKey, new_key

CURRENT = "current.pem"
_FORMER = "former"


class KeyRingError(Exception):
    """The key cannot be read, or a backup is none; the message says what to do."""


def key_ring(settings: Settings, now: Callable[[], datetime]) -> "KeyRing":
    """Return the keys of an installation."""
    return KeyRing(Path(settings.instance) / "seal", f"Partnerschap {settings.operator}".strip(), now)


class KeyRing:
    """The keys in a folder; `name` is whose seal it is, and `now` tells the time."""

    def __init__(self, folder: Path, name: str, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._name = name
        self._now = now

    def current(self) -> SealKey:
        """Return the key that seals, made when there is none; raises KeyRingError."""
        path = self._folder / CURRENT
        if not path.exists():
            with self._new_file(_pem(new_key(self._name, self._now()))) as made, suppress(FileExistsError):
                os.link(made, path)
        return _read(path)

    def certificates(self) -> tuple[bytes, ...]:
        """Return the certificates of all keys in DER, the present one first; none before there is a key."""
        if not (self._folder / CURRENT).exists():
            return ()
        former = sorted((self._folder / _FORMER).glob("*.pem"))
        told = (x509.load_pem_x509_certificate(path.read_bytes()) for path in former)
        return (self.current().certificate, *(each.public_bytes(Encoding.DER) for each in told))

    def renew(self) -> SealKey:
        """Return a new key that seals from now on; seals of the former one stay known."""
        return self._put(new_key(self._name, self._now()))

    def backup(self, passphrase: str) -> bytes:
        """Return the present key and all certificates as PKCS #12, locked with a passphrase."""
        key = self.current()
        present, *former = self.certificates()
        return pkcs12.serialize_key_and_certificates(
            self._name.encode(),
            load_der_private_key(key.private, None),  # type: ignore[arg-type]  # ours is of a kind that it takes
            x509.load_der_x509_certificate(present),
            [x509.load_der_x509_certificate(each) for each in former],
            BestAvailableEncryption(passphrase.encode()),
        )

    def restore(self, backup: bytes, passphrase: str) -> SealKey:
        """Return the key of a backup, which seals from now on; raises KeyRingError."""
        try:
            private, certificate, former = pkcs12.load_key_and_certificates(backup, passphrase.encode())
        except ValueError as problem:
            raise KeyRingError(
                "dit is geen reservekopie van de sleutel, of de wachtzin klopt niet"
            ) from problem
        if private is None or certificate is None:
            raise KeyRingError("in deze reservekopie zit geen sleutel")
        for each in former:
            self._keep(each.public_bytes(Encoding.DER))
        key = SealKey(
            private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
            certificate.public_bytes(Encoding.DER),
        )
        return self._put(key)

    def _put(self, key: SealKey) -> SealKey:
        before = self.current()
        if before.fingerprint != key.fingerprint:
            self._keep(before.certificate)
            with self._new_file(_pem(key)) as made:
                made.replace(self._folder / CURRENT)
        return key

    def _keep(self, certificate: bytes) -> None:
        known = x509.load_der_x509_certificate(certificate)
        folder = self._folder / _FORMER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._new_file(known.public_bytes(Encoding.PEM)) as made:
            made.replace(folder / f"{SealKey(b'', certificate).fingerprint}.pem")

    @contextmanager
    def _new_file(self, data: bytes) -> Iterator[Path]:
        """Give a whole file for its own user alone, which is gone afterwards unless it was moved."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            path = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            yield path
        finally:
            path.unlink(missing_ok=True)


def _pem(key: SealKey) -> bytes:
    private = load_der_private_key(key.private, None)
    certificate = x509.load_der_x509_certificate(key.certificate)
    return private.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    ) + certificate.public_bytes(Encoding.PEM)


def _read(path: Path) -> SealKey:
    data = path.read_bytes()
    try:
        private, certificate = load_pem_private_key(data, None), x509.load_pem_x509_certificate(data)
    except ValueError as problem:
        raise KeyRingError(
            f"{path}: dit is geen sleutel met certificaat; zet de reservekopie terug"
        ) from problem
    return SealKey(
        private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
    )
