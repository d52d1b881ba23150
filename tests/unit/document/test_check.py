"""Checking a file: every change shows, and a hostile file costs little."""

import io
import json
import random
import subprocess
import sys
import zlib
from datetime import UTC, datetime

import pikepdf
import pytest
from asn1crypto import cms, core
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from pikepdf import Array, Dictionary, Name, String
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko_certvalidator.registry import SimpleCertificateStore

from partnerschap.document.check import LARGEST_MAP, examine
from partnerschap.document.checker import examine_apart
from partnerschap.document.seal import sealed
from partnerschap.document.seal_key import ORDER, new_key
from partnerschap.document.verdicts import ATTACHED, LARGEST, Finding, Reason, Verdict
from partnerschap.domain.contract import canonical

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)
OWN = new_key("Partnerschap Oost", NOW)
OTHER = new_key("Iemand anders", NOW)
TIN_MAN = SimpleCertificateStore()


@pytest.fixture(scope="module")
def contract(youth_square):
    return youth_square


@pytest.fixture(scope="module")
def seal(contract):
    return sealed(contract, OWN)


def look(data, *keys):
    return examine(data, [key.certificate for key in keys or (OWN,)])


def signer_of(key):
    return signers.SimpleSigner(
        signing_cert=Certificate.load(key.certificate),
        signing_key=PrivateKeyInfo.load(key.private),
        cert_registry=TIN_MAN,
    )


def updated(data, change):
    """The file with an incremental update, as a viewer makes one."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_sealed_contract_is_ours_and_brings_its_map(content, seal):
    found = look(seal)
    assert (found.verdict, found.reasons) == (Verdict.SEALED, (Reason.OWN_SEAL,))
    assert found.attached == canonical(content)


def test_a_seal_of_a_former_key_is_ours_and_that_of_another_is_not(seal):
    assert look(seal, OTHER, OWN).verdict is Verdict.SEALED
    found = look(seal, OTHER)
    assert (found.verdict, found.reasons) == (Verdict.FOREIGN, (Reason.OTHER_SEAL,))
    assert look(seal, OTHER).attached is not None


def test_a_seal_holds_after_its_certificate_has_ended(contract):
    old = new_key("Partnerschap", datetime(2001, 1, 1, tzinfo=UTC))
    assert look(sealed(contract, old), old).verdict is Verdict.SEALED


def test_without_a_seal_that_is_said(contract):
    found = look(contract)
    assert (found.verdict, found.reasons) == (Verdict.UNSEALED, (Reason.NO_SEAL,))


def drawn_upon(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page["/Contents"] = writer.add_object(StreamObject(stream_data=b"0 0 600 900 re f"))
    writer.update_container(page)


def noted(writer):
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Contents"): TextStringObject("Dit klopt niet"),
            NameObject("/Rect"): ArrayObject(map(FloatObject, (10, 10, 30, 30))),
        }
    )
    page[NameObject("/Annots")] = ArrayObject([writer.add_object(note)])
    writer.update_container(page)


def saved_again(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


class Careless(signers.PdfSigner):
    """Signs a file that says that nothing may change."""

    def _enforce_certification_constraints(self, reader):
        """Look away."""


def signed_again(data):
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    how = signers.PdfSignatureMetadata(field_name="Tweede", md_algorithm="sha256")
    maker = Careless(how, signer_of(OTHER), new_field_spec=SigFieldSpec("Tweede"))
    return maker.sign_pdf(writer).getvalue()


TAMPERING = {
    "a byte in the body": lambda data: data[:30_000] + bytes([data[30_000] ^ 1]) + data[30_001:],
    "bytes appended": lambda data: data + b"\n% hallo\n",
    "bytes before": lambda data: b"\n" + data,
    "an end appended": lambda data: data + b"%%EOF",
    "drawn upon": lambda data: updated(data, drawn_upon),
    "a note": lambda data: updated(data, noted),
    "saved again": saved_again,
    "cut at the end": lambda data: data[:-100],
    "signed again": signed_again,
    "another seal in the room that is left": lambda data: data.replace(b"0000000>", b"0000001>"),
    "the seal in small letters": lambda data: data.replace(b"308202", b"308202".lower()).replace(
        data[data.index(b"/Contents <") + 11 :][:80], data[data.index(b"/Contents <") + 11 :][:80].lower()
    ),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_what_was_changed_after_sealing_is_said_to_be(seal, how):
    changed = TAMPERING[how](seal)
    assert changed != seal
    assert look(changed).verdict is Verdict.CHANGED


def with_container(data, change):
    """The file with what `change` makes of the seal, in the same room."""
    start = data.index(b"/Contents <") + 11
    end = data.index(b">", start)
    told = cms.ContentInfo.load(bytes.fromhex(data[start:end].decode()), strict=False)
    change(told["content"]["signer_infos"][0])
    made = told.dump(force=True).hex().upper().encode()
    assert len(made) <= end - start
    return data[:start] + made.ljust(end - start, b"0") + data[end:]


def twin(info):
    r, s = decode_dss_signature(info["signature"].native)
    info["signature"] = encode_dss_signature(r, ORDER - s)


def whispered(info):
    words = {"type": "1.2.840.113549.1.9.13", "values": [core.UTF8String("Jan vond alles goed")]}
    info["unsigned_attrs"] = [cms.CMSAttribute(words)]


@pytest.mark.parametrize("change", [twin, whispered])
def test_what_a_reader_of_signatures_would_take_is_seen_as_a_change(seal, change):
    assert look(seal).verdict is Verdict.SEALED
    assert look(with_container(seal, change)).verdict is Verdict.CHANGED


def test_each_reason_is_said_once(seal):
    for how in TAMPERING.values():
        reasons = look(how(seal)).reasons
        assert len(reasons) == len(set(reasons))


def test_reasons_tell_what_happened(seal):
    assert look(TAMPERING["bytes appended"](seal)).reasons == (Reason.ADDED,)
    assert Reason.ADDED in look(TAMPERING["drawn upon"](seal)).reasons
    assert Reason.MORE_SEALS in look(TAMPERING["signed again"](seal)).reasons
    assert look(TAMPERING["a byte in the body"](seal)).reasons == (Reason.DIFFERS,)


def test_a_seal_of_ours_that_allows_changes_is_none(contract):
    how = signers.PdfSignatureMetadata(
        field_name="Zegel", certify=True, docmdp_permissions=MDPPerm.FILL_FORMS, md_algorithm="sha256"
    )
    maker = signers.PdfSigner(how, signer_of(OWN))
    found = look(maker.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(contract))).getvalue())
    assert found.verdict is Verdict.CHANGED
    assert Reason.OTHER_KIND in found.reasons


def test_the_seal_taken_out_is_no_seal(seal):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(seal)) as pdf:
        del pdf.Root.AcroForm, pdf.Root.Perms
        for page in pdf.pages:
            page.obj.Annots = Array([])
        pdf.save(out)
    assert look(out.getvalue()).verdict is Verdict.UNSEALED


@pytest.mark.parametrize("times", [40, pytest.param(400, marks=pytest.mark.soak)])
def test_no_flipped_bit_goes_unseen(seal, times):
    luck = random.Random(7)  # noqa: S311 -- dice
    places = [luck.randrange(len(seal) * 8) for _ in range(2 * times)]
    start = seal.index(b"/Contents <") + 11
    places += [8 * start + luck.randrange(8 * 2_000) for _ in range(times)]  # where the seal itself stands
    for place in places:
        changed = bytearray(seal)
        changed[place // 8] ^= 1 << place % 8
        assert look(bytes(changed)).verdict not in {Verdict.SEALED, Verdict.EXACT}, place


def test_what_is_no_contract_is_not_read():
    assert look(b"").reasons == (Reason.NO_PDF,)
    assert look(b"hallo " * 300 + b"%PDF-1.7").reasons == (Reason.NO_PDF,)
    assert look(b"%PDF-1.7\n" + bytes(LARGEST)).reasons == (Reason.TOO_LARGE,)
    assert look(b"%PDF-1.7\nrommel").reasons == (Reason.DAMAGED,)


def test_a_locked_file_is_not_opened(contract):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    found = look(out.getvalue())
    assert (found.verdict, found.reasons) == (Verdict.UNREADABLE, (Reason.LOCKED,))


def with_attachment(contract, stored):
    """The contract with another file under the name of the map."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(contract)) as pdf:
        stream = stored(pdf)
        file = pdf.make_indirect(Dictionary(Type=Name.Filespec, UF=String(ATTACHED), EF=Dictionary(F=stream)))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String(ATTACHED), file])))
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def test_an_attached_map_is_inflated_under_a_cap(contract):
    def zipped(size, times=1):
        data = bytes(size)
        for _ in range(times):
            data = zlib.compress(data, 9)

        def stored(pdf):
            filters = Array([Name.FlateDecode] * times) if times > 1 else Name.FlateDecode
            return pikepdf.Stream(pdf, data, Filter=filters)

        return stored

    assert look(with_attachment(contract, zipped(1_000))).attached == bytes(1_000)
    assert look(with_attachment(contract, zipped(LARGEST_MAP + 1))).attached is None
    assert look(with_attachment(contract, zipped(1_000_000, 2))).attached is None
    assert look(with_attachment(contract, lambda pdf: pdf.make_stream(b"{}"))).attached == b"{}"


def bomb(contract):
    """An object stream of a few thousand bytes that becomes a thousand million."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(10_000_000)) for _ in range(100)) + packer.flush()
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 10/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    body = head + packed + b"\nendstream\nendobj\n"
    xref = zlib.compress(
        b"".join(
            (
                b"\x00\x00\x00\x00\x00\xff\xff",
                b"\x01" + (9).to_bytes(4, "big") + b"\x00\x00",
                b"\x02\x00\x00\x00\x01\x00\x00",
                b"\x01" + len(body).to_bytes(4, "big") + b"\x00\x00",
            )
        )
    )
    table = (
        b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(xref)
    )
    return body + table + xref + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(body)


def loop(contract):
    """A cross-reference table that says that the one before it is itself."""
    body = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R/Kids[1 0 R]>>\nendobj\n"
    table = b"xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n"
    return (
        body
        + table
        + b"trailer\n<</Size 2/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (len(body), len(body))
    )


HOSTILE = {
    "bomb": bomb,
    "loop": loop,
    "nesting": lambda _contract: b"%PDF-1.7\n1 0 obj\n" + b"[" * 2_000_000 + b"\nendobj\nstartxref\n9\n%%EOF",
    "names": lambda _contract: b"%PDF-1.7\n1 0 obj\n" + b"<</A " * 900_000 + b"\nstartxref\n9\n%%EOF",
    "numbers": lambda contract: contract.replace(b"/Length ", b"/Length 99999999999"),
    "comments": lambda _contract: b"%PDF-1.7\n" + b"%" * 4_900_000,
}


@pytest.mark.parametrize("how", HOSTILE)
def test_a_hostile_file_comes_to_an_end_and_is_not_believed(contract, how):
    found = examine_apart(HOSTILE[how](contract), [OWN.certificate])
    assert found.verdict in {Verdict.UNREADABLE, Verdict.UNSEALED}


def test_more_memory_than_that_is_not_to_be_had():
    greedy = (
        "from partnerschap.document import check, check_worker\n"
        "check.examine = lambda *_: bytes(check_worker.MEMORY)\n"
        "check_worker.main()"
    )
    asked = json.dumps({"ours": []}).encode() + b"\n"
    done = subprocess.run([sys.executable, "-c", greedy], input=asked, capture_output=True, check=False)
    assert done.stdout == b""
    assert done.stderr.rstrip().endswith(b"MemoryError")


def test_apart_it_is_the_same_answer(seal):
    assert examine_apart(seal, [OWN.certificate]) == look(seal)
    assert examine_apart(b"niets", []) == Finding(Verdict.UNREADABLE, (Reason.NO_PDF,))
