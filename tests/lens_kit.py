"""A table at which six people on two sides look at how they work together."""

from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import StepKey
from partnerschap.domain.kinds import Side
from partnerschap.domain.refusals import Refusal
from tests.domain_kit import Table

VALUES, REVIEW = StepKey("values"), StepKey("review")
FORMAL, INFORMAL = ("f1", "f2", "f3"), ("i1", "i2", "i3")


def table_of(*people: str, **more: Any) -> Table:
    """A facilitator without a side, and partners whose key begins with f or i."""
    table = Table(people="fac", **more)
    for key in people:
        side = Side.FORMAL if key[0] == "f" else Side.INFORMAL
        table.join(key, name=f"Iemand {key}", side=side)
    return table


def mark(table: Table, who: str, now: int = 2, wished: int = 7, step: StepKey = VALUES) -> None:
    table.do(who, cmd.MarkSpectrum(step, now, wished))


def spread(table: Table, step: str = "values", who: str = "fac") -> dict[str, Any]:
    found: dict[str, Any] = table.view(who).get(f"spectrum/{step}", {})
    return found


def go_on(table: Table, *steps: str) -> None:
    """The gates behind these steps are opened with a reason."""
    for step in steps:
        table.do("fac", cmd.Close(StepKey(step), override="we gaan verder"))


def freeze(table: Table, **terms: Any) -> None:
    """The group goes on to the end, and the text is laid down."""
    go_on(table, *(gate.steps[0] for gate in table.state.gates if not table.is_closed(gate.steps[0])))
    table.do("fac", table.terms_act(**terms))
    assert not isinstance(table.ask("fac", cmd.Freeze()), Refusal)


def seal(table: Table) -> None:
    """Everyone signs, and the version is final."""
    for person in ("f1", "i1", "i2"):
        table.do(person, table.sign_act(person))
    table.do("fac", cmd.Seal())
