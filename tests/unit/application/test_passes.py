"""Links that open one thing and give no seat: a calendar, and the answer to a request."""

from uuid import uuid4

import pytest

from partnerschap.application.joining import Joining, hashed
from partnerschap.application.passes import Passes
from partnerschap.application.ports import Pass, PassKind, Stored
from partnerschap.application.submit import Submit
from partnerschap.domain import commands as cmd
from partnerschap.domain.ids import OUTSIDE, EntryId, MapId, ParticipantId
from partnerschap.domain.kinds import Progress
from partnerschap.domain.refusals import Code, Refusal
from tests.domain_kit import Table
from tests.fakes import FakeChance, FakeClock, FakeDoors, FakeMaps, FakeViewers

ANN = ParticipantId("ann")


class House:
    """A signed map with a request."""

    def __init__(self) -> None:
        table = Table().to("actions")
        self.request = EntryId(table.note("ben", "others", "Zet een lamp bij het pad.", asked_of="gemeente"))
        self.mine = EntryId(table.note("ann", "mine", "Ik bel.", owners=(ANN,)))
        table.consent("actions")
        table.close("actions")
        table.seal()
        self.table, self.map = table, table.state.id
        self.maps, self.doors, self.viewers = (
            FakeMaps({self.map: Stored(table.state, 7)}),
            FakeDoors(),
            FakeViewers(),
        )
        clock, chance = FakeClock(), FakeChance()
        submit = Submit(self.maps, self.viewers, clock)
        self.passes = Passes(self.maps, self.doors, submit, clock, chance)
        self.joining = Joining(self.maps, self.doors, submit, self.viewers, clock, chance)

    def link(self) -> str:
        made = self.passes.for_request(self.maps.stored[self.map].state, self.request)
        assert isinstance(made, str)
        return made

    def answer(self, secret: str, op: str, text: str = "") -> Refusal | None:
        question = self.passes.question(secret)
        assert question is not None
        return self.passes.answer(question, op, Progress.YES, text, "Mila").refusal

    def told(self) -> list[str]:
        return [note.text for note in self.maps.stored[self.map].state.told.values()]


@pytest.fixture
def house() -> House:
    return House()


def test_a_link_asks_its_question_and_only_its_hash_is_kept(house: House) -> None:
    secret = house.link()
    question = house.passes.question(secret)
    assert question is not None
    assert question.asked is not None
    assert question.asked.text == "Zet een lamp bij het pad."
    assert list(house.doors.passes) == [hashed(secret)]
    assert house.passes.calendar(secret) is None
    assert house.passes.question("verzonnen") is None


def test_only_for_a_request_is_there_a_link(house: House) -> None:
    for entry in (house.mine, EntryId("nergens")):
        made = house.passes.for_request(house.table.state, entry)
        assert made == Refusal(Code.NOT_FOUND, ("request",))


def test_an_answer_is_given_by_nobody_of_the_table_and_everyone_is_told(house: House) -> None:
    assert house.answer(house.link(), str(uuid4()), "Goed.") is None
    ((operation, _),) = house.maps.journal
    assert (operation.person, operation.hand, operation.act) == (OUTSIDE, None, "AnswerRequest")
    assert house.viewers.told == [(7, 8)]


def test_the_same_answer_sent_again_is_the_same_and_another_under_its_name_is_refused(house: House) -> None:
    secret, op = house.link(), str(uuid4())
    assert house.answer(secret, op, "Goed.") is None
    assert house.answer(secret, op, "Goed.") is None
    assert house.answer(secret, op, "Toch niet.") == Refusal(Code.DUPLICATE, ("op",))
    assert house.told() == ["Goed."]


def test_an_operation_without_a_fit_name_gets_one(house: House) -> None:
    secret = house.link()
    for op in ("", "a/b", "x" * 99):
        assert house.answer(secret, op, "Goed.") is None
    assert house.told() == ["Goed."] * 3


def test_a_newer_link_replaces_the_earlier_one_and_one_can_be_stopped(house: House) -> None:
    first, second = house.link(), house.link()
    assert house.passes.question(first) is None
    given = Pass(house.map, PassKind.REQUEST, house.request)
    assert list(house.passes.given_on(house.map)) == [given]
    house.passes.stop(given)
    assert house.passes.question(second) is None
    assert house.passes.given_on(house.map) == {}


def test_a_calendar_is_of_who_is_at_the_table(house: House) -> None:
    secret = house.passes.for_calendar(house.map, ANN)
    found = house.passes.calendar(secret)
    assert found is not None
    assert found.person.id == ANN
    assert house.passes.question(secret) is None
    house.table.do("ann", cmd.Leave())
    house.maps.stored[house.map] = Stored(house.table.state, 8)
    assert house.passes.calendar(secret) is None
    assert house.passes.calendar(house.passes.for_calendar(house.map, ParticipantId("niemand"))) is None


def test_somebody_who_gets_a_new_link_or_is_removed_loses_the_calendar(house: House) -> None:
    secret, other = (
        house.passes.for_calendar(house.map, ANN),
        house.passes.for_calendar(house.map, ParticipantId("ben")),
    )
    house.joining.bring_back(house.map, ParticipantId("fac"), ANN)
    assert house.passes.calendar(secret) is None
    assert house.passes.calendar(other) is not None


def test_what_belongs_to_a_map_that_is_gone_opens_nothing(house: House) -> None:
    secret, calendar = house.link(), house.passes.for_calendar(house.map, ANN)
    question = house.passes.question(secret)
    del house.maps.stored[house.map]
    assert (house.passes.question(secret), house.passes.calendar(calendar)) == (None, None)
    assert question is not None
    gone = house.passes.answer(question, "op", Progress.YES)
    assert gone.refusal == Refusal(Code.NOT_FOUND, ("map",))
    assert house.passes.given_on(MapId("map")) != {}
