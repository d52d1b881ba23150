"""A version of the contract as files to take home: PDF, plain text and data."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, json, make_response

from partnerschap.document.poster_files import poster_pdf, poster_svg
from partnerschap.document.twin import text_twin
from partnerschap.document.versions import Version, file_name, records, version_of
from partnerschap.services import current
from partnerschap.web.access import visit
from partnerschap.web.contract import own_round
from partnerschap.web.errors import wants_json

files = Blueprint("files", __name__, url_prefix="/kaart/<map_id>")


@files.before_request
def own_words_first() -> Response | None:
    """Hand out no former words while everyone writes anew, unless somebody asks for them all the same."""
    if not own_round.comes_first():
        return None
    return own_round.refused_page() if wants_json() else make_response(own_round.page(), HTTPStatus.CONFLICT)


@files.get("/contract/<int:number>.pdf")
def as_pdf(number: int) -> Response:
    """Return a version as a PDF: the one sealed file once it is final, and before that as it stands now."""
    found = wanted_version(number)
    made = current().contracts.pdf(visit().stored.state, found)
    return _download(found, made, "application/pdf", "pdf")


@files.get("/contract/<int:number>.txt")
def as_text(number: int) -> Response:
    """Return every text that the PDF prints, in the same order."""
    found = wanted_version(number)
    made = text_twin(
        found.content,
        records(visit().stored.state, found),
        fingerprint=found.frozen.hash,
        status=found.document_status,
        check_url=current().contracts.check_url,
    )
    return _download(found, made.encode(), "text/plain; charset=utf-8", "txt")


@files.get("/contract/<int:number>.json")
def as_json(number: int) -> Response:
    """Return {content, hash, status, signatures: [{person, name, answer, method}]}."""
    found = wanted_version(number)
    signed = [
        {key: record[key] for key in ("person", "name", "answer", "method")}
        for record in records(visit().stored.state, found)
    ]
    body = {"content": found.content, "hash": found.frozen.hash, "status": found.status, "signatures": signed}
    return _download(found, json.dumps(body, ensure_ascii=False).encode(), "application/json", "json")


@files.get("/contract/<int:number>/kaart.pdf")
def poster_as_pdf(number: int) -> Response:
    """Return the map that a version was made of, filled in, on A3."""
    found = wanted_version(number)
    return _download(found, poster_pdf(found.content), "application/pdf", "pdf", "kaart")


@files.get("/contract/<int:number>/kaart.svg")
def poster_as_svg(number: int) -> Response:
    """Return the same as a picture whose text is text."""
    found = wanted_version(number)
    return _download(found, poster_svg(found.content), "image/svg+xml", "svg", "kaart")


def _download(found: Version, body: bytes, kind: str, ending: str, what: str = "contract") -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = kind
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(found, ending, what)}"'
    return response


def wanted_version(number: int) -> Version:
    """Return the version that an address names; 404 when it was never frozen."""
    found = version_of(visit().stored.state, number)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return found
