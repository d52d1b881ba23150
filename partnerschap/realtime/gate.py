"""In front of the live door: who may not come in is told so in plain HTTP, and holds no connection."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = "/socket.io/"


class LiveGate:
    """Lets only those through to the live door whose request `may_enter`; a refused one holds no thread."""

    def __init__(
        self, application: "WSGIApplication", may_enter: Callable[["WSGIEnvironment"], bool]
    ) -> None:
        self._application = application
        self._may_enter = may_enter

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer as the application does, or with 403."""
        if environ.get("PATH_INFO", "").startswith(PATH) and not self._may_enter(environ):
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"not_joined"]
        return self._application(environ, start_response)
