"""The pages: Flask blueprints with Dutch addresses, plain forms that work without JavaScript."""

from flask import Flask


def register(app: Flask) -> None:
    """Give the application its pages and errors, and what holds for every answer; needs its services."""
    from partnerschap.web.site import register_all  # noqa: PLC0415 - one module loads without all

    register_all(app)
