from partnerschap.play.lines import find_lines

TEXT = '''# [[acts]] in a comment
title = "[[acts]]"
[map]
"subject" = 'a # b'
text = """
[[acts]]
quotes \\""" and more"""""
raw = \'\'\'
[[acts]]
\'\'\'
[[acts]]  # the first
do = "write"
texts = [
  "[[acts]]", # }
  "{",
]
[[acts]]
do = "expect"
[acts.sees]
who = "bo"
[ people . x ]
a.b = {c = "}", d = [1, 2]}
'''


def test_tables_are_found_and_what_only_looks_like_one_is_not():
    lines = find_lines(TEXT)

    assert lines.table("map") == 3
    assert lines.table("acts", 0) == 11
    assert lines.table("acts", 1) == 17
    assert ("acts", 2) not in lines.tables
    assert lines.table("people") == 21


def test_keys_are_found_in_their_table():
    lines = find_lines(TEXT)

    assert lines.key("map", 0, "subject") == 4
    assert lines.key("acts", 0, "texts") == 13
    assert lines.key("acts", 1, "sees") == 19
    assert lines.key("people", 0, "a") == 22


def test_a_key_that_is_missing_stands_where_its_table_begins():
    lines = find_lines(TEXT)

    assert lines.key("acts", 1, "by") == 17
    assert lines.key("acts", 7, "by") == 1


def test_tables_in_an_array_are_counted_and_tables_in_them_are_not():
    lines = find_lines('people = [\n {a = {b = 1}}, {c = [{d = 2}]},\n {e = 3},\n]\nmap.title = "x"\n')

    assert [lines.table("people", index) for index in range(3)] == [2, 2, 3]
    assert ("people", 3) not in lines.tables
    assert lines.key("map", 0, "title") == 5
