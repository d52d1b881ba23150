"""Serving the app with gunicorn: one process with many threads, each open connection on one of them."""

import re
import socket
import sys
from contextlib import closing
from typing import Any

import click
import segno
from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from partnerschap import create_app
from partnerschap.config import Settings

GRACE_SECONDS = 3
_ADDRESS = re.compile(r" from ip=\S*?(?=:? |$)")


class AddressFreeLogger(Logger):
    """gunicorn's log without the addresses of those who send it what it cannot read."""

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """Log a warning; gunicorn writes 'from ip=…' in some."""
        super().warning(_ADDRESS.sub("", str(msg)), *args, **kwargs)


class Server(BaseApplication):
    """gunicorn with our settings and an application made in the worker."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        """Set what we decide and leave the rest as gunicorn has it."""
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:  # type: ignore[override]  # a Flask is a WSGI application; its types are looser
        """Make the application, in the worker."""
        return create_app(self._settings)


def serve(settings: Settings, *, host: str | None = None, port: int | None = None) -> None:
    """Serve until the process is told to stop; prints the address and a QR code for phones in the room."""
    bound_host = host or settings.host
    bound_port = settings.port if port is None else port
    bound_port = bound_port or _free_port(bound_host)
    address = settings.public_url or f"http://{_reachable(bound_host)}:{bound_port}"
    _announce(settings, address)
    Server(
        settings,
        {
            "bind": f"{bound_host}:{bound_port}",
            "workers": 1,
            "worker_class": "gthread",
            "threads": settings.threads,
            "graceful_timeout": GRACE_SECONDS,
            "accesslog": None,
            "logger_class": AddressFreeLogger,
            "loglevel": "warning",
            "proc_name": "partnerschap",
            "forwarded_allow_ips": "127.0.0.1",
        },
    ).run()


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


def _reachable(host: str) -> str:
    """Return the address that others on the network can use; asking the kernel for it sends nothing."""
    if host != "0.0.0.0":  # noqa: S104 - compared with, not bound to
        return host
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
