"""Own entries: written alone, revealed together, answered visibly (RULES.md, rules 6 to 9)."""

from partnerschap.domain import commands as cmd
from partnerschap.domain import events as ev
from partnerschap.domain.copies import replace
from partnerschap.domain.decisions.context import (
    Context,
    Decision,
    check_new,
    check_spot,
    check_workable,
    cleaned,
    visible_own,
)
from partnerschap.domain.kinds import AnswerKind, Phase, Screen
from partnerschap.domain.model import Answer, Focus, OwnEntry
from partnerschap.domain.refusals import Code, Refusal, refuse
from partnerschap.domain.text import (
    clean,
    problem_with,
    problem_with_optional,
    says_something,
)


def write(context: Context, command: cmd.Write) -> Decision:
    """Write an own entry: private before the reveal, visible at once after it if the writer knew (rule 8)."""
    place = cleaned(context, command.place)
    text, because, meaning = (
        clean(command.text),
        clean(command.because),
        clean(command.meaning),
    )
    refused = (
        check_spot(context, place) or _problem_with(text, because, meaning) or check_new(context, command.id)
    )
    if refused:
        return refused
    revealed = place.step in context.state.revealed
    entry = OwnEntry(
        id=command.id,
        author=context.actor.person,
        place=place,
        text=text,
        at=context.now,
        version=context.state.version,
        because=because,
        meaning=meaning,
        hand=context.actor.hand,
        open=revealed and not command.private,
        late=revealed and command.private,
        added_later=revealed and not command.private,
    )
    return (ev.OwnWritten(entry),)


def edit(context: Context, entry: OwnEntry, command: cmd.Edit) -> Decision:
    """Change an own entry that nobody else has seen; a revealed one stays as it was (rule 8)."""
    text = clean(entry.text if command.text is None else command.text)
    meaning = clean(entry.meaning if command.meaning is None else command.meaning)
    refused = _check_still_private(context, entry) or _problem_with(text, entry.because, meaning)
    if refused:
        return refused
    changed = replace(entry, text=text, meaning=meaning, hand=context.actor.hand, confirmed=False)
    return (ev.OwnWritten(changed),)


def remove(context: Context, entry: OwnEntry) -> Decision:
    """Remove an own entry that nobody else has seen; what it said is never shown (rule 6)."""
    return _check_still_private(context, entry) or (ev.OwnRemoved(entry.id),)


def reveal(context: Context, command: cmd.Reveal) -> Decision:
    """Open the own entries of one step to all at once; a second time changes nothing (rule 7)."""
    refused = check_workable(context, command.step)
    if refused:
        return refused
    if command.step in context.state.revealed:
        return ()
    return (
        ev.Revealed(command.step),
        ev.FocusMoved(Focus(command.step, Phase.REVEAL, Screen.MAP)),
    )


def share(context: Context, command: cmd.Share) -> Decision:
    """Show an own entry that arrived after the reveal; only its author can (rule 8)."""
    entry = visible_own(context, command.entry)
    if entry is None:
        return refuse(Code.NOT_FOUND, "entry")
    if entry.open:
        return ()
    if not entry.late:
        return refuse(Code.NOT_REVEALED, entry.place.step)
    refused = _check_still_private(context, entry)
    return refused or (ev.OwnWritten(replace(entry, open=True, late=False, added_later=True)),)


def answer(context: Context, command: cmd.GiveAnswer) -> Decision:
    """Record what became of an own entry; the last answer counts (rule 9)."""
    entry = visible_own(context, command.entry)
    if entry is None:
        return refuse(Code.NOT_FOUND, "entry")
    if not entry.open:
        return refuse(Code.NOT_REVEALED, entry.place.step)
    because = clean(command.because)
    if command.answer is AnswerKind.ADOPTED:
        return refuse(Code.INVALID_VALUE, "answer")
    if command.answer is AnswerKind.NOT_ADOPTED and not says_something(because):
        return refuse(Code.REASON_REQUIRED, "because")
    refused = problem_with_optional(because, "because")
    given = Answer(command.answer, because, context.actor.person)
    return refused or (ev.OwnWritten(replace(entry, answer=given)),)


def _problem_with(text: str, because: str, meaning: str) -> Refusal | None:
    return (
        problem_with(text, "text")
        or problem_with_optional(because, "because")
        or problem_with_optional(meaning, "meaning")
    )


def _check_still_private(context: Context, entry: OwnEntry) -> Refusal | None:
    """Refuse a revealed entry, and one of an earlier version, whose steps are done."""
    if entry.open or entry.version != context.state.version:
        return refuse(Code.STEP_CLOSED, entry.place.step)
    return check_workable(context, entry.place.step)
