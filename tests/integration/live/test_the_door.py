"""The live door of a real server: who may come in, what is no request, and what the log keeps."""

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests
import websocket

from partnerschap.play.device import LiveDevice
from partnerschap.play.room import LiveRoom
from partnerschap.play.script import MapInfo, Person
from partnerschap.realtime.socket import MESSAGE_BYTES
from tests.e2e.support.server import ROOT, Server, secure_settings
from tests.page_checks import POLICY

HOST = "kaart.example"
CANARY = "kanariewoord"
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in practice mode."""
    started = Server(tmp_path_factory.mktemp("practice")).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def nora(server: Server) -> Iterator[LiveDevice]:
    """Who facilitates a map on it, connected."""
    info = MapInfo("Het plein", "ons plein", "partnership", "long")
    person = Person("nora", "Nora", called="Nora", facilitator=True)
    room = LiveRoom(f"http://127.0.0.1:{server.port}")
    yield room.begin(info, person)
    room.close()


def knock(server: Server, map_id: str, cookies: str, **headers: str) -> int:
    """The status of the answer to asking for a live connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        lines = [f"GET /socket.io/?EIO=4&transport=websocket&kaart={map_id} HTTP/1.1"]
        given = {"Host": f"127.0.0.1:{server.port}", **UPGRADE, "Cookie": cookies, **headers}
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in given.items()]
        line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return int(line.recv(200).split(b" ")[1])


def raw(server: Server, sent: bytes) -> str:
    """The whole answer to bytes that are no good request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(sent)
        answer = b""
        while part := line.recv(4096):
            answer += part
    return answer.decode("latin-1")


def test_only_a_device_with_a_seat_on_this_map_gets_a_live_connection(
    server: Server, nora: LiveDevice
) -> None:
    mine = nora.pages.cookies()
    assert knock(server, nora.map_id, mine) == 101
    assert knock(server, "another-map", mine) == 403
    assert knock(server, nora.map_id, "") == 403
    assert knock(server, nora.map_id, "toestel=someone-elses") == 403


def test_a_page_of_another_origin_gets_no_live_connection(server: Server, nora: LiveDevice) -> None:
    mine = nora.pages.cookies()
    assert knock(server, nora.map_id, mine, Origin=f"http://127.0.0.1:{server.port}") == 101
    assert knock(server, nora.map_id, mine, Origin="https://elders.example") == 400


@pytest.mark.parametrize(
    "asked", [b"\x16\x03\x01\x02\x00nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nHost\r\n\r\n"]
)
def test_what_is_no_request_is_answered_with_the_headers_of_every_answer(
    server: Server, asked: bytes
) -> None:
    answer = raw(server, asked)
    assert answer.startswith("HTTP/1.1 400 ")
    for header in (
        "X-Content-Type-Options: nosniff",
        "X-Frame-Options: DENY",
        "Referrer-Policy: no-referrer",
    ):
        assert header in answer
    found = re.search(r"Content-Security-Policy: (.*)\r", answer)
    assert found is not None
    assert set(POLICY.items()) <= {tuple(part.strip().split(" ", 1)) for part in found[1].split(";")}


def is_hung_up(line: websocket.WebSocket) -> bool:
    """Read until the server hangs up, or has nothing more to say."""
    try:
        while line.recv():
            pass
    except websocket.WebSocketTimeoutException:
        return False
    except (websocket.WebSocketConnectionClosedException, ConnectionError):
        return True
    return True


def test_a_message_that_is_too_large_ends_its_connection_and_no_other(
    server: Server, nora: LiveDevice
) -> None:
    """C9: who sends more than an act can be is hung up on, and comes back like everybody."""
    address = f"ws://127.0.0.1:{server.port}/socket.io/?EIO=4&transport=websocket&kaart={nora.map_id}"
    for size, ends in ((1_000, False), (2 * MESSAGE_BYTES, True)):
        line = websocket.create_connection(address, cookie=nora.pages.cookies(), timeout=2)
        with closing(line.sock):
            line.send("40")
            act = {"do": "park", "op": f"large-{size}", "text": CANARY * (size // len(CANARY))}
            line.send(f"421{json.dumps(['act', act])}")
            assert is_hung_up(line) == ends
    assert nora.act({"do": "pause", "op": "still-here"}).seq > 0
    assert CANARY not in server.log.read_text()


def test_the_log_holds_no_words_no_secrets_and_no_addresses(server: Server, nora: LiveDevice) -> None:
    raw(server, f"GET /sleutel/{CANARY} {CANARY}\r\n\r\n".encode())
    raw(server, f"GET / HTTP/1.1\r\nHost: x\r\nCookie {CANARY}\r\n\r\n".encode())
    address = f"http://127.0.0.1:{server.port}"
    requests.get(f"{address}/sleutel/{CANARY}", timeout=10)
    requests.get(f"{address}/{CANARY}", headers={"Origin": f"http://[{CANARY}"}, timeout=10)
    for act in (
        {"do": CANARY, "op": "1"},
        {"do": "park", "op": "2", "text": CANARY},
        {"do": "park", "x": CANARY},
    ):
        nora.pages.post(f"/kaart/{nora.map_id}/doe", act)
        nora.act(act)
    log = server.log.read_text()
    assert CANARY not in log
    # The two lines that the server says of itself at the start.
    assert [line for line in log.splitlines()[3:] if "127.0.0.1" in line] == []


def test_a_second_process_on_the_same_instance_is_refused(server: Server) -> None:
    second = subprocess.run(
        [sys.executable, "-c", "from partnerschap import create_app; create_app()"],
        env={"PARTNERSCHAP_INSTANCE": str(server.instance), "PATH": ""},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "al in gebruik door een ander proces" in second.stderr


def test_in_production_the_origin_is_that_of_the_address_that_was_set(tmp_path: Path) -> None:
    server = Server(tmp_path, secure_settings(HOST, 443)).start()
    try:
        assert knock(server, "x", "", Host=HOST) == 403
        address = f"http://127.0.0.1:{server.port}/socket.io/"
        refused = requests.get(address, headers={"Host": "elders.example"}, timeout=10)
        assert refused.status_code == 403
        assert refused.headers["Strict-Transport-Security"]
    finally:
        server.stop()
