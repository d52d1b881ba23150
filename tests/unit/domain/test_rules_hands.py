"""Rule 4: acts of a person without a device, by the hand of another."""

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import StepKey
from tests.domain_kit import Table, joins


def test_rule_04_words_by_another_hand_are_marked_and_only_the_person_confirms() -> None:
    table = Table(people="fac ann ben eef")
    entry = table.write("eef", text="koffie", hand="ben")
    assert table.view("ben")[f"me/own/{entry}"]["person"] == "eef"
    assert table.refused("ann", cmd.Confirm(entry)) == "not_found"
    table.reveal()
    shown = table.view("ann")[f"own/{entry}"]
    assert (shown["author"], shown["helped_by"], shown["unconfirmed"]) == ("Mevrouw Eefting", "Ben", True)
    assert table.refused("ben", cmd.Confirm(entry)) == "not_yours"
    table.do("eef", cmd.Confirm(entry), hand="ann")
    assert not table.view("ann")[f"own/{entry}"]["unconfirmed"]


def test_rule_04_a_stance_a_joint_wording_and_a_parked_item_can_be_confirmed_too() -> None:
    table = Table(people="fac ann ben eef")
    value = table.note("eef", hand="ben")
    item = cmd.Park(table.new_id(), "een bus")
    table.do("eef", item, hand="ben")
    stance = table.stance("eef", hand="ben")
    assert table.refused("ann", cmd.Confirm(stance)) == "not_found"
    table.consent()
    shown = next(k for k, v in table.view("ann").items() if k.startswith("stance/") and v["person"] == "eef")
    assert table.view("ann")[shown]["unconfirmed"]
    assert table.refused("ann", cmd.Confirm(shown.removeprefix("stance/"))) == "not_yours"
    for words in (value, item.id, shown.removeprefix("stance/")):
        table.do("eef", cmd.Confirm(words), hand="ben")
    assert not table.view("ann")[shown]["unconfirmed"]
    assert not table.view("ann")[f"joint/{value}"]["unconfirmed"]
    assert table.state.parked[item.id].confirmed
    assert table.refused("eef", cmd.Confirm("niets"), hand="ben") == "not_found"


def test_rule_04_adopted_words_are_confirmed_by_who_wrote_them_and_not_by_who_adopted_them() -> None:
    table = Table(people="fac ann ben eef")
    own = table.write("eef", text="koffie", hand="ben")
    table.reveal()
    value = table.adopt("ann", own)
    assert table.view("ann")[f"joint/{value}"]["unconfirmed"]
    assert table.refused("ann", cmd.Confirm(value)) == "not_yours"
    table.do("eef", cmd.Confirm(value), "ben")
    assert not table.view("ann")[f"joint/{value}"]["unconfirmed"]
    assert not table.view("ann")[f"own/{own}"]["unconfirmed"]


def test_rule_04_words_not_yet_confirmed_block_nothing() -> None:
    table = Table(people="fac ann ben eef")
    table.note("eef", hand="ben")
    table.consent()
    table.close()
    assert table.is_closed()


def test_rule_04_words_written_again_by_a_hand_are_to_be_confirmed_again() -> None:
    table = Table(people="fac ann ben eef")
    value = table.note("eef", hand="ben")
    table.do("eef", cmd.Confirm(value), hand="ben")
    table.do("eef", table.edit_act(value), hand="ann")
    shown = table.view("ann")[f"joint/{value}"]
    assert (shown["helped_by"], shown["unconfirmed"]) == ("Ann", True)
    table.do("eef", cmd.Confirm(value), hand="ben")
    table.do("ann", table.edit_act(value, "door een ander"))
    assert not table.view("ann")[f"joint/{value}"]["unconfirmed"]


def test_rule_04_a_mark_goes_with_adopted_words_into_the_contract() -> None:
    table = Table(people="fac ann ben eef")
    own = table.write("eef", text="koffie", hand="ben")
    table.reveal()
    value = table.adopt("ann", own)
    assert table.view("ann")[f"joint/{value}"]["helped_by"] == "Ben"
    assert table.contract()["values"][0]["helped_by"] == "Ben Bakker"
    table.do("ann", table.edit_act(value, "thee"))
    assert table.contract()["values"][0]["helped_by"] == ""


def test_rule_04_actions_requests_and_provisos_by_another_hand_are_marked_in_the_contract() -> None:
    table = Table(people="fac ann ben eef").to("actions")
    table.note("eef", "mine", "bellen", hand="ben")
    table.note("eef", "others", "een zaal", hand="ben")
    table.stance("eef", "actions", "proviso", "als het warm is", hand="ben")
    table.do("fac", cmd.ShowStances(StepKey("actions")))
    text = table.contract()
    assert [line["helped_by"] for part in ("actions", "requests", "provisos") for line in text[part]] == [
        "Ben Bakker"
    ] * 3
    assert [p["helped"] for p in text["parties"]] == [False, False, True]


def test_rule_04_only_a_person_without_a_device_is_helped_and_only_by_who_has_one() -> None:
    table = Table(people="fac ann ben eef")
    assert table.refused("ben", table.write_act(), hand="ann") == "not_yours"
    assert table.refused("eef", table.write_act(), hand="eef") == "not_yours"
    table.leave("ben")
    assert table.refused("ben", joins("ben"), hand="ann") == "not_yours"
    assert table.refused("zus", joins(device=True), hand="ann") == "invalid_value"
    assert table.refused("zus", joins(device=False)) == "invalid_value"


def test_rule_04_the_only_consent_of_a_side_by_a_hand_of_the_other_side_needs_an_override() -> None:
    table = Table(people="fac ann eef")
    table.note("ann")
    table.stance("ann")
    table.stance("eef", hand="ann")
    assert table.shut_by() == {"sides"}
    assert table.refused("fac", table.close_act()) == "gate_shut"
    table.close(override="Mevrouw Eefting zit ernaast")
    assert table.gate().override.failed == ("sides",)


def test_rule_04_a_hand_of_the_own_side_or_of_a_facilitator_without_a_side_does() -> None:
    for helper in ("ben", "fac"):
        table = Table(people="fac ann ben eef")
        table.note("ann")
        table.stance("ann")
        table.stance("eef", hand=helper)
        table.leave("ben")
        assert table.shut_by() == set()


def test_rule_04_a_person_without_a_device_signs_by_another_hand_and_it_is_recorded() -> None:
    table = Table(people="fac ann ben eef").freeze()
    table.do("eef", table.sign_act("Mevrouw Eefting"), hand="ben")
    table.do("ben", table.sign_act("Ben Bakker"), hand="ann")
    assert [s.hand for s in table.state.signatures.values()] == ["ben", "ann"]
