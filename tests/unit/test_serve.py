"""A request that never comes whole holds no thread for long; a live connection may be silent (C9)."""

import socket
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from partnerschap import serve


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    server, client = socket.socketpair()
    yield server, client
    server.close()
    client.close()


def begun(server: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a connection in as the server does, but for handing it to a thread."""
    monkeypatch.setattr(serve, "REQUEST_SECONDS", 1)
    monkeypatch.setattr(ThreadWorker, "enqueue_req", lambda *_anything: None)
    worker = serve.PatientWorker.__new__(serve.PatientWorker)
    worker.enqueue_req(SimpleNamespace(sock=server))


def test_half_a_request_is_given_up(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, client = ends
    begun(server, monkeypatch)
    client.sendall(b"POST /kaart HTTP/1.1\r\n")
    assert server.recv(100)
    with pytest.raises(BlockingIOError):
        server.recv(100)
