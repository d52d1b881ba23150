"""The clock and the dice of the real world."""

import secrets
import uuid
from datetime import UTC, datetime

from partnerschap.application.codes import ALPHABET, LENGTH

_SECRET_BYTES = 32


class SystemClock:
    """The moment as this machine knows it."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class SystemChance:
    """Randomness from the operating system."""

    def secret(self) -> str:
        """Return 256 random bits in URL-safe characters."""
        return secrets.token_urlsafe(_SECRET_BYTES)

    def code(self) -> str:
        """Return a random join code."""
        return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))

    def id(self) -> str:
        """Return a random UUID, version 4."""
        return str(uuid.uuid4())
