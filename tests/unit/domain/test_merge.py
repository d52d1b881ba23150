"""Two people change one text: both changes stand, or neither is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerschap.domain.merge import merge

BASE = "Wij luisteren naar elkaar en wij maken tijd voor een gesprek."


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (
            "Wij luisteren goed naar elkaar en wij maken tijd voor een gesprek.",
            "Wij luisteren naar elkaar en wij maken elke week tijd voor een gesprek.",
            "Wij luisteren goed naar elkaar en wij maken elke week tijd voor een gesprek.",
        ),
        (
            "Luisteren naar elkaar en wij maken tijd voor een gesprek.",
            "Wij luisteren naar elkaar en wij maken tijd.",
            "Luisteren naar elkaar en wij maken tijd.",
        ),
        (
            "Wij luisteren naar elkaar\nen wij maken tijd voor een gesprek.",
            "Wij luisteren naar elkaar en wij maken tijd voor een goed gesprek.",
            "Wij luisteren naar elkaar\nen wij maken tijd voor een goed gesprek.",
        ),
    ],
)
def test_changes_in_two_places_both_stand(one: str, other: str, both: str) -> None:
    assert merge(BASE, one, other) == both
    assert merge(BASE, other, one) == both


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BASE[:-1] + " niet.", BASE[:-1] + " altijd."),
        ("Wij luisteren " + BASE, "Altijd " + BASE),
        (BASE.replace("elkaar", "buren"), BASE.replace("elkaar", "iedereen")),
        (BASE.replace("een gesprek", "koffie"), ""),
    ],
)
def test_changes_that_touch_are_for_people_to_choose(one: str, other: str) -> None:
    assert merge(BASE, one, other) is None
    assert merge(BASE, other, one) is None


def test_where_only_one_changed_anything_the_text_stays_to_the_letter() -> None:
    assert merge("a  b", "a  b", "a   b\n\n c") == "a   b\n\n c"
    assert merge("a  b", "a   b c", "a  b") == "a   b c"
    assert merge("x", "a   b", "a   b") == "a   b"


WORDS = st.lists(st.sampled_from(["rust", "thee", "buurt", "samen", "en", "\n"]), max_size=12).map(" ".join)


@given(WORDS, WORDS, WORDS)
def test_the_order_in_which_changes_arrive_makes_no_difference(base: str, one: str, other: str) -> None:
    assert merge(base, one, other) == merge(base, other, one)


@given(
    st.lists(st.sampled_from(["rust", "thee", "buurt", "samen"]), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=2, max_size=6),
)
def test_every_word_that_somebody_added_is_there(base: list[str], added: list[tuple[int, bool]]) -> None:
    texts = {True: list(base), False: list(base)}
    for number, (place, by_one) in enumerate(sorted(added, reverse=True)):
        texts[by_one].insert(min(place, len(base)), f"nieuw{number}")
    merged = merge(*(" ".join(words) for words in (base, texts[True], texts[False])))
    if merged is not None:
        assert sorted(merged.split()) == sorted([*base, *(f"nieuw{n}" for n in range(len(added)))])
