"""The digital seal of the app: from then on every change of the file can be seen (PAdES B-B).

It says which installation made the file and that nothing may change; it is nobody's signature. With a
time-stamp authority it also says when, by a clock that is not ours (B-T).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from partnerschap.document.structure import SEAL_FIELD

VALID_FOR = timedelta(days=3653)
_CLOCKS_DIFFER = timedelta(days=1)
_STAMP_SECONDS = 10
_LONGEST_NAME = 64  # what a certificate allows
_NOTHING_TO_SEE = StaticStampStyle(border_width=0)


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


class _ArchiveWriter(IncrementalPdfFileWriter):
    """Adds to a file without calling it PDF 2.0, as ETSI's kind of signature would: PDF/A-3 is PDF 1.7."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Leave the version as it is."""


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


def sealed(pdf: bytes, key: SealKey, authority: str = "") -> bytes:
    """Return a finished contract with the seal in its place, certified without any later change.

    `authority` is the address of a time-stamp authority (RFC 3161); raises NotSealed when it does not answer.
    """
    signer = signers.SimpleSigner(
        signing_cert=Certificate.load(key.certificate),
        signing_key=PrivateKeyInfo.load(key.private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # its types are not finished
    )
    how = signers.PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=str(Certificate.load(key.certificate).subject.native["common_name"]),
    )
    maker = signers.PdfSigner(how, signer, timestamper=_stamper(authority), stamp_style=_NOTHING_TO_SEE)
    try:
        made: Any = maker.sign_pdf(_ArchiveWriter(BytesIO(pdf)), existing_fields_only=True)
    except TimestampRequestError as problem:
        raise NotSealed from problem
    data: bytes = made.getvalue()
    return data


@cache
def _stamper(authority: str) -> TimeStamper | None:
    return HTTPTimeStamper(authority, timeout=_STAMP_SECONDS) if authority else None
