"""Looks at a file that claims to be a contract of ours; trusts nothing in it, and follows no link.

That a signature is valid says little: it stays so when somebody draws on a page in an update after it. A seal
of ours is the only one in its file, allows no change, and covers the file from its first byte to its last.
"""

import zlib
from collections.abc import Collection
from contextlib import suppress
from datetime import timedelta
from io import BytesIO

import pikepdf
from asn1crypto import cms
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from partnerschap.document.seal import STAMPED
from partnerschap.document.seal_key import smaller
from partnerschap.document.verdicts import ATTACHED, LARGEST, Finding, Reason, Verdict

LARGEST_MAP = 4_000_000
"""Bytes of an attached map, inflated; what is larger is not read to its end."""
_STAMP = "signature_time_stamp_token"
_HEADER_WITHIN = 1024
_MOST_FILES = 20


def examine(data: bytes, ours: Collection[bytes]) -> Finding:
    """Return what a file is; `ours` are the certificates (DER) of our seals.

    It needs as much time and memory as the file makes it take: run it apart where others send files.
    """
    if len(data) > LARGEST:
        return Finding(Verdict.UNREADABLE, (Reason.TOO_LARGE,))
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        return Finding(Verdict.UNREADABLE, (Reason.NO_PDF,))
    attached = _attached(data)
    verdict, reasons = _seal_of(data, ours)
    return Finding(verdict, reasons, attached)


def _seal_of(data: bytes, ours: Collection[bytes]) -> tuple[Verdict, tuple[Reason, ...]]:
    try:
        reader = PdfFileReader(BytesIO(data))
        if reader.encrypted:
            return Verdict.UNREADABLE, (Reason.LOCKED,)
        found = list(reader.embedded_signatures)
        own = [one for one in found if one.signer_cert.dump() in ours]
    except Exception:  # noqa: BLE001 -- a hostile file can raise anything; all of it means: not to be read
        if _holds_a_seal(data, ours):
            return Verdict.CHANGED, (Reason.DIFFERS,)
        return Verdict.UNREADABLE, (Reason.DAMAGED,)
    if not found:
        return Verdict.UNSEALED, (Reason.NO_SEAL,)
    if not own:
        return Verdict.FOREIGN, (Reason.OTHER_SEAL,)
    wrong = [Reason.MORE_SEALS] if len(found) > 1 else []
    try:
        wrong += _wrong_with(own[0], data)
    except Exception:  # noqa: BLE001 -- as above, of a file with a seal of ours
        wrong.append(Reason.DIFFERS)
    return (Verdict.CHANGED, tuple(dict.fromkeys(wrong))) if wrong else (Verdict.SEALED, (Reason.OWN_SEAL,))


def _holds_a_seal(data: bytes, ours: Collection[bytes]) -> bool:
    """Tell whether a file that cannot be read has the certificate of a seal of ours in it, as seals do."""
    low = data.lower()
    return any(each.hex().encode() in low for each in ours)


def _wrong_with(seal: EmbeddedPdfSignature, data: bytes) -> list[Reason]:
    """Return what is not as it was when we sealed; nothing if all is."""
    status = validate_pdf_signature(seal, _trust(seal.signer_cert))
    wrong: list[Reason] = []
    stamp = status.timestamp_validity
    whole = status.intact and status.valid and status.trusted and _is_as_written(seal, data)
    if not whole or (stamp is not None and not (stamp.intact and stamp.valid)):
        wrong.append(Reason.DIFFERS)
    if seal.docmdp_level is not MDPPerm.NO_CHANGES or status.docmdp_ok is False:
        wrong.append(Reason.OTHER_KIND if seal.docmdp_level is not MDPPerm.NO_CHANGES else Reason.ADDED)
    if (
        status.coverage is not SignatureCoverageLevel.ENTIRE_FILE
        or status.modification_level is not ModificationLevel.NONE
    ):
        wrong.append(Reason.ADDED)
    return wrong


def _trust(certificate: Certificate) -> ValidationContext:
    """Our own certificate is all the trust that is needed, also after it was renewed or ended."""
    return ValidationContext(
        trust_roots=[certificate],
        allow_fetching=False,
        moment=certificate.not_valid_before + timedelta(days=2),
        revocation_mode="soft-fail",
    )


def _is_as_written(seal: EmbeddedPdfSignature, data: bytes) -> bool:
    """Tell whether the one place that a seal cannot cover, its own, holds what we write there and zeros."""
    start, length, after, _ = map(int, seal.sig_object["/ByteRange"])
    place = data[start + length : after]
    return place == b"<" + _as_we_write(seal).hex().upper().encode().ljust(len(place) - 2, b"0") + b">"


def _as_we_write(seal: EmbeddedPdfSignature) -> bytes:
    """The seal made anew out of what was verified, so that nothing else can be in it."""
    (info,) = seal.signed_data["signer_infos"]
    certificate, sha256 = seal.signer_cert, {"algorithm": "sha256"}
    named = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    signer = {
        "version": "v1",
        "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(named)}),
        "digest_algorithm": sha256,
        "signed_attrs": info["signed_attrs"],
        "signature_algorithm": {"algorithm": "sha256_ecdsa"},
        "signature": smaller(info["signature"].native),
    }
    if seal.sig_object.get("/Reason") == STAMPED:
        signer["unsigned_attrs"] = _stamp_alone(info["unsigned_attrs"])
    signed = {
        "version": "v1",
        "digest_algorithms": [sha256],
        "encap_content_info": {"content_type": "data"},
        "certificates": [certificate],
        "signer_infos": [cms.SignerInfo(signer)],
    }
    made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)}).dump()
    return made


def _stamp_alone(attributes: cms.CMSAttributes) -> cms.CMSAttributes:
    """Return the time-stamp without anything beside it; it is judged by itself."""
    return cms.CMSAttributes([each for each in attributes if each["type"].native == _STAMP][:1])


def _attached(data: bytes) -> bytes | None:
    """Return the attached map as it stands there, inflated under a cap; None when none can be read."""
    with suppress(Exception), pikepdf.open(BytesIO(data)) as pdf:  # as above: it is not there, then
        files = pdf.Root.Names.EmbeddedFiles.Names
        for number in range(1, min(len(files), 2 * _MOST_FILES), 2):
            if str(files[number].UF) == ATTACHED:
                return _inflated(files[number].EF.F)
    return None


def _inflated(stream: pikepdf.Object) -> bytes | None:
    filters = stream.get("/Filter")
    raw = stream.read_raw_bytes()
    if filters is None:
        return raw if len(raw) <= LARGEST_MAP else None
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names != ["/FlateDecode"]:
        return None
    inflating = zlib.decompressobj()
    found = inflating.decompress(raw, LARGEST_MAP)
    return None if inflating.unconsumed_tail else found
