"""Every POST carries a token of the session, in its form or in the header X-CSRFToken."""

from flask import Flask
from flask_wtf import CSRFProtect

from partnerschap.config import Settings
from partnerschap.web.cookies import SESSION, cookie_name

protect = CSRFProtect()


def register(app: Flask, settings: Settings) -> None:
    """Protect the application; a page may stay open for a whole evening, so a token has no end of its own."""
    app.config.update(
        WTF_CSRF_TIME_LIMIT=None,
        # The pages send no Referer (security.py); where a request comes from is checked there.
        WTF_CSRF_SSL_STRICT=False,
        SESSION_COOKIE_NAME=cookie_name(SESSION, settings),
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
    )
    protect.init_app(app)
