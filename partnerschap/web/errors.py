"""What went wrong, on a calm page in the language of the reader; as JSON for who asked in JSON."""

import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, g, jsonify, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from partnerschap.application.ports import Busy, Seat
from partnerschap.document.keyring import KeyRingError
from partnerschap.document.seal_key import NotSealed
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.services import current
from partnerschap.web.access import NoEntryError
from partnerschap.web.security import WITH_A_FILE
from partnerschap.web.tongue import _
from partnerschap.web.words import edge_text, refusal_text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A status, a stable code for machines, and what to say."""

    status: int
    code: str
    title: str
    text: str
    retry_after: int = 0
    help_lost: bool = False
    """Whether the page leads to what can be done when a link or a device is lost."""


class TooManyError(Exception):
    """Somebody, or everybody together, asked too often; `seconds` is how long to wait."""

    def __init__(self, seconds: float, text: str) -> None:
        super().__init__()
        self.seconds = seconds
        self.text = text


def register(app: Flask) -> None:
    """Answer every error that a request can end in."""

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return answer(_of_status(error.code or 500))

    @app.errorhandler(RecursionError)
    def too_deep(_error: RecursionError) -> Response:
        return answer(_of_status(400))  # data nested deeper than any of ours

    @app.errorhandler(CSRFError)
    def no_token(_error: CSRFError) -> Response:
        text = _("Deze bladzijde is te oud geworden. Laad de bladzijde opnieuw en probeer het nog eens.")
        return answer(Trouble(400, "expired", _("Dit is niet verstuurd"), text))

    @app.errorhandler(NoEntryError)
    def no_entry(error: NoEntryError) -> Response:
        return _no_entry(error)

    @app.errorhandler(Busy)
    def busy(_error: Busy) -> Response:
        log.warning("busy endpoint=%s", request.endpoint)
        return answer(Trouble(503, "busy", _("Even druk"), edge_text("busy"), 1))

    @app.errorhandler(NotSealed)
    @app.errorhandler(KeyRingError)
    def not_sealed(error: Exception) -> Response:
        log.error("no seal: %s", type(error).__name__)
        text = _("Het zegel kan nu niet worden gezet. Het contract is niet weg: probeer het straks nog eens.")
        return answer(Trouble(503, "not_sealed", _("Het contract is nog niet verzegeld"), text, 30))

    @app.errorhandler(TooManyError)
    def too_many(error: TooManyError) -> Response:
        trouble = Trouble(429, "slow_down", _("Even wachten"), error.text, max(1, round(error.seconds)))
        return answer(trouble)

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        # People's words may stand in the message of an exception: only its kind and place are logged.
        places = " < ".join(_places(error))
        log.error("unforeseen %s endpoint=%s at %s", type(error).__name__, request.endpoint, places)
        return answer(_of_status(500))


def answer(trouble: Trouble) -> Response:
    """Return an error as a page, or as JSON."""
    if wants_json():
        body = {"ok": False, "code": trouble.code, "about": [], "message": trouble.text}
        response = jsonify({**body, "retry_after": trouble.retry_after} if trouble.retry_after else body)
    else:
        g.setdefault("map_language", None)
        here = g.get("visit")
        map_id = here.seat.map if here is not None and here.person is not None else None
        response = make_response(render_template("errors/error.html", trouble=trouble, map_id=map_id))
    response.status_code = trouble.status
    if trouble.retry_after:
        response.headers["Retry-After"] = str(trouble.retry_after)
    return response


def refused(refusal: Refusal, title: str = "") -> Response:
    """Return why a page cannot be shown now, in the words of a refusal."""
    return answer(Trouble(HTTPStatus.CONFLICT, refusal.code, title, refusal_text(refusal)))


def wants_json() -> bool:
    """Tell whether the request speaks JSON."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return request.is_json or request.path.endswith(".json") or best == "application/json"


def _no_entry(error: NoEntryError) -> Response:
    if error.deleted:
        text = _(
            "De bewaartijd was voorbij. Wat er op stond, is weg."
            " Heb je het contract zelf bewaard? Open het dan als een nieuwe kaart."
        )
        return answer(Trouble(410, "deleted", _("Deze kaart is gewist"), text, help_lost=True))
    if error.facilitator_only:
        refusal = refuse(Code.FACILITATOR_ONLY)
        return answer(Trouble(403, refusal.code, _("Dit is voor de begeleider"), refusal_text(refusal)))
    refusal = refuse(Code.NOT_JOINED)
    if error.seat is None or error.seat.person is None or wants_json():
        text = _("Je doet nu niet mee aan deze kaart. Vraag de begeleider om de code of om een nieuwe link.")
        return answer(Trouble(403, refusal.code, _("Je doet nog niet mee"), text, help_lost=True))
    return make_response(left_page(error.seat), HTTPStatus.FORBIDDEN)


def left_page(seat: Seat) -> str:
    """Return what somebody sees who left the table, or withdrew."""
    stored = current().maps.read(seat.map)
    person = stored.state.people.get(seat.person) if stored and seat.person else None
    withdrew = person is not None and person.withdrawn
    return render_template("errors/left.html", map_id=seat.map, withdrew=withdrew)


def _of_status(status: int) -> Trouble:
    known = {
        400: ("bad_request", _("Dit begrijpen we niet"), _("Ga terug en probeer het nog eens.")),
        403: ("forbidden", _("Dit mag hier niet"), _("Ga terug naar het begin en probeer het vanaf daar.")),
        404: (
            "not_found",
            _("Deze bladzijde bestaat niet"),
            _("Kijk of het adres klopt. Of ga naar het begin."),
        ),
        405: ("bad_request", _("Dit begrijpen we niet"), _("Ga terug en probeer het nog eens.")),
        410: ("gone", _("Deze link werkt niet meer"), _("Vraag de begeleider om een nieuwe link.")),
        413: ("too_large", _("Dit is te veel tegelijk"), _("Maak je tekst korter en probeer het opnieuw.")),
        415: ("bad_request", _("Dit begrijpen we niet"), _("Ga terug en probeer het nog eens.")),
        429: ("slow_down", _("Even wachten"), edge_text("slow_down")),
        503: ("busy", _("Even druk"), edge_text("busy")),
    }
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE and request.endpoint in WITH_A_FILE:
        return Trouble(
            status, "too_large", _("Dit bestand is te groot"), _("Een contract is kleiner dan 5 MB.")
        )
    if status in known:
        return Trouble(status, *known[status], help_lost=status in {404, 410})
    if status < 500:  # noqa: PLR2004 - below 500 it is the request that is wrong
        return Trouble(status, *known[400])
    return Trouble(500, "error", _("Er ging iets mis"), edge_text("error"))


def _places(error: BaseException) -> list[str]:
    """Return where an exception came from: names of functions and lines, the innermost first."""
    places, trace = [], error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places[:-5:-1]
