"""Serving the app with gunicorn: a thread for each request under way, live connections on a hub."""

import gc
import socket
import struct
import sys
from contextlib import closing, suppress
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import click
import segno
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine, ParseException
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from partnerschap import create_app
from partnerschap.chance import SystemChance
from partnerschap.config import Secrets, Settings
from partnerschap.network import reachable
from partnerschap.web.security import headers_of, policy

GRACE_SECONDS = 3
NEW_VALUES = 20_000
"""So many containers are made before the collector looks for circles among them: some megabytes."""
REQUEST_SECONDS = 20
"""A request that says nothing for so long is given up, so that it holds no thread."""
_STATUS = {LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG, LimitRequestHeaders: HTTPStatus(431)}


class QuietLogger(Logger):
    """gunicorn's log without the words and addresses of those who send it what it cannot read."""

    def exception(self, msg: object, *_args: object, **_kwargs: Any) -> None:
        """Log the kind of an exception: links, cookies and people's words may stand in the rest."""
        kind = sys.exc_info()[0]
        super().error("%s: %s", str(msg).split("%", 1)[0].strip(), kind.__name__ if kind else "?")


class PatientWorker(ThreadWorker):
    """Threads, of which a request that never comes whole holds none for long."""

    def enqueue_req(self, conn: Any) -> None:
        """Let reading a request end after a while; live connections are read elsewhere."""
        limit = struct.pack("ll", REQUEST_SECONDS, 0)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
        super().enqueue_req(conn)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ARG002 -- gunicorn's signature
        """Answer what is no request with the headers of every answer, and keep nothing of what it said."""
        theirs = isinstance(exc, ParseException)
        status = _STATUS.get(
            type(exc), HTTPStatus.BAD_REQUEST if theirs else HTTPStatus.INTERNAL_SERVER_ERROR
        )
        self.log.warning("no request: %s", type(exc).__name__)
        body = b"Dit begrijpen we niet. Ga terug en probeer het nog eens.\n"
        settings = self.app.settings  # type: ignore[attr-defined]  # it is the Server below
        headers = {
            **headers_of(settings, policy("")),
            "Cache-Control": "no-store",
            "Connection": "close",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Length": str(len(body)),
        }
        lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{k}: {v}" for k, v in headers.items())]
        with suppress(OSError):
            write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)


class Server(BaseApplication):
    """gunicorn with our settings and an application made in the worker."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self.settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set what we decide and leave the rest as gunicorn has it."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:  # type: ignore[override]  # a Flask is a WSGI application; its types are looser
        """Make the application, in the worker."""
        app = create_app(self.settings)
        _collect_seldom()
        return app


def serve(settings: Settings, *, host: str | None = None, port: int | None = None) -> None:
    """Serve until the process is told to stop; prints the address and a QR code for phones in the room."""
    bound_host = host or settings.host
    bound_port = settings.port if port is None else port
    bound_port = bound_port or _free_port(bound_host)
    address = settings.public_url or f"http://{reachable(bound_host)}:{bound_port}"
    Secrets.of(settings, SystemChance().secret())  # before there are workers, who share it
    _announce(settings, address)
    Server(
        replace(settings, host=bound_host, port=bound_port),
        {
            "bind": f"{bound_host}:{bound_port}",
            "workers": settings.workers,
            "worker_class": PatientWorker,
            "threads": settings.threads,
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": None,
            "logger_class": QuietLogger,
            "control_socket_disable": True,  # it would be shared by all installations of one user
            "loglevel": "warning",
            "proc_name": "partnerschap",
            "forwarded_allow_ips": "127.0.0.1",
        },
    ).run()


def _collect_seldom() -> None:
    """Look for circular garbage less often, and never again among what lives as long as the process.

    A change makes hundreds of small values and hardly a circle: looking for them after every 700 took a tenth
    of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_VALUES, 10, 10)


def _announce(settings: Settings, address: str) -> None:
    click.echo(f"Partnerschap staat klaar op {address}")
    if not settings.production:
        click.echo("Oefenstand: zonder https, voor een laptop en telefoons op hetzelfde netwerk.")
    segno.make(address).terminal(out=sys.stdout, compact=True)
    click.echo("Stoppen: Ctrl-C")
    sys.stdout.flush()


def _free_port(host: str) -> int:
    with closing(socket.socket()) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port
