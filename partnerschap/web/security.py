"""What holds for every answer, errors, downloads and static files included (STANDARDS C1, C2, C7 and C9)."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, g, request

from partnerschap.application.submit import ACT_BYTES
from partnerschap.config import Settings
from partnerschap.web import static_files

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ONE_YEAR = 365 * 24 * 3600
_FORM_BYTES = ACT_BYTES + 100_000
_FORM_PARTS = 1_000
_FILE_BYTES = 20_000_000
"""More than is looked at of a file, so that who sends too much is told so kindly."""
WITH_A_FILE = frozenset({"check.tell", "opening.open_now"})
CALENDAR = "calendars.feed"
_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9a-fA-F:.]+\](:\d{1,5})?")
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def register(app: Flask, settings: Settings) -> None:
    """Check where requests come from, limit their size, and add the headers."""
    app.config.update(
        MAX_CONTENT_LENGTH=_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=_FORM_BYTES,
        MAX_FORM_PARTS=_FORM_PARTS,
    )

    @app.before_request
    def check_host() -> None:
        if not is_our_host(request.environ.get("HTTP_HOST", ""), settings):
            g.untrusted_host = True
            abort(400)

    @app.before_request
    def make_room() -> None:
        if request.endpoint in WITH_A_FILE:
            request.max_content_length = _FILE_BYTES

    @app.before_request
    def check_origin() -> None:
        if request.method not in _SAFE_METHODS and not _same_origin():
            abort(403)

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(headers_of(settings, policy(_own_socket(settings))))
        response.headers["Cache-Control"] = _caching(response)
        return response


class WithHeaders:
    """Gives the headers to answers that Flask does not make: those of the live door."""

    def __init__(self, application: "WSGIApplication", settings: Settings) -> None:
        self._application = application
        self._headers = headers_of(settings, policy(""))

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as the application does, with the headers that it left out."""

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            given = {name.casefold() for name, _value in headers}
            missing = [(name, value) for name, value in self._headers.items() if name.casefold() not in given]
            return start_response(status, [*headers, *missing], *more)

        return self._application(environ, start)


def is_our_host(host: str, settings: Settings) -> bool:
    """Tell whether a request for this host is for us: in practice mode any well-formed name will do."""
    if not _HOST.fullmatch(host):
        return False
    allowed = {each.casefold() for each in settings.allowed_hosts}
    return not allowed or not allowed.isdisjoint({host.casefold(), host.casefold().rsplit(":", 1)[0]})


def headers_of(settings: Settings, content_policy: str) -> dict[str, str]:
    """Return the headers of every answer (STANDARDS C1)."""
    headers = {
        "Content-Security-Policy": content_policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    if settings.production:  # browsers complain of the first where there is no HTTPS
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    return headers


def policy(own_socket: str) -> str:
    """Return the content security policy; older Safari does not take the own websocket for 'self'."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'{' ' + own_socket if own_socket else ''}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


def _own_socket(settings: Settings) -> str:
    host = request.environ.get("HTTP_HOST", "")
    if g.get("untrusted_host") or not _HOST.fullmatch(host):
        return ""
    return f"{'wss' if settings.production or request.is_secure else 'ws'}://{host}"


def _same_origin() -> bool:
    """Judge by what the browser says of itself; a page without a Referer may send `Origin: null`."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") in {"cross-site", "same-site"}:
        return False
    origin = request.headers.get("Origin", "null")
    return origin == "null" or origin.split("://", 1)[-1].casefold() == request.host.casefold()


def _caching(response: Response) -> str:
    """Pages are about people and are kept nowhere; static files are, if their address says what they hold.

    A calendar asks every hour whether its own copy still holds.
    """
    if request.endpoint == CALENDAR and response.status_code < 400:  # noqa: PLR2004 - from 400 on it is an error
        return "private, no-cache"
    if request.endpoint != "static" or response.status_code >= 400:  # noqa: PLR2004 - from 400 on it is an error
        return "no-store"
    return f"public, max-age={ONE_YEAR}, immutable" if static_files.is_current() else "public, no-cache"
