"""Those whom a contract names: on the map by their names and what they stated, and not at the table."""

from collections.abc import Mapping
from typing import Any

from partnerschap.domain import brought, limits
from partnerschap.domain.brought import Content, Ids, Unfit
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.kinds import Kind, Side
from partnerschap.domain.model import Participant, PartnershipMap, PersonalLimit
from partnerschap.domain.names import called_after, told_apart
from partnerschap.domain.refusals import Code
from partnerschap.domain.text import folded

_UNNAMED = "–"


class People:
    """Reads the people of a content; `all` are those found so far, in their order. Raises Unfit.

    Who opens it (`opener`, by this name) is the party of that name, if there is one.
    """

    def __init__(self, content: Content, ids: Ids, opener: ParticipantId, name: str) -> None:
        self.all: dict[ParticipantId, Participant] = {}
        self.limits: dict[ParticipantId, PersonalLimit] = {}
        self._by_name: dict[str, ParticipantId] = {}
        self._ids = ids
        self._version: int = content["version"]
        kind = brought.one_of(Kind, content["map"]["kind"], "kind")
        for party in content["parties"]:
            self._add_party(party, kind)
        self.opener = self._by_name.setdefault(folded(name), opener)

    def named(self, name: str) -> ParticipantId:
        """Return who has this name: a party, or somebody who helped, facilitated or took part before."""
        known = self._by_name.get(folded(name))
        return known or self._add(ParticipantId(self._ids.make("person", name)), name, {})

    def unnamed(self, number: int) -> ParticipantId:
        """Return somebody who counts, and whose name the content does not tell: the group shows none."""
        key = ParticipantId(f"unnamed-{number}")
        if key not in self.all:
            self._ids.take(key)
            self.all[key] = Participant(
                key,
                _UNNAMED,
                _UNNAMED,
                None,
                partner=False,
                at_table=False,
                removed=True,
                order=len(self.all),
            )
        return key

    def _add_party(self, party: Mapping[str, Any], kind: Kind) -> None:
        if not party["side"] and kind is Kind.PARTNERSHIP:
            raise Unfit.about("side")
        person = ParticipantId(self._ids.take(party["id"]))
        self._add(person, party["name"], party)
        if stated := party["limits"]:
            self.limits[person] = PersonalLimit(
                will=stated["will"],
                will_not=stated["will_not"],
                until=stated["until"],
            )

    def _add(self, key: ParticipantId, given: str, party: Mapping[str, Any]) -> ParticipantId:
        name = brought.line(given, "name", limit=limits.NAME)
        if len(self.all) >= limits.PARTICIPANTS:
            raise Unfit.about("people", Code.TOO_LONG)
        side = party.get("side")
        # Two can have one name: one left, and another came. What stands under it is of who stayed.
        if party.get("left") is not True or folded(name) not in self._by_name:
            self._by_name[folded(name)] = key
        self.all[key] = Participant(
            id=key,
            name=name,
            called=told_apart(self.all.values(), called_after(name)),
            side=brought.one_of(Side, side, "side") if side else None,
            partner=bool(party),
            role=party.get("role", ""),
            organisation=party.get("organisation", ""),
            device=not party.get("helped", False),
            at_table=False,
            order=len(self.all),
            version=self._version,
        )
        return key


def is_waiting(state: PartnershipMap, person: Participant) -> bool:
    """Tell whether somebody came along in a contract and has not come in yet."""
    came_along = state.origin is not None and person.version <= state.origin.version
    return came_along and not (person.at_table or person.removed)


def waiting_by_name(state: PartnershipMap, name: str) -> ParticipantId | None:
    """Return who came along in a contract by this name and has not come in yet, if anybody."""
    wanted = folded(name)
    waiting = (p for p in state.people.values() if is_waiting(state, p))
    return next((p.id for p in waiting if folded(p.name) == wanted), None)
