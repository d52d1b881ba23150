"""A request that never comes whole holds no thread for long; a live connection may be silent (C9)."""

import socket
import struct
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from gunicorn.workers.gthread import ThreadWorker

from partnerschap import serve
from partnerschap.realtime.gate import LiveGate


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


def test_a_live_connection_may_say_nothing_for_as_long_as_it_likes(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _client = ends
    begun(server, monkeypatch)
    gate = LiveGate(lambda _environ, _start: [b"live"], lambda _environ: True)
    environ = {"PATH_INFO": "/socket.io/", "gunicorn.socket": server}
    assert gate(environ, lambda *_anything: lambda _body: None) == [b"live"]
    size = struct.calcsize("ll")
    assert struct.unpack("ll", server.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, size)) == (0, 0)


def test_another_request_keeps_its_limit(
    ends: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    server, _client = ends
    begun(server, monkeypatch)
    gate = LiveGate(lambda _environ, _start: [b"page"], lambda _environ: True)
    assert gate({"PATH_INFO": "/kaart", "gunicorn.socket": server}, lambda *_anything: lambda _body: None)
    size = struct.calcsize("ll")
    assert struct.unpack("ll", server.getsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, size)) == (1, 0)
