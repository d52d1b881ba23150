from partnerschap.play.grammar import SHAPES
from partnerschap.play.pace import DUTCH, Human, Steady, told
from partnerschap.play.player import Player
from partnerschap.play.reading import parse_script

ACTS = """
[[acts]]
do = "write"
by = "dirk"
step = "values"
prompt = "success"
text = "bonen"
by_hand_of = "bo"
[[acts]]
do = "expect"
gate = {step = "values", open = false}
[[acts]]
do = "reveal"
by = "ann"
step = "values"
"""


def test_every_act_is_told_in_a_line_and_waited_for(table, room, capsys):
    script = parse_script(table + ACTS, "proef.toml")
    pauses = []
    Player(script, room, Steady(script, 0.5, pauses.append)).play()

    assert pauses == [0.5, 0.5]
    assert capsys.readouterr().out.splitlines() == [
        "Dirk (met de hand van Bo Boer): schrijft — bonen",
        "Ann: legt de briefjes open",
    ]


def test_who_writes_is_seen_to_write_meanwhile(table, room):
    script = parse_script(table + ACTS, "proef.toml")
    Player(script, room, Steady(script, 0.5, lambda _seconds: None)).play()

    assert room.writing == [("values", "success"), ("", "")]


def test_people_take_longer_for_a_longer_text(table, room):
    script = parse_script(table + ACTS.replace("bonen", "b" * 40), "proef.toml")
    pauses = []
    Player(script, room, Human(script, 1.0, pauses.append)).play()

    assert pauses == [3.0, 1.0]


def test_every_act_has_words(table):
    script = parse_script(table + ACTS, "proef.toml")

    assert set(SHAPES) == set(DUTCH)
    assert told(script.acts[2], script) == "Ann: legt de briefjes open"
