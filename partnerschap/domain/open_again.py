"""A contract opens again as a map: the next version, with the same lines and nobody's signature."""

from partnerschap.domain import brought
from partnerschap.domain.agreement import Concluded, Frozen, Terms
from partnerschap.domain.begin import new_gates
from partnerschap.domain.brought import Content, Ids, Unfit
from partnerschap.domain.brought_lines import Lines
from partnerschap.domain.brought_people import People
from partnerschap.domain.contract import SCHEMA, fingerprint
from partnerschap.domain.ids import MapId, ParticipantId, is_fit
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.kinds import Form, Intent, Kind, Language, Names, Side
from partnerschap.domain.model import Focus, PartnershipMap
from partnerschap.domain.origin import Origin
from partnerschap.domain.refusals import Refusal

MOST_VERSIONS = 1_000


def open_again(
    content: Content, new: MapId, opener: ParticipantId, name: str, origin: Origin, instrument: Instrument
) -> PartnershipMap | Refusal:
    """Return the map whose next version begins with what this content says; it has the shape of `SCHEMA`.

    Those whom it names are on the map and not at the table: each comes in by their name, and so does who
    opens it (`waiting_by_name`, else as `opener`). What the version before said stays to be read. Refused as
    a whole when it says what no map could say.
    """
    ids = Ids()
    try:
        brought.check_sizes(content)
        people = People(content, ids, opener, name)
        return _opened(content, new, people, Lines(content, people, ids, origin), origin, instrument)
    except Unfit as unfit:
        return unfit.refusal


def _opened(
    content: Content, new: MapId, people: People, lines: Lines, origin: Origin, instrument: Instrument
) -> PartnershipMap:
    about = content["map"]
    _check_kind_of_file(content, origin, instrument)
    form = brought.one_of(Form, about["form"], "form")
    gates = new_gates(instrument, form)
    said_before = Frozen(content, fingerprint(content), origin.at, ())
    return PartnershipMap(
        id=new,
        title=brought.line(about["title"], "title"),
        subject=brought.line(about["subject"], "subject"),
        situation=about["situation"],
        kind=brought.one_of(Kind, about["kind"], "kind"),
        form=form,
        language=brought.one_of(Language, about["language"], "language"),
        names=brought.one_of(Names, about["names"], "names"),
        side_words={side: content["side_words"].get(side.value, "") for side in Side},
        focus=Focus(gates[0].steps[0]),
        gates=gates,
        version=origin.version + 1,
        joint=lines.entries(instrument),
        responsibilities=lines.responsibilities(),
        people=people.all,
        limits=people.limits,
        terms=_terms(content, people.opener),
        concluded=(Concluded(origin.version, final=False, frozen=said_before, signatures={}),),
        origin=origin,
    )


def _check_kind_of_file(content: Content, origin: Origin, instrument: Instrument) -> None:
    if content["schema"] != SCHEMA:
        raise Unfit.about("schema")
    if content["instrument"] != {"key": instrument.key, "version": instrument.version}:
        raise Unfit.about("instrument")
    if not is_fit(origin.map):
        raise Unfit.about("id")
    known = {step.key for step in instrument.steps}
    told = [step for name in ("overrides", "provisos") for each in content[name] for step in each["steps"]]
    if not set(told) <= known or len(content["overrides"]) > len(known):
        raise Unfit.about("step")
    if content["version"] != origin.version or not 0 < origin.version <= MOST_VERSIONS:
        raise Unfit.about("version")
    brought.check_changes(content, known)


def _terms(content: Content, opener: ParticipantId) -> Terms | None:
    given = content["terms"]
    if given is None:
        return None
    return Terms(
        non_compliance=brought.text(given["non_compliance"], "non_compliance"),
        guardian=given["guardian"],
        confidentiality=given["confidentiality"],
        review_on=brought.day(given["review_on"], "review_on"),
        intent=brought.one_of(Intent, given["intent"], "intent"),
        by=opener,
        version=content["version"],
        annex="annex" in content,
    )
