"""The content of the contract, generated out of the map, and its fingerprint (RULES.md, rule 27)."""

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from partnerschap.domain.agreement import Concluded, Frozen
from partnerschap.domain.gates import is_of_version, live_joint, may_be_told, standing
from partnerschap.domain.ids import ParticipantId, StepKey
from partnerschap.domain.instrument import (
    ACTIONS,
    CONDITIONS,
    CONDUCT,
    RELATIONS,
    VALUES,
    Instrument,
    Prompt,
)
from partnerschap.domain.kinds import Names, StanceKind, Take
from partnerschap.domain.model import JointEntry, Participant, PartnershipMap, Stance
from partnerschap.domain.names import writing

SCHEMA = "partnerschap-kaart/1"
_KIND_OF_OWNER = {"person": "mine", "group": "ours"}


def content(state: PartnershipMap, instrument: Instrument) -> dict[str, Any]:
    """Return what the contract of the present text says, as plain data; nothing private is in it."""
    return {
        "schema": SCHEMA,
        "map": {
            "id": state.id,
            "title": state.title,
            "subject": state.subject,
            "situation": state.situation,
            "kind": state.kind.value,
            "form": state.form.value,
            "language": state.language.value,
            "names": state.names.value,
        },
        "version": state.version,
        "instrument": {"key": instrument.key, "version": instrument.version},
        "side_words": {side.value: word for side, word in state.side_words.items()},
        "parties": [_party(state, person) for person in _parties(state)],
        "facilitators": [
            p.name for p in state.people.values() if p.facilitator and not p.partner and p.at_table
        ],
        "responsibilities": [{"task": r.task, "kind": r.kind.value} for r in state.responsibilities.values()],
        "values": [_value(state, entry) for entry in _lines(state, instrument, VALUES)],
        "ground_rules": [
            {
                "number": number,
                **_line(state, instrument, entry),
                "role": entry.details.role,
            }
            for number, entry in enumerate(_lines(state, instrument, RELATIONS, CONDUCT), start=1)
        ],
        "conditions": [
            {
                **_line(state, instrument, entry),
                "status": entry.details.status.value if entry.details.status else "",
            }
            for entry in _lines(state, instrument, CONDITIONS)
        ],
        "actions": [
            _action(state, entry, kind)
            for entry in _lines(state, instrument, ACTIONS)
            if (kind := _KIND_OF_OWNER.get(instrument.prompt_at(entry.place).owner))
        ],
        "requests": [
            {
                "id": entry.id,
                "text": entry.texts[0],
                "asked_of": entry.details.asked_of,
                "due": _date(entry),
                "serves": list(standing(state, entry.details.serves)),
                "helped_by": _helped_by(state, writing(state, entry).hand),
            }
            for entry in _lines(state, instrument, ACTIONS)
            if instrument.prompt_at(entry.place).is_request
        ],
        "provisos": [
            _proviso(state, s) for s in state.stances.values() if s.kind is StanceKind.PROVISO and s.shown
        ],
        "differences": [
            {**_without_text(_line(state, instrument, entry)), "texts": list(entry.texts)}
            for entry in _ordered(state, instrument)
            if entry.difference
        ],
        "overrides": [
            {
                "steps": list(gate.steps),
                "reason": gate.override.reason,
                "failed": list(may_be_told(state, group, gate.override.failed)),
                "by": state.people[gate.override.by].name,
            }
            for group, gate in enumerate(state.gates)
            if gate.override
        ],
        "terms": _terms(state),
    }


def canonical(data: Mapping[str, Any]) -> bytes:
    """Return the one form of a content that is hashed: sorted keys, no spaces, NFC, UTF-8."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return unicodedata.normalize("NFC", text).encode()


def fingerprint(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical form, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical(data)).hexdigest()


def status_of(state: PartnershipMap, former: Concluded) -> str:
    """Return what became of a former version: 'final', 'not_concluded', or 'brought' in a contract."""
    if state.origin is not None and former.version == state.origin.version:
        return "brought"
    return "final" if former.final else "not_concluded"


def is_party(frozen: Frozen, person: ParticipantId) -> bool:
    """Tell whether a frozen text names somebody among its parties."""
    return any(party["id"] == person for party in frozen.content["parties"])


def waiting_for(state: PartnershipMap) -> tuple[ParticipantId, ...]:
    """Return the partners who were at the table at the freeze and have neither signed nor declined (rule 26).

    Who withdrew from an earlier version meanwhile is no partner in this one (rule 29).
    """
    asked = state.frozen.at_table if state.frozen else ()
    gone = {person.id for person in state.people.values() if person.withdrawn and not person.at_table}
    return tuple(person for person in asked if person not in state.signatures and person not in gone)


def _parties(state: PartnershipMap) -> Iterator[Participant]:
    for person in sorted(state.people.values(), key=lambda p: p.order):
        if person.partner and not person.removed and person.version == state.version:
            yield person


def _party(state: PartnershipMap, person: Participant) -> dict[str, Any]:
    limit = state.limits.get(person.id)
    return {
        "id": person.id,
        "name": person.name,
        "side": person.side.value if person.side else "",
        "role": person.role,
        "organisation": person.organisation,
        "facilitator": person.facilitator,
        "left": not person.at_table,
        "helped": not person.device,
        "limits": {"will": limit.will, "will_not": limit.will_not, "until": limit.until} if limit else None,
    }


def _ordered(state: PartnershipMap, instrument: Instrument, *steps: StepKey) -> list[JointEntry]:
    """The entries of these steps in the order of the map: step, prompt and topic, then as they were made."""

    def place(entry: JointEntry) -> tuple[int, int, int, int]:
        step = next(step for step in instrument.steps if step.key == entry.place.step)
        prompt = instrument.prompt_at(entry.place)
        topic = prompt.topic(entry.place.topic)
        return (
            step.number,
            step.prompts.index(prompt),
            prompt.topics.index(topic) if topic else 0,
            entry.order,
        )

    return sorted(live_joint(state, *steps), key=place)


def _lines(state: PartnershipMap, instrument: Instrument, *steps: StepKey) -> list[JointEntry]:
    return [entry for entry in _ordered(state, instrument, *steps) if not entry.difference]


def _line(state: PartnershipMap, instrument: Instrument, entry: JointEntry) -> dict[str, Any]:
    prompt: Prompt = instrument.prompt_at(entry.place)
    topic = prompt.topic(entry.place.topic)
    language = state.language.value
    return {
        "id": entry.id,
        "step": entry.place.step,
        "prompt": entry.place.prompt,
        "prompt_text": prompt.text[language],
        "topic": entry.place.topic,
        "topic_text": topic.text[language] if topic else "",
        "question": entry.place.question,
        "text": entry.texts[0],
        "helped_by": _helped_by(state, writing(state, entry).hand),
    }


def _without_text(line: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in line.items() if key != "text"}


def _value(state: PartnershipMap, entry: JointEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "text": entry.texts[0],
        "because_respect": len(entry.respect),
        "respect": _names(state, entry.respect),
        "from": _names(state, entry.people or (entry.by,)),
        "meanings": [meaning.text for meaning in entry.meanings],
        "helped_by": _helped_by(state, writing(state, entry).hand),
    }


def _action(state: PartnershipMap, entry: JointEntry, kind: str) -> dict[str, Any]:
    """An action of who left before this version is nobody's promise any more; whose it was is said apart."""
    named = [p for p in entry.details.owners if is_of_version(state, p)]
    former = [p for p in entry.details.owners if p not in named and entry.takes.get(p) is Take.TAKEN]
    return {
        "id": entry.id,
        "kind": kind,
        "text": entry.texts[0],
        "owners": [state.people[p].name for p in named if entry.takes.get(p) is Take.TAKEN],
        "untaken": [state.people[p].name for p in named if p not in entry.takes],
        **({"former_owners": [state.people[p].name for p in former]} if former else {}),
        "due": _date(entry),
        "backup": entry.details.backup,
        "serves": list(standing(state, entry.details.serves)),
        "helped_by": _helped_by(state, writing(state, entry).hand),
    }


def _date(entry: JointEntry) -> str:
    return entry.details.due.isoformat() if entry.details.due else ""


def _proviso(state: PartnershipMap, stance: Stance) -> dict[str, Any]:
    by_name = state.names is Names.FIRST
    return {
        "steps": list(state.gates[stance.group].steps),
        "by": state.people[stance.person].name if by_name else "",
        "text": stance.because,
        "answers": [reply.text for reply in stance.replies],
        "helped_by": _helped_by(state, stance.hand),
    }


def _terms(state: PartnershipMap) -> dict[str, str] | None:
    terms = state.terms
    if terms is None or terms.version != state.version:
        return None
    return {
        "non_compliance": terms.non_compliance,
        "guardian": terms.guardian,
        "confidentiality": terms.confidentiality,
        "review_on": terms.review_on.isoformat(),
        "intent": terms.intent.value,
    }


def _names(state: PartnershipMap, people: tuple[ParticipantId, ...]) -> list[str]:
    return [state.people[p].name for p in people] if state.names is Names.FIRST else []


def _helped_by(state: PartnershipMap, hand: ParticipantId | None) -> str:
    return state.people[hand].name if hand is not None and state.names is Names.FIRST else ""
