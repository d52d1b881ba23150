"""All pages together, in the order in which their checks and headers apply."""

from secrets import token_bytes

from flask import Flask

from partnerschap.web import access, csrf, errors, i18n, security, static_files
from partnerschap.web.check.pages import check
from partnerschap.web.contract.files import files
from partnerschap.web.contract.pages import contract
from partnerschap.web.follow.calendars import calendars
from partnerschap.web.follow.mailing import MAILS, MAILS_OF_A_MAP, MAILS_OF_A_SERVER, MAILS_WITHIN
from partnerschap.web.follow.outside import ANSWERS, outside
from partnerschap.web.follow.pages import follow
from partnerschap.web.guard import Guard
from partnerschap.web.info.pages import info
from partnerschap.web.map.introducing import introducing
from partnerschap.web.map.lenses import lenses
from partnerschap.web.map.offline import offline
from partnerschap.web.map.pages import the_map
from partnerschap.web.map.people import people
from partnerschap.web.map.review import review
from partnerschap.web.map.rights import rights
from partnerschap.web.start.links import links
from partnerschap.web.start.mine import mine
from partnerschap.web.start.opening import opening
from partnerschap.web.start.pages import GUARD, start
from partnerschap.web.versions.pages import versions


def register_all(app: Flask) -> None:
    """Register the checks first, then the pages."""
    services = app.extensions["partnerschap"]
    settings = services.settings
    static_files.register(app, sources=services.settings.debug)
    security.register(app, settings)
    i18n.register(app, settings)
    csrf.register(app, settings)
    access.register(app, settings)
    errors.register(app)
    for blueprint in (start, opening, links, mine, outside, calendars, info, check):
        app.register_blueprint(blueprint)
    for blueprint in (the_map, review, lenses, offline, people, introducing, rights):
        app.register_blueprint(blueprint)
    for blueprint in (follow, contract, files, versions):
        app.register_blueprint(blueprint)
    app.extensions[GUARD] = Guard(token_bytes(32))
    app.extensions[ANSWERS] = Guard(token_bytes(32))
    app.extensions[MAILS] = Guard(
        token_bytes(32), each=MAILS_OF_A_MAP, everybody=MAILS_OF_A_SERVER, within=MAILS_WITHIN
    )
    app.jinja_env.globals.update(new_id=services.chance.id, practice=not settings.production)
