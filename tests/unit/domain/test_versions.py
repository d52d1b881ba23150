"""Which versions may be compared, what people see of them, and what a frozen text tells of the one before."""

import json
from datetime import date

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.compare import Comparison, Fate
from partnerschap.domain.contract import fingerprint
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, Names
from partnerschap.domain.versions import comparable, comparison, last_agreed, present_text, text_to_freeze
from tests.domain_kit import STEPS, Table


def compared(table: Table, former: int = 1, later: int = 2) -> Comparison:
    found = comparison(table.state, former, later, standard())
    assert found is not None
    return found


def fates(found: Comparison) -> dict[str, str]:
    """Each line by the words it was said in last."""
    return {
        each.said.texts[0]: each.fate.value + (" done" if each.done else "")
        for column in found.columns
        for each in column.lines
    }


def looked_back(names: Names = Names.FIRST, form: Form = Form.LONG) -> Table:
    """A table in version 2, after its own round, with lines of every fate in step 5 and step 1."""
    table = Table(names=names, form=form)
    value = table.note("ann", text="we koken samen")
    for step in STEPS[:4]:
        if form is Form.LONG or step == "values":
            table.finish(step)
    done = table.note("ben", "mine", "posters ophangen")
    table.note("ben", "mine", "elke week koken", owners=())
    table.next_version()
    table.do("ann", table.review_act(value, "does_not_work", "change", text="we koken altijd samen"))
    table.note("ben", text="er is een tweede kok")
    for step in STEPS[:4]:
        if form is Form.LONG or step == "values":
            table.consent(step)
            table.close(step)
    table.do("ben", table.review_act(done, "done", "drop"))
    return table


def test_one_version_has_nothing_to_be_compared_with() -> None:
    table = Table()
    table.note("ann")
    assert comparable(table.state) == (1,)
    assert comparison(table.state, 1, 1, standard()) is None
    assert comparison(table.state, 1, 2, standard()) is None
    table.freeze()
    assert "changes" not in table.frozen_text()


def test_rule_31_until_the_own_round_is_revealed_nothing_is_compared() -> None:
    table = Table()
    table.note("ann", text="oude waarde")
    table.seal()
    table.do("ann", cmd.Reopen("een jaar later"))
    assert comparable(table.state) == ()
    assert comparison(table.state, 1, 2, standard()) is None
    table.reveal()
    assert comparable(table.state) == (1, 2)
    assert fates(compared(table))["oude waarde"] == "stayed"


def test_rule_31_holds_for_earlier_versions_beside_each_other_too() -> None:
    table = looked_back()
    table.seal()
    table.do("ann", cmd.Reopen("nog een keer"))
    assert comparison(table.state, 1, 2, standard()) is None
    table.reveal()
    assert compared(table, 1, 2).nothing_changed is False
    assert comparable(table.state) == (1, 2, 3)


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("names", Names)
def test_what_stands_there_now_can_be_compared_before_it_is_frozen(names: Names, form: Form) -> None:
    table = looked_back(names, form)
    before = fates(compared(table))
    assert before["we koken altijd samen"] == "changed"
    assert before["er is een tweede kok"] == "came"
    assert before["posters ophangen"] == "went done"
    assert before["elke week koken"] == "stayed"
    table.seal()
    assert {**before, **fates(compared(table))} == fates(compared(table))


def test_rule_5_before_step_4_nobody_has_a_role_or_a_family_name_in_a_comparison() -> None:
    table = Table()
    table.note("ann")
    table.next_version()
    found = compared(table)
    assert [p.told["name"] for p in found.parties] == ["Ann", "Ben"]
    assert all(p.fate is Fate.STAYED for p in found.parties)
    for word in ("wijkverpleegkundige", "Zorggroep", "Jansen"):
        assert word not in repr(found)
    for step in ("values", "relations", "conduct"):
        table.consent(step)
        table.close(step)
    assert [p.told["name"] for p in compared(table).parties] == ["Ann Jansen", "Ben Bakker"]


def test_rule_5_whoever_is_no_longer_known_is_called_by_the_first_name_too() -> None:
    table = Table(people="fac ann ben cas")
    table.note("cas")
    table.freeze()
    content = json.loads(json.dumps(table.frozen_text()))
    content["parties"].append({**content["parties"][0], "id": "somebody", "name": "Dia Dekker"})
    table.state.frozen.content.clear()  # type: ignore[union-attr, attr-defined]
    table.state.frozen.content.update(content)  # type: ignore[union-attr, attr-defined]
    table.next_version()
    assert {p.told["name"] for p in compared(table).parties} == {"Ann", "Ben", "Cas", "Dia"}


def test_a_frozen_text_tells_what_is_different_from_the_one_before_and_repeats_no_words() -> None:
    table = looked_back()
    table.freeze()
    told = table.frozen_text()["changes"]
    texts = {line["id"]: line["text"] for name in ("values", "actions") for line in table.frozen_text()[name]}
    assert told["since"] == 1
    assert texts[told["came"][0]] == "er is een tweede kok"
    assert [(texts[line["id"]], line["what"]) for line in told["changed"]] == [
        ("we koken altijd samen", ["text"])
    ]
    assert [(line["step"], line["done"]) for line in told["went"]] == [("actions", True)]
    assert "posters ophangen" not in json.dumps(table.frozen_text())
    assert fingerprint(table.frozen_text()) == table.state.frozen.hash  # type: ignore[union-attr]


def test_the_same_state_gives_the_same_text_to_freeze() -> None:
    table = looked_back()
    first, again = (json.dumps(text_to_freeze(table.state, standard())) for _ in range(2))
    assert first == again


def test_a_version_that_was_not_concluded_is_passed_over_and_what_was_done_in_it_is_remembered() -> None:
    table = looked_back()
    table.freeze()
    table.do("ben", cmd.Reopen("toch nog iets"))
    agreed = last_agreed(table.state)
    assert agreed is not None
    assert agreed.version == 1
    table.reveal()
    table.freeze()
    told = table.frozen_text()["changes"]
    assert told["since"] == 1
    assert [(line["step"], line["done"]) for line in told["went"]] == [("actions", True)]
    assert fates(compared(table, 1, 3))["posters ophangen"] == "went done"
    assert "posters ophangen" not in fates(compared(table, 2, 3))


def test_a_first_version_that_was_not_concluded_is_nothing_to_look_back_on() -> None:
    table = Table()
    table.note("ann")
    table.freeze()
    table.do("ben", cmd.Reopen("toch nog iets"))
    assert last_agreed(table.state) is None
    table.reveal()
    table.freeze()
    assert "changes" not in table.frozen_text()


def test_the_answers_to_the_last_questions_are_compared_once_they_are_given_again() -> None:
    table = looked_back()
    assert compared(table).terms == {}
    table.do("fac", table.terms_act(review_on=date(2027, 12, 1)))
    assert compared(table).terms == {"review_on": ("2027-06-10", "2027-12-01")}


def test_what_the_map_says_now_is_the_frozen_text_once_there_is_one() -> None:
    table = Table()
    table.note("ann")
    draft = present_text(table.state, standard())
    assert [p["name"] for p in draft["parties"]] == ["Ann", "Ben"]
    table.freeze()
    assert present_text(table.state, standard()) is table.state.frozen.content  # type: ignore[union-attr]
    table.next_version()
    table.do("fac", cmd.Pause(paused=True))
    assert "changes" not in present_text(table.state, standard())


def test_a_private_word_is_in_no_comparison() -> None:
    table = looked_back()
    table.park("ann", "kanarie geparkeerd")
    table.stance("ann", "actions", "object", "kanarie bezwaar")
    table.write("ann", "actions", "kanarie in een la")
    assert "kanarie" in repr(table.state)
    assert "kanarie" not in repr(compared(table))
