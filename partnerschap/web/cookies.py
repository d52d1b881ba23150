"""Cookies: functional only, never readable by scripts, bound to this host alone where there is HTTPS."""

from flask import Response

from partnerschap.config import Settings

DEVICE = "toestel"
LANGUAGE = "taal"
SESSION = "sessie"
FOUR_HUNDRED_DAYS = 400 * 24 * 3600
"""The longest that browsers keep a cookie."""


def cookie_name(name: str, settings: Settings) -> str:
    """Return the name as the browser knows it; over plain http, in practice mode, there is no `__Host-`."""
    return f"__Host-{name}" if settings.production else name


def keep(response: Response, name: str, value: str, settings: Settings) -> None:
    """Set a cookie that stays."""
    response.set_cookie(
        cookie_name(name, settings),
        value,
        max_age=FOUR_HUNDRED_DAYS,
        secure=settings.production,
        httponly=True,
        samesite="Lax",
        path="/",
    )
