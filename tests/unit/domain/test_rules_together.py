"""Rule 11 at one moment: two people change the same words, and nobody's words vanish (docs/decisions.md)."""

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.ids import EntryId
from partnerschap.domain.kinds import Names
from tests.domain_kit import Table

BASE = "wij luisteren naar elkaar en maken tijd"
LOUDER = "wij luisteren goed naar elkaar en maken tijd"
LONGER = "wij luisteren naar elkaar en maken elke week tijd"
OTHERWISE = "wij helpen elkaar"


@pytest.fixture
def table() -> Table:
    return Table()


def changed(table: Table, who: str, entry: str, text: str, base: str = BASE) -> None:
    table.do(who, table.edit_act(entry, text, base=(base,)))


def texts(table: Table, entry: str) -> list[str]:
    return table.view("ann")[f"joint/{entry}"]["texts"]


def beside(table: Table, entry: str, key: str = "joint") -> list[tuple[str, str | None]]:
    return [(each["text"], each["by"]) for each in table.view("ben")[f"{key}/{entry}"]["alternatives"]]


def test_rule_11_changes_in_two_places_of_one_wording_both_stand(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    changed(table, "ann", entry, LOUDER)
    changed(table, "ben", entry, LONGER)
    assert texts(table, entry) == ["wij luisteren goed naar elkaar en maken elke week tijd"]
    assert beside(table, entry) == []
    assert table.view("ann")[f"joint/{entry}"]["changed"]["by"] == "Ben"


def test_rule_11_what_cannot_be_joined_stands_beside_it_and_moves_no_stance(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    changed(table, "ann", entry, LOUDER)
    table.consent()
    changed(table, "ben", entry, OTHERWISE)
    changed(table, "ben", entry, OTHERWISE)
    assert texts(table, entry) == [LOUDER]
    assert beside(table, entry) == [(OTHERWISE, "Ben")]
    assert "two_wordings" in {point["code"] for point in table.view("ann")["points"]}
    assert table.shut_by() == set()


def test_rule_11_an_alternative_is_taken_or_let_go(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    changed(table, "ann", entry, LOUDER)
    changed(table, "ben", entry, OTHERWISE)
    changed(table, "ann", entry, OTHERWISE, base=LOUDER)
    assert texts(table, entry) == [OTHERWISE]
    assert beside(table, entry) == []
    changed(table, "ben", entry, "iets heel anders")
    table.do("ann", cmd.DropAlternative(entry, "iets heel anders"))
    assert beside(table, entry) == []
    assert table.refused("ann", cmd.DropAlternative(entry, "iets heel anders")) == "not_found"
    assert table.refused("ann", cmd.DropAlternative(EntryId("niets"), OTHERWISE)) == "not_found"


def test_rule_11_who_changed_what_another_took_away_keeps_their_words(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    table.do("ann", cmd.Remove(entry))
    changed(table, "ben", entry, LOUDER)
    assert beside(table, entry, "removed") == [(LOUDER, "Ben")]
    assert table.refused("ann", table.edit_act(entry, "wat anders", base=())) == "not_found"
    table.do("ann", table.edit_act(entry, LOUDER, base=()))
    assert texts(table, entry) == [LOUDER]
    assert beside(table, entry) == []


def test_rule_35_without_a_base_what_was_removed_is_gone(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    table.do("ann", cmd.Remove(entry))
    assert table.refused("ben", table.edit_act(entry, LOUDER)) == "not_found"
    assert table.refused("ben", table.edit_act(entry, " ", base=(BASE,))) == "empty_text"


def test_rule_10_late_words_do_not_change_a_step_whose_gate_is_open(table: Table) -> None:
    entry, gone = table.note("ann", text=BASE), table.note("ann")
    table.do("ann", cmd.Remove(gone))
    changed(table, "ann", entry, LOUDER)
    changed(table, "ben", entry, OTHERWISE)
    table.consent()
    table.close()
    assert table.refused("ben", table.edit_act(entry, LONGER, base=(BASE,))) == "step_closed"
    assert table.refused("ben", table.edit_act(gone, LONGER, base=(BASE,))) == "step_closed"
    assert table.refused("ben", cmd.DropAlternative(entry, OTHERWISE)) == "step_closed"


def test_rule_15_what_is_too_long_together_stands_beside_each_other(table: Table) -> None:
    base = "a " * (limits.TEXT // 2 - 4) + "slot"
    entry = table.note("ann", text=base)
    changed(table, "ann", entry, f"aan {base}", base)
    changed(table, "ben", entry, f"{base} uit", base)
    assert texts(table, entry) == [f"aan {base}"]
    assert beside(table, entry) == [(f"{base} uit", "Ben")]


def test_rule_15_only_so_many_wordings_stand_beside_each_other(table: Table) -> None:
    entry = table.note("ann", text=BASE)
    for number in range(limits.ALTERNATIVES):
        changed(table, "ben", entry, f"voorstel {number}", base="iets anders")
    assert len(beside(table, entry)) == limits.ALTERNATIVES
    assert table.refused("ben", table.edit_act(entry, "nog een", base=("iets anders",))) == "too_long"
    table.do("ann", cmd.Remove(entry))
    assert table.refused("ben", table.edit_act(entry, "nog een", base=(BASE,))) == "too_long"


def test_rule_11_the_wordings_of_a_difference_are_joined_one_by_one(table: Table) -> None:
    entry = table.differ("ann", "values", BASE, "rust")
    both = table.edit_act(entry, None, texts=(LOUDER, "rust"), base=(BASE, "rust"))
    table.do("ann", both)
    table.do("ben", table.edit_act(entry, None, texts=(LONGER, "stilte"), base=(BASE, "rust")))
    assert texts(table, entry) == ["wij luisteren goed naar elkaar en maken elke week tijd", "stilte"]
    table.do("ben", table.edit_act(entry, None, texts=("een", "twee", "drie"), base=(BASE, "rust")))
    assert beside(table, entry) == [("een", "Ben"), ("twee", "Ben"), ("drie", "Ben")]


def test_rule_05_without_names_an_alternative_names_nobody() -> None:
    table = Table(names=Names.NONE)
    entry = table.note("ann", text=BASE)
    changed(table, "ann", entry, LOUDER)
    changed(table, "ben", entry, OTHERWISE)
    assert beside(table, entry) == [(OTHERWISE, None)]
