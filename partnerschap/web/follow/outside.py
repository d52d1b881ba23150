"""A question to somebody outside: its words, room for an answer, and nothing else of the map."""

import hashlib
from http import HTTPStatus

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    jsonify,
    make_response,
    render_template,
    request,
    url_for,
)
from wtforms import HiddenField

from partnerschap.application.passes import Question
from partnerschap.application.ports import Busy
from partnerschap.domain import limits
from partnerschap.domain.following import Asked
from partnerschap.domain.kinds import Progress
from partnerschap.services import current
from partnerschap.web.errors import TooManyError, wants_json
from partnerschap.web.fields import Line, Pick, Said, Sheet, Text, fits
from partnerschap.web.i18n import LANGUAGES
from partnerschap.web.replies import see_other
from partnerschap.web.start.replies import misfit, sent
from partnerschap.web.tongue import _, _l
from partnerschap.web.words import edge_text

outside = Blueprint("outside", __name__)
ANSWERS = "partnerschap-answers"


class AnswerForm(Sheet):
    """What somebody outside says; `words` tells which words of the question they had before them."""

    op = HiddenField()
    words = HiddenField()
    answer = Pick(
        _l("Wat is je antwoord?"),
        [
            (Progress.YES.value, _l("Ja")),
            (Progress.NO.value, _l("Nee")),
            (Progress.LATER.value, _l("Later, ik weet het nog niet")),
        ],
    )
    text = Text(_l("Wil je er iets bij zeggen?"), [fits()], rows=3, optional=True)
    name = Line(_l("Wie ben je?"), [fits(limits.NAME)], optional=True, autocomplete="name")


@outside.after_request
def say_nothing_to_robots(response: Response) -> Response:
    """The secret of a link that got onto some page is not to be found by searching."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@outside.get("/vraag/<secret>")
def ask(secret: str) -> str | tuple[str, int]:
    """Show the question; looking changes nothing, and no answer of before is shown."""
    question = _question(secret)
    if question.asked is None:
        return _over(question)
    form = AnswerForm(formdata=None, op=current().chance.id(), words=_fingerprint(question.asked))
    return _page(secret, question, question.asked, form)


@outside.post("/vraag/<secret>")
def answer(secret: str) -> Response | tuple[str, int]:
    """Take an answer; the last one counts, whoever has the link."""
    question, form = _question(secret), AnswerForm(sent())
    if question.asked is None:
        return _over(question)
    status = _not_taken(secret, question, question.asked, form)
    if status is not None:
        return _again(secret, question, question.asked, form, status)
    if wants_json():
        return jsonify(ok=True)
    # The secret is left behind: what stays in the address bar of a shared computer opens nothing.
    return see_other(url_for("outside.thanks", taal=question.map.language.value))


@outside.get("/vraag/dank")
def thanks() -> str:
    """Say that the answer is with the group now."""
    wanted = request.args.get("taal", "")
    if wanted in LANGUAGES:
        g.map_language = wanted
    return render_template("follow/thanks.html")


def _question(secret: str) -> Question:
    found = current().passes.question(secret)
    if found is None:
        abort(HTTPStatus.GONE)
    g.map_language = found.map.language.value
    return found


def _not_taken(secret: str, question: Question, asked: Asked, form: AnswerForm) -> HTTPStatus | None:
    """Give the answer; a status, with the reason in the form, when it was not taken. Raises TooManyError."""
    if misfit(form) or not form.validate():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if form.words.data and form.words.data != _fingerprint(asked):
        form.put("", _("De vraag is veranderd. Lees hem opnieuw en antwoord dan."))
        return HTTPStatus.CONFLICT
    wait = current_app.extensions[ANSWERS].count(secret, current().clock.now())
    if wait > 0:
        raise TooManyError(wait, _("Er is net al vaak geantwoord. Wacht een paar minuten."))
    said, op = Progress(form.answer.data or ""), form.op.data or ""
    try:
        outcome = current().passes.answer(question, op, said, form.text.data or "", form.name.data or "")
    except Busy:
        form.put("", edge_text("busy"))
        return HTTPStatus.SERVICE_UNAVAILABLE
    if outcome.refusal is None:
        return None
    form.put(outcome.refusal.about[0] if outcome.refusal.about else "", Said(outcome.refusal))
    return HTTPStatus.CONFLICT


def _over(question: Question) -> tuple[str, int]:
    return render_template("follow/over.html", title=question.map.title), HTTPStatus.GONE


def _again(
    secret: str, question: Question, asked: Asked, form: AnswerForm, status: int
) -> tuple[str, int] | Response:
    if wants_json():
        message = form.problems[0]["text"] if form.problems else ""
        status = HTTPStatus.CONFLICT if status == HTTPStatus.UNPROCESSABLE_ENTITY else status
        return make_response(
            jsonify(ok=False, code=form.broken_rule.value, about=[], message=message), status
        )
    return _page(secret, question, asked, form), status


def _page(secret: str, question: Question, asked: Asked, form: AnswerForm) -> str:
    form.words.data = _fingerprint(asked)
    state = question.map
    return render_template(
        "follow/outside.html", secret=secret, title=state.title, subject=state.subject, asked=asked, form=form
    )


def _fingerprint(asked: Asked) -> str:
    """Return what changes with the words of a question."""
    return hashlib.sha256(f"{asked.text}/{asked.asked_of}/{asked.due}".encode()).hexdigest()[:16]
