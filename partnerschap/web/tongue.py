"""Texts for people, typed: the Dutch text is the message id, other languages are catalogues."""

from typing import Any

import flask_babel


def _(text: str, /, **values: object) -> str:
    """Return a text in the language of the request."""
    return str(flask_babel.gettext(text, **values))


def _n(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the text for one or for several; the number stands in it as `num`."""
    return str(flask_babel.ngettext(one, many, count, **values))


def _l(text: str, /, **values: object) -> Any:
    """Return a text that takes the language of the request in which it is shown."""
    return flask_babel.lazy_gettext(text, **values)
