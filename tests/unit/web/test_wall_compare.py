"""What changed, on the wall: every line is shown, goes along unseen, or is counted; none is lost."""

from typing import Any

import pytest

from partnerschap.web.map.wall import GAP, SPARE
from partnerschap.web.map.wall_compare import ROOM, fitted, height

WORDS = "we zorgen er samen voor dat iedereen in de buurt zich welkom voelt"


def line(fate: str = "came", words: str = WORDS) -> dict[str, Any]:
    texts = [[("same", words)]]
    return {"fate": fate, "texts": texts, "facts": [], "note": "", "differs": False}


def found(*columns: list[dict[str, Any]]) -> dict[str, Any]:
    return {"columns": [{"lines": lines} for lines in columns]}


@pytest.mark.parametrize("count", [0, 1, 3, 20])
@pytest.mark.parametrize("moved", [1, 2, 5])
def test_every_line_is_shown_or_counted(count: int, moved: int) -> None:
    columns = [[line() for _ in range(count)]] * moved + [[]] * (5 - moved)
    for column in fitted(found(*columns))["columns"][:moved]:
        assert column["shown"] + column["rest"] == count
        assert len(column["tiles"]) - column["shown"] == min(column["rest"], SPARE)
        assert [spare for _, spare in column["tiles"]].count(False) == column["shown"]


def test_what_went_is_shown_where_there_is_room_and_never_counted_as_left_out() -> None:
    few, many, same = fitted(found([line("went"), line()], [line("went")] * 30, [], [], []))["columns"][:3]
    assert [each["fate"] for each, _ in few["tiles"]] == ["came", "went"]
    assert 1 < many["shown"] < 30
    assert (few["rest"], many["rest"], many["same"], same["same"]) == (0, 0, False, True)


def test_the_fewer_columns_changed_the_more_of_each_is_shown() -> None:
    lines = [line() for _ in range(20)]
    one = fitted(found(lines, [], [], [], []))["columns"][0]
    five = fitted(found(*[lines] * 5))["columns"][0]
    assert one["shown"] > five["shown"] >= 1


def test_a_short_line_is_shown_whole_beside_one_that_is_cut_where_the_room_ends() -> None:
    long = line(words="woord " * 400)
    (column, *_rest) = fitted(found([long, line(), long], *[[line()]] * 4))["columns"]
    (cut, _), (short, _), (_spare, is_spare) = column["tiles"]
    assert (column["shown"], column["rest"], is_spare) == (2, 1, True)
    assert short == line()
    assert cut["more"]
    ((kind, words),) = cut["texts"][0]
    assert kind == "same"
    assert len(words) > len(WORDS)
    width = 300
    assert height({**cut, "note": "… verder op je telefoon"}, width) + height(short, width) < ROOM


def test_a_line_is_cut_around_what_changed_of_it_and_both_wordings_of_a_difference_alike() -> None:
    before = ("same", "eerst " * 100)
    runs = [before, ("went", "oud"), ("came", "nieuw " * 200), ("same", "slot")]
    different = {**line("changed"), "texts": [runs, [("same", "ander " * 300)]], "differs": True}
    ((cut, _),) = fitted(found([different], *[[line()]] * 4))["columns"][0]["tiles"]
    first, second = cut["texts"]
    assert [kind for kind, _ in first] == ["same", "went", "came"]
    assert first[0][1] == "… eerst eerst eerst eerst eerst eerst"
    assert abs(sum(len(text) for _, text in first) - len(second[0][1])) < 40


@pytest.mark.parametrize("texts", [[], [[]]])
def test_a_line_without_words_is_cut_to_them_too(texts: list[list[tuple[str, str]]]) -> None:
    bare = {**line(), "texts": texts, "facts": [{"label": "Wie", "is": "Ann, " * 400}]}
    ((cut, _),) = fitted(found([bare], *[[line()]] * 4))["columns"][0]["tiles"]
    assert (cut["texts"], cut["facts"], cut["more"]) == (texts, [], True)


def test_a_line_is_not_cut_to_next_to_nothing() -> None:
    many = [line() for _ in range(30)]
    column = fitted(found([*many, line(words="woord " * 400)], *[[line()]] * 4))["columns"][0]
    assert not any(each.get("more") for each, _ in column["tiles"])
    assert column["rest"] == 31 - column["shown"]


def test_what_goes_with_a_line_takes_room_too() -> None:
    plain, more = line(), {**line(), "note": "Dit schuurde, en is nu één tekst.", "differs": True}
    more["facts"] = [{"label": "Wie", "was": "Ann", "now": "Ann, Ben"}, {"label": "Uiterlijk", "is": "juni"}]
    assert height(more, 300) > height(plain, 300)
    assert height(plain, 300) + GAP < ROOM
