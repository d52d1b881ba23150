"""Which language a page is in, and how it writes days and times."""

from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, format_date, format_datetime, get_locale

from partnerschap.config import Settings
from partnerschap.document.law import TEXTS
from partnerschap.domain.instrument import standard
from partnerschap.services import current
from partnerschap.web.cookies import LANGUAGE, cookie_name
from partnerschap.web.map.reading import in_language

LANGUAGES = ("nl", "en")
_TIME_ZONE = "Europe/Amsterdam"
_CLOCK = {"nl": "HH.mm", "en": "HH:mm"}


def register(app: Flask, settings: Settings) -> None:
    """Choose the language per request: what the person chose, else the map's, else the browser's."""

    def chosen() -> str:
        if not has_request_context():
            return LANGUAGES[0]
        wanted = request.cookies.get(cookie_name(LANGUAGE, settings)) or g.get("map_language")
        # A live connection has no page of its own: it says in its address what its page is in.
        wanted = wanted or (request.args.get("taal") if request.path.startswith("/socket.io") else None)
        return (
            wanted if wanted in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
        )

    Babel(
        app,
        default_locale=LANGUAGES[0],
        default_timezone=_TIME_ZONE,
        locale_selector=chosen,
        timezone_selector=lambda: _TIME_ZONE,
    )
    app.jinja_env.filters.update(day=day, clock=clock)
    app.jinja_env.globals.update(law=law)

    @app.context_processor
    def add_language() -> dict[str, Any]:
        return {"language": language()}


def language() -> str:
    """Return the language of this answer: nl or en."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else LANGUAGES[0]


def law(key: str) -> str:
    """Return a text on what signing means, in the language of this answer."""
    return TEXTS[language()][key]


def day(moment: str | date) -> str:
    """Return a day in words, as '10 juni 2027'; a moment as its day in Amsterdam, anything else as it is."""
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
        except ValueError:
            return str(moment)
    pattern = "d MMMM y"
    words: str = (
        format_datetime(moment, pattern) if isinstance(moment, datetime) else format_date(moment, pattern)
    )
    return words


def today() -> date:
    """Return which day it is in Amsterdam, by the clock of the server: that of a phone decides nothing."""
    return current().clock.now().astimezone(ZoneInfo(_TIME_ZONE)).date()


def clock(moment: str | datetime) -> str:
    """Return a time in Amsterdam, as '19.42'."""
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    words: str = format_datetime(at, _CLOCK[language()])
    return words


@cache
def instrument_in(wanted: str) -> dict[str, Any]:
    """Return the printed map in one language."""
    return in_language(standard().raw, wanted)
