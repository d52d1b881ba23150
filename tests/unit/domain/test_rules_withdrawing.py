"""Rules 28 and 29: reopening before a version is final, and withdrawing."""

from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import ParticipantId
from tests.domain_kit import Table


def test_rule_28_between_freeze_and_final_a_partner_may_reopen_and_the_version_is_not_concluded() -> None:
    table = Table().freeze()
    table.do("ann", table.sign_act())
    assert table.refused("ann", cmd.Reopen(" ")) == "reason_required"
    table.do("ben", cmd.Reopen("er mist iets"))
    former = table.state.concluded[0]
    assert (former.final, former.reopened_because, list(former.signatures)) == (
        False,
        "er mist iets",
        ["ann"],
    )
    assert table.view("ann")["versions"][0]["status"] == "not_concluded"
    assert table.state.signatures == {}


def test_rule_29_withdrawing_is_recorded_beside_the_final_version_which_stays_as_it_was() -> None:
    table = Table().freeze()
    assert table.refused("ben", cmd.Withdraw()) == "not_frozen"
    table.seal()
    before = table.state.frozen
    table.do("ben", cmd.Withdraw("ik verhuis"))
    assert table.refused("ben", cmd.Withdraw()) == "duplicate"
    assert table.state.frozen is before
    assert [w["name"] for w in table.view("ann")["contract"]["withdrawn"]] == ["Ben"]
    assert table.view("ben")["person/ben"]["withdrawn"]


def test_rule_29_nobody_withdraws_twice_from_one_final_version_also_after_coming_back() -> None:
    table = Table().seal()
    table.do("ben", cmd.Withdraw())
    table.leave("ben")
    table.join("ben")
    assert table.refused("ben", cmd.Withdraw()) == "duplicate"
    assert len(table.state.withdrawals) == 1


def test_rule_29_in_the_next_version_who_withdrew_is_no_partner_until_they_join_again() -> None:
    table = Table(people="fac ann ben cas").seal()
    table.do("ben", cmd.Withdraw())
    table.do("ann", cmd.Reopen("weer verder"))
    assert table.refused("ben", table.write_act()) == "not_joined"
    assert [p["name"] for p in table.contract()["parties"]] == ["Ann Jansen", "Cas Claes"]
    table.join("ben")
    table.write("ben")
    assert [p["name"] for p in table.contract()["parties"]] == ["Ann Jansen", "Ben Bakker", "Cas Claes"]
    assert table.state.concluded[0].withdrawals[0].person == "ben"


def test_rule_29_somebody_who_withdrew_and_is_brought_back_has_joined_again() -> None:
    table = Table(people="fac ann ben cas").seal()
    table.do("ben", cmd.Withdraw())
    table.do("fac", cmd.BringBack(ParticipantId("ben")))
    assert table.state.people[ParticipantId("ben")].withdrawn
    table.do("ann", cmd.Reopen("weer verder"))
    table.do("fac", cmd.BringBack(ParticipantId("ben")))
    assert not table.state.people[ParticipantId("ben")].withdrawn


def test_rule_29_who_withdraws_while_a_next_version_is_made_leaves_it_and_is_not_waited_for() -> None:
    table = Table(people="fac ann ben cas").next_version()
    table.freeze()
    table.do("ben", cmd.Withdraw("toch niet"))
    assert table.refused("ben", table.sign_act("Ben Bakker")) == "not_joined"
    assert [w.person for w in table.state.concluded[0].withdrawals] == ["ben"]
    table.seal()
    table.do("ann", cmd.Reopen("nog eens"))
    table.join("ben")
    table.do("ben", cmd.Withdraw())
    assert [len(version.withdrawals) for version in table.state.concluded] == [1, 1]
