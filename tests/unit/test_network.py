"""The address that is said aloud in the room is one that a phone can open."""

import pytest

from partnerschap import network

LAN = "192.168.1.20"


@pytest.fixture(autouse=True)
def lan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "reachable", lambda host: LAN if host == network.EVERYWHERE else host)


@pytest.mark.parametrize("typed", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "samen.localhost:8000"])
def test_the_machines_own_names_become_its_address_on_the_network(typed: str) -> None:
    assert network.for_others(f"http://{typed}/", network.EVERYWHERE) == f"http://{LAN}:8000/"


def test_a_port_that_nobody_typed_stays_away() -> None:
    assert network.for_others("http://localhost/", network.EVERYWHERE) == f"http://{LAN}/"


@pytest.mark.parametrize("typed", ["192.168.1.9:8000", "laptop.local:8000", "samen.example"])
def test_an_address_that_others_can_open_stays(typed: str) -> None:
    assert network.for_others(f"http://{typed}/", network.EVERYWHERE) == f"http://{typed}/"


def test_where_nobody_else_can_come_in_the_address_stays() -> None:
    assert network.for_others("http://localhost:8000/", "127.0.0.1") == "http://localhost:8000/"
