"""What a viewer may see: the one function through which every page, frame, export and wall goes.

A view is a flat mapping of keys to plain JSON values; `docs/protocol.md` lists the keys.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from partnerschap.domain import project_gates, project_people, project_words
from partnerschap.domain.contract import status_of
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.names import at_entry, display
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.points import open_points
from partnerschap.domain.sources import all_but_joint, beside_words, choices

View = dict[str, Any]


class Audience(StrEnum):
    """Whom the shared part of a view is for."""

    TABLE = "table"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"


def view_of(state: PartnershipMap, person: ParticipantId, instrument: Instrument) -> View:
    """Return all that somebody may see; nothing when they are not at the table (rule 1)."""
    someone = state.people.get(person)
    if someone is None or not someone.at_table:
        return {}
    audience = Audience.FACILITATOR if someone.facilitator else Audience.TABLE
    return {**shared(state, audience, instrument), **personal(state, person)}


def shared(state: PartnershipMap, audience: Audience, instrument: Instrument) -> View:
    """Return the part that is the same for everyone in an audience."""
    return joined(shared_parts(state, audience, instrument, Pieces()))


def shared_parts(
    state: PartnershipMap, audience: Audience, instrument: Instrument, pieces: Pieces
) -> tuple[View, ...]:
    """Return the same in parts: one in which nothing differs from the last state is the same object.

    A key is always of the same part, and an audience always has the same parts.
    """
    on_wall = audience is Audience.PROJECTOR
    chosen = (*choices(state), state.focus)
    parts = (
        *pieces.of("common", (state, instrument), lambda: _common(state, instrument, pieces)),
        pieces.of(("stances", on_wall), chosen, lambda: dict(project_gates.stances(state, on_wall=on_wall))),
    )
    if audience is Audience.FACILITATOR:
        return (*parts, pieces.of("table", chosen, lambda: dict(project_people.table(state))))
    return parts


def joined(parts: Iterable[View]) -> View:
    """Return parts of a view as one, in an order that tells nothing: ids are random."""
    return dict(sorted((key, value) for part in parts for key, value in part.items()))


def persons(state: PartnershipMap, pieces: Pieces) -> object:
    """Return the same object for as long as nobody's own part differs, nor what they are at the table."""
    return pieces.of("persons", pieces.of("personal", (state,), lambda: _personal(state, pieces)), object)


def personal(state: PartnershipMap, person: ParticipantId, pieces: Pieces | None = None) -> View:
    """Return the part that is one person's alone: their private words, their stances, what is theirs."""
    pieces = pieces or Pieces()
    theirs, around = pieces.of("personal", (state,), lambda: _personal(state, pieces))
    mine = theirs.get(person, ())
    return pieces.of(("mine", person), (around, mine), lambda: dict(project_people.mine(state, person, mine)))


def _personal(state: PartnershipMap, pieces: Pieces) -> tuple[dict[ParticipantId, tuple[str, ...]], object]:
    """Return whose open words there are, and what stays the same while all else of anybody's own does."""
    sources = (state.own, beside_words(state, pieces), state.told)
    theirs = pieces.of("theirs", sources, lambda: project_people.theirs(state))
    return theirs, pieces.of("around", (*choices(state), state.spectrum, waits_for_own_round(state)), object)


def _common(state: PartnershipMap, instrument: Instrument, pieces: Pieces) -> tuple[View, ...]:
    """Return the parts that all audiences see."""
    return (
        pieces.of("all but joint", all_but_joint(state), lambda: _all_but_joint(state, pieces)),
        *project_gates.steps_and_gates(state, pieces),
        *(_NOTHING if waits_for_own_round(state) else _lines_and_points(state, instrument, pieces)),
    )


_NOTHING: tuple[View, View] = ({}, {})


def _lines_and_points(state: PartnershipMap, instrument: Instrument, pieces: Pieces) -> tuple[View, View]:
    beside = beside_words(state, pieces)
    sources = (beside, state.own, state.people, state.gates, state.version, state.kind, instrument)
    points = pieces.of("points", sources, lambda: {"points": _points(state, instrument)})
    return project_words.lines(state, pieces), points


def _all_but_joint(state: PartnershipMap, pieces: Pieces) -> View:
    people = state.people
    sources: tuple[object, ...] = (people, state.spectrum, state.spreads, state.gates, state.version)
    view = {
        **dict(_general(state)),
        **pieces.of("people", sources, lambda: dict(project_people.people(state))),
        **pieces.of("own", (state.own, people, state.names, state.version), lambda: project_words.own(state)),
        **project_words.parked(state),
    }
    if not waits_for_own_round(state):
        view.update(_agreed(state))
    return view


def _general(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    status = "final" if state.final else "frozen" if state.frozen else "open"
    yield (
        "map",
        {
            "id": state.id,
            "title": state.title,
            "subject": state.subject,
            "situation": state.situation,
            "kind": state.kind.value,
            "form": state.form.value,
            "language": state.language.value,
            "names": state.names.value,
            "side_words": {side.value: word for side, word in state.side_words.items()},
            "version": state.version,
            "status": status,
            "paused": state.paused,
        },
    )
    focus = state.focus
    yield (
        "focus",
        {
            "step": focus.step,
            "phase": focus.phase.value,
            "screen": focus.screen.value,
            "spotlight": focus.spotlight,
            "begin_with": [display(state, p) for p in focus.begin_with],
        },
    )
    if state.frozen:
        yield "contract", project_people.contract(state, state.frozen)
    if state.concluded:
        yield (
            "versions",
            [
                {
                    "version": v.version,
                    "status": status_of(state, v),
                    "hash": v.frozen.hash,
                }
                for v in state.concluded
            ],
        )


def _agreed(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    """What is agreed beside the joint words, and what is told beside the map."""
    yield from project_words.told(state)
    for task in state.responsibilities.values():
        yield (
            f"responsibility/{task.id}",
            {"id": task.id, "task": task.task, "kind": task.kind.value},
        )
    for person, limit in state.limits.items():
        name = display(state, person)
        yield (
            f"limit/{person}",
            {
                "person": person,
                "name": name,
                "will": limit.will,
                "will_not": limit.will_not,
                "until": limit.until,
            },
        )
    if state.terms:
        yield (
            "terms",
            {
                "non_compliance": state.terms.non_compliance,
                "guardian": state.terms.guardian,
                "confidentiality": state.terms.confidentiality,
                "review_on": state.terms.review_on.isoformat(),
                "intent": state.terms.intent.value,
                "annex": state.terms.annex,
                "by": at_entry(state, state.terms.by),
                "given": state.terms.version == state.version,
            },
        )


def _points(state: PartnershipMap, instrument: Instrument) -> list[dict[str, Any]]:
    return [{"code": p.code, "step": p.step, "ids": sorted(p.ids)} for p in open_points(state, instrument)]
