"""Reads the acts of a script and checks each against what came before it in the file."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from partnerschap.play import grammar
from partnerschap.play.errors import ScriptError
from partnerschap.play.lines import Lines
from partnerschap.play.script import Act, MapInfo, Person

_ENVELOPE = frozenset({"do", "by", "refused", "by_hand_of"})


class ActReader:
    """Turns the tables of a script into acts; raises ScriptError at the first that it cannot read."""

    def __init__(self, info: MapInfo, people: Sequence[Person], lines: Lines, file: str) -> None:
        self._info = info
        self._people = {person.key: person for person in people}
        self._lines = lines
        self._file = file
        self._index = 0
        self._labels: set[str] = set()
        """Labels made so far."""

    def read(self, tables: Sequence[Mapping[str, Any]]) -> tuple[Act, ...]:
        """Return the acts of these tables."""
        acts = []
        for index, table in enumerate(tables):
            self._index = index
            acts.append(self._act(table))
        return tuple(acts)

    def _act(self, table: Mapping[str, Any]) -> Act:
        do = table.get("do")
        if "do" not in table:
            self._fail("do", "deze sleutel ontbreekt")
        if do == grammar.EXPECT:
            return self._expect(table)
        shape = grammar.SHAPES.get(do) if isinstance(do, str) else None
        if shape is None or not isinstance(do, str):
            self._fail("do", f"'{do}' is geen handeling")
        fields = {key: value for key, value in table.items() if key not in _ENVELOPE}
        by, hand = self._who(do, table)
        self._check_keys(fields, shape)
        refused = self._refused(table)
        self._check_references(fields, known=refused is None)
        if do == "edit" and len(fields) == 1:
            self._fail("text", "hier hoort text of texts")
        label = fields.pop("as", "")
        if "as" in table:
            self._make(label)
        return Act(self._lines.table("acts", self._index), do, by, hand, label, refused, fields)

    def _who(self, do: str, table: Mapping[str, Any]) -> tuple[str, str]:
        by = self._person(table, "by")
        if "by_hand_of" not in table:
            if not by.device:
                self._fail("by", f"'{by.key}' heeft geen apparaat en doet alles met by_hand_of")
            return by.key, ""
        hand = self._person(table, "by_hand_of")
        if do in grammar.OF_A_DEVICE:
            self._fail("by_hand_of", f"'{do}' gaat over een eigen apparaat")
        if not hand.device:
            self._fail("by_hand_of", f"'{hand.key}' heeft geen apparaat")
        if by.device and do not in grammar.HANDED_OVER:
            self._fail("by_hand_of", f"'{by.key}' heeft een eigen apparaat")
        return by.key, "" if hand.key == by.key else hand.key

    def _person(self, table: Mapping[str, Any], key: str) -> Person:
        if key not in table:
            self._fail(key, "deze sleutel ontbreekt")
        self._check_person(key, table[key])
        return self._people[table[key]]

    def _check_person(self, key: str, value: object) -> None:
        if not isinstance(value, str):
            self._fail(key, "hier hoort een tekst")
        if value not in self._people:
            self._fail(key, f"niemand heet hier '{value}'")

    def _check_keys(self, fields: Mapping[str, Any], shape: grammar.Shape, within: str = "") -> None:
        for key, value in fields.items():
            if key not in shape.needs and key not in shape.may:
                self._fail(within or key, f"de sleutel '{key}' bestaat hier niet")
            kind = "owners" if (within, key) == ("stale", "who") else key
            problem = grammar.problem_with(kind, value)
            if problem:
                self._fail(within or key, f"{key}: {problem}" if within else problem)
        for key in sorted(shape.needs):
            if key not in fields:
                self._fail(within or key, f"de sleutel '{key}' ontbreekt")

    def _check_references(self, fields: Mapping[str, Any], *, known: bool) -> None:
        """Check what the fields name; an act that must be refused may be about what is not there."""
        for key, value in fields.items():
            if key in grammar.LABELS | grammar.LISTS_OF_LABELS:
                labels = [value] if key in grammar.LABELS else value
                for label in labels if known else ():
                    self._check_label(key, label)
            elif key in grammar.PEOPLE:
                self._check_person(key, value)
            elif key in grammar.LISTS_OF_PEOPLE:
                for person in value:
                    self._check_person(key, person)

    def _check_label(self, key: str, label: str) -> None:
        if label not in self._labels:
            self._fail(key, f"'{label}' is hier nog niet gemaakt")

    def _make(self, label: str) -> None:
        if not label:
            self._fail("as", "een naam kan niet leeg zijn")
        self._labels.add(label)

    def _refused(self, table: Mapping[str, Any]) -> str | None:
        refused = table.get("refused", False)
        if isinstance(refused, bool):
            return "" if refused else None
        if not isinstance(refused, str) or refused not in grammar.CODES:
            self._fail("refused", f"'{refused}' is geen code van de regels; true mag ook")
        return refused

    def _expect(self, table: Mapping[str, Any]) -> Act:
        expected = {key: value for key, value in table.items() if key != "do"}
        if not expected:
            self._fail("do", "er staat niet bij wat er verwacht wordt")
        for kind, value in expected.items():
            self._check_expectation(kind, value)
        line = self._lines.table("acts", self._index)
        return Act(line, grammar.EXPECT, fields=expected)

    def _check_expectation(self, kind: str, value: Any) -> None:
        if kind == "same_everywhere":
            if value is not True:
                self._fail(kind, "hier hoort true")
        elif kind == "unserved":
            if grammar.problem_with("serves", value):
                self._fail(kind, "hier hoort een lijst van teksten")
            for label in value:
                self._check_label(kind, label)
        elif kind not in grammar.EXPECTATIONS:
            self._fail(kind, "dit kan niet verwacht worden")
        elif not isinstance(value, dict):
            self._fail(kind, "hier hoort een tabel: {…}")
        else:
            self._check_keys(value, grammar.EXPECTATIONS[kind], kind)
            self._check_meaning(kind, value)

    def _check_meaning(self, kind: str, value: Mapping[str, Any]) -> None:
        if "step" in value and value["step"] not in grammar.STEPS:
            self._fail(kind, f"'{value['step']}' is geen stap")
        if kind == "entry":
            self._check_label(kind, value["label"])
        if kind == "side_gap" and value["side"] not in {"formal", "informal"}:
            self._fail(kind, f"'{value['side']}' is geen kant")
        if kind == "sees":
            self._check_viewer(value["who"])
        for key in ("signed", "declined") if kind == "contract" else ("who",) if kind == "stale" else ():
            for person in value.get(key, ()):
                self._check_person(kind, person)

    def _check_viewer(self, who: str) -> None:
        if who == grammar.PROJECTOR:
            return
        self._check_person("sees", who)
        if not self._people[who].device:
            self._fail("sees", f"'{who}' heeft geen apparaat en dus geen scherm")

    def _fail(self, key: str, why: str) -> NoReturn:
        raise ScriptError(self._file, self._lines.key("acts", self._index, key), key, why)
