"""A real mail server on loopback, which keeps what it took, for tests that send mail."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from tests.e2e.support.ports import free_port

NOWHERE = "nergens@voorbeeld.nl"
"""An address that the server does not know."""


@dataclass
class Post:
    """What came in."""

    port: int
    envelopes: list[Envelope] = field(default_factory=list)
    upgraded: list[bool] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(e.content, policy=default) for e in self.envelopes]  # type: ignore[arg-type, misc]

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd asks for it
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        if address == NOWHERE:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Envelope) -> str:  # noqa: N802 - as aiosmtpd asks for it
        self.envelopes.append(envelope)
        self.upgraded.append(session.ssl is not None)
        return "250 OK"


@contextmanager
def post_office(certificate: tuple[Path, Path] | None = None, *, tls: bool = False) -> Iterator[Post]:
    """A mail server; with a certificate it speaks STARTTLS, or TLS from the first byte."""
    post = Post(free_port())
    more: dict[str, Any] = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        more = {"ssl_context": context} if tls else {"tls_context": context, "require_starttls": True}

    def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: Any, data: Any) -> AuthResult:
        return AuthResult(success=(data.login, data.password) == (b"kaart", b"geheim"), handled=False)

    controller = Controller(
        post, "127.0.0.1", post.port, authenticator=authenticate, auth_require_tls=not tls, **more
    )
    controller.start()
    try:
        yield post
    finally:
        controller.stop()
