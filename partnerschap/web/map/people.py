"""The people of a map: who is there, personal links, leaving, and what a facilitator can do for them."""

from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request, url_for

from partnerschap.answers import BUSY, answer
from partnerschap.application.ports import Seat, SeatKind
from partnerschap.domain.brought_people import is_waiting, waiting_by_name
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Kind, Phase
from partnerschap.domain.model import Participant
from partnerschap.domain.names import display
from partnerschap.domain.refusals import Refusal
from partnerschap.services import current
from partnerschap.web.access import device_secret, visit
from partnerschap.web.errors import Trouble
from partnerschap.web.errors import answer as error_page
from partnerschap.web.follow.mailing import MailForm, may_mail, mine_by_mail, sent_by_mail
from partnerschap.web.map import script
from partnerschap.web.map.facilitating import begins_at, set_begin
from partnerschap.web.map.terms import term_shown
from partnerschap.web.qr import join_qr, qr
from partnerschap.web.replies import see_other
from partnerschap.web.start.forms import SeatForm
from partnerschap.web.tongue import _
from partnerschap.web.view import address, join_address, short_address, spoken
from partnerschap.web.words import name_taken, refusal_text

people = Blueprint("people", __name__, url_prefix="/kaart/<map_id>")


@people.get("/mensen")
def page() -> str:
    """Show who is there, how others come in, and what can be done about either."""
    return _page(SeatForm.of(visit().stored.state))


@people.post("/mensen")
def add() -> Response | tuple[str, int]:
    """Seat somebody without a device, who takes part through this one."""
    here = visit()
    form = SeatForm.of(here.stored.state, request.form)
    if not form.validate():
        return _page(form), HTTPStatus.UNPROCESSABLE_ENTITY
    services = current()
    known = waiting_by_name(here.stored.state, form.name.data or "")
    person = form.command(known or ParticipantId(services.chance.id()), device=False)
    act = {
        "do": "join",
        "op": person.id,
        "id": person.id,
        "name": person.name,
        "called": person.called,
        "role": person.role,
        "organisation": person.organisation,
        "device": False,
        **({"side": person.side.value} if person.side else {}),
        "takes_part": person.takes_part,
    }
    outcome = answer(services, here.seat.map, here.me.id, act)
    if outcome["ok"]:
        return see_other(url_for("people.page"))
    about = outcome["about"][0] if outcome["about"] else "name"
    taken = (outcome["code"], about) == ("duplicate", "name")
    form.put(about, name_taken(person.name.strip()) if taken else outcome["message"])
    return _page(form), HTTPStatus.CONFLICT


@people.post("/mijn-link")
def my_link() -> str:
    """Make a new personal link and show it once; the earlier one stops working."""
    return _my_link(_new_link())


@people.post("/mijn-link/mailen")
def mail_my_link() -> Response | str | tuple[str, int]:
    """Make a new personal link and send it once to an address that somebody types, which is kept nowhere."""
    here, form = visit(), MailForm()
    if not may_mail():
        abort(HTTPStatus.NOT_FOUND)
    if not form.validate():
        return _page(SeatForm.of(here.stored.state), form), HTTPStatus.UNPROCESSABLE_ENTITY
    link = _new_link()
    subject, words = mine_by_mail(here.stored.state.title, address(f"/sleutel/{link}"))
    if sent_by_mail(here.seat.map, form, subject, words):
        return _my_link(link, _("De mail is verstuurd. Het adres is niet bewaard."))
    # The earlier link works no more, so that this one must be in somebody's hands.
    return _my_link(link, form.problems[0]["text"]), HTTPStatus.BAD_GATEWAY


@people.get("/weg")
def leave() -> str:
    """Ask what somebody means: forget this device, or leave the table."""
    return render_template("links/leave.html", map_id=visit().seat.map, title=visit().stored.state.title)


@people.post("/weg")
def leave_now() -> Response:
    """Leave the table, or only this device."""
    here = visit()
    services = current()
    if request.form.get("wat") == "tafel" and here.person is not None:
        outcome = answer(services, here.seat.map, here.person.id, {"do": "leave", "op": services.chance.id()})
        if not outcome["ok"]:
            return _refused(outcome["code"], outcome["message"])
        return see_other(url_for("map.page"))
    secret = device_secret()
    if secret:
        services.joining.forget(secret, here.seat.map)
    return see_other(url_for("start.home"))


@people.post("/terug")
def come_back() -> Response:
    """Take one's place at the table again."""
    here = visit()
    if here.seat.person is not None and here.person is None:
        refusal = current().joining.join_again(here.seat.map, here.seat.person)
        if refusal is not None:
            return _refused(refusal.code, refusal_text(refusal))
    return see_other(url_for("map.page"))


@people.post("/begeleiding/code")
def code() -> Response:
    """Open or close the joining, or give the map a new code."""
    here, wanted, joining = visit(), request.form.get("wat"), current().joining
    if wanted == "nieuw":
        joining.renew_code(here.seat.map)
    elif wanted in {"open", "dicht"}:
        joining.set_open(here.seat.map, is_open=wanted == "open")
    else:
        abort(HTTPStatus.BAD_REQUEST)
    return see_other(url_for("people.page"))


@people.post("/begeleiding/terughalen")
def bring_back() -> Response | str:
    """Make a new link for somebody whose phone died, and show it once; their other devices are out."""
    here = visit()
    person = _asked_for(request.form.get("person", ""))
    made = current().joining.bring_back(here.seat.map, here.me.id, person.id)
    if isinstance(made, Refusal):
        return _refused(made.code, refusal_text(made))
    title = _("Een nieuwe link voor %(name)s", name=display(here.stored.state, person.id))
    text = _(
        "Laat deze code scannen, of geef de link door. We laten hem maar één keer zien."
        " Eigen briefjes die nog dicht lagen, zijn op het nieuwe apparaat niet te lezen."
    )
    return _link_page(title, text, made)


@people.get("/begeleiding/verwijderen/<person_id>")
def remove(person_id: str) -> str:
    """Ask whether somebody must really go."""
    person = _asked_for(person_id)
    return render_template(
        "links/remove.html",
        map_id=visit().seat.map,
        person=person,
        name=display(visit().stored.state, person.id),
    )


@people.post("/begeleiding/verwijderen/<person_id>")
def remove_now(person_id: str) -> Response:
    """Take a stranger or a double off the map."""
    here = visit()
    refusal = current().joining.remove(here.seat.map, here.me.id, _asked_for(person_id).id)
    if refusal is not None:
        return _refused(refusal.code, refusal_text(refusal))
    return see_other(url_for("people.page"))


@people.post("/begeleiding/wandlink")
def wall_link() -> str:
    """Make a new link for the wall and show it once; the earlier one and its screens stop working."""
    link = current().joining.new_wall_link(visit().seat.map)
    text = _(
        "Open deze link op de computer van het grote scherm. We laten hem maar één keer zien."
        " Een scherm dat met een eerdere link open stond, laat nu niets meer zien."
    )
    return _link_page(_("De link voor het grote scherm"), text, link)


@people.get("/begeleiding/uitnodiging")
def invitation() -> str:
    """Show a page to print: how to join this map."""
    here = visit()
    join = join_address(here.seat.map)
    return render_template(
        "links/invitation.html",
        map=here.stored.state,
        map_id=here.seat.map,
        code=spoken(here.seat.map) if join else "",
        where=short_address(),
        join_qr=join_qr(join),
    )


@people.get("/begeleiding/draaiboek")
def script_page() -> str:
    """Show the whole script: the plan, the rules of the dialogue, what to say in each phase."""
    return _script("")


@people.post("/begeleiding/draaiboek")
def script_begin() -> Response | tuple[str, int]:
    """Keep when the session begins, so that the plan shows times."""
    if set_begin(visit(), request.form.get("begin", "")):
        return see_other(url_for("people.script_page"))
    return _script(
        _("Dit is geen tijd die wij kennen. Schrijf bijvoorbeeld 19.30.")
    ), HTTPStatus.UNPROCESSABLE_ENTITY


def _new_link() -> str:
    here = visit()
    return current().joining.new_link(Seat(here.seat.map, SeatKind.PARTICIPANT, here.me.id))


def _my_link(link: str, said: str = "") -> str:
    text = _("Open deze link op je andere apparaat. We laten hem maar één keer zien. Geef hem aan niemand.")
    return _link_page(_("Jouw eigen link"), " ".join(filter(None, (said, text))), link)


def _page(form: SeatForm, mail: MailForm | None = None) -> str:
    here = visit()
    state = here.stored.state
    join = join_address(state.id) if here.me.facilitator else ""
    rows = [
        {
            "person": p,
            "name": display(state, p.id),
            "me": p.id == here.me.id,
            "waits": is_waiting(state, p),
        }
        for p in sorted(state.people.values(), key=lambda p: display(state, p.id).casefold())
        if not p.removed
    ]
    return render_template(
        "links/people.html",
        map=state,
        map_id=state.id,
        rows=rows,
        me=here.me,
        form=form,
        mail=(mail or MailForm(formdata=None)) if may_mail() else None,
        team=state.kind is Kind.TEAM,
        code=spoken(state.id) if here.me.facilitator else "",
        join=join,
        join_qr=join_qr(join),
        where=short_address(),
        term=term_shown(state),
    )


def _script(error: str) -> str:
    here = visit()
    state, begins = here.stored.state, begins_at(here)
    typed = request.form.get("begin", "") if error else begins.strftime("%H.%M") if begins else ""
    return render_template(
        "links/script.html",
        map=state,
        map_id=state.id,
        begin=typed,
        error=error,
        plan=script.plan(state.form, state.focus, begins),
        rules=script.RULES,
        steps=[(step, script.about(step)) for gate in state.gates for step in gate.steps],
        phases=[(phase.value, script.say_in(phase)) for phase in Phase],
    )


def _link_page(title: str, text: str, secret: str) -> str:
    link = address(f"/sleutel/{secret}")
    return render_template(
        "links/once.html", map_id=visit().seat.map, heading=title, text=text, link=link, link_qr=qr(link)
    )


def _asked_for(person_id: str) -> Participant:
    person = visit().stored.state.people.get(ParticipantId(person_id))
    if person is None or person.removed:
        abort(HTTPStatus.NOT_FOUND)
    return person


def _refused(code: str, text: str) -> Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE if code == BUSY else HTTPStatus.CONFLICT
    return error_page(Trouble(status, code, _("Dit kan nu niet"), text))
