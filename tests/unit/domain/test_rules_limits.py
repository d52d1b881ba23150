"""Rule 15: how long texts and names are, and how much a map holds."""

from dataclasses import replace

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import limits
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.kinds import Responsible
from tests.domain_kit import Table


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty_text"), (" \n\u200b", "empty_text"), ("x" * 601, "too_long")]
)
def test_rule_15_a_text_is_1_to_600_characters_after_trimming(text: str, code: str) -> None:
    table = Table()
    value = table.note("ann")
    assert table.refused("ann", table.write_act(text=text)) == code
    assert table.refused("ann", table.note_act(text=text)) == code
    assert table.refused("ann", table.differ_act("values", text, "b")) == code
    assert table.refused("ann", cmd.Park(EntryId("p"), text)) == code
    assert table.refused("ann", table.edit_act(value, text)) == code
    assert table.refused("ann", cmd.GiveMeaning(EntryId("m"), value, text)) == code


def test_rule_15_at_the_limit_a_text_is_taken() -> None:
    table = Table()
    own = table.write("ann", text="  " + "x" * 600 + "\n")
    assert table.view("ann")[f"me/own/{own}"]["text"] == "x" * 600


def test_rule_15_a_name_is_1_to_80_characters() -> None:
    table = Table()
    join = cmd.Join(ParticipantId("zus"), "x" * 81, facilitator=True)
    assert table.refused("zus", join) == "too_long"
    assert table.refused("zus", replace(join, name=" ")) == "empty_text"
    assert table.refused("zus", replace(join, name="Zus", called="y" * 81)) == "too_long"
    assert table.refused("zus", replace(join, name="Zus", role="y" * 601)) == "too_long"
    assert table.refused("zus", replace(join, name="Zus", organisation="y" * 601)) == "too_long"
    table.do("zus", replace(join, name="x" * 80))


def test_rule_15_a_map_holds_2000_entries_200_people_and_no_more_of_anything_than_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (limits.MAP_ENTRIES, limits.TEXT, limits.NAME) == (2_000, 600, 80)
    monkeypatch.setattr(limits, "MAP_ENTRIES", 3)
    monkeypatch.setattr(limits, "PARTICIPANTS", 3)
    monkeypatch.setattr(limits, "REPLIES", 1)
    monkeypatch.setattr(limits, "LINKS", 1)
    table = Table()
    own = table.write("ann")
    table.reveal()
    assert table.refused("ann", table.note_act(sources=("a", "b"))) == "invalid_value"
    table.note("ann", sources=(own,))
    proviso = table.stance("ann", kind="proviso", because="als het kan")
    table.reply("ben", proviso)
    assert table.refused("ben", cmd.GiveReply(proviso, "nog eens")) == "too_long"
    table.park("ben")
    assert table.refused("ann", table.write_act()) == "too_long"
    assert table.refused("zus", cmd.Join(ParticipantId("zus"), "Zus", facilitator=True)) == "too_long"


def test_rule_15_what_was_removed_leaves_room_for_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAP_ENTRIES", 1)
    monkeypatch.setattr(limits, "PARTICIPANTS", 3)
    table = Table()
    value = table.note("ann")
    assert table.refused("ann", table.note_act()) == "too_long"
    table.do("ann", cmd.Remove(value))
    table.note("ann", text="iets anders")
    table.do("fac", cmd.RemovePerson(ParticipantId("ben")))
    table.do("zus", cmd.Join(ParticipantId("zus"), "Zus", facilitator=True))


def test_rule_15_links_and_responsibilities_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table().to("relations")
    task = cmd.ChooseResponsibility(EntryId("r1"), Responsible.SHARED, "koken")
    table.do("fac", task)
    table.do("ann", replace(task, kind=Responsible.VOLUNTEERS))
    assert table.refused("ann", replace(task, id=EntryId("r2"))) == "duplicate"
    monkeypatch.setattr(limits, "LINKS", 1)
    assert table.refused("ann", replace(task, id=EntryId("r2"), task="afwas")) == "too_long"
    table.finish("relations", "conduct", "conditions")
    assert table.refused("ann", table.note_act("ours", serves=("a", "b"))) == "invalid_value"


def test_rule_15_an_id_from_outside_is_short_and_plain() -> None:
    table = Table()
    value = table.note("ann")
    for wrong in ("", "a/b", "x" * 37, "é", "a\nb"):
        assert table.refused("ann", replace(table.write_act(), id=EntryId(wrong))) == "invalid_value"
        assert table.refused("ann", replace(table.stance_act(), id=EntryId(wrong))) == "invalid_value"
        assert table.refused("ann", cmd.GiveMeaning(EntryId(wrong), value, "lachen")) == "invalid_value"
        assert (
            table.refused("zus", cmd.Join(ParticipantId(wrong), "Zus", facilitator=True)) == "invalid_value"
        )
    assert table.refused("ann", replace(table.note_act(), id=value)) == "duplicate"
