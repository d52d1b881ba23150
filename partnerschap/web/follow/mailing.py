"""A link by mail, once, to an address that somebody types and that is kept nowhere."""

import re
from datetime import timedelta

from flask import current_app
from wtforms import Field, Form
from wtforms.validators import ValidationError

from partnerschap.application.ports import NotSent
from partnerschap.domain.ids import MapId
from partnerschap.domain.text import clean_line
from partnerschap.services import current
from partnerschap.web.errors import TooManyError
from partnerschap.web.fields import Line, Sheet
from partnerschap.web.tongue import _, _l
from partnerschap.web.view import short_address

MAILS = "partnerschap-mails"
MAILS_OF_A_MAP = 10
MAILS_OF_A_SERVER = 200
MAILS_WITHIN = timedelta(hours=1)
"""This many mails go out: enough for a table that goes home, too few for who wants to pester people."""
_LONGEST = 254
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}")
"""What mail servers take everywhere: what browsers take for an address, with a domain that has a dot."""


def _is_address(_form: Form, field: Field) -> None:
    typed = (field.data or "").strip()
    if len(typed) > _LONGEST or not _ADDRESS.fullmatch(typed):
        raise ValidationError(_("Dit is geen e-mailadres dat wij kennen. Bijvoorbeeld: joke@voorbeeld.nl."))


class MailForm(Sheet):
    """Where a link goes to, this once."""

    to = Line(_l("Naar welk e-mailadres?"), [_is_address], autocomplete="email", id="mail-to")


def may_mail() -> bool:
    """Tell whether this installation can send mail at all."""
    return current().mailer is not None


def sent_by_mail(map_id: MapId, form: MailForm, subject: str, text: str) -> bool:
    """Send a mail; False, with the reason at its field, when it did not go out. Raises TooManyError."""
    services = current()
    wait = current_app.extensions[MAILS].count(map_id, services.clock.now())
    if wait > 0:
        raise TooManyError(wait, _("Er is al veel gemaild. Wacht een uur, of geef de link zelf door."))
    if services.mailer is None:
        return False
    try:
        services.mailer.send((form.to.data or "").strip(), clean_line(subject), text)
    except NotSent:
        form.put("to", _("De mail is niet verstuurd. Kijk het adres na, of geef de link zelf door."))
        return False
    return True


def asked_by_mail(title: str, question: str, link: str) -> tuple[str, str]:
    """Return subject and text of the mail to somebody outside who is asked for something."""
    lines = [
        _("Hallo,"),
        _("Een groep heeft een vraag aan jou. De groep werkt samen aan: %(title)s.", title=title),
        _("De vraag is: %(text)s", text=question),
        _("Antwoord met deze link. Je hebt geen account nodig:") + f"\n{link}",
        _("Wie deze link heeft, kan antwoorden."),
        _kept_nowhere(),
    ]
    return _("Een vraag van %(title)s", title=title), "\n\n".join(lines) + "\n"


def mine_by_mail(title: str, link: str) -> tuple[str, str]:
    """Return subject and text of the mail with somebody's own link."""
    lines = [
        _("Hallo,"),
        _("Dit is je eigen link voor de kaart: %(title)s.", title=title) + f"\n{link}",
        _("Geef deze link aan niemand. Wie hem heeft, doet mee als jij."),
        _kept_nowhere(),
    ]
    return _("Je eigen link voor %(title)s", title=title), "\n\n".join(lines) + "\n"


def _kept_nowhere() -> str:
    return _(
        "Iemand typte dit adres in op %(site)s. We bewaren het adres niet en sturen verder geen mail.",
        site=short_address(),
    )
