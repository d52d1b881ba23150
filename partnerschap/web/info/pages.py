"""The method, privacy, accessibility, where this comes from; and the two addresses for machines."""

from datetime import timedelta

from flask import Blueprint, Response, abort, jsonify, make_response, render_template

from partnerschap.document.fonts import printable_ranges
from partnerschap.domain.ids import MapId
from partnerschap.services import current
from partnerschap.web.i18n import instrument_in, language
from partnerschap.web.map import script
from partnerschap.web.view import address

info = Blueprint("info", __name__)
_VALID_FOR = timedelta(days=180)


@info.get("/hoe-werkt-het")
def how() -> str:
    """Explain the method, and why values come first."""
    steps = instrument_in(language())["steps"]
    return render_template(
        "info/how.html", steps=[(each, script.about(each["key"])) for each in steps], rules=script.RULES
    )


@info.get("/privacy")
def privacy() -> str:
    """Say what is kept, why, for how long, and by whom."""
    settings = current().settings
    return render_template(
        "info/privacy.html",
        operator=settings.operator,
        contact=settings.contact,
        months=settings.retention_months,
        most=settings.retention_months_most,
        backup=settings.backup_months,
        mails=current().mailer is not None,
    )


@info.get("/link-kwijt")
def lost() -> str:
    """Say what can be done when a link, a device or a code is lost, and what cannot."""
    return render_template("info/lost.html", contact=current().settings.contact)


@info.get("/gewist")
def erased() -> str:
    """Say that somebody was erased from a map; it knows neither of them."""
    return render_template("info/erased.html")


@info.get("/toegankelijkheid")
def accessibility() -> str:
    """Say for whom this works, and where the operator's statement is."""
    settings = current().settings
    return render_template(
        "info/accessibility.html", statement=settings.accessibility_url, contact=settings.contact
    )


@info.get("/over")
def about() -> str:
    """Say where the instrument comes from and what this site is not."""
    return render_template("info/about.html", credit=instrument_in(language())["credit"])


@info.get("/drukbaar.json")
def printable() -> Response:
    """Return [[first, last]]: the code points that the contract can print; it prints a box for others."""
    return jsonify(printable_ranges())


@info.get("/gezond")
def health() -> Response:
    """Tell a watcher that the application and its database answer."""
    current().maps.read(MapId("gezond"))
    return jsonify(status="ok")


@info.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Say where a weakness can be reported (RFC 9116); only where the operator gave an address."""
    services = current()
    contact = services.settings.contact
    if not contact:
        abort(404)
    expires = (services.clock.now() + _VALID_FOR).replace(microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {address('/.well-known/security.txt')}",
    ]
    response = make_response("\n".join(lines) + "\n")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    return response
