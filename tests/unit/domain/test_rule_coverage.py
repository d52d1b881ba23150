"""Every rule of the method has a test that carries its number."""

import re
from pathlib import Path

from partnerschap.domain.refusals import Code

FOLDER = Path(__file__).parent
RULES = range(1, 37)
ELSEWHERE = {36: "the outcome of an operation is kept by the application and the store, not by the domain"}
_TEST = re.compile(r"^def test_rule_(\d\d)_", re.MULTILINE)


def _sources() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in FOLDER.glob("test_*.py")}


def test_every_rule_of_the_domain_has_a_test_that_carries_its_number() -> None:
    covered = {int(number) for source in _sources().values() for number in _TEST.findall(source)}
    assert covered == set(RULES) - ELSEWHERE.keys()


def test_every_refusal_code_is_provoked_by_a_test() -> None:
    everything = "\n".join(source for name, source in _sources().items() if name != Path(__file__).name)
    assert [code for code in Code if f'"{code.value}"' not in everything] == []
