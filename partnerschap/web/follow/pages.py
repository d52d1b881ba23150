"""Between meetings: what I took on and how it goes, what was asked of others, and what happened since."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for

from partnerschap.application.ports import Pass, PassKind
from partnerschap.domain.following import last_frozen, review_is_due, review_on
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import EntryId
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.services import current
from partnerschap.web.access import visit
from partnerschap.web.errors import Trouble, wants_json
from partnerschap.web.errors import answer as error_page
from partnerschap.web.follow.calendars import calendar_file
from partnerschap.web.follow.following import FREE, Following
from partnerschap.web.follow.mailing import MailForm, asked_by_mail, may_mail, sent_by_mail
from partnerschap.web.i18n import today
from partnerschap.web.map.reading import Record
from partnerschap.web.qr import qr
from partnerschap.web.replies import see_other
from partnerschap.web.start.replies import sent
from partnerschap.web.tongue import _
from partnerschap.web.view import address, reading, view
from partnerschap.web.words import refusal_text

follow = Blueprint("follow", __name__, url_prefix="/kaart/<map_id>")


@follow.get("/mijn-afspraken")
def mine() -> str:
    """Show what I took on, what was asked of others, and what happened since."""
    return page()


def page(problem: Record | None = None) -> str:
    """Return the page; `problem` is an act that was refused, with what was typed."""
    here = visit()
    state, seen = here.stored.state, view(here)
    read = reading(seen)
    passes = current().passes.given_on(state.id)
    requests = {given.about: at for given, at in passes.items() if given.kind is PassKind.REQUEST}
    following = Following(read, state)
    waits, nothing_yet = waits_for_own_round(state), last_frozen(state) is None
    if problem and (waits or nothing_yet or problem["ident"] not in following.forms()):
        problem = {**problem, "lost": True, "errors": [{"id": "niet-bewaard", "text": problem["text"]}]}
    return render_template(
        "follow/mine.html",
        map=state,
        view=seen,
        read=read,
        seq=here.stored.seq,
        me=here.me,
        waits=waits,
        nothing_yet=nothing_yet,
        following=following,
        review_on=review_on(state),
        review_due=review_is_due(state, today()),
        problem=problem,
        links_at={key: at.isoformat() for key, at in requests.items()},
        calendar_at=passes.get(Pass(state.id, PassKind.CALENDAR, here.me.id)),
        may_ask=here.me.partner or here.me.facilitator,
    )


def again(form: Any, outcome: Record) -> str:
    """Return the page with what was typed and why it was refused."""
    fields = {key: form[key] for key in form if key != "csrf_token"}
    ident = fields["back"]
    field = "progress" if "progress" in outcome["about"] and ident != FREE else "text"
    wrong = {"fields": fields, "ident": ident, "field": field, "text": outcome["message"]}
    return page({**wrong, "errors": [{"id": f"{ident}-{field}", "text": outcome["message"]}]})


@follow.post("/mijn-afspraken/vraag")
def request_link() -> Response | str:
    """Make a link by which somebody outside can answer, and show it once; or let the link stop."""
    here, given = visit(), sent()
    wanted, entry = given.get("wat"), EntryId(given.get("entry", ""))
    if not (here.me.partner or here.me.facilitator):
        return _refused(refuse(Code.PARTNERS_ONLY))
    if wanted == "stop":
        current().passes.stop(Pass(here.seat.map, PassKind.REQUEST, entry))
        return see_other(url_for("follow.mine"))
    if wanted != "maak":
        abort(HTTPStatus.BAD_REQUEST)
    made = current().passes.for_request(here.stored.state, entry)
    if isinstance(made, Refusal):
        return _refused(made)
    return jsonify(ok=True, link=_request_address(made)) if wants_json() else _request_page(made)


@follow.post("/mijn-afspraken/vraag/mailen")
def mail_request() -> Response | tuple[str, int]:
    """Send the link of a request once to an address that somebody types; the address is kept nowhere."""
    here, secret, form = visit(), request.form.get("secret", ""), MailForm()
    question = current().passes.question(secret) if may_mail() else None
    if question is None or question.asked is None or question.map.id != here.seat.map:
        abort(HTTPStatus.NOT_FOUND)
    if not form.validate():
        return _request_page(secret, form), HTTPStatus.UNPROCESSABLE_ENTITY
    subject, text = asked_by_mail(question.map.title, question.asked.text, _request_address(secret))
    sent = sent_by_mail(here.seat.map, form, subject, text)
    return _request_page(secret, form, sent=sent), HTTPStatus.OK if sent else HTTPStatus.BAD_GATEWAY


@follow.post("/mijn-afspraken/agenda")
def calendar_link() -> Response | str:
    """Make a link for one's own calendar, and show it once; or let the link stop."""
    here, wanted = visit(), request.form.get("wat")
    if wanted == "stop":
        current().passes.stop(Pass(here.seat.map, PassKind.CALENDAR, here.me.id))
        return see_other(url_for("follow.mine"))
    if wanted != "maak":
        abort(HTTPStatus.BAD_REQUEST)
    link = address(f"/agenda/{current().passes.for_calendar(here.seat.map, here.me.id)}.ics")
    return render_template("follow/calendar.html", map_id=here.seat.map, link=link, link_qr=qr(link))


@follow.get("/agenda.ics")
def calendar() -> Response:
    """Return a file for a calendar: the day of the review, my own days, and those of requests."""
    here = visit()
    response = calendar_file(here.stored.state, here.me.id, with_requests=True)
    response.headers["Content-Disposition"] = 'attachment; filename="afspraken.ics"'
    return response


def _request_page(secret: str, form: MailForm | None = None, *, sent: bool | None = None) -> str:
    question = current().passes.question(secret)
    link = _request_address(secret)
    return render_template(
        "follow/request.html",
        map_id=visit().seat.map,
        asked=question.asked if question else None,
        secret=secret,
        link=link,
        link_qr=qr(link),
        form=(form or MailForm(formdata=None)) if may_mail() else None,
        sent=sent,
    )


def _request_address(secret: str) -> str:
    return address(f"/vraag/{secret}")


def _refused(refusal: Refusal) -> Response:
    return error_page(Trouble(HTTPStatus.CONFLICT, refusal.code, _("Dit kan nu niet"), refusal_text(refusal)))
