"""What people are called: by their first name, or by what they chose (RULES.md, rule 5)."""

import itertools
from collections.abc import Iterable

from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Names
from partnerschap.domain.model import JointEntry, OwnEntry, Participant, PartnershipMap
from partnerschap.domain.text import folded

_TITLES = frozenset({"meneer", "mevrouw"})


def called_after(name: str) -> str:
    """Return the first word of a name; after 'Meneer' or 'Mevrouw' the whole."""
    words = name.split()
    return name if words[0].casefold() in _TITLES else words[0]


def told_apart(people: Iterable[Participant], called: str) -> str:
    """Return what a newcomer is called: a number is added when somebody else is called the same."""
    taken = {folded(person.called) for person in people}
    numbered = (f"{called} ({number})" for number in itertools.count(2))
    return next(name for name in itertools.chain([called], numbered) if folded(name) not in taken)


def display(state: PartnershipMap, person: ParticipantId) -> str:
    """Return what somebody is called on every screen."""
    return state.people[person].called


def at_entry(state: PartnershipMap, person: ParticipantId | None) -> str | None:
    """Return the name to show at words of this person; None when the group chose to show no names."""
    if person is None or state.names is Names.NONE:
        return None
    return display(state, person)


def at_entries(state: PartnershipMap, people: Iterable[ParticipantId]) -> list[str]:
    """Return the names to show at words of these people, in alphabetical order; empty without names."""
    if state.names is Names.NONE:
        return []
    return sorted([display(state, p) for p in people], key=str.casefold)


def writing(state: PartnershipMap, entry: JointEntry) -> JointEntry | OwnEntry:
    """Return where the words of a joint entry were written: the own entry, when it was adopted as it stands.

    By whose hand that was, and whether it was confirmed, goes with the words (rule 4).
    """
    if not entry.adopted:
        return entry
    own = state.own[entry.sources[0]]
    return own if entry.texts == (own.text,) else entry


def is_taken(state: PartnershipMap, name: str) -> bool:
    """Tell whether somebody at the table already has this name."""
    return any(_same(p, name) for p in state.people.values() if p.at_table)


def _same(person: Participant, name: str) -> bool:
    return folded(person.name) == folded(name)
