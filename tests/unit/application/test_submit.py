"""The one command path: seen before, judged, stored, told (RULES.md, rules 35 and 36)."""

import pytest

from partnerschap.application import last_acts
from partnerschap.application.ports import Busy, Outcome
from partnerschap.application.submit import Request, Submit
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import Actor, Join
from partnerschap.domain.ids import MapId, OperationId, ParticipantId
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Side
from partnerschap.domain.model import PartnershipMap
from partnerschap.domain.refusals import Code, Refusal
from tests.fakes import FakeClock, FakeMaps, FakeViewers

MAP = MapId("map-1")
FATMA, RUUD, SAMIA = ParticipantId("fatma"), ParticipantId("ruud"), ParticipantId("samia")


class Table:
    """A map with Fatma and Ruud at the table, and the parts around it."""

    def __init__(self) -> None:
        self.maps, self.viewers, self.clock = FakeMaps(), FakeViewers(), FakeClock()
        self.submit = Submit(self.maps, self.viewers, self.clock)
        state = begin(Begin(MAP, "Het plein", "ons plein"), standard())
        assert isinstance(state, PartnershipMap)
        self.maps.create(state, self.clock.now())
        for person, side in ((FATMA, Side.INFORMAL), (RUUD, Side.FORMAL)):
            command = Join(person, person.title(), side=side)
            outcome = self.submit.carry_out(MAP, OperationId(f"join-{person}"), command, Actor(person))
            assert outcome.refusal is None

    def send(self, sender: ParticipantId, **act: object) -> Outcome:
        return self.submit(Request(MAP, sender, {"op": "op-1", **act}))

    def write(self, sender: ParticipantId, op: str = "op-1", **more: object) -> Outcome:
        place = {"step": "values", "prompt": "success"}
        return self.send(
            sender, **{"op": op, "do": "write", "id": f"e-{op}", "text": "veilig", **place, **more}
        )


@pytest.fixture
def table() -> Table:
    return Table()


def code_of(outcome: Outcome) -> Code | None:
    return outcome.refusal.code if outcome.refusal else None


def test_an_accepted_act_gets_the_next_number_and_is_told_after_it_was_stored(table: Table) -> None:
    outcome = table.write(FATMA)
    assert outcome == Outcome(3)
    assert table.maps.stored[MAP].seq == 3
    assert table.viewers.told[-1] == (2, 3)
    assert table.maps.journal[-1][0].act == "write"


def test_rule_36_the_same_operation_again_gets_its_first_outcome_and_happens_once(table: Table) -> None:
    first = table.write(FATMA)
    assert table.write(FATMA) == first
    assert len(table.maps.stored[MAP].state.own) == 1
    assert len(table.viewers.told) == 3


def test_rule_36_a_refused_operation_sent_again_is_refused_the_same_way(table: Table) -> None:
    first = table.send(FATMA, do="reveal", step="values")
    assert code_of(first) is Code.FACILITATOR_ONLY
    again = table.send(FATMA, do="reveal", step="values")
    assert again == first


def test_an_operation_id_with_other_content_is_refused(table: Table) -> None:
    table.write(FATMA)
    assert code_of(table.write(FATMA, text="iets anders")) is Code.DUPLICATE


def test_another_person_may_use_the_same_operation_id(table: Table) -> None:
    table.write(FATMA)
    assert code_of(table.write(RUUD, id="other")) is None


@pytest.mark.parametrize("op", [None, 7, "", "x" * 37, ["op"], "\0", "\ud800"])
def test_an_operation_needs_an_id_of_its_own(table: Table, op: object) -> None:
    assert code_of(table.send(FATMA, op=op, do="leave")) is Code.INVALID_VALUE


def test_on_behalf_must_be_somebodys_id(table: Table) -> None:
    assert code_of(table.send(FATMA, do="leave", on_behalf=["ruud"])) is Code.INVALID_VALUE


def test_an_unknown_act_is_remembered_as_refused(table: Table) -> None:
    outcome = table.send(FATMA, do="fly")
    assert outcome.refusal == Refusal(Code.INVALID_VALUE, ("do",))
    assert (FATMA, "op-1") in table.maps.outcomes


def test_a_stranger_is_refused_and_leaves_nothing_behind(table: Table) -> None:
    outcome = table.write(ParticipantId("stranger"))
    assert code_of(outcome) is Code.NOT_JOINED
    assert (ParticipantId("stranger"), "op-1") not in table.maps.outcomes


def test_an_act_on_a_map_that_does_not_exist_is_refused(table: Table) -> None:
    outcome = table.submit(Request(MapId("elsewhere"), FATMA, {"op": "op-1", "do": "leave"}))
    assert code_of(outcome) is Code.NOT_FOUND


def test_a_busy_store_changes_nothing_and_says_so(table: Table) -> None:
    table.maps.busy = True
    with pytest.raises(Busy):
        table.write(FATMA)
    table.maps.busy = False
    assert table.write(FATMA).refusal is None


def test_rule_4_a_helper_seats_and_writes_for_somebody_without_a_device(table: Table) -> None:
    seated = table.send(FATMA, do="join", id=SAMIA, name="Samia", side="informal", device=False)
    assert seated.refusal is None
    assert table.write(FATMA, op="op-2", on_behalf=SAMIA).refusal is None
    entry = table.maps.stored[MAP].state.own["e-op-2"]  # type: ignore[index]
    assert (entry.author, entry.hand) == (SAMIA, FATMA)


def test_acting_on_behalf_of_oneself_is_acting_oneself(table: Table) -> None:
    assert table.write(FATMA, on_behalf=FATMA).refusal is None
    entry = table.maps.stored[MAP].state.own["e-op-1"]  # type: ignore[index]
    assert entry.hand is None


def test_forms_may_send_numbers_as_text_and_sockets_may_not(table: Table) -> None:
    act = {"op": "op-9", "do": "spectrum", "step": "values", "now": "3", "wished": "7"}
    assert code_of(table.submit(Request(MAP, FATMA, act))) is Code.INVALID_VALUE
    assert table.submit(Request(MAP, FATMA, {**act, "op": "op-10"}, lax=True)).refusal is None


def test_hostile_characters_and_depth_are_refused_and_never_a_crash(table: Table) -> None:
    surrogate = table.write(FATMA, text="\ud800 hallo", op="op-1")
    assert surrogate.refusal is None
    for act in ({"do": "\ud800"}, {"do": "leave", "\ud800": 1}, {"do": "remove", "entry": "\ud800"}):
        outcome = table.send(FATMA, op=f"op-{len(table.maps.outcomes)}x", **act)
        assert code_of(outcome) in {Code.INVALID_VALUE, Code.NOT_FOUND}
        assert all(part.isascii() for part in outcome.refusal.about)  # type: ignore[union-attr]
    assert code_of(table.send(FATMA, op="op-s", do="leave", on_behalf="\ud800")) is Code.NOT_JOINED
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert code_of(table.send(FATMA, op="op-d", do="park", id="p", text=deep)) is Code.INVALID_VALUE


def test_one_takes_back_ones_last_act_once_and_nobody_elses(table: Table) -> None:
    table.write(FATMA)
    assert table.submit.last_act(MAP, FATMA, OperationId("op-1"))
    assert not table.submit.last_act(MAP, RUUD, OperationId("op-1"))
    assert code_of(table.send(RUUD, op="op-2", do="undo", of="op-1")) is Code.NOT_FOUND
    undone = table.send(FATMA, op="op-2", do="undo", of="op-1")
    assert undone == Outcome(4)
    assert not table.maps.stored[MAP].state.own
    assert table.send(FATMA, op="op-2", do="undo", of="op-1") == undone
    assert code_of(table.send(FATMA, op="op-3", do="undo", of="op-1")) is Code.NOT_FOUND


def test_an_act_on_another_device_of_the_same_person_is_the_last_one(table: Table) -> None:
    table.write(FATMA)
    table.write(FATMA, op="op-2")
    assert code_of(table.send(FATMA, op="op-3", do="undo", of="op-1")) is Code.NOT_FOUND
    assert table.send(FATMA, op="op-4", do="undo", of="op-2").refusal is None, "a refusal is no act"
    assert list(table.maps.stored[MAP].state.own) == ["e-op-1"]


def test_what_was_done_for_somebody_is_taken_back_without_naming_them(table: Table) -> None:
    table.send(FATMA, op="op-0", do="join", id=SAMIA, name="Samia", side="informal", device=False)
    assert table.write(FATMA, on_behalf=SAMIA).refusal is None
    assert table.send(FATMA, op="op-2", do="undo", of="op-1").refusal is None
    assert not table.maps.stored[MAP].state.own


def test_who_did_not_act_for_longest_is_forgotten_first(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(last_acts, "REMEMBERED", 1)
    table.write(FATMA, op="op-1")
    table.write(RUUD, op="op-2")
    assert not table.submit.last_act(MAP, FATMA, OperationId("op-1"))
    assert table.submit.last_act(MAP, RUUD, OperationId("op-2"))
    table.send(RUUD, op="op-3", do="responsibility", id="r1", task="koken", kind=None)
    assert table.submit.last_act(MAP, RUUD, OperationId("op-2")), "what was refused is no last act"


def test_each_map_is_answered_when_its_own_viewers_were_told(table: Table) -> None:
    other = MapId("map-2")
    state = begin(Begin(other, "Het park", "ons park"), standard())
    assert isinstance(state, PartnershipMap)
    table.maps.create(state, table.clock.now())
    table.submit.carry_out(other, OperationId("join"), Join(SAMIA, "Samia", side=Side.FORMAL), Actor(SAMIA))
    table.viewers.told.clear()
    place = {"do": "write", "step": "values", "prompt": "success", "text": "tekst"}
    came: list[tuple[list[int], int]] = []
    table.submit.all(
        [
            Request(MAP, FATMA, {"op": "1", "id": "e1", **place}),
            Request(other, SAMIA, {"op": "1", "id": "e2", **place}),
            Request(MAP, RUUD, {"op": "1", "id": "e3", **place}),
            Request(MapId("nowhere"), RUUD, {"op": "1", "id": "e4", **place}),
        ],
        lambda outcomes: came.append(([number for number, _ in outcomes], len(table.viewers.told))),
    )
    assert came == [([0, 2], 1), ([1], 2), ([3], 2)], "committed together, told and answered one by one"


def test_acts_that_come_together_are_judged_one_after_the_other(table: Table) -> None:
    place = {"do": "write", "id": "e1", "step": "values", "prompt": "success"}
    found: dict[int, Outcome] = {}
    table.submit.all(
        [
            Request(MAP, FATMA, {"op": "1", "text": "eerst", **place}),
            Request(MAP, FATMA, {"text": "zonder nummer", **place}),
            Request(MAP, RUUD, {"op": "2", "text": "hetzelfde ding", **place}),
            Request(MAP, FATMA, {"op": "1", "text": "eerst", **place}),
        ],
        found.update,
    )
    outcomes = [found[place] for place in range(4)]
    assert [outcome.seq for outcome in outcomes] == [3, 0, 3, 3]
    assert [code_of(outcome) for outcome in outcomes] == [None, Code.INVALID_VALUE, Code.DUPLICATE, None]
    assert table.viewers.told[-1] == (2, 3), "told once for all of them"
