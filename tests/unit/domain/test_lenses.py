"""Trust, the balance of voices, and the annex: nothing is judged, and nobody is told apart."""

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain import lenses
from partnerschap.domain.ids import EntryId, ParticipantId, StepKey
from partnerschap.domain.instrument import Place, standard
from partnerschap.domain.kinds import Names, Side, Status, ToldKind
from tests.domain_kit import Table
from tests.lens_kit import FORMAL, INFORMAL, freeze, mark, table_of

# --- trust --------------------------------------------------------------------------------------------------


def test_trust_gathers_what_the_map_says_and_what_people_told_of_it() -> None:
    table = Table()
    rule = table.to("relations").note("ann", "relations", "we delen alles")
    table.differ("ann", "relations")
    table.consent("relations")
    table.close("relations")
    table.finish("conduct")
    support = table.note("ann", Place(StepKey("conditions"), "environment", "support"), "een sleutel")
    frame = table.note("ben", "conditions", "het geld staat vast", status=Status.FRAME)
    table.consent("conditions")
    table.close("conditions")
    taken = table.note("ann", "ours", "soep koken", owners=(ParticipantId("ann"), ParticipantId("ben")))
    table.note("ann", "ours", "niemand nam dit", owners=(ParticipantId("ben"),))
    table.do("ann", table.take_act(taken))
    asked = table.note("ben", "others", "een pan lenen", asked_of="de kerk")
    for number, kind in enumerate((ToldKind.NETWORKS, ToldKind.RELIABILITY, ToldKind.NETWORKS)):
        table.do("ann", cmd.Tell(EntryId(f"t{number}"), kind, f"woord {number}"))
    forms = {form.kind: form for form in lenses.trust(table.state, standard())}
    assert list(forms) == [ToldKind.RELIABILITY, ToldKind.NETWORKS, ToldKind.INSTITUTIONS]
    assert rule in forms[ToldKind.RELIABILITY].lines
    assert forms[ToldKind.RELIABILITY].lines[-1] == taken
    assert forms[ToldKind.NETWORKS].lines == (support, asked)
    assert forms[ToldKind.INSTITUTIONS].lines == (frame,)
    assert [form.terms for form in forms.values()] == [(), (), ()]
    assert [told.text for told in forms[ToldKind.NETWORKS].notes] == ["woord 0", "woord 2"]


def test_trust_names_the_terms_that_were_answered_in_this_version() -> None:
    table = Table()
    table.do("ann", table.terms_act(guardian="Ben", confidentiality=""))
    terms = [form.terms for form in lenses.trust(table.state, standard())]
    assert terms == [("non_compliance",), (), ("guardian", "review_on")]
    table.next_version()
    assert [form.terms for form in lenses.trust(table.state, standard())] == [(), (), ()]


def test_without_names_notes_are_not_in_the_order_in_which_they_were_told() -> None:
    for names, expected in ((Names.NONE, ["eerst", "later"]), (Names.FIRST, ["later", "eerst"])):
        table = Table(names=names)
        table.do("ann", cmd.Tell(EntryId("b"), ToldKind.NETWORKS, "later"))
        table.do("ben", cmd.Tell(EntryId("a"), ToldKind.NETWORKS, "eerst"))
        networks = lenses.trust(table.state, standard())[1]
        assert [told.text for told in networks.notes] == expected


# --- voices -------------------------------------------------------------------------------------------------


def test_voices_count_open_own_entries_and_joint_wordings_per_side() -> None:
    table = table_of("f1", "f2", "i1", "i2")
    first, second = table.write("f1"), table.write("i1")
    assert lenses.voices(table.state) == lenses.Voices(
        {Side.FORMAL: 0, Side.INFORMAL: 0}, {"formal": 0, "informal": 0, "both": 0, "together": 0}
    )
    table.reveal()
    table.adopt("f2", first)
    table.do("i2", table.note_act(text="allebei", sources=(first, second)))
    table.do("fac", table.note_act(text="van de begeleider"))
    table.differ("i1")
    assert lenses.voices(table.state) == lenses.Voices(
        {Side.FORMAL: 1, Side.INFORMAL: 1}, {"formal": 1, "informal": 0, "both": 1, "together": 1}
    )


def test_a_side_of_one_is_not_counted_who_was_removed_makes_no_side_larger() -> None:
    table = table_of("f1", "f2", "i1", "i2")
    assert lenses.voices(table.state) is not None
    table.do("fac", cmd.RemovePerson(ParticipantId("f2")))
    assert lenses.voices(table.state) is None


@pytest.mark.parametrize(("writers", "told"), [(6, True), (5, False)])
def test_without_names_voices_are_told_from_the_freeze_on_and_only_where_words_stay_untied(
    writers: int,
    told: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    people = (*FORMAL, *INFORMAL)
    table = table_of(*people, names=Names.NONE)
    for who in people[:writers]:
        table.write(who)
    table.reveal()
    assert lenses.voices(table.state) is None
    freeze(table, annex=True)
    found = lenses.voices(table.state)
    assert (found is not None) == told
    annex = table.frozen_text()["annex"]
    if found is not None:
        assert (found.own, found.joint) == ({Side.FORMAL: 3, Side.INFORMAL: 3}, None)
        assert annex["voices"] == {"own": {"formal": 3, "informal": 3}, "joint": None}
    else:
        assert annex["voices"] is None


# --- the annex ----------------------------------------------------------------------------------------------


def test_a_contract_has_an_annex_only_when_the_group_wants_one() -> None:
    assert "annex" not in Table().freeze().frozen_text()
    assert "annex" not in Table().contract()
    assert Table().freeze(annex=True).frozen_text()["annex"]["participation"] == []


def test_the_annex_holds_what_was_shown_and_tells_notes_without_names() -> None:
    table = table_of(*FORMAL, *INFORMAL)
    for who in (*FORMAL, *INFORMAL):
        mark(table, who, 2 if who[0] == "f" else 5)
    table.do("f1", cmd.Tell(EntryId("t"), ToldKind.NETWORKS, "de kerk helpt"))
    freeze(table, annex=True)
    annex = table.frozen_text()["annex"]
    (values,) = annex["participation"]
    assert values["step"] == "values"
    assert values["whole"]["now"] == [0, 3, 0, 0, 3, 0, 0, 0]
    assert values["sides"]["formal"]["now"] == [0, 3, 0, 0, 0, 0, 0, 0]
    assert [form["kind"] for form in annex["trust"]] == ["reliability", "networks", "institutions"]
    assert annex["trust"][1] == {"kind": "networks", "lines": [], "terms": [], "notes": ["de kerk helpt"]}
    assert annex["voices"]["own"] == {"formal": 0, "informal": 0}
    assert not [name for name in ("Iemand f1", "Iemand i1") if name in repr(annex)]


def test_a_mark_that_was_never_shown_is_in_no_annex() -> None:
    table = table_of("f1", "i1")
    mark(table, "f1", 1, 1)
    mark(table, "i1", 8, 8)
    freeze(table, annex=True)
    assert table.frozen_text()["annex"]["participation"] == []
