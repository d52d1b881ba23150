"""Partnerschap: the live, collaborative Partnership Map, and the contract that comes out of it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from partnerschap.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Return the wired application; `settings` default to those of the environment.

    The import stands inside, so that importing the domain loads no Flask.
    """
    from partnerschap.wiring import build_app  # noqa: PLC0415 - see above

    return build_app(settings)
