"""Anybody can check a contract, without an account and without knowing its map."""

from http import HTTPStatus

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from partnerschap.document.verdicts import Finding
from partnerschap.services import current
from partnerschap.web.check.forms import FileForm, contents
from partnerschap.web.check.words import ADVICE, REASONS, VERDICTS
from partnerschap.web.errors import wants_json

check = Blueprint("check", __name__)


@check.get("/controleer")
def ask() -> str:
    """Ask for a file."""
    return _page(FileForm(formdata=None))


@check.post("/controleer")
def tell() -> ResponseReturnValue:
    """Say what a file is, and why: as a page, or as {verdict, reasons, message}."""
    form = FileForm()
    file = contents(form)
    if file is None:
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    found = current().checker.check(file)
    if wants_json():
        return jsonify(
            verdict=found.verdict,
            reasons=[str(REASONS[each]) for each in found.reasons],
            message=str(VERDICTS[found.verdict]),
        )
    return _page(FileForm(formdata=None), found)


def _page(form: FileForm, found: Finding | None = None) -> str:
    return render_template(
        "check/check.html",
        form=form,
        verdict=found and found.verdict,
        said=found and VERDICTS[found.verdict],
        reasons=[REASONS[each] for each in found.reasons] if found else [],
        advice=found and ADVICE[found.verdict],
    )
