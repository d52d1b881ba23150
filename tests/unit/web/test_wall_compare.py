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
        assert len(column["shown"]) + column["rest"] == count
        assert column["spare"] == column["lines"][len(column["shown"]) :][:SPARE]


def test_what_went_is_not_shown_but_makes_its_column_wide() -> None:
    gone, same = fitted(found([line("went")], [], [], [], []))["columns"][:2]
    assert (gone["shown"], gone["rest"], gone["same"]) == ([], 0, False)
    assert same["same"]


def test_the_fewer_columns_changed_the_more_of_each_is_shown() -> None:
    lines = [line() for _ in range(20)]
    one = fitted(found(lines, [], [], [], []))["columns"][0]
    five = fitted(found(*[lines] * 5))["columns"][0]
    assert len(one["shown"]) > len(five["shown"]) >= 1


def test_a_line_that_is_too_high_for_the_wall_is_counted() -> None:
    (column, *_rest) = fitted(found([line(words="woord " * 400), line()], *[[line()]] * 4))["columns"]
    assert (column["shown"], column["rest"]) == ([], 2)


def test_what_goes_with_a_line_takes_room_too() -> None:
    plain, more = line(), {**line(), "note": "Dit schuurde, en is nu één tekst.", "differs": True}
    more["facts"] = [{"label": "Wie", "was": "Ann", "now": "Ann, Ben"}, {"label": "Uiterlijk", "is": "juni"}]
    assert height(more, 300) > height(plain, 300)
    assert height(plain, 300) + GAP < ROOM
