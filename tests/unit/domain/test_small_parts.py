"""Text, ids, strokes, the canonical form, places and folding, each by itself and against hostile input."""

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerschap.domain import contract, limits
from partnerschap.domain import events as ev
from partnerschap.domain.evolve import evolve
from partnerschap.domain.ids import ParticipantId, StepKey, is_fit
from partnerschap.domain.instrument import Place, standard
from partnerschap.domain.model import Details, DetailsChange
from partnerschap.domain.strokes import problem_with_strokes
from partnerschap.domain.text import clean, clean_line, folded, problem_with, says_something
from tests.domain_kit import INK, NOON, Table

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\r\n\t\x0b\x85\u00a0\u00ad\u200b\u200e\u202e\u2028\u2066\ufeff\ufffe\u0301\u0338\u3164e<é"
        ),
        st.characters(categories=["Cs"]),
    ),
    max_size=80,
)


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)
    assert clean_line(clean_line(raw)) == clean_line(raw)


@given(HOSTILE)
def test_what_is_cleaned_can_be_kept_printed_and_hashed(raw: str) -> None:
    text = clean(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert text == text.strip()
    assert not [c for c in text if c != "\n" and unicodedata.category(c) in {"Cc", "Cs"}]
    assert not set(text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert text.encode().decode() == text
    assert "\n" not in clean_line(raw)


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
def test_ordinary_words_stay_as_they_were_typed(raw: str) -> None:
    assert clean(raw) == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize(
    "text", ["", " ", "\u200b", "\u3164", "\u2800", "\u115f\uffa0", "\u0301", "\ufeff\u00a0"]
)
def test_what_cannot_be_seen_says_nothing(text: str) -> None:
    assert not says_something(text)
    refused = problem_with(text, "text")
    assert refused is not None
    assert refused.code == "empty_text"


@pytest.mark.parametrize("text", ["a", "1", "?", "👍", "ش", "ሀ", "é", "م‌ن"])
def test_what_can_be_seen_says_something(text: str) -> None:
    assert says_something(text)
    assert problem_with(clean(text), "text") is None


def test_line_breaks_of_every_kind_are_one_kind() -> None:
    assert clean("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g\x85h\ti") == "a\nb\nc\nd\ne\nf\ng\nh i"


def test_names_count_as_the_same_whatever_their_case_width_and_spaces() -> None:
    assert folded(" Ann  JANSEN ") == folded("Ａnn jansen")
    assert folded("Ann\u200b Jan\u00adsen\u3164") == folded("Ann Jansen")


@given(HOSTILE)
def test_an_id_that_is_fit_is_short_and_plain(proposed: str) -> None:
    fit = is_fit(proposed)
    assert fit == (0 < len(proposed) <= limits.ID and all(" " <= c <= "~" and c != "/" for c in proposed))


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text("abcxyz", max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abcxyz", max_size=6), JSON, max_size=5), st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_depend_on_the_order_of_keys(
    data: dict[str, object], chance: object
) -> None:
    turned = dict(reversed(data.items()))
    assert contract.canonical(turned) == contract.canonical(data)
    assert contract.fingerprint(turned) == contract.fingerprint(data)
    assert len(contract.fingerprint(data)) == 64


@given(st.dictionaries(st.text("abcxyz", max_size=6), JSON, max_size=5))
def test_the_canonical_form_is_nfc_and_says_the_same(data: dict[str, object]) -> None:
    text = contract.canonical(data).decode()
    assert unicodedata.is_normalized("NFC", text)
    assert json.loads(text) == json.loads(unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False)))


def test_another_word_gives_another_fingerprint() -> None:
    table = Table()
    value = table.note("ann", text="rust")
    before = contract.fingerprint(table.contract())
    table.do("ben", table.edit_act(value, "ruis"))
    assert contract.fingerprint(table.contract()) != before
    table.do("ben", table.edit_act(value, "rust"))
    assert contract.fingerprint(table.contract()) == before


POINT = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(st.lists(st.lists(POINT, max_size=6).map(tuple), max_size=4).map(tuple))
def test_any_drawing_is_judged_and_never_crashes(
    strokes: tuple[tuple[tuple[float, float], ...], ...],
) -> None:
    refused = problem_with_strokes(strokes)
    assert refused is None or refused.about == ("strokes",)


@given(POINT, POINT, st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_a_straight_line_is_no_signature_however_often_it_goes_there_and_back(
    start: tuple[float, float], end: tuple[float, float], along: list[float]
) -> None:
    line = tuple((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t) for t in along)
    inside = tuple((min(max(x, 0), 1), min(max(y, 0), 1)) for x, y in line)
    assert problem_with_strokes((inside,)) is not None


@pytest.mark.parametrize(
    ("strokes", "code"),
    [
        ((), "invalid_value"),
        (((),), "invalid_value"),
        ((((0.5, 0.5),),), "invalid_value"),
        ((((0.5, 0.5), (0.51, 0.52), (0.5, 0.52)),), "invalid_value"),
        ((((0.1, 0.1), (0.9, 0.9)),), "invalid_value"),
        ((((0.1, 0.1), (0.9, 0.9), (0.1, 0.1)),), "invalid_value"),
        ((((0.1, 0.1), (1.1, 0.9), (0.2, 0.4)),), "invalid_value"),
        ((((0.1, 0.1), (float("nan"), 0.9), (0.2, 0.4)),), "invalid_value"),
        ((((0.1, 0.1), (float("inf"), 0.9), (0.2, 0.4)),), "invalid_value"),
        ((((0.1, 0.1),),) * 61, "too_long"),
        ((((0.1, 0.1),) * 4_001,), "too_long"),
    ],
)
def test_what_is_no_signature_is_refused(
    strokes: tuple[tuple[tuple[float, float], ...], ...], code: str
) -> None:
    refused = problem_with_strokes(strokes)
    assert refused is not None
    assert refused.code == code


@pytest.mark.parametrize(
    "strokes",
    [
        INK,
        (((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.1)),),
        (((0.2, 0.2), (0.8, 0.8)), ((0.2, 0.8), (0.8, 0.2))),
    ],
    ids=["a bend", "a loop that ends where it began", "a cross of two lines"],
)
def test_what_somebody_draws_is_a_signature(strokes: tuple[tuple[tuple[float, float], ...], ...]) -> None:
    assert problem_with_strokes(strokes) is None


def test_a_place_that_was_never_checked_has_no_prompt() -> None:
    with pytest.raises(KeyError):
        standard().prompt_at(Place(StepKey("dromen"), "success"))
    with pytest.raises(KeyError):
        standard().prompt_at(Place(StepKey("values"), "dromen"))


def test_folding_refuses_what_cannot_have_happened() -> None:
    state = Table().state
    with pytest.raises(TypeError):
        evolve(state, ev.Began(state))
    with pytest.raises(ValueError, match="VersionReopened"):
        evolve(state, ev.VersionReopened(ParticipantId("ann"), "zomaar"))


def test_a_change_of_details_keeps_what_it_does_not_name() -> None:
    details = Details(role="kok", backup="Cas", due=NOON.date())
    changed = DetailsChange(backup="Dia", clear=("due",)).applied_to(details)
    assert changed == Details(role="kok", backup="Dia")


@settings(max_examples=30)
@given(HOSTILE)
def test_hostile_text_is_refused_or_kept_clean(raw: str) -> None:
    table = Table()
    decision = table.ask("ann", table.note_act(text=raw))
    kept = [entry.texts for entry in table.state.joint.values()]
    assert kept in ([], [(clean(raw),)])
    assert bool(kept) == isinstance(decision, tuple)
    contract.fingerprint(table.contract())
