"""Where a map page leads to."""

from flask import url_for

from partnerschap.domain.gates import waits_for_own_round
from partnerschap.web.access import Visit
from partnerschap.web.map.reading import Reading, Record
from partnerschap.web.tongue import _


def links_of(here: Visit, read: Reading) -> Record:
    """Return {help, terms, sign, wall, people, review, more: [{href, label}]} for this visit."""
    map_id, state = here.seat.map, here.stored.state
    more = [(url_for("people.page", map_id=map_id), _("Mensen en mijn link"))]
    if here.me.facilitator:
        more.append((url_for("map.wall", map_id=map_id), _("Het grote scherm")))
        if here.me.partner:
            own = url_for("map.mine", map_id=map_id, stap=read.at_key)
            more.append((own, _("Zelf meedoen als partner")))
    looks_back = bool(state.concluded) and not waits_for_own_round(state)
    if looks_back:
        former = state.concluded[-1].version
        more.append(
            (url_for("review.page", map_id=map_id), _("Terugkijken op versie %(number)s", number=former))
        )
    if not state.frozen:
        more.append((url_for("contract.terms", map_id=map_id), _("Vragen voor het tekenen")))
    if state.frozen or state.concluded:
        more.append((url_for("follow.mine", map_id=map_id), _("Mijn afspraken")))
        more.append((url_for("contract.present", map_id=map_id), _("Het contract")))
    if looks_back:
        more.append((url_for("versions.latest", map_id=map_id), _("Wat is er veranderd")))
    if not waits_for_own_round(state):
        more.append((url_for("versions.timeline", map_id=map_id), _("Zo groeide de kaart")))
    more.append((url_for("lenses.page", map_id=map_id), _("Hoe werken we samen?")))
    if not waits_for_own_round(state):
        more.append((url_for("map.export", map_id=map_id), _("Bewaar de kaart als bestand")))
    more.append((url_for("rights.mine", map_id=map_id), _("Wat de kaart van mij bewaart")))
    more.append((url_for("people.leave", map_id=map_id), _("Stoppen")))
    return {
        "help": url_for("info.how"),
        "terms": url_for("contract.terms", map_id=map_id),
        "sign": url_for("contract.present", map_id=map_id),
        "wall": url_for("map.wall", map_id=map_id),
        "people": url_for("people.page", map_id=map_id),
        "review": url_for("review.page", map_id=map_id) if looks_back else "",
        "more": [{"href": href, "label": label} for href, label in more],
    }
