"""A contract opens again as a map: of this installation, or of any other."""

from flask import Blueprint, Response, render_template, url_for

from partnerschap.application.joining import OF_THE_FILE, Entered
from partnerschap.document.attached import read_attached
from partnerschap.document.content import Content
from partnerschap.document.verdicts import Reason, Verdict
from partnerschap.domain.ids import MapId, ParticipantId
from partnerschap.domain.refusals import Code, Refusal
from partnerschap.services import current
from partnerschap.web.access import device_or_new, seat
from partnerschap.web.check.forms import contents
from partnerschap.web.check.words import REASONS
from partnerschap.web.replies import see_other
from partnerschap.web.start.forms import OpenForm
from partnerschap.web.start.pages import is_new
from partnerschap.web.start.replies import again, begun, not_entered, unless_busy
from partnerschap.web.tongue import _

opening = Blueprint("opening", __name__)
_TEMPLATE = "start/open.html"
_NOT_TO_BE_READ = {Reason.TOO_LARGE, Reason.NO_PDF, Reason.LOCKED, Reason.TOO_MUCH}


@opening.get("/openen")
def ask() -> str:
    """Ask for a contract, and who goes on with it."""
    device_or_new()  # known before the form is sent, so that two clicks come from one device
    return render_template(_TEMPLATE, form=OpenForm(formdata=None, map_id=current().chance.id()))


@opening.post("/openen")
def open_now() -> Response | tuple[str, int]:
    """Make a map out of the contract, and show once what its facilitator must keep."""
    form, services = OpenForm(), current()
    map_id = MapId(form.map_id.data or "")
    known = seat(map_id) if map_id else None
    if known is not None:  # a second click: the first opened it
        return see_other(url_for("map.page", map_id=known.map))
    fits = form.validate()  # first: it forgets what was said at the fields
    content, sealed = _content(form)
    if content is None or not fits:
        return again(_TEMPLATE, form)
    if not is_new(map_id):
        map_id = MapId(services.chance.id())
    person, device = form.facilitator(ParticipantId(services.chance.id())), device_or_new()
    entered = unless_busy(lambda: services.joining.open_again(content, map_id, person, device, sealed=sealed))
    if entered == Refusal(Code.DUPLICATE, ("map",)):
        return see_other(url_for("map.page", map_id=map_id))
    if isinstance(entered, Refusal) and OF_THE_FILE in entered.about[:1]:
        form.put("file", _("In dit contract staat iets wat op geen kaart kan staan. We openen het niet."))
        return again(_TEMPLATE, form, entered)
    if not isinstance(entered, Entered):
        return not_entered(_TEMPLATE, form, entered)
    return begun(entered, content["map"]["title"])


def _content(form: OpenForm) -> tuple[Content | None, bool]:
    """Return what the contract says, and whether it is one of ours, unbroken.

    None, and that is said at its field, when it cannot be read.
    """
    file = contents(form)
    if file is None:
        return None, False
    found = current().checker.check(file)
    content = read_attached(found.attached) if found.attached is not None else None
    if content is None:
        unread = found.verdict is Verdict.UNREADABLE and set(found.reasons) <= _NOT_TO_BE_READ
        form.put(
            "file",
            str(REASONS[found.reasons[0]])
            if unread
            else _("In dit bestand zit geen kaart van ons. Kies het contract zoals het is gedownload."),
        )
    return content, found.verdict.is_good
