"""Stands between Playwright and Firefox ESR, which speaks an older WebDriver BiDi than Playwright expects.

Playwright starts this in Firefox's place (`python -m tests.e2e.support.relay`). It starts Firefox and passes
every message on, both ways. Commands of the module `emulation` that this Firefox does not know are answered
as if they were done: they set colour scheme and the like for pictures, which the tests do not ask of Firefox.
"""

import json
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import websocket
from simple_websocket import ConnectionClosed, Server

FIREFOX = "firefox-esr"
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
MAY_LACK = "emulation."


class Relay:
    """One connection of Playwright, and the one of ours that it goes on over."""

    def __init__(self, firefox: str, playwright: Server) -> None:
        self._playwright = playwright
        # Firefox refuses what looks like a web page.
        self._firefox = websocket.create_connection(firefox, suppress_origin=True, timeout=None)
        self._asked: dict[int, str] = {}

    def run(self) -> None:
        """Pass on until one of the two ends."""
        threading.Thread(target=self._answers, daemon=True).start()
        try:
            while True:
                message = self._playwright.receive()
                told = json.loads(message)
                if str(told.get("method", "")).startswith(MAY_LACK):
                    self._asked[told["id"]] = told["method"]
                self._firefox.send(message)
        except (ConnectionClosed, websocket.WebSocketException, OSError):
            self._firefox.close()

    def _answers(self) -> None:
        try:
            while message := self._firefox.recv():
                self._playwright.send(self._done_if_unknown(message))
        except (ConnectionClosed, websocket.WebSocketException, OSError):
            pass
        self._playwright.close()

    def _done_if_unknown(self, message: str | bytes) -> str | bytes:
        if not self._asked:
            return message
        told: dict[str, Any] = json.loads(message)
        asked = self._asked.pop(told.get("id") or -1, "")
        if asked and told.get("error") == "unknown command":
            return json.dumps({"type": "success", "id": told["id"], "result": {}})
        return message


def _handler(firefox: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Become a websocket, at the same path as Firefox has it."""
            headers = {
                f"HTTP_{name.upper().replace('-', '_')}": value for name, value in self.headers.items()
            }
            environ = {
                **headers,
                "werkzeug.socket": self.connection,
                "PATH_INFO": self.path,
                "QUERY_STRING": "",
            }
            Relay(firefox + self.path, Server(environ, max_message_size=None)).run()
            self.close_connection = True

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    return Handler


def main() -> None:
    """Start Firefox with the given options, relay, and end as it ends."""
    # The process becomes ours to end: Playwright kills the whole group.
    process = subprocess.Popen([FIREFOX, *sys.argv[1:]], stderr=subprocess.PIPE, text=True)
    if process.stderr is None:
        raise RuntimeError("no standard error to listen on")
    for line in process.stderr:
        found = LISTENING.search(line)
        if found is None:
            sys.stderr.write(line)
            continue
        server = HTTPServer(("127.0.0.1", 0), _handler(found[1].rstrip("/")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sys.stderr.write(f"WebDriver BiDi listening on ws://127.0.0.1:{server.server_port}\n")
        sys.stderr.flush()
    sys.exit(process.wait())


if __name__ == "__main__":
    main()
