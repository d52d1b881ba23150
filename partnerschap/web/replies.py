"""The few kinds of answers that pages give besides a page."""

from http import HTTPStatus

from flask import Response, redirect


def see_other(address: str) -> Response:
    """Return the way to another page after a POST, so that loading that page again sends nothing twice."""
    return redirect(address, HTTPStatus.SEE_OTHER, Response=Response)  # type: ignore[return-value]  # as it says
