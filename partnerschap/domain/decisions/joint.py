"""Joint text: adopted, merged, newly written, differed upon, parked (RULES.md, rules 9 to 13)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.copies import replace
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    check_new,
    check_revealed,
    check_spot,
    check_workable,
    cleaned,
    visible_own,
)
from partnerschap.domain.decisions.details import (
    check_details,
    first_takes,
    fitting,
    tidied,
    with_owner,
)
from partnerschap.domain.events import Event
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import VALUES
from partnerschap.domain.kinds import AnswerKind, Phase
from partnerschap.domain.model import Answer, Details, JointEntry, Meaning, OwnEntry, ParkedItem
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, problem_with, problem_with_optional


def note(context: Context, command: cmd.Note) -> Decision:
    """Write a joint wording, with the own entries and parked items that it came from as its lineage."""
    place, text, because = (
        cleaned(context, command.place),
        clean(command.text),
        clean(command.because),
    )
    refused = (
        check_spot(context, place)
        or problem_with(text, "text")
        or problem_with_optional(because, "because")
        or check_new(context, command.id)
    )
    if refused:
        return refused
    sources = _sources(context, command.sources)
    if isinstance(sources, Refusal):
        return sources
    own = [entry for entry in sources if isinstance(entry, OwnEntry)]
    details = with_owner(context, place, tidied(command.details), context.actor.person)
    refused = check_details(context, place, details, context.actor.person)
    refused = refused or check_revealed(context, place.step) or _check_open(own)
    if refused:
        return refused
    details = fitting(context, place, details)
    entry = JointEntry(
        id=command.id,
        place=place,
        texts=(text,),
        by=context.actor.person,
        at=context.now,
        order=_next_order(context),
        since=context.state.version,
        because=because,
        hand=context.actor.hand,
        sources=tuple(dict.fromkeys(command.sources)),
        people=_people(own),
        details=details,
        takes=first_takes(details, context.actor.person),
        meanings=_meanings(own) if place.step == VALUES else (),
    )
    answered = tuple(_answered(context, source, AnswerKind.ADAPTED, entry.id) for source in sources)
    return (ev.JointWritten(entry), *answered, *_phase(context, place.step))


def adopt(context: Context, command: cmd.Adopt) -> Decision:
    """Make a revealed own entry joint as it stands, once; its author owns it under 'mine' (rule 9)."""
    source = visible_own(context, command.entry)
    if source is None:
        return refuse(Code.NOT_FOUND, "entry")
    place = source.place
    refused = check_workable(context, place.step) or check_new(context, command.id)
    refused = refused or check_revealed(context, place.step) or _check_open([source])
    if refused:
        return refused
    if any(
        entry.adopted and source.id in entry.sources and entry.live for entry in context.state.joint.values()
    ):
        return refuse(Code.DUPLICATE, "entry")
    details = with_owner(context, place, Details(), source.author)
    entry = JointEntry(
        id=command.id,
        place=place,
        texts=(source.text,),
        by=context.actor.person,
        at=context.now,
        order=_next_order(context),
        since=context.state.version,
        because=source.because,
        hand=context.actor.hand,
        sources=(source.id,),
        people=(source.author,),
        adopted=True,
        details=details,
        takes=first_takes(details, source.author),
        meanings=_meanings([source]) if place.step == VALUES else (),
    )
    answered = _answered(context, source, AnswerKind.ADOPTED, entry.id)
    return (ev.JointWritten(entry), answered, *_phase(context, place.step))


def differ(context: Context, command: cmd.Differ) -> Decision:
    """Let what cannot be joined stand as a point of difference, with all wordings."""
    place, texts, because = (
        cleaned(context, command.place),
        tuple(map(clean, command.texts)),
        clean(command.because),
    )
    refused = (
        check_spot(context, place)
        or problem_with_wordings(texts)
        or problem_with_optional(because, "because")
        or check_new(context, command.id)
        or check_revealed(context, place.step)
    )
    if refused:
        return refused
    entry = JointEntry(
        id=command.id,
        place=place,
        texts=texts,
        by=context.actor.person,
        at=context.now,
        order=_next_order(context),
        since=context.state.version,
        difference=True,
        because=because,
        hand=context.actor.hand,
    )
    return (ev.JointWritten(entry), *_phase(context, place.step))


def park(context: Context, command: cmd.Park) -> Decision:
    """Put something that came up too early on the parking place, for all to see."""
    text = clean(command.text)
    refused = problem_with(text, "text") or check_new(context, command.id)
    item = ParkedItem(command.id, text, context.actor.person, context.now, context.actor.hand)
    return refused or (ev.ItemParked(item),)


def problem_with_wordings(texts: tuple[str, ...]) -> Refusal | None:
    """Refuse a point of difference without at least two wordings."""
    refused = next((no for text in texts if (no := problem_with(text, "texts"))), None)
    if not limits.DIFFERENCE_TEXTS_LEAST <= len(texts) <= limits.DIFFERENCE_TEXTS:
        return refuse(Code.INVALID_VALUE, "texts")
    return refused


def _sources(context: Context, ids: tuple[EntryId, ...]) -> tuple[OwnEntry | ParkedItem, ...] | Refusal:
    found: list[OwnEntry | ParkedItem] = []
    if len(ids) > limits.LINKS:
        return refuse(Code.INVALID_VALUE, "from")
    for each in dict.fromkeys(ids):
        source = context.state.parked.get(each) or visible_own(context, each)
        if source is None:
            return refuse(Code.NOT_FOUND, "from")
        found.append(source)
    return tuple(found)


def _check_open(sources: list[OwnEntry]) -> Refusal | None:
    private = [source.place.step for source in sources if not source.open]
    return refuse(Code.NOT_REVEALED, *private) if private else None


def _answered(context: Context, source: OwnEntry | ParkedItem, kind: AnswerKind, via: EntryId) -> Event:
    if isinstance(source, ParkedItem):
        return ev.ItemParked(replace(source, used=True))
    return ev.OwnWritten(replace(source, answer=Answer(kind, "", context.actor.person, via)))


def _people(sources: list[OwnEntry]) -> tuple[ParticipantId, ...]:
    return tuple(dict.fromkeys(source.author for source in sources))


def _meanings(sources: list[OwnEntry]) -> tuple[Meaning, ...]:
    first = tuple(Meaning(source.id, source.author, source.meaning) for source in sources if source.meaning)
    return first + tuple(meaning for source in sources for meaning in source.meanings)


def _next_order(context: Context) -> int:
    return max((entry.order for entry in context.state.joint.values()), default=-1) + 1


def _phase(context: Context, step: StepKey) -> tuple[Event, ...]:
    focus = context.state.focus
    if focus.step != step or focus.phase not in {Phase.WRITE, Phase.REVEAL, Phase.TALK}:
        return ()
    return (ev.FocusMoved(replace(focus, phase=Phase.NOTE)),)
