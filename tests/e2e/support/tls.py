"""HTTPS in front of a server, as a reverse proxy gives it: it ends TLS and says so in X-Forwarded-Proto."""

import asyncio
import base64
import hashlib
import ssl
import subprocess
import threading
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.e2e.support.ports import free_port

HEAD = b"\r\n\r\n"
PIECE = 65_536
NOT_THERE = (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError)


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """Make a certificate for this name that nobody vouches for; return it and its key."""
    folder.mkdir(parents=True, exist_ok=True)
    made, key = folder / "certificate.pem", folder / "key.pem"
    words = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"]
    subject = ["-subj", f"/CN={host}", "-addext", f"subjectAltName=DNS:{host}"]
    command = ["openssl", "req", "-x509", *words, *subject, "-keyout", str(key), "-out", str(made)]
    subprocess.run(command, check=True, capture_output=True)
    return made, key


def key_of(made: Path) -> str:
    """Return the hash by which a browser knows the key of a certificate."""
    key = x509.load_pem_x509_certificate(made.read_bytes()).public_key()
    info = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(info).digest()).decode()


class TlsProxy:
    """Listens on `port` of loopback with TLS and passes everything on to the server's port."""

    def __init__(self, to_port: int, folder: Path, host: str, port: int | None = None) -> None:
        self.port = port or free_port()
        self._to = to_port
        made, key = certificate(folder, host)
        self.key = key_of(made)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(made, key)
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    def close(self) -> None:
        """Stop listening and end every connection."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._accept, "127.0.0.1", self.port, ssl=self._context)

    async def _end(self) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        task = self._loop.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, from_client: StreamReader, to_client: StreamWriter) -> None:
        to_server = None
        try:
            begun = await from_client.readuntil(HEAD)
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self._to)
            to_server.write(_as_proxy(begun))
            there = asyncio.ensure_future(_copy(from_client, to_server))
            await _copy(from_server, to_client)
            there.cancel()
            await asyncio.gather(there, return_exceptions=True)
        except NOT_THERE:
            pass
        finally:
            for writer in filter(None, (to_client, to_server)):
                writer.close()
                with suppress(*NOT_THERE):
                    await writer.wait_closed()


def _as_proxy(begun: bytes) -> bytes:
    """Add what a proxy says; a connection carries one request, so that every request gets it."""
    lines = begun.removesuffix(HEAD).split(b"\r\n")
    ours = [b"x-forwarded-"] if b"upgrade: websocket" in begun.lower() else [b"x-forwarded-", b"connection:"]
    kept = [line for line in lines if not line.lower().startswith(tuple(ours))]
    added = [b"X-Forwarded-Proto: https", *([b"Connection: close"] if len(ours) > 1 else [])]
    return b"\r\n".join([*kept, *added]) + HEAD


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(*NOT_THERE):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
