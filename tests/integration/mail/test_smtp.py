"""Mail over a real SMTP server on loopback: what goes out, what does not, and what is said about it."""

import logging
import socket
import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from partnerschap.application.ports import NotSent
from partnerschap.config import Encryption
from partnerschap.mail.smtp import AT_ONCE, Server, SmtpMailer
from tests.e2e.support.ports import free_port
from tests.e2e.support.tls import certificate
from tests.fakes import FakeChance, FakeClock
from tests.mail_kit import NOWHERE, Post, post_office

TO = "joke@voorbeeld.nl"
SERVER = Server(
    host="localhost",
    port=0,
    sender="kaart@samen.example",
    user="",
    password="",
    encryption=Encryption.NONE,
    trusted=ssl.create_default_context(),
    patience=5.0,
)


def mailer(server: Server) -> SmtpMailer:
    return SmtpMailer(server, FakeClock(), FakeChance())


def refused(server: Server, to: str = TO, subject: str = "Een vraag") -> str:
    with pytest.raises(NotSent) as problem:
        mailer(server).send(to, subject, "Hallo")
    return str(problem.value)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return certificate(tmp_path_factory.mktemp("papers"), "localhost")


@pytest.fixture
def post() -> Iterator[Post]:
    with post_office() as opened:
        yield opened


def test_one_plain_mail_goes_to_one_address(post: Post) -> None:
    mailer(replace(SERVER, port=post.port)).send(
        TO, "Een vraag van Çağla’s plein", "Hallo,\n\nمرحبا 😀\n.\neinde\n"
    )
    (envelope,), (message,) = post.envelopes, post.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == ("kaart@samen.example", [TO])
    assert (message["To"], message["From"]) == (TO, "kaart@samen.example")
    assert message["Subject"] == "Een vraag van Çağla’s plein"
    assert message["Date"] == "Thu, 14 Jan 2027 19:00:00 +0000"
    assert str(message["Message-ID"]).endswith("@samen.example>")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n") == "Hallo,\n\nمرحبا 😀\n.\neinde\n"
    assert socket.gethostname() not in (envelope.content or b"").decode()  # type: ignore[union-attr]


@pytest.mark.parametrize(("encryption", "tls"), [(Encryption.STARTTLS, False), (Encryption.TLS, True)])
def test_mail_goes_encrypted_with_a_password_to_a_server_that_is_trusted(
    papers: tuple[Path, Path], encryption: Encryption, *, tls: bool
) -> None:
    trusted = ssl.create_default_context(cafile=str(papers[0]))
    with post_office(papers, tls=tls) as post:
        server = replace(
            SERVER, port=post.port, encryption=encryption, trusted=trusted, user="kaart", password="geheim"
        )
        mailer(server).send(TO, "Een vraag", "Hallo")
        assert refused(replace(server, password="anders")) == "refused"
        assert refused(replace(server, trusted=SERVER.trusted)) == "unreachable"
    assert post.upgraded == [not tls]  # over TLS from the first byte nothing is left to upgrade


def test_a_server_that_speaks_no_tls_gets_nothing(post: Post) -> None:
    assert refused(replace(SERVER, port=post.port, encryption=Encryption.STARTTLS)) == "unreachable"
    assert post.envelopes == []


def test_an_address_that_the_server_does_not_know_is_said_to_be_refused(post: Post) -> None:
    assert refused(replace(SERVER, port=post.port), NOWHERE) == "refused"
    assert post.envelopes == []


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("a@b.nl\nBcc: ieder@voorbeeld.nl", "Een vraag"),
        ("a@b.nl, c@d.nl", "Een vraag"),
        ("Joke <a@b.nl>", "Een vraag"),
        ("a@", "Een vraag"),
        ("", "Een vraag"),
        (TO, "Een vraag\r\nBcc: ieder@voorbeeld.nl"),
    ],
)
def test_nothing_that_is_typed_becomes_a_header_or_a_second_recipient(
    post: Post, to: str, subject: str
) -> None:
    assert refused(replace(SERVER, port=post.port), to, subject) == "refused"
    assert post.envelopes == []


def test_a_server_that_is_not_there_or_never_answers_ends_in_a_plain_error() -> None:
    assert refused(replace(SERVER, port=free_port())) == "unreachable"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert refused(replace(SERVER, port=silent.getsockname()[1], patience=0.2)) == "unreachable"


def test_only_a_few_mails_are_under_way_at_once(post: Post) -> None:
    busy = mailer(replace(SERVER, port=post.port))
    for _ in range(AT_ONCE):
        assert busy._under_way.acquire(blocking=False)
    with pytest.raises(NotSent) as problem:
        busy.send(TO, "Een vraag", "Hallo")
    assert str(problem.value) == "busy"
    busy._under_way.release()
    busy.send(TO, "Een vraag", "Hallo")
    assert len(post.envelopes) == 1


def test_the_log_holds_a_code_and_no_address(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="partnerschap"):
        refused(replace(SERVER, port=post.port), NOWHERE)
    assert "mail not sent: refused" in caplog.text
    assert "voorbeeld.nl" not in caplog.text
    assert "geheim" not in repr(replace(SERVER, password="geheim"))
