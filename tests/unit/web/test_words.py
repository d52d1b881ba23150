"""Every refusal of the method has words of its own, in plain Dutch."""

import pytest

from partnerschap.domain.refusals import Code, refuse
from partnerschap.web.words import _ABOUT, edge_text, name_taken, refusal_text


@pytest.mark.parametrize("code", list(Code))
def test_a_refusal_is_said_in_a_whole_sentence_that_names_no_code(code: Code) -> None:
    for about in ("", "text", "onbekend"):
        said = refusal_text(refuse(code, about) if about else refuse(code))
        assert said[0].isupper()
        assert said.endswith(".")
        assert code.value not in said


@pytest.mark.parametrize(("code", "about"), list(_ABOUT))
def test_a_refusal_about_a_field_says_more_than_the_general_one(code: Code, about: str) -> None:
    said = refusal_text(refuse(code, about))
    assert said != refusal_text(refuse(code, "onbekend"))
    assert "%(" not in said


def test_what_is_no_refusal_says_that_trying_again_is_safe() -> None:
    assert "opnieuw" in edge_text("slow_down")
    assert "niets veranderd" in edge_text("busy")
    assert "met de naam 100%" in name_taken("100%")
