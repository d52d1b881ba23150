"""The code and the QR code lead phones to this laptop, whatever its facilitator typed."""

import pytest

from partnerschap import network
from tests import web_kit
from tests.web_kit import Site


def test_a_facilitator_on_localhost_shows_the_address_of_the_laptop(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "reachable", lambda _host: "192.168.1.20")
    monkeypatch.setattr(web_kit, "HOST", "localhost:8000")
    table = site.begin()
    assert "http://192.168.1.20:8000/doe-mee/" in table.leader.text
    table.leader.get(table.path("/begeleiding/uitnodiging"))
    assert "192.168.1.20:8000" in table.leader.text
    assert "localhost" not in table.leader.text


def test_in_production_the_public_address_stays(real_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "reachable", lambda _host: "192.168.1.20")
    table = real_site.begin()
    assert "192.168.1.20" not in table.leader.text
    assert f"https://{web_kit.HOST}/doe-mee/" in table.leader.text
