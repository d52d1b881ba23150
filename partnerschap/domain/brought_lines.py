"""The lines of a contract as joint entries with their own ids: the lineage goes on (RULES.md, rule 28)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from partnerschap.domain import brought, limits
from partnerschap.domain.brought import Content, Ids, Unfit
from partnerschap.domain.brought_people import People
from partnerschap.domain.ids import EntryId, ParticipantId
from partnerschap.domain.instrument import ACTIONS, CONDITIONS, VALUES, Instrument, Place, check_place
from partnerschap.domain.kinds import Responsible, Status, Take
from partnerschap.domain.model import Details, JointEntry, Meaning, Responsibility
from partnerschap.domain.origin import Origin
from partnerschap.domain.refusals import Code

_OWNER_OF = {"mine": "person", "ours": "group"}
_ASKED = "third_party"

Line = Mapping[str, Any]


class Lines:
    """Reads the lines of a content; who opens it stands for who wrote where nobody is named. Raises Unfit."""

    def __init__(self, content: Content, people: People, ids: Ids, origin: Origin) -> None:
        self._content = content
        self._people = people
        self._ids = ids
        self._origin = origin

    def entries(self, instrument: Instrument) -> dict[EntryId, JointEntry]:
        """Return all lines in their order; what they serve must be among them."""
        found: dict[EntryId, JointEntry] = {}
        for place, line, details in self._all(instrument):
            if refused := check_place(instrument, place):
                raise Unfit(refused)
            entry = self._entry(place, line, details)
            found[entry.id] = replace(entry, order=len(found))
        if len(found) > limits.MAP_ENTRIES:
            raise Unfit.about("map", Code.TOO_LONG)
        if any(served not in found for entry in found.values() for served in entry.details.serves):
            raise Unfit.about("serves", Code.NOT_FOUND)
        return found

    def responsibilities(self) -> dict[EntryId, Responsibility]:
        """Return who carries what."""
        found = {}
        for part in self._content["responsibilities"]:
            key = EntryId(self._ids.make("responsibility", part["task"]))
            kind = brought.one_of(Responsible, part["kind"], "kind")
            found[key] = Responsibility(key, part["task"], kind)
        return found

    def _all(self, instrument: Instrument) -> Iterator[tuple[Place, Line, Details]]:
        content = self._content
        values = instrument.steps[0].prompts[0]
        for line in content["values"]:
            yield Place(VALUES, values.key), line, Details()
        for line in content["ground_rules"]:
            yield _place(line), line, Details(role=line["role"])
        for line in content["conditions"]:
            status = brought.one_of(Status, line["status"], "status") if line["status"] else None
            yield _place({**line, "step": CONDITIONS}), line, Details(status=status)
        for line in content["actions"]:
            place = _asked_of(instrument, _OWNER_OF.get(line["kind"], ""))
            yield place, line, self._action(line)
        for line in content["requests"]:
            details = Details(asked_of=line["asked_of"], due=_due(line), serves=_serves(line))
            yield _asked_of(instrument, _ASKED), line, details
        for line in content["differences"]:
            yield _place(line), line, Details()

    def _action(self, line: Line) -> Details:
        owners = tuple(dict.fromkeys(map(self._people.named, (*line["owners"], *line["untaken"]))))
        return Details(owners=owners, due=_due(line), backup=line["backup"], serves=_serves(line))

    def _entry(self, place: Place, line: Line, details: Details) -> JointEntry:
        texts = tuple(brought.text(each, "text") for each in line.get("texts", [line.get("text", "")]))
        difference = "texts" in line
        least = limits.DIFFERENCE_TEXTS_LEAST if difference else 1
        if not least <= len(texts) <= limits.DIFFERENCE_TEXTS:
            raise Unfit.about("texts")
        people = tuple(map(self._people.named, line.get("from", ())))
        author = people[0] if people else self._people.opener
        helped_by = line.get("helped_by", "")
        key = EntryId(self._ids.take(line["id"]))
        return JointEntry(
            id=key,
            place=place,
            texts=texts,
            by=author,
            at=self._origin.at,
            order=0,
            since=self._origin.version,
            difference=difference,
            hand=self._people.named(helped_by) if helped_by else None,
            people=people,
            details=details,
            takes={self._people.named(name): Take.TAKEN for name in line.get("owners", ())},
            respect=self._respect(line),
            meanings=tuple(
                Meaning(EntryId(self._ids.make(key, number)), author, brought.text(meaning, "meaning"))
                for number, meaning in enumerate(line.get("meanings", ()))
            ),
        )

    def _respect(self, line: Line) -> tuple[ParticipantId, ...]:
        """Those who took a value over out of respect; without names they still count."""
        named, count = line.get("respect", ()), line.get("because_respect", 0)
        if named:
            return tuple(map(self._people.named, named))
        if not 0 <= count <= limits.PARTICIPANTS:
            raise Unfit.about("because_respect")
        return tuple(self._people.unnamed(number) for number in range(count))


def _place(line: Line) -> Place:
    return Place(line["step"], line["prompt"], line["topic"], line["question"])


def _asked_of(instrument: Instrument, owner: str) -> Place:
    """Where actions of this owner stand on the map."""
    prompts = (p for step in instrument.steps if step.key == ACTIONS for p in step.prompts)
    found = next((prompt for prompt in prompts if prompt.owner == owner), None)
    if found is None:
        raise Unfit.about("kind")
    return Place(ACTIONS, found.key)


def _due(line: Line) -> Any:
    return brought.day(line["due"], "due") if line["due"] else None


def _serves(line: Line) -> tuple[EntryId, ...]:
    return tuple(map(EntryId, line["serves"]))
