"""The key of the seal on disk: made once, renewed, brought into safety and back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from stat import S_IMODE

import pytest
from click.testing import CliRunner
from cryptography import x509

from partnerschap.cli import group
from partnerschap.document.keyring import CURRENT, KeyRing, KeyRingError
from partnerschap.document.seal_key import VALID_FOR

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)
PASSPHRASE = "vier woorden zijn genoeg"


@pytest.fixture
def ring(tmp_path):
    return KeyRing(tmp_path / "seal", "Partnerschap Buurtwerk Oost", lambda: NOW)


def test_a_key_is_made_once_and_for_its_own_user_alone(ring, tmp_path):
    key = ring.current()
    path = tmp_path / "seal" / CURRENT
    assert ring.current() == key
    assert S_IMODE(path.stat().st_mode) == 0o600
    assert S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == [CURRENT]
    assert "BEGIN PRIVATE KEY" in path.read_text()
    assert key.fingerprint == sha256(key.certificate).hexdigest()
    assert repr(key.private) not in repr(key)


def test_the_certificate_says_whose_seal_it_is_and_until_when(ring):
    certificate = x509.load_der_x509_certificate(ring.current().certificate)
    assert certificate.subject.rfc4514_string() == "CN=Partnerschap Buurtwerk Oost"
    assert certificate.not_valid_before_utc < NOW
    assert certificate.not_valid_after_utc == NOW + VALID_FOR
    assert certificate.public_key().curve.name == "secp256r1"


def test_many_that_begin_at_once_have_one_key(tmp_path):
    rings = [KeyRing(tmp_path / "seal", "Partnerschap", lambda: NOW) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda ring: ring.current().fingerprint, rings))
    assert len(keys) == 1
    assert len(list((tmp_path / "seal").iterdir())) == 1


def test_after_renewal_the_former_seal_stays_known(ring):
    first = ring.current()
    second = ring.renew()
    third = ring.renew()
    assert len({first.fingerprint, second.fingerprint, third.fingerprint}) == 3
    assert ring.current() == third
    assert ring.certificates()[0] == third.certificate
    assert set(ring.certificates()) == {first.certificate, second.certificate, third.certificate}


def test_a_backup_brings_the_key_and_all_certificates_to_another_place(ring, tmp_path):
    first, second = ring.current(), ring.renew()
    backup = ring.backup(PASSPHRASE)
    other = KeyRing(tmp_path / "other", "Partnerschap", lambda: NOW + timedelta(days=30))
    own = other.current()
    assert other.restore(backup, PASSPHRASE) == second
    assert other.current() == second
    assert set(other.certificates()) == {first.certificate, second.certificate, own.certificate}
    assert other.restore(backup, PASSPHRASE) == second  # twice is as once
    assert len(other.certificates()) == 3


def test_a_backup_is_locked(ring):
    backup = ring.backup(PASSPHRASE)
    before = ring.current()
    for wrong in (lambda: ring.restore(backup, "een ander"), lambda: ring.restore(b"niets", PASSPHRASE)):
        with pytest.raises(KeyRingError, match="wachtzin"):
            wrong()
    assert ring.current() == before


def test_a_broken_key_is_said_and_not_replaced(ring, tmp_path):
    ring.current()
    path = tmp_path / "seal" / CURRENT
    path.write_text("-----BEGIN", encoding="ascii")
    with pytest.raises(KeyRingError, match="reservekopie"):
        ring.current()
    assert path.read_text() == "-----BEGIN"


def run(tmp_path, *arguments):
    given = {"PARTNERSCHAP_INSTANCE": str(tmp_path / "instance")}
    return CliRunner().invoke(group, ["seal-key", *arguments], env=given)


def test_the_commands_show_renew_and_save(tmp_path):
    backup = tmp_path / "zegel.p12"
    shown = run(tmp_path, "show")
    assert shown.exit_code == 0
    first = shown.stdout.split("Vingerafdruk: ")[1].split()[0]
    assert "Zegel van: CN=Partnerschap" in shown.stdout
    saved = run(tmp_path, "backup", str(backup), "--passphrase", PASSPHRASE)
    assert (saved.exit_code, S_IMODE(backup.stat().st_mode)) == (0, 0o600)
    assert run(tmp_path, "backup", str(backup), "--passphrase", PASSPHRASE).exit_code == 2
    assert run(tmp_path, "backup", str(tmp_path / "b"), "--passphrase", "kort").exit_code == 2
    assert run(tmp_path, "renew").exit_code == 0
    shown = run(tmp_path, "show").stdout
    assert f"Eerder: {first}" in shown
    wrong = run(tmp_path, "restore", str(backup), "--passphrase", "een heel andere")
    assert (wrong.exit_code, "wachtzin" in wrong.stderr) == (2, True)
    assert run(tmp_path, "restore", str(backup), "--passphrase", PASSPHRASE).exit_code == 0
    assert f"Vingerafdruk: {first}" in run(tmp_path, "show").stdout
