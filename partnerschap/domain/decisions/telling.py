"""Notes beside the map: following up, looking back, trust, and answers from outside (METHOD.md, 5 and 6).

A note changes no text of the map and no contract; it is seen by everyone at the table.
"""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain import limits
from partnerschap.domain.decisions.context import Context, Decision, check_new
from partnerschap.domain.gates import waits_for_own_round
from partnerschap.domain.ids import OUTSIDE, EntryId
from partnerschap.domain.instrument import ACTIONS, VALUES
from partnerschap.domain.kinds import Progress, Take, ToldKind
from partnerschap.domain.model import JointEntry, PartnershipMap, Told
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import clean, clean_line, problem_with, problem_with_optional, says_something

LOOKING_BACK = frozenset({ToldKind.WELL, ToldKind.ATTENTION})
TRUST = frozenset({ToldKind.RELIABILITY, ToldKind.NETWORKS, ToldKind.INSTITUTIONS})
FROM_OUTSIDE = frozenset({Progress.YES, Progress.NO, Progress.LATER})
"""What somebody outside may answer to a request; the others are said of an action by who carries it."""


def tell(context: Context, command: cmd.Tell) -> Decision:
    """Tell what happened, what goes well or needs attention, or how the group can trust each other."""
    text = clean(command.text)
    refused = (
        _untimely(context.state, command.kind)
        or check_new(context, command.id)
        or _problem_with_line(context, command)
        or _problem_with_words(command, text)
    )
    told = Told(
        id=command.id,
        kind=command.kind,
        text=text,
        by=context.actor.person,
        at=context.now,
        version=context.state.version,
        about=command.about,
        progress=command.progress,
        hand=context.actor.hand,
    )
    return refused or (ev.NoteTold(told),)


def untell(context: Context, command: cmd.Untell) -> Decision:
    """Take one's own note away; a facilitator may also take away what came from outside."""
    told = context.state.told.get(command.told)
    if told is None or waits_for_own_round(context.state):
        return refuse(Code.NOT_FOUND, "told")
    from_outside = told.by == OUTSIDE and context.me.facilitator
    if told.by != context.actor.person and not from_outside:
        return refuse(Code.NOT_YOURS, "told")
    return (ev.NoteUntold(told.id),)


def answer_request(context: Context, command: cmd.AnswerRequest) -> Decision:
    """Answer, from outside, a request that stands in a frozen text; the last answer counts."""
    state = context.state
    entry = agreed_line(state, command.request)
    if entry is None or not is_request(context, entry):
        return refuse(Code.NOT_FOUND, "request")
    if command.answer not in FROM_OUTSIDE:
        return refuse(Code.INVALID_VALUE, "answer")
    text, name = clean(command.text), clean_line(command.name)
    refused = (
        problem_with_optional(text, "text")
        or problem_with_optional(name, "name", limit=limits.NAME)
        or check_new(context, command.id)
    )
    if refused:
        return refused
    told = Told(
        id=command.id,
        kind=ToldKind.ANSWER,
        text=text,
        by=OUTSIDE,
        at=context.now,
        version=state.version,
        about=entry.id,
        progress=command.answer,
        outside=name,
    )
    earlier = [t.id for t in state.told.values() if t.kind is ToldKind.ANSWER and t.about == entry.id]
    too_many = earlier[: max(0, len(earlier) + 1 - limits.ANSWERS_KEPT)]
    return (*(ev.NoteUntold(old) for old in too_many), ev.NoteTold(told))


def agreed_line(state: PartnershipMap, line: EntryId) -> JointEntry | None:
    """Return a line that stands in a frozen text, or stood in the former one and stands still."""
    entry = state.joint.get(line)
    if entry is None or not entry.live or (state.frozen is None and entry.since == state.version):
        return None
    return entry


def is_request(context: Context, entry: JointEntry) -> bool:
    """Tell whether a line asks something of others, who are not at the table."""
    return context.instrument.prompt_at(entry.place).is_request and not entry.difference


def _untimely(state: PartnershipMap, kind: ToldKind) -> Refusal | None:
    if kind is ToldKind.ANSWER:
        return refuse(Code.INVALID_VALUE, "kind")
    if kind is ToldKind.HAPPENED and state.frozen is None and not state.concluded:
        return refuse(Code.NOT_FROZEN)
    if kind in LOOKING_BACK and state.version == 1:
        return refuse(Code.FIRST_VERSION)
    if kind is not ToldKind.HAPPENED and state.frozen is not None:
        return refuse(Code.FROZEN)
    return refuse(Code.NOT_REVEALED, VALUES) if waits_for_own_round(state) else None


def _problem_with_line(context: Context, command: cmd.Tell) -> Refusal | None:
    """Only what happened is about a line; how far an action is, is said by who took it (rules 14 and 32)."""
    if command.about is None:
        return refuse(Code.INVALID_VALUE, "progress") if command.progress else None
    if command.kind is not ToldKind.HAPPENED:
        return refuse(Code.INVALID_VALUE, "about")
    entry = agreed_line(context.state, command.about)
    if entry is None:
        return refuse(Code.NOT_FOUND, "about")
    if command.progress is None:
        return None
    if entry.place.step != ACTIONS or entry.difference or command.progress in FROM_OUTSIDE:
        return refuse(Code.INVALID_VALUE, "progress")
    took = entry.takes.get(context.actor.person) is Take.TAKEN
    return None if took or is_request(context, entry) else refuse(Code.NOT_YOURS, "about")


def _problem_with_words(command: cmd.Tell, text: str) -> Refusal | None:
    if command.progress is Progress.STUCK and not says_something(text):
        return refuse(Code.REASON_REQUIRED, "text")
    return problem_with_optional(text, "text") if command.progress else problem_with(text, "text")
