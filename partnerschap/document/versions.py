"""The versions of a contract as pages and files need them, read from the state of the map."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from partnerschap.document.content import Content, SignatureRecord, Status
from partnerschap.domain.agreement import Frozen, Signature, Withdrawal
from partnerschap.domain.contract import status_of
from partnerschap.domain.ids import ParticipantId
from partnerschap.domain.model import PartnershipMap

FINAL, FROZEN = "final", "frozen"


@dataclass(frozen=True, slots=True)
class Version:
    """One version from its freeze on; `present` tells whether it is the one the map now has."""

    number: int
    status: str
    frozen: Frozen
    signatures: Mapping[ParticipantId, Signature]
    withdrawals: tuple[Withdrawal, ...]
    present: bool
    because: str = ""
    """Why the group went on to a next version."""

    @property
    def content(self) -> Content:
        """Return what was frozen."""
        return cast("Content", self.frozen.content)

    @property
    def document_status(self) -> Status:
        """Return the status as the document says it."""
        return cast("Status", self.status)


def versions(state: PartnershipMap) -> list[Version]:
    """Return every version that was frozen, the latest first."""
    found = [
        Version(
            former.version,
            status_of(state, former),
            former.frozen,
            former.signatures,
            former.withdrawals,
            present=False,
            because=former.reopened_because,
        )
        for former in state.concluded
    ]
    if state.frozen is not None:
        status = FINAL if state.final else FROZEN
        found.append(
            Version(state.version, status, state.frozen, state.signatures, state.withdrawals, present=True)
        )
    return found[::-1]


def version_of(state: PartnershipMap, number: int) -> Version | None:
    """Return one version, if it was frozen."""
    return next((each for each in versions(state) if each.number == number), None)


def records(state: PartnershipMap, version: Version) -> list[SignatureRecord]:
    """Return everyone's answer to a version, in the order in which they came to the table.

    Who took part, left before the freeze and came back to answer stands after those who were there.
    Both `helped_by` and `device_of` name another hand: of a helper for who has no device, and else of whose
    device went round, on which people sign by themselves.
    """
    parties = {party["id"]: party for party in version.content["parties"]}
    return [
        _record(state, person, version.signatures.get(person), parties)
        for person in dict.fromkeys((*version.frozen.at_table, *version.signatures))
        if person in version.signatures or not state.people[person].removed
    ]


def gist(version: Version, name: str) -> dict[str, Any]:
    """Return what a signer sees before the whole: {values: [text], mine: [{text, with: [name], due}]}."""
    content = version.content
    mine = [
        {
            "text": each["text"],
            "with": [other for other in each["owners"] if other != name],
            "due": each["due"],
        }
        for each in content["actions"]
        if name and name in each["owners"]
    ]
    return {"values": [value["text"] for value in content["values"]], "mine": mine}


def file_name(version: Version, ending: str, what: str = "contract") -> str:
    """Return a file name that every system takes, as in contract-het-plein-versie-1.pdf."""
    plain = (
        unicodedata.normalize("NFKD", version.content["map"]["title"])
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    title = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60]
    return "-".join(filter(None, (what, title, "versie", str(version.number)))) + f".{ending}"


def _record(
    state: PartnershipMap,
    person: ParticipantId,
    signature: Signature | None,
    parties: Mapping[str, Mapping[str, Any]],
) -> SignatureRecord:
    someone, party = state.people[person], parties.get(person, {})
    hand = _name_of(state, signature.hand, parties) if signature is not None and signature.hand else ""
    answer = "waiting" if signature is None else "signed" if signature.signed else "declined"
    return SignatureRecord(
        person=person,
        name=party.get("name", someone.name),
        role=party.get("role", ""),
        organisation=party.get("organisation", ""),
        answer=answer,
        method=signature.method.value if signature is not None and signature.method else "",
        typed=signature.typed if signature is not None else "",
        strokes=signature.strokes if signature is not None else (),
        helped_by="" if someone.device else hand,
        device_of=hand if someone.device else "",
        at=signature.at if signature is not None and signature.signed else None,
    )


def _name_of(state: PartnershipMap, person: ParticipantId, parties: Mapping[str, Mapping[str, Any]]) -> str:
    """Return what the text calls somebody, who may have been erased since; else their name on the map."""
    name: str = parties.get(person, {}).get("name", state.people[person].name)
    return name
