"""The digital seal of the app: from then on every change of the file can be seen (PAdES B-B).

It says which installation made the file and that nothing may change; it is nobody's signature. With a
time-stamp authority it also says when, by a clock that is not ours (B-T).
"""

from functools import cache
from io import BytesIO
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from partnerschap.document.seal_key import NotSealed, SealKey, smaller
from partnerschap.document.structure import SEAL_FIELD

_STAMP_SECONDS = 10
SEALED, STAMPED = "Verzegeld", "Verzegeld met tijdstempel"
"""Stand in the seal, as its reason: whether a time-stamp belongs to it cannot be changed afterwards."""
_NOTHING_TO_SEE = StaticStampStyle(border_width=0)


class _ArchiveWriter(IncrementalPdfFileWriter):
    """Adds to a file without calling it PDF 2.0, as ETSI's kind of signature would: PDF/A-3 is PDF 1.7."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Leave the version as it is."""


class _PlainSigner(signers.SimpleSigner):
    """Signs with the smaller of the two values that are valid for a signature of this kind (EC).

    Either would do for a reader of signatures; with one of them alone there is one file, and no second that
    differs and is valid too.
    """

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: FBT001, FBT002 -- pyHanko's signature
        """Return the signature of data."""
        return smaller(await super().async_sign_raw(data, digest_algorithm, dry_run=dry_run))


def sealed(pdf: bytes, key: SealKey, authority: str = "") -> bytes:
    """Return a finished contract with the seal in its place, certified without any later change.

    `authority` is the address of a time-stamp authority (RFC 3161); raises NotSealed when it does not answer.
    """
    signer = _PlainSigner(
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
        reason=STAMPED if authority else SEALED,
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
