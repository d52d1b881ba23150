import pytest

from partnerschap.play.errors import ScriptError
from partnerschap.play.reading import parse_script, read_script


def script(table, acts):
    return parse_script(table + acts, "proef.toml")


def problem(text):
    with pytest.raises(ScriptError) as caught:
        parse_script(text, "proef.toml")
    return caught.value


WRITE = '[[acts]]\ndo = "write"\nby = "bo"\nstep = "values"\nprompt = "success"\ntext = "een"\nas = "w1"\n'
ADOPT = '[[acts]]\ndo = "adopt"\nby = "bo"\nentry = "w1"\nas = "v1"\n'


def test_a_script_becomes_a_map_people_and_acts_with_their_lines(table):
    read = script(table, "\n" + WRITE + "\n\n" + ADOPT)

    assert (read.map.title, read.map.names, read.map.line) == ("De tuin", "first", 2)
    assert [person.key for person in read.people] == ["ann", "bo", "cas", "dirk"]
    assert read.starter.name == "Ann"
    assert not read.person("dirk").device
    first, second = read.acts
    assert (first.do, first.by, first.label, first.refused) == ("write", "bo", "w1", None)
    assert second.line == first.line + 9
    assert second.fields == {"entry": "w1"}


def test_people_and_acts_may_stand_in_arrays(table):
    park, reveal = '{do = "park", by = "bo", text = "[[acts]]"}', '{do = "reveal", by = "ann", stap = "x"}'
    acts = f"acts = [\n  {park},\n  {reveal},\n]\n"
    found = problem(acts + table)

    assert (found.line, found.key) == (3, "stap")


UNREADABLE = {
    "no TOML": ("acts = [", 1, ""),
    "an unknown act": ('[[acts]]\ndo = "dance"\nby = "bo"\n', 2, "do"),
    "an act that is no text": ("[[acts]]\ndo = 3\n", 2, "do"),
    "no act at all": ('[[acts]]\nby = "bo"\n', 1, "do"),
    "an unknown person": ('[[acts]]\ndo = "leave"\nby = "eve"\n', 3, "by"),
    "nobody": ('[[acts]]\ndo = "leave"\n', 1, "by"),
    "a person who is no text": ('[[acts]]\ndo = "leave"\nby = 1\n', 3, "by"),
    "a missing text": ('[[acts]]\ndo = "park"\nby = "bo"\n', 1, "text"),
    "a text that is none": ('[[acts]]\ndo = "park"\nby = "bo"\ntext = ["a"]\n', 4, "text"),
    "an unknown key": ('[[acts]]\ndo = "park"\nby = "bo"\ntext = "a"\ncolour = "red"\n', 5, "colour"),
    "a label from nowhere": ('[[acts]]\ndo = "adopt"\nby = "bo"\nentry = "w9"\n', 4, "entry"),
    "a label of its own": (
        (
            '[[acts]]\ndo = "note"\nby = "bo"\nstep = "values"\nprompt = "success"\n'
            'text = "a"\nas = "x"\nfrom = ["x"]\n'
        ),
        8,
        "from",
    ),
    "an empty label": ('[[acts]]\ndo = "park"\nby = "bo"\ntext = "a"\nas = ""\n', 5, "as"),
    "an owner from nowhere": (
        '[[acts]]\ndo = "note"\nby = "bo"\nstep = "actions"\nprompt = "mine"\ntext = "a"\nowners = ["eve"]\n',
        7,
        "owners",
    ),
    "someone without a device acting alone": ('[[acts]]\ndo = "leave"\nby = "dirk"\n', 3, "by"),
    "a helping hand without a device": (
        '[[acts]]\ndo = "leave"\nby = "dirk"\nby_hand_of = "dirk"\n',
        4,
        "by_hand_of",
    ),
    "an unknown helping hand": ('[[acts]]\ndo = "leave"\nby = "dirk"\nby_hand_of = "eve"\n', 4, "by_hand_of"),
    "a hand for who has a device": (
        '[[acts]]\ndo = "leave"\nby = "bo"\nby_hand_of = "cas"\n',
        4,
        "by_hand_of",
    ),
    "a network for who has no device": (
        '[[acts]]\ndo = "offline"\nby = "dirk"\nby_hand_of = "bo"\n',
        4,
        "by_hand_of",
    ),
    "an unknown refusal": ('[[acts]]\ndo = "leave"\nby = "bo"\nrefused = "oops"\n', 4, "refused"),
    "a refusal that is a number": ('[[acts]]\ndo = "leave"\nby = "bo"\nrefused = 1\n', 4, "refused"),
    "an unknown stance": (
        '[[acts]]\ndo = "stance"\nby = "bo"\nstep = "values"\nstance = "meh"\n',
        5,
        "stance",
    ),
    "a mark that is no number": (
        '[[acts]]\ndo = "spectrum"\nby = "bo"\nstep = "values"\nnow = true\nwished = 2\n',
        5,
        "now",
    ),
    "a change without words": (WRITE + '[[acts]]\ndo = "edit"\nby = "bo"\nentry = "w1"\n', 8, "text"),
    "nothing expected": ('[[acts]]\ndo = "expect"\n', 2, "do"),
    "an unknown expectation": ('[[acts]]\ndo = "expect"\nhears = 1\n', 3, "hears"),
    "an expectation that is no table": ('[[acts]]\ndo = "expect"\ngate = "values"\n', 3, "gate"),
    "an expectation without its text": ('[[acts]]\ndo = "expect"\nsees = {who = "bo"}\n', 3, "sees"),
    "an expectation with an unknown key": (
        '[[acts]]\ndo = "expect"\ngate = {step = "values", shut = true}\n',
        3,
        "gate",
    ),
    "an expectation of the wrong kind": (
        '[[acts]]\ndo = "expect"\ngate = {step = "values", open = "yes"}\n',
        3,
        "gate",
    ),
    "an expectation of no step": ('[[acts]]\ndo = "expect"\ngate = {step = "lunch"}\n', 3, "gate"),
    "an expectation of no side": (
        '[[acts]]\ndo = "expect"\nside_gap = {step = "values", side = "left"}\n',
        3,
        "side_gap",
    ),
    "an expectation of a stranger": (
        '[[acts]]\ndo = "expect"\nsees = {who = "eve", text = "a"}\n',
        3,
        "sees",
    ),
    "an expectation of a screen that is not there": (
        '[[acts]]\ndo = "expect"\nsees = {who = "dirk", text = "a"}\n',
        3,
        "sees",
    ),
    "an expectation of stale strangers": (
        '[[acts]]\ndo = "expect"\nstale = {step = "values", who = ["eve"]}\n',
        3,
        "stale",
    ),
    "an expectation of stale texts": (
        '[[acts]]\ndo = "expect"\nstale = {step = "values", who = "bo"}\n',
        3,
        "stale",
    ),
    "an expectation of an unknown entry": (
        '[[acts]]\ndo = "expect"\nentry = {label = "v9", text = "a"}\n',
        3,
        "entry",
    ),
    "an expectation of unserved strangers": ('[[acts]]\ndo = "expect"\nunserved = ["v9"]\n', 3, "unserved"),
    "an expectation of an unserved text": ('[[acts]]\ndo = "expect"\nunserved = "v9"\n', 3, "unserved"),
    "a contract signed by a stranger": (
        '[[acts]]\ndo = "expect"\ncontract = {signed = ["eve"]}\n',
        3,
        "contract",
    ),
    "a version in words": ('[[acts]]\ndo = "expect"\ncontract = {version = "one"}\n', 3, "contract"),
    "different everywhere": ('[[acts]]\ndo = "expect"\nsame_everywhere = false\n', 3, "same_everywhere"),
    "an unknown table": ("[[scenes]]\nday = 1\n", 1, "scenes"),
    "acts that are no tables": ("[acts]\ndo = 1\n", 1, "acts"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_an_unreadable_script_gets_an_error_with_its_line_and_key(case, table):
    acts, line, key = UNREADABLE[case]
    found = problem(table + acts)

    before = 0 if case == "no TOML" else table.count("\n")
    assert (found.file, found.key) == ("proef.toml", key)
    assert found.line >= before + line if case == "no TOML" else found.line == before + line
    assert f"proef.toml:{found.line}" in str(found)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("[map]", "[plan]", 2, "plan"),
        ('kind = "partnership"', 'kind = "club"', 5, "kind"),
        ('kind = "partnership"\n', "", 2, "kind"),
        ('form = "long"', 'format = "long"', 6, "format"),
        ('title = "De tuin"', "title = 3", 3, "title"),
        ('key = "cas"', 'key = "bo"', 18, "key"),
        ('key = "cas"', 'key = "projector"', 18, "key"),
        ('side = "formal"', 'side = "left"', 20, "side"),
        ('side = "formal"\n', "", 17, "side"),
        ("device = false", 'device = "no"', 25, "device"),
        ("device = false", "age = 80", 25, "age"),
        ("facilitator = true", "facilitator = true\ndevice = false", 13, "device"),
        ("facilitator = true", 'side = "formal"', 9, "facilitator"),
        ("facilitator = true", "facilitator = true\njoins_later = true", 9, "facilitator"),
    ],
)
def test_an_unreadable_head_gets_an_error_with_its_line_and_key(old, new, line, key, table):
    assert old in table
    found = problem(table.replace(old, new, 1))

    assert (found.line, found.key) == (line, key)


def test_people_are_needed(table):
    found = problem(table[: table.index("[[people]]")])

    assert found.key == "people"


def test_what_the_rules_refuse_is_no_unreadable_script(table):
    acts = '[[acts]]\ndo = "write"\nby = "bo"\nstep = "lunch"\nprompt = "soup"\ntext = ""\n'
    acts += 'refused = "invalid_value"\n'

    assert script(table, acts).acts[0].refused == "invalid_value"


def test_a_label_may_be_made_twice_and_an_act_that_must_be_refused_may_name_one_that_was_not(table):
    acts = '[[acts]]\ndo = "adopt"\nby = "bo"\nentry = "w9"\nas = "v9"\nrefused = "not_found"\n'

    assert [act.label for act in parse_script(table + WRITE + WRITE + acts, "proef.toml").acts] == [
        "w1",
        "w1",
        "v9",
    ]


def test_a_label_may_be_used_again_when_what_it_stood_for_was_refused(table):
    refused = WRITE + 'refused = "empty_text"\n'

    assert len(script(table, refused + WRITE + ADOPT).acts) == 3


def test_a_signature_may_be_given_on_another_device(table):
    acts = '[[acts]]\ndo = "sign"\nby = "bo"\nmethod = "typed"\nby_hand_of = "cas"\n'

    assert script(table, acts).acts[0].on_device_of == "cas"


def test_a_script_without_acts_is_a_script(table):
    assert script(table, "").acts == ()


def test_a_file_that_is_not_there_cannot_be_read(tmp_path):
    with pytest.raises(ScriptError, match="gaat niet open"):
        read_script(tmp_path / "weg.toml")


def test_a_file_that_is_no_utf_8_cannot_be_read(tmp_path, table):
    file = tmp_path / "oud.toml"
    file.write_bytes(table.encode() + b"\n# caf\xe9\n")

    with pytest.raises(ScriptError) as caught:
        read_script(file)

    assert caught.value.line == table.count("\n") + 2


def test_a_file_may_come_from_windows(tmp_path, table):
    file = tmp_path / "windows.toml"
    file.write_bytes(b"\xef\xbb\xbf" + (table + WRITE).replace("\n", "\r\n").encode())

    assert read_script(file).acts[0].line == table.count("\n") + 1
