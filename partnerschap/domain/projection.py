"""What a viewer may see: the one function through which every page, frame, export and wall goes.

A view is a flat mapping of keys to plain JSON values; `docs/protocol.md` lists the keys.
"""

from collections.abc import Hashable, Iterator
from datetime import datetime
from enum import Enum
from functools import partial
from typing import Any

from partnerschap.domain import project_gates, project_people
from partnerschap.domain.contract import status_of
from partnerschap.domain.gates import live_joint, standing, waits_for_own_round, wordings
from partnerschap.domain.ids import OUTSIDE, ParticipantId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import Change, JointEntry, OwnEntry, ParkedItem, PartnershipMap, Review, Told
from partnerschap.domain.names import at_entries, at_entry, display, writing
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.points import open_points

View = dict[str, Any]


class Audience(Enum):
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


def shared(
    state: PartnershipMap, audience: Audience, instrument: Instrument, pieces: Pieces | None = None
) -> View:
    """Return the part that is the same for everyone in an audience; `pieces` are those of the last state."""
    pieces = pieces or Pieces()
    on_wall = audience is Audience.PROJECTOR
    chosen = (*_choices(state), state.focus)
    view = dict(pieces.of("common", (state,), lambda: _common(state, instrument, pieces)))
    view.update(
        pieces.of(("stances", on_wall), chosen, lambda: dict(project_gates.stances(state, on_wall=on_wall)))
    )
    if audience is Audience.FACILITATOR:
        view.update(pieces.of("table", chosen, lambda: dict(project_people.table(state))))
    return {key: view[key] for key in sorted(view)}  # in an order that tells nothing: ids are random


def personal(state: PartnershipMap, person: ParticipantId, pieces: Pieces | None = None) -> View:
    """Return the part that is one person's alone: their private words, their stances, what is theirs."""
    pieces = pieces or Pieces()
    theirs, around = pieces.of("personal", (state,), lambda: _personal(state, pieces))
    mine = theirs.get(person, ())
    return pieces.of(("mine", person), (around, mine), lambda: dict(project_people.mine(state, person, mine)))


def _personal(state: PartnershipMap, pieces: Pieces) -> tuple[dict[ParticipantId, tuple[str, ...]], object]:
    """Return whose open words there are, and what stays the same while all else of anybody's own does."""
    theirs = pieces.of("theirs", (state.own, state.joint, state.told), lambda: project_people.theirs(state))
    return theirs, pieces.of("around", (*_choices(state), state.spectrum, waits_for_own_round(state)), object)


def _common(state: PartnershipMap, instrument: Instrument, pieces: Pieces) -> View:
    """Return what all audiences see."""
    people, own = state.people, state.own
    view = dict(_general(state))
    view.update(project_gates.steps_and_gates(state, pieces))
    sources: tuple[object, ...] = (people, state.spectrum, state.spreads, state.gates, state.version)
    view.update(pieces.of("people", sources, lambda: dict(project_people.people(state))))
    sources = (own, people, state.names, state.version)
    view.update(pieces.of("own", sources, lambda: {f"own/{e.id}": _own(state, e) for e in _revealed(state)}))
    view.update((f"parked/{item.id}", _parked(state, item)) for item in _parking_place(state))
    if not waits_for_own_round(state):
        view.update(_words(state, instrument, pieces))
    return view


def _choices(state: PartnershipMap) -> tuple[object, ...]:
    """Return all that what people chose, and who may know of it, depends on."""
    words = wordings(state) if state.stances else ()  # without stances nothing can be about another wording
    return (
        state.gates,
        state.stances,
        state.own,
        state.people,
        state.names,
        state.kind,
        state.version,
        words,
    )


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


def _revealed(state: PartnershipMap) -> list[OwnEntry]:
    """The open own entries of this version; without names not in the order of writing (rule 5)."""
    shown = [e for e in state.own.values() if e.open and e.version == state.version]
    return sorted(shown, key=lambda e: e.id) if state.names is Names.NONE else shown


def _parking_place(state: PartnershipMap) -> list[ParkedItem]:
    """What is parked; earlier words stay away until the own round on the values is done (rule 31)."""
    if not waits_for_own_round(state):
        return list(state.parked.values())
    return [item for item in state.parked.values() if item.at > state.concluded[-1].frozen.at]


def _words(state: PartnershipMap, instrument: Instrument, pieces: Pieces) -> Iterator[tuple[str, Any]]:
    around = pieces.of("words", (state.people, state.own, state.names, state.version), object)
    kept: set[Hashable] = set()
    for entry in live_joint(state):
        piece = ("joint", entry.id)
        kept.add(piece)
        sources = (entry, standing(state, entry.details.serves), around)
        yield f"joint/{entry.id}", pieces.of(piece, sources, partial(_joint, state, entry))
    pieces.keep_only("joint", kept)
    for entry in state.joint.values():
        if not entry.live:
            yield f"removed/{entry.id}", _removed(state, entry)
    for order, told in enumerate(state.told.values()):
        yield f"told/{told.id}", _told(state, told, order)
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
    yield (
        "points",
        [{"code": p.code, "step": p.step, "ids": sorted(p.ids)} for p in open_points(state, instrument)],
    )


def _own(state: PartnershipMap, entry: OwnEntry) -> dict[str, Any]:
    by_name = state.names is Names.FIRST
    answer = entry.answer
    return {
        "id": entry.id,
        **_place(entry),
        "text": entry.text,
        "because": entry.because,
        "meaning": entry.meaning,
        "meanings": _meanings(state, entry),
        "meaning_asked": entry.meaning_asked,
        "author": at_entry(state, entry.author),
        "added_later": entry.added_later,
        "helped_by": at_entry(state, entry.hand),
        "unconfirmed": by_name and entry.hand is not None and not entry.confirmed,
        "answer": {
            "kind": answer.kind.value,
            "because": answer.because,
            "by": at_entry(state, answer.by),
        }
        if answer
        else None,
    }


def _joint(state: PartnershipMap, entry: JointEntry) -> dict[str, Any]:
    by_name = state.names is Names.FIRST
    details, change = entry.details, _change_of_this_version(state, entry)
    written = writing(state, entry)
    return {
        "id": entry.id,
        "kind": "difference" if entry.difference else "wording",
        **_place(entry),
        "texts": list(entry.texts),
        "because": entry.because,
        "role": details.role,
        "status": details.status.value if details.status else "",
        "owners": _owners(state, entry),
        "asked_of": details.asked_of,
        "due": details.due.isoformat() if details.due else "",
        "backup": details.backup,
        "serves": list(standing(state, details.serves)),
        "sources": list(entry.sources),
        "from": at_entries(state, entry.people),
        "adopted": entry.adopted,
        "by": at_entry(state, entry.by),
        "helped_by": at_entry(state, written.hand),
        "unconfirmed": by_name and written.hand is not None and not written.confirmed,
        "respect": {
            "count": len(entry.respect),
            "names": at_entries(state, entry.respect),
        },
        "meanings": _meanings(state, entry),
        "meaning_asked": entry.meaning_asked,
        "feasible": {
            "asked": len(entry.feasible),
            "want": sum(f.want for f in entry.feasible.values()),
            "can": sum(f.can for f in entry.feasible.values()),
            "circumstances": sum(f.circumstances for f in entry.feasible.values()),
        },
        "changed": {
            "by": at_entry(state, change.by),
            "at": _moment(change.at),
            "before": list(change.before),
        }
        if change
        else None,
        "alternatives": _alternatives(state, entry),
        "order": entry.order,
        "earlier": entry.since < state.version,
        "review": _review(state, entry.review),
        "reviews": [_review(state, each) for each in entry.reviews],
    }


def _change_of_this_version(state: PartnershipMap, entry: JointEntry) -> Change | None:
    """What was changed before the former version was laid down is no news any more."""
    former = state.concluded[-1].frozen.at if state.concluded else None
    change = entry.change
    return change if change is not None and (former is None or change.at > former) else None


def _removed(state: PartnershipMap, entry: JointEntry) -> dict[str, Any]:
    """Joint words that no longer stand, and who took them away (rule 11) or dropped them in a review."""
    change = entry.change if not entry.texts else None
    return {
        "id": entry.id,
        "kind": "difference" if entry.difference else "wording",
        **_place(entry),
        "texts": list(change.before if change else entry.texts),
        "owners": _owners(state, entry),
        "by": at_entry(state, change.by) if change else None,
        "at": _moment(change.at) if change else "",
        "alternatives": _alternatives(state, entry),
        "review": _review(state, entry.review),
        "reviews": [_review(state, each) for each in entry.reviews],
    }


def _owners(state: PartnershipMap, entry: JointEntry) -> list[dict[str, Any]]:
    return [
        {
            "person": p,
            "name": display(state, p),
            "answer": entry.takes[p].value if p in entry.takes else "",
        }
        for p in entry.details.owners
    ]


def _alternatives(state: PartnershipMap, entry: JointEntry) -> list[dict[str, Any]]:
    """Wordings that people choose between when two changed one text."""
    return [
        {"text": each.text, "by": at_entry(state, each.by), "helped_by": at_entry(state, each.hand)}
        for each in entry.alternatives
    ]


def _review(state: PartnershipMap, review: Review | None) -> dict[str, Any] | None:
    if review is None:
        return None
    return {
        "verdict": review.verdict.value,
        "next": review.next.value,
        "because": review.because,
        "person": review.by if state.names is Names.FIRST else None,
        "by": at_entry(state, review.by),
    }


def _parked(state: PartnershipMap, item: ParkedItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "text": item.text,
        "by": at_entry(state, item.by),
        "used": item.used,
    }


def _told(state: PartnershipMap, told: Told, order: int) -> dict[str, Any]:
    """A note beside the map; notes stand in the order in which they came, whatever the clock said."""
    from_outside = told.by == OUTSIDE
    by_name = state.names is Names.FIRST
    return {
        "id": told.id,
        "kind": told.kind.value,
        "text": told.text,
        "by": None if from_outside else at_entry(state, told.by),
        "outside": told.outside,
        "about": told.about or "",
        "progress": told.progress.value if told.progress else "",
        "at": _moment(told.at),
        "order": order,
        "version": told.version,
        "helped_by": at_entry(state, told.hand),
        "unconfirmed": by_name and told.hand is not None and not told.confirmed,
    }


def _meanings(state: PartnershipMap, entry: OwnEntry | JointEntry) -> list[dict[str, Any]]:
    return [{"id": m.id, "text": m.text, "by": at_entry(state, m.by)} for m in entry.meanings]


def _place(entry: OwnEntry | JointEntry) -> dict[str, str]:
    place = entry.place
    return {
        "step": place.step,
        "prompt": place.prompt,
        "topic": place.topic,
        "question": place.question,
    }


def _moment(at: datetime) -> str:
    return at.isoformat()
