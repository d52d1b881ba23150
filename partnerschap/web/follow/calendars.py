"""Calendars: a file to download, and an address that a calendar asks again and again."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, make_response, request
from flask_babel import force_locale

from partnerschap.document.ics import Event, written
from partnerschap.domain.following import due_for, due_for_others, last_frozen, review_on, since_version
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import PartnershipMap
from partnerschap.services import current
from partnerschap.web.tongue import _

calendars = Blueprint("calendars", __name__)


@calendars.get("/agenda/<secret>.ics")
def feed(secret: str) -> Response:
    """Return somebody's own days and the day of the review; the same bytes as long as these are the same."""
    found = current().passes.calendar(secret)
    if found is None:
        abort(HTTPStatus.GONE)
    response = calendar_file(found.map, found.person.id)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.add_etag()
    response.make_conditional(request.environ)
    return response


def calendar_file(state: PartnershipMap, person: ParticipantId, *, with_requests: bool = False) -> Response:
    """Return what belongs in somebody's calendar, in the language of the map."""
    with force_locale(state.language.value):
        body = written(state.title, _events(state, person, with_requests=with_requests))
    response = make_response(body)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return response


def _events(state: PartnershipMap, person: ParticipantId, *, with_requests: bool) -> list[Event]:
    frozen, looks_again = last_frozen(state), review_on(state)
    if frozen is None:
        return []
    at, version = frozen.at, since_version(state)
    due = [*due_for(state, person), *(due_for_others(state) if with_requests else ())]
    events = [
        Event(
            key=f"{state.id}/{each.id}",
            summary=_("Vraag aan anderen: %(text)s", text=each.text) if each.request else each.text,
            on=each.on,
            at=at,
            version=version,
        )
        for each in due
    ]
    if looks_again is not None:
        words = _("Samen terugkijken: %(title)s", title=state.title)
        events.append(Event(key=f"{state.id}/review", summary=words, on=looks_again, at=at, version=version))
    return events
