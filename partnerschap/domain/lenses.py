"""Three ways to look at the dialogue (METHOD.md, section 6): participation, trust, the balance of voices.

Nothing here judges, ranks or averages, and nothing tells of one person.

A spread of the spectrum is shown once per step and version, and then stays as it was shown. Were it renewed
at every mark, who watches would see what the last one chose; were it renewed now and then, the differences
between what was shown could be taken from each other. A spread per side is shown when both sides have enough
people: with one side too small, the whole less the other would tell of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from partnerschap.domain import limits
from partnerschap.domain.gates import live_joint, present
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import ACTIONS, CONDITIONS, CONDUCT, RELATIONS, Instrument
from partnerschap.domain.kinds import Kind, Names, Side, Status, Take, ToldKind
from partnerschap.domain.model import JointEntry, PartnershipMap, SpectrumMark, Told
from partnerschap.domain.spread import Counts, Spread

ENOUGH_TO_HIDE_IN = 3
"""From this many people on, a spread tells nothing of one of them (METHOD.md, section 6)."""
NOT_OF_ONE = 2
"""Where names stand at the words anyway: so many people on a side, so that its number is not one person's."""
REVIEW = StepKey("review")
"""Where participation is marked when the group looks back; no step of the instrument."""
RUNGS = range(limits.SPECTRUM_THINNEST, limits.SPECTRUM_THICKEST + 1)
_SUPPORT = frozenset({"support", "ties"})
"""The topics of the conditions that ask for the support of others."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What the map and the notes of this version say about one form of trust; `terms` are fields of them."""

    kind: ToldKind
    lines: tuple[EntryId, ...]
    terms: tuple[str, ...]
    notes: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """How the open own entries of this version, and the joint wordings, are spread over the two sides.

    `joint` counts wordings out of own entries of one side, of both, and those that were written together; it
    is None without names, where it would tell from which side words came.
    """

    own: Mapping[Side, int]
    joint: Mapping[str, int] | None


def lensed_steps(state: PartnershipMap) -> tuple[StepKey, ...]:
    """Return where participation can be marked, in order: the steps, and in a later version the review."""
    steps = tuple(step for gate in state.gates for step in gate.steps)
    return (*steps, REVIEW) if state.version > 1 else steps


def marks(state: PartnershipMap, step: StepKey) -> dict[ParticipantId, SpectrumMark]:
    """Return the marks of partners in this version, of those who left too; the method asks partners."""
    return {
        person: mark
        for (person, at, version), mark in state.spectrum.items()
        if (at, version) == (step, state.version)
        and state.people[person].partner
        and not state.people[person].removed
    }


def shown(state: PartnershipMap, step: StepKey) -> Spread | None:
    """Return the spread of a step as it was shown in this version."""
    return state.spreads.get((step, state.version))


def may_be_shown(state: PartnershipMap, step: StepKey) -> bool:
    """Tell whether enough people marked a step whose spread was not shown yet."""
    return shown(state, step) is None and len(marks(state, step)) >= ENOUGH_TO_HIDE_IN


def everyone_marked(state: PartnershipMap, step: StepKey) -> bool:
    """Tell whether everyone present marked a step."""
    return {person.id for person in present(state)} <= marks(state, step).keys()


def spread(state: PartnershipMap, step: StepKey) -> Spread:
    """Return how the marks of a step are spread now; only for what `may_be_shown`."""
    found = marks(state, step)
    by_side = {
        side: [mark for person, mark in found.items() if state.people[person].side is side] for side in Side
    }
    apart = state.kind is Kind.PARTNERSHIP and _enough(map(len, by_side.values()))
    return Spread(
        _counts(found.values()),
        {side: _counts(theirs) for side, theirs in by_side.items()} if apart else {},
    )


def whole_version(state: PartnershipMap) -> Spread | None:
    """Return the shown spreads of the steps together; it tells nothing that they do not tell."""
    found = [each for step in lensed_steps(state) if step != REVIEW and (each := shown(state, step))]
    if not found:
        return None
    apart = all(each.sides for each in found)
    return Spread(
        _added(each.whole for each in found),
        {side: _added(each.sides[side] for each in found) for side in Side} if apart else {},
    )


def trust(state: PartnershipMap, instrument: Instrument) -> tuple[Trust, ...]:
    """Return the three forms of trust, in the order of the method."""
    lines: dict[ToldKind, tuple[EntryId, ...]] = {
        ToldKind.RELIABILITY: _ids(
            entry
            for entry in live_joint(state, RELATIONS, CONDUCT, ACTIONS)
            if entry.place.step != ACTIONS or Take.TAKEN in entry.takes.values()
        ),
        ToldKind.NETWORKS: _ids(
            entry
            for entry in live_joint(state, CONDITIONS, ACTIONS)
            if entry.place.topic in _SUPPORT or instrument.prompt_at(entry.place).is_request
        ),
        ToldKind.INSTITUTIONS: _ids(
            entry for entry in live_joint(state, CONDITIONS) if entry.details.status is Status.FRAME
        ),
    }
    return tuple(
        Trust(kind, lines[kind], _terms(state, kind), tuple(_notes(state, kind)))
        for kind in (ToldKind.RELIABILITY, ToldKind.NETWORKS, ToldKind.INSTITUTIONS)
    )


def voices(state: PartnershipMap, *, laid_down: bool = False) -> Voices | None:
    """Return the balance of voices, None where it would tell of one person, and in a team.

    Without names it is told from the freeze on (`laid_down`: at the freeze itself): before that a number
    that grows would stand beside the words that came with it.
    """
    by_name = state.names is Names.FIRST
    settled = laid_down or state.frozen is not None
    if state.kind is Kind.TEAM or not (by_name or settled):
        return None
    written = [e.author for e in state.own.values() if e.open and e.version == state.version]
    if by_name:
        people = [
            p.id for p in state.people.values() if p.partner and not p.removed and p.version == state.version
        ]
        if not _enough(_per_side(state, people).values(), NOT_OF_ONE):
            return None
    elif not _enough(_per_side(state, set(written)).values()):
        return None
    return Voices(_per_side(state, written), _joint(state) if by_name else None)


def _joint(state: PartnershipMap) -> dict[str, int]:
    found = Counter(_whose(state, entry) for entry in live_joint(state) if not entry.difference)
    return {key: found[key] for key in (*(side.value for side in Side), "both", "together")}


def _whose(state: PartnershipMap, entry: JointEntry) -> str:
    sides = {side for person in entry.people if (side := state.people[person].side) is not None}
    if not sides:
        return "together"
    return "both" if len(sides) > 1 else next(iter(sides)).value


def _per_side(state: PartnershipMap, people: Iterable[ParticipantId]) -> dict[Side, int]:
    found = Counter(state.people[person].side for person in people)
    return {side: found[side] for side in Side}


def _enough(numbers: Iterable[int], least: int = ENOUGH_TO_HIDE_IN) -> bool:
    return all(number >= least for number in numbers)


def _counts(found: Iterable[SpectrumMark]) -> Counts:
    placed = list(found)
    now, wished = Counter(mark.now for mark in placed), Counter(mark.wished for mark in placed)
    return Counts(tuple(now[rung] for rung in RUNGS), tuple(wished[rung] for rung in RUNGS))


def _added(found: Iterable[Counts]) -> Counts:
    every = list(found)
    return Counts(
        tuple(map(sum, zip(*(each.now for each in every), strict=True))),
        tuple(map(sum, zip(*(each.wished for each in every), strict=True))),
    )


def _ids(entries: Iterable[JointEntry]) -> tuple[EntryId, ...]:
    return tuple(entry.id for entry in entries if not entry.difference)


def _terms(state: PartnershipMap, kind: ToldKind) -> tuple[str, ...]:
    given = state.terms
    if given is None or given.version != state.version or kind is ToldKind.NETWORKS:
        return ()
    if kind is ToldKind.RELIABILITY:
        return ("non_compliance",)
    filled = {"guardian": given.guardian, "confidentiality": given.confidentiality}
    return (*(name for name, text in filled.items() if text), "review_on")


def _notes(state: PartnershipMap, kind: ToldKind) -> Iterator[Told]:
    """The notes of this version; without names not in the order in which they were told (rule 5)."""
    found = [told for told in state.told.values() if (told.kind, told.version) == (kind, state.version)]
    yield from sorted(found, key=lambda told: told.id) if state.names is Names.NONE else found
