"""The entry point for a WSGI server, as in `gunicorn wsgi:app`. `partnerschap serve` does this by itself."""

from partnerschap import create_app

app = create_app()
