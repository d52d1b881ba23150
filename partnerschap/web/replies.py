"""The few kinds of answers that pages give besides a page."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from flask import Response, redirect


def see_other(address: str) -> Response:
    """Return the way to another page after a POST, so that loading that page again sends nothing twice."""
    return redirect(address, HTTPStatus.SEE_OTHER, Response=Response)  # type: ignore[return-value]  # as it says


_STATUS = {
    "not_joined": HTTPStatus.FORBIDDEN,
    "slow_down": HTTPStatus.TOO_MANY_REQUESTS,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
}


def as_refused(response: Response, outcome: Mapping[str, Any]) -> Response:
    """Return an answer with the status of a refused act, and when it may be sent again."""
    response.status_code = _STATUS.get(outcome["code"], HTTPStatus.CONFLICT)
    if outcome.get("retry_after"):
        response.headers["Retry-After"] = str(max(1, round(outcome["retry_after"])))
    return response
