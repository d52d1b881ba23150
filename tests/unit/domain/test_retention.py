"""How long a map is kept: months after its last change, within the operator's bounds (STANDARDS D3)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from partnerschap.domain import commands as cmd
from partnerschap.domain.retention import WARNED, Bounds, certainly_kept_after, months_before, term
from tests.domain_kit import Table

USUAL = Bounds(usual=24, most=60)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("touched", "months", "ends"),
    [
        ("2027-03-03T12:30", 24, "2029-03-03T12:30"),
        ("2027-01-31T00:00", 1, "2027-02-28T00:00"),
        ("2028-01-31T00:00", 1, "2028-02-29T00:00"),
        ("2027-12-15T08:00", 1, "2028-01-15T08:00"),
        ("2027-11-30T08:00", 13, "2028-12-30T08:00"),
    ],
)
def test_a_term_ends_on_the_same_day_so_many_months_later(touched: str, months: int, ends: str) -> None:
    assert term(at(touched), months, USUAL).ends == at(ends)
    assert months_before(at(ends), months) <= at(touched) + timedelta(days=3)


def test_a_group_that_chose_nothing_has_the_usual_term_and_nobody_has_more_than_the_most() -> None:
    touched = at("2027-01-01T00:00")
    assert term(touched, None, USUAL).months == 24
    assert term(touched, 3, USUAL).months == 3
    assert term(touched, 100, USUAL).months == 60
    assert term(touched, None, Bounds(usual=24, most=12)).months == 12


def test_a_map_warns_before_its_term_is_over() -> None:
    found = term(at("2027-01-01T00:00"), 12, USUAL)
    assert not found.is_near(found.ends - WARNED - timedelta(seconds=1))
    assert found.is_near(found.ends - WARNED)
    assert not found.is_over(found.ends - timedelta(seconds=1))
    assert found.is_over(found.ends)


def test_a_term_that_ends_before_the_group_looks_back_is_noticed() -> None:
    found = term(at("2027-01-01T12:00"), 1, USUAL)
    assert found.ends_before(date(2027, 2, 1))
    assert found.ends_before(date(2027, 6, 10))
    assert not found.ends_before(date(2027, 1, 31))
    assert not found.ends_before(None)


def test_what_changed_in_the_last_days_needs_no_look() -> None:
    now = at("2028-03-01T00:00")
    shortest = term(certainly_kept_after(now), 1, USUAL)
    assert shortest.ends >= now


def test_anybody_at_the_table_lets_the_term_begin_anew_and_a_facilitator_chooses_it() -> None:
    table = Table()
    assert table.do("ben", cmd.Keep()) == ()
    assert table.state.keep_months is None
    table.do("fac", cmd.Keep(months=6))
    assert table.state.keep_months == 6
    assert table.refused("ben", cmd.Keep(months=7)) == "facilitator_only"
    assert table.refused("fac", cmd.Keep(months=0)) == "invalid_value"
    assert table.refused("fac", cmd.Keep(months=121)) == "invalid_value"
    assert table.refused("dia", cmd.Keep()) == "not_joined"
    assert table.state.keep_months == 6
