"""Settings: read from the environment, refused when wrong (STANDARDS C4, E5)."""

from dataclasses import fields
from pathlib import Path

import pytest

from partnerschap.config import PREFIX, Mode, Secrets, Settings, SettingsError

GOOD = {
    "PARTNERSCHAP_MODE": "production",
    "PARTNERSCHAP_SECRET_KEY": "k3y-With-Enough-Different-Letters-42",
    "PARTNERSCHAP_ALLOWED_HOSTS": "kaart.example, www.kaart.example",
    "PARTNERSCHAP_PUBLIC_URL": "https://kaart.example",
}


def test_without_settings_the_app_is_in_practice_mode_on_sqlite_in_the_instance() -> None:
    settings = Settings.from_env({"PATH": "/bin"})
    assert settings.mode is Mode.PRACTICE
    assert settings.database == f"sqlite:///{Path('instance').resolve() / 'partnerschap.db'}"


def test_production_with_all_it_needs_is_accepted() -> None:
    settings = Settings.from_env(GOOD)
    assert settings.production
    assert settings.allowed_hosts == ("kaart.example", "www.kaart.example")


@pytest.mark.parametrize(
    ("name", "value", "about"),
    [
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "a" * 40, "SECRET_KEY"),
        ("DEBUG", "true", "DEBUG"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS"),
        ("PUBLIC_URL", "http://kaart.example", "PUBLIC_URL"),
        ("WORKERS", "2", "WORKERS"),
    ],
)
def test_production_refuses_what_is_not_safe(name: str, value: str, about: str) -> None:
    with pytest.raises(SettingsError, match=about):
        Settings.from_env({**GOOD, PREFIX + name: value})


def test_several_processes_need_postgresql_and_redis() -> None:
    postgresql = {"PARTNERSCHAP_DATABASE_URL": "postgresql+psycopg://localhost/partnerschap"}
    redis, two = {"PARTNERSCHAP_REDIS_URL": "redis://:geheim@localhost"}, {"PARTNERSCHAP_WORKERS": "2"}
    assert Settings.from_env({**GOOD, **postgresql}).workers == 1
    assert Settings.from_env({**GOOD, **postgresql, **redis, **two}).workers == 2
    for lacking, about in ((two, "PostgreSQL"), (redis, "PostgreSQL"), ({**postgresql, **two}, "REDIS_URL")):
        with pytest.raises(SettingsError, match=about):
            Settings.from_env(lacking)


def test_the_password_of_redis_is_not_shown_with_the_settings() -> None:
    settings = Settings(
        database_url="postgresql+psycopg://localhost/x", redis_url="redis://:geheim@localhost"
    )
    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(("name", "value"), [("PROT", "8000"), ("PORT", "veel"), ("MODE", "test")])
def test_a_typing_mistake_is_an_error_and_not_silence(name: str, value: str) -> None:
    with pytest.raises(SettingsError):
        Settings.from_env({PREFIX + name: value})


def test_a_secret_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    settings = Settings(instance=str(tmp_path / "new"))
    assert Secrets.of(settings, "first").secret_key == "first"
    assert Secrets.of(settings, "second").secret_key == "first"
    assert (tmp_path / "new" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_secret_key_of_the_settings_is_used_and_never_shown(tmp_path: Path) -> None:
    secrets = Secrets.of(Settings(instance=str(tmp_path), secret_key="chosen"), "made")
    assert secrets.secret_key == "chosen"
    assert "chosen" not in repr(secrets)
    assert not (tmp_path / "secret_key").exists()


def test_every_setting_is_documented_and_nothing_else_is() -> None:
    page = Path("docs/settings.md").read_text("utf-8")
    documented = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `PARTNERSCHAP_")}
    assert documented == {PREFIX + field.name.upper() for field in fields(Settings)}


MAIL = {"PARTNERSCHAP_SMTP_HOST": "mail.example", "PARTNERSCHAP_SMTP_FROM": "kaart@mail.example"}


def test_mail_needs_a_server_and_a_sender_and_no_password_goes_out_readable() -> None:
    settings = Settings.from_env({**MAIL, "PARTNERSCHAP_SMTP_PASSWORD": "geheim"})
    assert (settings.smtp_port, settings.smtp_tls.value) == (587, "starttls")
    assert "geheim" not in repr(settings)
    for wrong, about in (
        ({"SMTP_FROM": "kaart"}, "SMTP_FROM"),
        ({"SMTP_FROM": "a@b.nl\nX: 1"}, "SMTP_FROM"),
        ({"SMTP_USER": "kaart", "SMTP_TLS": "none"}, "SMTP_TLS"),
        ({"SMTP_TLS": "soms"}, "smtp_tls"),
    ):
        with pytest.raises(SettingsError, match=about):
            Settings.from_env({**MAIL, **{f"PARTNERSCHAP_{name}": value for name, value in wrong.items()}})
