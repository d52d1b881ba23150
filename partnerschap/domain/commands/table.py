"""What somebody can ask about who is at the table and where the group is."""

from dataclasses import dataclass

from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.kinds import Phase, Screen, Side


@dataclass(frozen=True, slots=True)
class Join:
    """Take a place at the table, for the first time or again; `facilitator` comes from the door.

    Who does not take part comes to facilitate or to help with it, has no side and is no partner.
    """

    id: ParticipantId
    name: str
    called: str = ""
    side: Side | None = None
    role: str = ""
    organisation: str = ""
    device: bool = True
    facilitator: bool = False
    takes_part: bool = True


@dataclass(frozen=True, slots=True)
class Leave:
    pass


@dataclass(frozen=True, slots=True)
class MarkAbsent:
    person: ParticipantId
    absent: bool = True


@dataclass(frozen=True, slots=True)
class RemovePerson:
    person: ParticipantId


@dataclass(frozen=True, slots=True)
class BringBack:
    """Let somebody go on with a new link; the device that uses it starts blank."""

    person: ParticipantId


@dataclass(frozen=True, slots=True)
class HandOver:
    """Give the facilitator's role to someone, or (`gives` false) lay down one's own."""

    person: ParticipantId
    gives: bool = True


@dataclass(frozen=True, slots=True)
class MoveFocus:
    step: StepKey
    phase: Phase
    screen: Screen = Screen.MAP
    spotlight: str = ""
    begin_with: tuple[ParticipantId, ...] = ()


@dataclass(frozen=True, slots=True)
class Pause:
    paused: bool = True


@dataclass(frozen=True, slots=True)
class Introduce:
    """Say anew who one is: name, side, role and organisation as they are from now on."""

    name: str
    side: Side | None = None
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Keep:
    """Let the term of the map begin anew; a facilitator may choose its length in months."""

    months: int | None = None
