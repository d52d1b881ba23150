"""The seal on the file: it stays what it was for readers and archives, and every change shows."""

import io
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import outloud
import pikepdf
import pytest
from asn1crypto import tsp
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pikepdf import Name, pdfa
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from partnerschap.document.check import examine
from partnerschap.document.seal import sealed
from partnerschap.document.seal_key import NotSealed, new_key
from partnerschap.document.verdicts import Reason, Verdict

NOW = datetime(2027, 1, 14, 19, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def key():
    return new_key("Partnerschap Oost", NOW)


@pytest.fixture(scope="module")
def contract(youth_square):
    return youth_square


def test_the_sealed_file_is_still_one_for_readers_and_archives(contract, key, tmp_path):
    path = tmp_path / "contract.pdf"
    path.write_bytes(contract)
    before = {finding.rule for finding in pdfa.validate_written(path, flavour="3b").findings}
    path.write_bytes(sealed(contract, key))
    told = outloud.check(str(path))
    assert (told.error, told.errors, told.warnings) == (None, 0, 0)
    after = pdfa.validate_written(path, flavour="3b").findings
    # What the checker does not know besides what it did not know before: the entry for what may change.
    assert [str(each) for each in after if each.rule not in before] == []
    assert {each.message for each in after if "Perms" in each.message} == {
        "permissions (/Perms) are not supported"
    }


def test_sealing_only_adds(contract, key):
    data = sealed(contract, key)
    assert data.startswith(contract)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert field.F == 4 + 128
        assert str(field.TU) == "Digitaal zegel van de app"
        assert field.AP.N.read_bytes().split() in ([], [b"q", b"Q"])  # nothing to see
        assert pdf.Root.get("/Version", Name("/1.7")) == Name("/1.7")
        assert pdf.check_pdf_syntax() == []


def test_the_seal_is_a_certification_that_allows_no_changes(contract, key):
    reader = PdfFileReader(io.BytesIO(sealed(contract, key)))
    (one,) = reader.embedded_signatures
    assert reader.root["/Perms"]["/DocMDP"] == one.sig_object
    assert one.docmdp_level is MDPPerm.NO_CHANGES
    assert one.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert one.signer_cert.dump() == key.certificate
    assert one.field_name == "Zegel"


class _Authority(BaseHTTPRequestHandler):
    stamper: DummyTimeStamper

    def do_POST(self):
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.stamper.request_tsa_response(tsp.TimeStampReq.load(asked)).dump()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_arguments):
        """Say nothing."""


@pytest.fixture
def authority():
    """A time-stamp authority on this machine."""
    private = rsa.generate_private_key(65537, 2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tijd")])
    certificate = (
        x509.CertificateBuilder(who, who, private.public_key(), 7, NOW, NOW + timedelta(days=30))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(private, hashes.SHA256())
    )

    class Mine(_Authority):
        stamper = DummyTimeStamper(
            tsa_cert=Certificate.load(certificate.public_bytes(Encoding.DER)),
            tsa_key=PrivateKeyInfo.load(
                private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
            ),
            certs_to_embed=SimpleCertificateStore(),
            fixed_dt=NOW,
        )

    with HTTPServer(("127.0.0.1", 0), Mine) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_time_stamp_authority_says_when(contract, key, authority):
    reader = PdfFileReader(io.BytesIO(sealed(contract, key, authority)))
    (one,) = reader.embedded_signatures
    (attribute,) = one.signer_info["unsigned_attrs"]
    assert attribute["type"].native == "signature_time_stamp_token"
    token = attribute["values"][0]["content"]["encap_content_info"]["content"].parsed
    assert token["gen_time"].native == NOW


def test_a_stamped_seal_is_ours_too(contract, key, authority):
    found = examine(sealed(contract, key, authority), [key.certificate])
    assert (found.verdict, found.reasons) == (Verdict.SEALED, (Reason.OWN_SEAL,))


def test_without_the_authority_that_was_chosen_there_is_no_seal(contract, key):
    with pytest.raises(NotSealed):
        sealed(contract, key, "http://127.0.0.1:9/")
