"""From a strip to pages: nothing lost, nothing too tall, what belongs together stays together."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.document import style
from partnerschap.document.blocks import Group, Heading
from partnerschap.document.compose import blocks
from partnerschap.document.flow import Slice, pages
from partnerschap.document.sections import strip
from partnerschap.document.tree import Node

PARTS = st.lists(
    st.builds(
        Slice,
        height=st.floats(min_value=1, max_value=60),
        keep=st.booleans(),
        gap=st.booleans(),
        block=st.integers(0, 10**9),
    ),
    max_size=60,
)


@given(PARTS)
def test_every_slice_but_gaps_is_placed_once_and_in_order(parts):
    placed = [one.slice for page in pages(parts, 100) for one in page]
    assert [part for part in placed if not part.gap] == [part for part in parts if not part.gap]


@given(PARTS)
def test_nothing_runs_over_the_foot_of_a_page(parts):
    for page in pages(parts, 100):
        for one in page:
            assert one.slice.gap or one.y + one.slice.height <= 100.02


@given(PARTS)
def test_a_page_ends_between_kept_slices_only_where_they_fit_no_page(parts):
    made = [page for page in pages(parts, 100) if page]
    for page in made[:-1]:
        last = page[-1].slice
        if last.keep:
            start = next(index for index, part in enumerate(parts) if part is last)
            first = start
            while first and parts[first - 1].keep:
                first -= 1
            end = start
            while end + 1 < len(parts) and parts[end].keep:
                end += 1
            assert sum(part.height for part in parts[first : end + 1]) > 100


def test_the_head_of_a_table_returns_on_the_next_page_without_the_line_before_it():
    head = Slice(10, block=7)
    row = Slice(45, again=(head,))
    line = Slice(5, gap=True, keep=True)
    made = pages([head, row, line, row, line, row], 100)
    assert [[one.slice.height for one in page] for page in made] == [[10, 45], [10, 45], [10, 45]]


@pytest.mark.parametrize("extra", range(0, 240, 7))
def test_no_heading_or_question_stands_alone_at_the_foot_of_a_page(content, signatures, extra):
    content["map"]["situation"] = "regel\n" * (extra // 7)
    made = blocks(content, signatures, fingerprint="ab" * 32, check_url="https://example.nl")
    for page in pages(strip(made, Node("Document")), style.HEIGHT)[:-1]:
        shown = [one for one in page if not one.slice.gap]
        assert not isinstance(made[shown[-1].slice.block], Heading)
        row = [one for one in shown if one.slice.row == shown[-1].slice.row]
        if isinstance(made[row[0].slice.block], Group):
            assert any(len(one.slice.columns) == 2 and one.slice.columns[1] for one in row)


@pytest.mark.parametrize("extra", range(0, 50, 3))
def test_two_short_wordings_stand_on_one_page(content, extra):
    content["map"]["situation"] = "regel\n" * extra
    made = blocks(content, [])
    split = [
        page
        for page in pages(strip(made, Node("Document")), style.HEIGHT)
        if any(made[one.slice.block].kind == "wordings" and not one.slice.gap for one in page)
    ]
    assert len(split) == 1


def test_a_row_taller_than_a_page_goes_on_upon_the_next(content):
    rule = content["ground_rules"][0]
    rule["text"] = "Een heel lange regel. " * 400
    made = blocks(content, [])
    rows = [
        {one.slice.row for one in page if made[one.slice.block].kind == "group"}
        for page in pages(strip(made, Node("Document")), style.HEIGHT)
    ]
    assert any(before & after for before, after in pairwise(rows))


def test_a_slice_keeps_what_it_is_when_it_is_copied():
    assert replace(Slice(3, keep=True), keep=False) == Slice(3)


def test_what_is_fresh_begins_a_page_also_where_there_is_room():
    strip = [Slice(20), Slice(5, gap=True), Slice(20, fresh=True, keep=True), Slice(20)]
    assert [[one.slice.height for one in page] for page in pages(strip, 100)] == [[20, 5], [20, 20]]
    assert len(pages([Slice(20, fresh=True)], 100)) == 1
