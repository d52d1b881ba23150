"""The blocks: what the contract says, and what it leaves out."""

import pytest

from partnerschap.document.blocks import Group, Heading, Masthead, PartyTable, Signatures, Wordings, plain
from partnerschap.document.compose import blocks
from partnerschap.document.twin import text_twin


def of_kind(made, kind):
    return [block for block in made if isinstance(block, kind)]


def about(made, topic):
    return [block for block in of_kind(made, Group) if block.about == topic]


def test_the_steps_stand_in_their_order_with_their_numbers(content, signatures):
    made = of_kind(blocks(content, signatures), Heading)
    assert [(head.number, head.text) for head in made if head.number] == [
        (1, "Waarden"),
        (2, "Relaties"),
        (3, "Handelen"),
        (4, "Condities"),
        (5, "Acties"),
    ]


def test_a_partner_who_left_is_named_and_not_among_the_writers(content, signatures):
    content["parties"][3]["left"] = True
    made = blocks(content, signatures)
    assert "Ruud" not in plain(of_kind(made, Masthead)[0].sentence)
    row = of_kind(made, PartyTable)[0].rows[3]
    assert (row.name, row.remarks) == ("Ruud Đorđević", ("Deed mee en is later gestopt.",))


def test_sides_are_the_maps_own_words_and_absent_in_a_team(content, signatures):
    content["side_words"] = {"formal": "beroeps", "informal": "buurt"}
    assert [row.side for row in of_kind(blocks(content, signatures), PartyTable)[0].rows] == [
        "buurt",
        "buurt",
        "beroeps",
        "beroeps",
    ]
    content["map"]["kind"] = "team"
    assert {row.side for row in of_kind(blocks(content, signatures), PartyTable)[0].rows} == {""}


def test_only_stated_limits_are_printed(content, signatures):
    rows = of_kind(blocks(content, signatures), PartyTable)[0].rows
    assert [label for label, _ in rows[1].limits] == ["Dit doe ik", "Dit doe ik niet", "Hier houdt het op"]
    assert [label for label, _ in rows[3].limits] == ["Dit doe ik niet"]
    assert rows[0].limits == ()


@pytest.mark.parametrize(
    ("count", "names", "said"),
    [
        (1, ["Fatma"], "uit respect door Fatma: niet direct een eigen belang"),
        (2, ["Fatma", "Joke"], "uit respect door Fatma en Joke: niet direct hun eigen belang"),
        (1, [], "uit respect door één partner"),
        (3, [], "uit respect door 3 partners"),
    ],
)
def test_respect_counts_with_and_without_names(content, count, names, said):
    content["values"] = [content["values"][0] | {"because_respect": count, "respect": names}]
    assert said in text_twin(content, [])


def test_rules_of_one_question_stand_together_with_their_numbers(content, signatures):
    made = about(blocks(content, signatures), "rules")
    abilities = next(block for block in made if plain(block.label).startswith("Wat moeten we kunnen?"))
    assert [(line.number, line.text) for line in abilities.lines] == [
        (5, "rustig aanspreken"),
        (6, "bemiddelen"),
    ]
    assert [plain(note) for note in abilities.lines[0].notes] == ["Rol: buur"]


def test_an_own_question_stands_as_it_was_asked(content, signatures):
    labels = [plain(block.label) for block in about(blocks(content, signatures), "rules")]
    assert "Hoe gaan we om met wie zich er niet aan houdt?" in labels
    assert "Hoe … ?" not in labels


def test_an_untaken_action_is_shown_so(content, signatures):
    content["actions"] = [content["actions"][1] | {"owners": ["Younes"], "untaken": ["Younes"]}]
    (action,) = about(blocks(content, signatures), "actions")
    assert plain(action.label) == "Nog niemand"
    assert "Nog niet toegezegd door Younes." in [plain(note) for note in action.lines[0].notes]


def test_an_action_names_what_it_serves_in_short(content, signatures):
    content["values"][2]["text"] = "buren en jongeren elkaar kennen " * 10
    action = about(blocks(content, signatures), "actions")[1]
    served = plain(action.lines[0].notes[0])
    assert served.startswith("Draagt bij aan: buren en jongeren elkaar kennen")
    assert served.endswith(" …")
    assert len(served) < 120


def test_requests_stand_apart_and_are_no_agreements(content, signatures):
    text = text_twin(content, signatures)
    assert text.index("Wat we aan anderen vragen") < text.index("Het zijn nog geen afspraken.")
    assert text.index("Het zijn nog geen afspraken.") < text.index("De lamp bij de bankjes")


def test_both_wordings_of_a_difference_are_kept(content, signatures):
    (point,) = of_kind(blocks(content, signatures), Wordings)
    assert plain(point.label) == "Hoe gaan we zeggenschap delen?"
    assert point.texts == (
        "De jongeren beslissen over het plein.",
        "De buren en de jongeren beslissen samen over het plein.",
    )


def test_an_opened_gate_is_printed_with_its_reason(content, signatures):
    content["overrides"][0]["failed"] = ["everyone", "sides", "a code of later"]
    text = text_twin(content, signatures)
    assert "Ruud moest weg naar een melding." in text
    assert "Nog niet rond: nog niet iedereen had gekozen, er was nog geen akkoord van beide kanten." in text
    content["map"]["kind"] = "team"
    assert "van beide kanten" not in text_twin(content, signatures)


def test_parts_without_content_are_left_out(empty):
    text = text_twin(empty, [])
    for absent in ("Hier schuurt het", "Akkoord, mits", "Verdergegaan", "Wat we aan anderen vragen"):
        assert absent not in text
    assert "Er is nog niets ondertekend." in text


def test_a_declined_signature_has_no_reason_and_no_blame(content, signatures):
    (made,) = of_kind(blocks(content, signatures), Signatures)
    ruud = made.items[3]
    assert (ruud.statement, ruud.typed, ruud.strokes) == ("heeft niet ondertekend", "", ())


def test_a_drawn_answer_without_strokes_falls_back_to_the_typed_name(content, signatures):
    signatures[0]["strokes"] = []
    (made,) = of_kind(blocks(content, signatures), Signatures)
    assert (made.items[0].typed, made.items[0].strokes) == ("Fatma Yılmaz", ())


def test_people_with_long_names_are_counted_instead_of_listed(content, signatures):
    content["parties"][0]["name"] = "F" * 60
    sentence = plain(of_kind(blocks(content, signatures), Masthead)[0].sentence)
    assert sentence == "Dit hebben 4 partners samen opgeschreven over ons jongerenplan."


def test_the_twin_is_clean_text(content, signatures):
    content["map"]["title"] = "E\u0301e\u0301n\u202eplein\x00\ttwee"
    text = text_twin(content, signatures)
    assert "Ééénplein twee".replace("Ééé", "Éé") in text


def test_the_twin_says_how_to_check_and_that_a_copy_is_not_final(content, signatures):
    text = text_twin(
        content,
        signatures,
        fingerprint="0123456789abcdef",
        status="draft",
        check_url="https://kaart.example.nl/c",
    )
    assert "Dit is een concept\nDe tekst kan nog veranderen." in text
    assert text.endswith("Vingerafdruk van de tekst\n01234567 89abcdef\n")
    assert "https://kaart.example.nl/c" not in text  # it has no seal to be checked
    sealed = text_twin(
        content, signatures, fingerprint="0123456789abcdef", check_url="https://kaart.example.nl/c"
    )
    assert sealed.endswith("https://kaart.example.nl/c\nVingerafdruk van de tekst\n01234567 89abcdef\n")
    assert "Vingerafdruk" not in text_twin(content, signatures)


def test_without_a_page_to_check_on_the_panel_tells_how_to_compare_two_copies(content, signatures):
    text = text_twin(content, signatures, fingerprint="0123456789abcdef")
    assert "Leg de vingerafdrukken naast elkaar." in text
    assert "Scan de code" not in text
    assert text.endswith("Vingerafdruk van de tekst\n01234567 89abcdef\n")


def test_whoever_helped_to_write_is_named_with_every_kind_of_line(content, signatures):
    places = ["values", "ground_rules", "conditions", "actions", "requests", "provisos", "differences"]
    for number, place in enumerate(places):
        content[place][0]["helped_by"] = f"Helper {number}"
    text = text_twin(content, signatures)
    for number in range(len(places)):
        assert text.count(f"Opgeschreven met hulp van Helper {number}.") == 1


def test_a_draft_before_the_terms_says_that_nothing_was_agreed(content):
    content["terms"] = None
    assert text_twin(content, [], status="draft").count("Hierover is niets afgesproken.") == 5


def test_a_difference_about_values_asks_with_the_maps_subject(content):
    content["differences"][0].update(step="values", prompt_text="Ik vind {subject} geslaagd als …")
    (point,) = of_kind(blocks(content, []), Wordings)
    assert plain(point.label) == "Ik vind ons jongerenplan geslaagd als …"
