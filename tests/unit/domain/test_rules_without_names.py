"""Rule 5 without names: neither order nor moment ties words to who wrote them."""

from partnerschap.domain.kinds import Names
from tests.domain_kit import Table


def test_rule_05_without_names_nothing_comes_in_the_order_of_writing_or_choosing() -> None:
    table = Table(names=Names.NONE, people="fac ann ben cas")
    for who in ("cas", "ann", "ben"):
        for _ in range(3):
            table.write(who)
    table.reveal()
    points = next(p for p in table.view("ann")["points"] if p["code"] == "own_unanswered")
    assert points["ids"] == sorted(points["ids"])
    for who in ("cas", "ann", "ben"):
        table.stance(who)
    assert list(table.view("wall")) == sorted(table.view("wall"))
    stances = [key for key in table.view("fac") if key.startswith("stance/")]
    assert stances == sorted(stances)
    assert len(stances) == 3


def test_rule_05_without_names_the_gate_tells_how_many_chose_and_not_who() -> None:
    table = Table(names=Names.NONE)
    table.stance("ann")
    gate = table.view("ben")["gate/values"]
    assert gate["chosen"] == [{"person": None, "name": None, "current": True}]
    waits = next(why for why in gate["shut_by"] if why["code"] == "everyone")
    assert (waits["people"], waits["count"]) == ([], 1)


def test_rule_05_without_names_a_choice_that_is_shown_is_tied_to_nobody_for_the_facilitator_either() -> None:
    table = Table(names=Names.NONE)
    table.note("ann")
    table.stance("ann")
    assert table.view("fac")["table/ann"]["chosen"] is True
    assert table.view("fac")["table/ben"]["chosen"] is False
    table.stance("ben")
    table.note("ann", text="nog een waarde")
    before = table.view("fac")
    stance = table.stance("ben", kind="object", because="te duur")
    after = table.view("fac")
    assert after[f"stance/{stance}"]["because"] == "te duur"
    rows = {key: row for key, row in after.items() if key.startswith("table/")}
    assert rows == {key: before[key] for key in rows}
    assert {(row["chosen"], row["current"], row["kind"]) for row in rows.values()} == {(None, None, "")}


def test_rule_05_without_names_a_reason_to_open_a_gate_carries_no_name_either() -> None:
    for names, by in ((Names.FIRST, "Gerda"), (Names.NONE, None)):
        table = Table(names=names)
        table.note("ann")
        table.close("values", override="We gaan door.")
        told = table.view("wall")["step/values"]["override"]
        assert (told["reason"], told["by"]) == ("We gaan door.", by)
