"""The part of a view about words: own and joint entries, what is parked, and notes (rules 5, 11 and 31)."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

from partnerschap.domain.gates import standing, waits_for_own_round
from partnerschap.domain.ids import OUTSIDE, EntryId
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import Change, JointEntry, OwnEntry, ParkedItem, PartnershipMap, Review, Told
from partnerschap.domain.names import at_entries, at_entry, display, writing
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.sources import beside_words


def own(state: PartnershipMap) -> dict[str, Any]:
    """Return the open own entries of this version; without names not in the order of writing (rule 5)."""
    shown = [e for e in state.own.values() if e.open and e.version == state.version]
    if state.names is Names.NONE:
        shown.sort(key=lambda e: e.id)
    return {f"own/{e.id}": _own(state, e) for e in shown}


def parked(state: PartnershipMap) -> dict[str, Any]:
    """Return what is parked; earlier words stay away until the own round on the values is done (rule 31)."""
    shown = list(state.parked.values())
    if waits_for_own_round(state):
        shown = [item for item in shown if item.at > state.concluded[-1].frozen.at]
    return {f"parked/{item.id}": _parked(state, item) for item in shown}


def lines(state: PartnershipMap, pieces: Pieces) -> dict[str, Any]:
    """Return the joint entries that stand, under `joint/…`, and what stood before, under `removed/…`."""
    beside = beside_words(state, pieces)
    gone = pieces.of("gone", (beside,), lambda: _gone(state))
    around = (state.people, state.own, state.names, state.version, state.concluded, gone)
    known: dict[EntryId, dict[str, Any]] = pieces.of("beside the words of a line", (beside, *around), dict)
    each = partial(pieces.each, "line", around, state.joint.values(), partial(_line, state, known))
    return pieces.of("lines", (state.joint, *around), lambda: dict(each()))


def told(state: PartnershipMap) -> Iterator[tuple[str, Any]]:
    """Yield the notes beside the map, in the order in which they came."""
    for order, each in enumerate(state.told.values()):
        yield f"told/{each.id}", _told(state, each, order)


def _gone(state: PartnershipMap) -> frozenset[str]:
    """Return what actions serve and what stands no more: all that a line shows of other lines."""
    served = {each for entry in state.joint.values() for each in entry.details.serves}
    return frozenset(served.difference(standing(state, served)))


def _line(
    state: PartnershipMap, known: dict[EntryId, dict[str, Any]], entry: JointEntry
) -> tuple[str, dict[str, Any]]:
    """Return how a line is shown; `known` has what is so of lines whatever their words are now."""
    if not entry.live:
        return f"removed/{entry.id}", _removed(state, entry)
    if entry.id not in known:
        known[entry.id] = _beside_words(state, entry)
    return f"joint/{entry.id}", {**known[entry.id], **_words(state, entry)}


def _own(state: PartnershipMap, entry: OwnEntry) -> dict[str, Any]:
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
        **_hand(state, entry),
        "answer": {
            "kind": answer.kind.value,
            "because": answer.because,
            "by": at_entry(state, answer.by),
        }
        if answer
        else None,
    }


def _words(state: PartnershipMap, entry: JointEntry) -> dict[str, Any]:
    change = _change_of_this_version(state, entry)
    return {
        "texts": list(entry.texts),
        "because": entry.because,
        **_hand(state, writing(state, entry)),
        "changed": {
            "by": at_entry(state, change.by),
            "at": _moment(change.at),
            "before": list(change.before),
        }
        if change
        else None,
    }


def _beside_words(state: PartnershipMap, entry: JointEntry) -> dict[str, Any]:
    """What stays the same when somebody only says it otherwise."""
    details = entry.details
    return {
        "id": entry.id,
        "kind": "difference" if entry.difference else "wording",
        **_place(entry),
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
        **_hand(state, told),
    }


def _hand(state: PartnershipMap, written: OwnEntry | JointEntry | Told) -> dict[str, Any]:
    """By whose hand words are, and whether who they are of still has to confirm them (rule 4)."""
    unconfirmed = written.hand is not None and not written.confirmed
    return {
        "helped_by": at_entry(state, written.hand),
        "unconfirmed": unconfirmed and state.names is Names.FIRST,
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


@lru_cache(maxsize=256)  # acts of a batch share a moment; all moments are in UTC: equal ones read the same
def _moment(at: datetime) -> str:
    return at.isoformat()
