"""How others on the local network reach this machine."""

import socket
from contextlib import closing
from ipaddress import ip_address
from urllib.parse import urlsplit

EVERYWHERE = "0.0.0.0"  # noqa: S104 - compared with, not bound to
LOOPBACK = "127.0.0.1"


def reachable(host: str) -> str:
    """Return the address that others can use for who listens on `host`; asking the kernel sends nothing."""
    if host != EVERYWHERE:
        return host
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def for_others(address: str, listens_on: str) -> str:
    """Return an address that a phone in the room can open: not this machine's name for itself.

    The port stays. Where others cannot come in at all, the address stays as it is.
    """
    asked = urlsplit(address)
    if not _is_own(asked.hostname or ""):
        return address
    host = reachable(listens_on)
    if _is_own(host):
        return address
    netloc = f"[{host}]" if ":" in host else host
    return asked._replace(netloc=f"{netloc}:{asked.port}" if asked.port else netloc).geturl()


def _is_own(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
