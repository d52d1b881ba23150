"""One mail over SMTP (RFC 5321): plain text, a short time-out, and no word of an address in a log."""

import logging
import smtplib
import ssl
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from threading import BoundedSemaphore

from partnerschap.application.ports import Chance, Clock, NotSent
from partnerschap.config import Encryption

TIMEOUT_SECONDS = 10.0
AT_ONCE = 4
"""So many mails are under way at most: a mail server that hangs holds no more threads than this."""
_BUSY, _REFUSED, _UNREACHABLE = "busy", "refused", "unreachable"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail goes out, and in whose name; `trusted` judges its certificate."""

    host: str
    port: int
    sender: str
    user: str
    password: str = field(repr=False)
    encryption: Encryption
    trusted: ssl.SSLContext
    patience: float = TIMEOUT_SECONDS


class SmtpMailer:
    """The port `Mailer`."""

    def __init__(self, server: Server, clock: Clock, chance: Chance) -> None:
        self._server = server
        self._clock = clock
        self._chance = chance
        self._under_way = BoundedSemaphore(AT_ONCE)

    def send(self, to: str, subject: str, text: str) -> None:
        """Send a mail; raises NotSent when it was not taken, and then nothing went out."""
        message = self._message(to, subject, text)
        if not self._under_way.acquire(blocking=False):
            raise _not_sent(_BUSY)
        try:
            self._deliver(message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as problem:
            raise _not_sent(_REFUSED) from problem
        except (smtplib.SMTPException, OSError) as problem:
            raise _not_sent(_UNREACHABLE) from problem
        finally:
            self._under_way.release()

    def _message(self, to: str, subject: str, text: str) -> EmailMessage:
        try:
            sender, recipient = Address(addr_spec=self._server.sender), Address(addr_spec=to)
            message = EmailMessage(policy=SMTP)
            message["From"], message["To"], message["Subject"] = sender, recipient, subject
        except (ValueError, IndexError) as problem:  # what the parser of addresses raises for half an address
            raise _not_sent(_REFUSED) from problem
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{self._chance.id()}@{sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # nobody's absence answers it
        message.set_content(text)
        return message

    def _deliver(self, message: EmailMessage) -> None:
        server = self._server
        with self._connected() as smtp:
            if server.encryption is Encryption.STARTTLS:
                smtp.starttls(context=server.trusted)
            if server.user:
                smtp.login(server.user, server.password)
            smtp.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        # By the name in our address: that of this machine is nobody's business.
        name = server.sender.rpartition("@")[2]
        if server.encryption is Encryption.TLS:
            trusted, patience = server.trusted, server.patience
            return smtplib.SMTP_SSL(server.host, server.port, name, timeout=patience, context=trusted)
        return smtplib.SMTP(server.host, server.port, name, timeout=server.patience)


def _not_sent(code: str) -> NotSent:
    log.warning("mail not sent: %s", code)
    return NotSent(code)
