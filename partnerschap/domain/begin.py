"""Beginning a map: the state in which everything is still to be written."""

from dataclasses import dataclass

from partnerschap.domain.ids import MapId
from partnerschap.domain.instrument import Instrument
from partnerschap.domain.kinds import Form, GateStatus, Kind, Language, Names, Side
from partnerschap.domain.model import Focus, Gate, PartnershipMap
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.text import (
    clean,
    clean_line,
    problem_with,
    problem_with_optional,
)


@dataclass(frozen=True, slots=True)
class Begin:
    """What a new map needs to be told."""

    id: MapId
    title: str
    subject: str
    situation: str = ""
    kind: Kind = Kind.PARTNERSHIP
    form: Form = Form.LONG
    language: Language = Language.NL
    names: Names = Names.FIRST
    formal_word: str = ""
    informal_word: str = ""


def new_gates(instrument: Instrument, form: Form) -> tuple[Gate, ...]:
    """Return the gates of a map of which only the first group can be worked on."""
    return tuple(
        Gate(group, GateStatus.OPEN if index == 0 else GateStatus.AHEAD)
        for index, group in enumerate(instrument.gates[form])
    )


def begin(command: Begin, instrument: Instrument) -> PartnershipMap | Refusal:
    """Return a new map whose first gate group can be worked on."""
    title, subject = clean_line(command.title), clean_line(command.subject)
    situation = clean(command.situation)
    words = {
        Side.FORMAL: clean_line(command.formal_word),
        Side.INFORMAL: clean_line(command.informal_word),
    }
    refused = (
        problem_with(title, "title")
        or problem_with(subject, "subject")
        or problem_with_optional(situation, "situation")
        or problem_with_optional(words[Side.FORMAL], "formal_word")
        or problem_with_optional(words[Side.INFORMAL], "informal_word")
    )
    if refused:
        return refused
    gates = new_gates(instrument, command.form)
    return PartnershipMap(
        id=command.id,
        title=title,
        subject=subject,
        situation=situation,
        kind=command.kind,
        form=command.form,
        language=command.language,
        names=command.names,
        side_words=words,
        focus=Focus(gates[0].steps[0]),
        gates=gates,
    )
