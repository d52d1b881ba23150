"""The settings with their defaults; an unknown one is an error, so that a typing mistake shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from partnerschap.domain.limits import KEEP_MONTHS
from partnerschap.domain.retention import Bounds

PREFIX = "PARTNERSCHAP_"
_SECRET_LENGTH = 32
_ADDRESS = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+")


class Mode(StrEnum):
    """How the app is served: practice on a laptop and its local network, or production behind HTTPS."""

    PRACTICE = "practice"
    PRODUCTION = "production"


class Encryption(StrEnum):
    """How the connection to the mail server is closed to others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SettingsError(ValueError):
    """The settings are wrong; the message says which one and what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an installation can choose; `docs/settings.md` lists it for people."""

    mode: Mode = Mode.PRACTICE
    instance: str = "instance"
    secret_key: str = ""
    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)
    host: str = "0.0.0.0"  # noqa: S104 - practice mode serves the phones in the room
    port: int = 8000
    threads: int = 64
    pace: float = 1.0
    workers: int = 1
    debug: bool = False
    allowed_hosts: tuple[str, ...] = ()
    public_url: str = ""
    proxies: int = 0
    operator: str = ""
    contact: str = ""
    accessibility_url: str = ""
    timestamp_url: str = ""
    retention_months: int = 24
    retention_months_most: int = 60
    backup_months: int = 12
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_from: str = ""
    smtp_tls: Encryption = Encryption.STARTTLS

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read the settings from variables that begin with PARTNERSCHAP_; raises SettingsError."""
        known = {each.name for each in fields(cls)}
        given: dict[str, Any] = {}
        for name, value in environ.items():
            if not name.startswith(PREFIX):
                continue
            key = name.removeprefix(PREFIX).lower()
            if key.startswith("test_"):
                continue
            if key not in known:
                raise SettingsError(f"{name}: deze instelling bestaat niet")
            is_list = key == "allowed_hosts"
            given[key] = tuple(filter(None, (v.strip() for v in value.split(",")))) if is_list else value
        try:
            settings = msgspec.convert(given, cls, strict=False)
        except msgspec.ValidationError as problem:
            raise SettingsError(str(problem)) from problem
        settings.check()
        return settings

    @property
    def production(self) -> bool:
        """Tell whether this is a real installation behind HTTPS."""
        return self.mode is Mode.PRODUCTION

    @property
    def database(self) -> str:
        """Return the database's address; SQLite in the instance folder unless another was set."""
        return self.database_url or f"sqlite:///{Path(self.instance).resolve() / 'partnerschap.db'}"

    @property
    def kept(self) -> Bounds:
        """Return for how many months maps are kept."""
        return Bounds(self.retention_months, self.retention_months_most)

    def check(self) -> None:
        """Refuse what must not be served (STANDARDS C4); raises SettingsError."""
        problems = [*(self._problems() if self.production else ()), *self._mail_problems()]
        several = self.workers > 1 or self.redis_url
        if several and self.database.startswith("sqlite"):
            problems.append("WORKERS, REDIS_URL: met SQLite werkt de app met één proces; neem PostgreSQL")
        elif self.workers > 1 and not self.redis_url:
            problems.append("REDIS_URL: bij meer dan één proces hoort een Redis")
        if not 1 <= self.retention_months <= self.retention_months_most <= KEEP_MONTHS:
            problems.append(f"RETENTION_MONTHS, RETENTION_MONTHS_MOST: neem 1 tot {KEEP_MONTHS} maanden")
        if not 1 <= self.backup_months <= KEEP_MONTHS:
            problems.append(f"BACKUP_MONTHS: neem 1 tot {KEEP_MONTHS} maanden")
        if problems:
            raise SettingsError("; ".join(problems))

    def _mail_problems(self) -> list[str]:
        if self.smtp_host and not _ADDRESS.fullmatch(self.smtp_from):
            return ["SMTP_FROM: geef het adres waarvan de mail komt"]
        if self.smtp_user and self.smtp_tls is Encryption.NONE:
            return ["SMTP_TLS: een wachtwoord gaat niet onversleuteld over het net"]
        return []

    def _problems(self) -> list[str]:
        found = []
        if len(self.secret_key) < _SECRET_LENGTH or len(set(self.secret_key)) < _SECRET_LENGTH // 4:
            found.append(f"SECRET_KEY: geef een geheime sleutel van {_SECRET_LENGTH} tekens of meer")
        if self.debug:
            found.append("DEBUG: mag in productie niet aan staan")
        if not self.allowed_hosts:
            found.append("ALLOWED_HOSTS: noem de namen waarop de app te bereiken is")
        if "*" in self.allowed_hosts:
            found.append("ALLOWED_HOSTS: noem namen, geen *")
        if urlsplit(self.public_url).scheme != "https" or not urlsplit(self.public_url).netloc:
            found.append("PUBLIC_URL: geef het adres van de app, beginnend met https://")
        return found


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys that are made at the first start when the settings give none."""

    secret_key: str = field(repr=False)

    @classmethod
    def of(cls, settings: Settings, new_secret: str) -> "Secrets":
        """Return the secret key of the settings, or the one kept in the instance folder (file mode 0600)."""
        if settings.secret_key:
            return cls(settings.secret_key)
        folder = Path(settings.instance)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "secret_key"
        try:
            with path.open("x", encoding="ascii") as file:
                path.chmod(0o600)
                file.write(new_secret)
        except FileExistsError:
            return cls(path.read_text("ascii").strip())
        return cls(new_secret)
