"""What a joint entry carries beside its words: role, status, owners, date, links (METHOD.md, section 4)."""

from dataclasses import replace

from partnerschap.domain import limits
from partnerschap.domain.decisions.context import Context
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.instrument import ACTIONS, CONDITIONS, CONDUCT, RELATIONS, VALUES, Place
from partnerschap.domain.kinds import Take
from partnerschap.domain.model import Details, JointEntry
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean_line, problem_with_optional

MINE = "person"
OURS = "group"
OTHERS = "third_party"


def owner_kind(context: Context, place: Place) -> str:
    """Return whose action a place holds: 'person', 'group', 'third_party', or '' outside the actions."""
    return context.instrument.prompt_at(place).owner


def tidied(details: Details) -> Details:
    """Return the details with cleaned labels and without doubles."""
    return replace(
        details,
        role=clean_line(details.role),
        asked_of=clean_line(details.asked_of),
        backup=clean_line(details.backup),
        owners=tuple(dict.fromkeys(details.owners)),
        serves=tuple(dict.fromkeys(details.serves)),
    )


def with_owner(context: Context, place: Place, details: Details, writer: ParticipantId) -> Details:
    """Return the details in which an action under 'mine' belongs to its writer."""
    if owner_kind(context, place) == MINE and not details.owners:
        return replace(details, owners=(writer,))
    return details


def first_takes(details: Details, writer: ParticipantId) -> dict[ParticipantId, Take]:
    """Return the takings with which an action begins: who notes it themselves has taken it (rule 14)."""
    return {writer: Take.TAKEN} if writer in details.owners else {}


def check_details(context: Context, place: Place, details: Details, writer: ParticipantId) -> Refusal | None:
    """Refuse details that are too long, or that name what is not there."""
    return (
        _problem_with_labels(details)
        or _problem_with_owners(context, place, details, writer)
        or _problem_with_serves(context, details)
    )


def fitting(context: Context, place: Place, details: Details) -> Details:
    """Return the details that a place carries; no rule refuses others, and they would say nothing there."""
    owner = owner_kind(context, place)
    carries = {
        "role": place.step in {RELATIONS, CONDUCT},
        "status": place.step == CONDITIONS,
        "owners": owner in {MINE, OURS},
        "asked_of": owner == OTHERS,
        "due": place.step == ACTIONS,
        "backup": place.step == ACTIONS,
        "serves": place.step == ACTIONS,
    }
    nothing = Details()
    return replace(details, **{name: getattr(nothing, name) for name, fits in carries.items() if not fits})


def is_value_or_condition(entry: JointEntry) -> bool:
    """Tell whether an action may serve this entry (rule 13)."""
    return entry.live and not entry.difference and entry.place.step in {VALUES, CONDITIONS}


def _problem_with_labels(details: Details) -> Refusal | None:
    return (
        problem_with_optional(details.role, "role")
        or problem_with_optional(details.asked_of, "asked_of")
        or problem_with_optional(details.backup, "backup")
    )


def _problem_with_owners(
    context: Context, place: Place, details: Details, writer: ParticipantId
) -> Refusal | None:
    people = context.state.people
    if len(details.owners) > limits.OWNERS:
        return refuse(Code.INVALID_VALUE, "owners")
    if any(owner not in people or people[owner].removed for owner in details.owners):
        return refuse(Code.NOT_FOUND, "owners")
    if owner_kind(context, place) == MINE and details.owners != (writer,):
        return refuse(Code.NOT_YOURS, "owners")
    carried = fitting(context, place, details).owners
    if any(not people[owner].partner for owner in carried):
        return refuse(Code.PARTNERS_ONLY, "owners")
    return None


def _problem_with_serves(context: Context, details: Details) -> Refusal | None:
    joint = context.state.joint
    if len(details.serves) > limits.LINKS:
        return refuse(Code.INVALID_VALUE, "serves")
    if any(each not in joint or not is_value_or_condition(joint[each]) for each in details.serves):
        return refuse(Code.NOT_FOUND, "serves")
    return None
