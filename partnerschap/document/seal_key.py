"""The key of the seal and its certificate, made and known; `seal.py` seals with it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

VALID_FOR = timedelta(days=3653)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""The order of the curve P-256 (NIST SP 800-186)."""
_CLOCKS_DIFFER = timedelta(days=1)
_LONGEST_NAME = 64  # what a certificate allows


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key and its certificate, both in DER."""

    private: bytes = field(repr=False)
    certificate: bytes

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate, in hexadecimal."""
        return sha256(self.certificate).hexdigest()


class NotSealed(Exception):  # noqa: N818 - the time-stamp authority does not answer; it is no error of ours
    """The seal cannot be made now; trying again later may go better."""


def smaller(signature: bytes) -> bytes:
    """Return the one of the two valid values of a signature (DER) that we write."""
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, ORDER - s))


def new_key(name: str, now: datetime) -> SealKey:
    """Return a new key (EC, P-256) with a certificate by itself, which is valid for ten years from `now`."""
    private = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:_LONGEST_NAME])])
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + VALID_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False)
        .sign(private, hashes.SHA256())
    )
    return SealKey(
        private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
        certificate.public_bytes(Encoding.DER),
    )
