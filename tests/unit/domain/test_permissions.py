"""Who may ask for what, written out once more by hand, so that no permission changes by accident."""

from datetime import date
from typing import Any, get_args

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.commands import Command
from partnerschap.domain.ids import EntryId, OperationId, ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.instrument import Place
from partnerschap.domain.kinds import (
    AnswerKind,
    Method,
    Phase,
    Progress,
    Responsible,
    Side,
    StanceKind,
    Take,
    ToldKind,
    Verdict,
)
from partnerschap.domain.refusals import Refusal
from tests.domain_kit import Table

WHO = ("stranger", "left", "helper", "facilitator", "partner")
NOBODY = "not_joined"
VALUES, SOME, ME = StepKey("values"), EntryId("iets"), ParticipantId("ben")
PLACE = Place(VALUES, "success")

EXAMPLES: dict[str, tuple[Command, ...]] = {
    "anyone": (
        cmd.Join(ParticipantId("zus"), "Zus Zwart", side=Side.INFORMAL),
        cmd.AnswerRequest(SOME, SOME, Progress.YES),
    ),
    "at the table": (
        cmd.Leave(),
        cmd.Introduce("Iemand"),
        cmd.Keep(),
        cmd.ReopenStep(VALUES, "omdat"),
        cmd.Confirm("iets"),
        cmd.MarkSpectrum(VALUES, 1, 2),
        cmd.Undo(OperationId("o")),
    ),
    "voice": (
        cmd.Note(SOME, PLACE, "tekst"),
        cmd.GiveAnswer(SOME, AnswerKind.ADAPTED),
        cmd.Differ(SOME, PLACE, ("een", "twee")),
        cmd.Park(SOME, "tekst"),
        cmd.Edit(SOME, "tekst"),
        cmd.Remove(SOME),
        cmd.DropAlternative(SOME, "tekst"),
        cmd.AskMeaning(SOME),
        cmd.GiveReply(StanceId("s"), "tekst"),
        cmd.ChooseResponsibility(SOME, Responsible.SHARED),
        cmd.GiveTerms("tekst", date(2027, 6, 10)),
        cmd.Tell(SOME, ToldKind.HAPPENED, "tekst"),
        cmd.Untell(SOME),
    ),
    "partner": (
        cmd.Write(SOME, PLACE, "tekst"),
        cmd.Share(SOME),
        cmd.Adopt(SOME, SOME),
        cmd.Respect(SOME),
        cmd.GiveMeaning(SOME, SOME, "tekst"),
        cmd.TakeStance(StanceId("s"), VALUES, StanceKind.AGREE, Wording("")),
        cmd.AnswerAction(SOME, Take.TAKEN),
        cmd.StateLimit("tekst"),
        cmd.MarkFeasible(SOME, want=True, can=True, circumstances=True),
        cmd.Sign(Method.TYPED, "", "Iemand"),
        cmd.Decline(),
        cmd.TakeBack(),
        cmd.Withdraw(),
        cmd.Reopen("omdat"),
        cmd.GiveReview(SOME, Verdict.WORKS),
    ),
    "facilitator": (
        cmd.MarkAbsent(ME),  # of oneself anybody may say that one is back (rule 2)
        cmd.RemovePerson(ME),
        cmd.BringBack(ME),
        cmd.HandOver(ME),
        cmd.MoveFocus(VALUES, Phase.WRITE),
        cmd.Pause(),
        cmd.Reveal(VALUES),
        cmd.ShowStances(VALUES),
        cmd.ShowSpread(VALUES),
        cmd.Close(VALUES),
        cmd.Freeze(),
        cmd.Seal(),
    ),
}
# what the table of permissions says to each: a code, or empty where the rules go on to judge
SAYS: dict[str, dict[str, str]] = {
    "anyone": dict.fromkeys(WHO, ""),
    "at the table": {"stranger": NOBODY, "left": NOBODY, "helper": "", "facilitator": "", "partner": ""},
    "voice": {
        "stranger": NOBODY,
        "left": NOBODY,
        "helper": "partners_only",
        "facilitator": "",
        "partner": "",
    },
    "partner": {
        "stranger": NOBODY,
        "left": NOBODY,
        "helper": "partners_only",
        "facilitator": "partners_only",
        "partner": "",
    },
    "facilitator": {
        "stranger": NOBODY,
        "left": NOBODY,
        "helper": "facilitator_only",
        "facilitator": "",
        "partner": "facilitator_only",
    },
}
OF_THE_TABLE = {"not_joined", "facilitator_only", "partners_only"}
CASES = [(kind, act) for kind, acts in EXAMPLES.items() for act in acts]


def seat(who: str) -> tuple[Table, str]:
    """A table, and the key of somebody of this sort at it."""
    table = Table(people="fac ann ben cas")
    match who:
        case "stranger":
            return table, "niemand"
        case "left":
            table.leave("cas")
            return table, "cas"
        case "helper":
            table.do("hulp", cmd.Join(ParticipantId("hulp"), "Hulp", takes_part=False))
            return table, "hulp"
        case "facilitator":
            return table, "fac"
    return table, "ann"


def test_every_command_stands_in_this_matrix_once() -> None:
    kinds = [type(act) for _, act in CASES]
    assert sorted(each.__name__ for each in kinds) == sorted(each.__name__ for each in get_args(Command))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("kind", "act"), CASES, ids=lambda value: getattr(type(value), "__name__", value))
def test_an_act_is_for_its_role_alone(kind: str, act: Any, who: str) -> None:
    table, person = seat(who)
    before = table.state
    refused = _code(table, person, act)
    assert (refused if refused in OF_THE_TABLE else "") == SAYS[kind][who]
    if refused:
        assert table.state is before


def _code(table: Table, who: str, act: Command) -> str:
    decided = table.ask(who, act)
    return str(decided.code.value) if isinstance(decided, Refusal) else ""
