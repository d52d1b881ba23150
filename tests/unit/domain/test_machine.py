"""Any sequence of acts keeps the promises of the method: a table at which people do whatever comes up."""

import json
import pickle
from collections import Counter
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from partnerschap.domain import commands as cmd
from partnerschap.domain import contract, gates
from partnerschap.domain.commands import Command
from partnerschap.domain.erasure import erased
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import EntryId, ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.instrument import standard
from partnerschap.domain.kinds import Form, GateStatus, Kind, Method, Names, Side, StanceKind
from partnerschap.domain.model import Details, PartnershipMap
from partnerschap.domain.pieces import Pieces
from partnerschap.domain.projection import Audience, View, joined, personal, shared, shared_parts
from partnerschap.domain.refusals import Refusal
from partnerschap.realtime.difference import Parts, difference, moved_parts
from tests.domain_kit import PLACES, REVIEW_ON, STEPS, UNDO, Table

HERE = "here"
"""The first step that can be worked on: where most things happen."""
PLACE = st.sampled_from([HERE, HERE, *PLACES])
STEP = st.sampled_from([HERE, HERE, *STEPS])
WHO = st.integers(0, 6)
PICK = st.integers(0, 40)
Lines = Counter[tuple[Any, ...]]
TAKEN_BACK = ("own", "joint", "parked", "stances", "responsibilities", "limits")


@dataclass(frozen=True)
class Secret:
    """A word that only these people may see for now."""

    word: str
    theirs: frozenset[str]


def lines(state: PartnershipMap, group: int) -> Lines:
    """The wording of a group as the rule has it: its joint texts and points of difference, in any order."""
    return Counter(
        (e.place, *e.texts)
        for e in state.joint.values()
        if e.live and e.place.step in state.gates[group].steps
    )


def may_open(state: PartnershipMap, group: int) -> bool:
    """Rule 19 in other words than the code under test has for it."""
    here = [p for p in state.people.values() if p.partner and p.at_table and not p.absent]
    taken = {s.person: s for s in state.stances.values() if s.group == group}
    now = gates.wording(state, group)
    if any(p.id not in taken or taken[p.id].wording != now for p in here):
        return False
    yes = []
    for stance in taken.values():
        answered = [reply for reply in stance.replies if reply.by != stance.person]
        if stance.kind is StanceKind.OBJECT or (stance.kind is StanceKind.PROVISO and not answered):
            return False
        if stance.wording == now:
            yes.append(stance)
    if state.kind is Kind.TEAM:
        sides_hold = bool(yes)
    else:
        counted = set()
        for stance in yes:
            side = state.people[stance.person].side
            by = state.people[stance.hand].side if stance.hand else side
            if by in {side, None}:
                counted.add(side)
        sides_hold = counted >= {Side.FORMAL, Side.INFORMAL}
    untaken = [
        owner
        for e in state.joint.values()
        if e.live and e.place.step == "actions" and "actions" in state.gates[group].steps
        for owner in e.details.owners
        if owner not in e.takes and not state.people[owner].removed
    ]
    return sides_hold and not untaken


def private_in(state: PartnershipMap, group: int) -> bool:
    steps = state.gates[group].steps
    return any(
        not e.open and not e.late and e.place.step in steps and e.version == state.version
        for e in state.own.values()
    )


class AnyTable(RuleBasedStateMachine):
    """Two to six partners, a facilitator with or without a side, one person without a device."""

    @initialize(
        kind=st.sampled_from(Kind),
        form=st.sampled_from(Form),
        names=st.sampled_from(Names),
        count=st.integers(2, 5),
        facilitating=st.booleans(),
        gone=st.integers(0, 7),
    )
    def begin(
        self, *, kind: Kind, form: Form, names: Names, count: int, facilitating: bool, gone: int
    ) -> None:
        self.table = Table(kind=kind, form=form, names=names, people="")
        self.people = ["fac", *(f"p{n}" for n in range(count)), "eef"]
        self.words = 0
        self.seen: dict[str, Lines] = {}
        self.looked_at: PartnershipMap | None = None
        self.pieces = Pieces()
        self.shown: dict[Audience, tuple[Parts, View]] = {}
        sides = {key: (Side.FORMAL, Side.INFORMAL)[n % 2] for n, key in enumerate(self.people)}
        for key in self.people:
            self.table.join(
                key,
                name=f"Roepnaam{key} Achternaam{key}",
                side=sides[key] if key != "fac" or facilitating else None,
                role=f"Rolvan{key}",
                organisation=f"Clubvan{key}",
                facilitator=key == "fac",
                device=key != "eef",
                hand="fac" if key == "eef" else None,
            )
        self.remember()
        self.come_far(gone)

    def come_far(self, gone: int) -> None:
        """Begin in the middle: some gates open, the text frozen, or the next version begun."""
        for _ in range(gone):
            for who in (1, 2):
                self.write(who, HERE, private=True)
            self.go_on(override=True)
            self.note(1, HERE, 0, 2, named=True)
        if gone > len(STEPS):
            self.go_on(override=True)
            self.finish_the_text(1)
        if gone > len(STEPS) + 1:
            self.answer_the_text(sign=True)
            self.come_back(1, withdraw=False)

    # acting

    def at(self, where: str) -> str:
        """Return a place or step; 'here' is one of the first group that is open."""
        open_steps = [
            step for gate in self.table.state.gates if gate.status is GateStatus.OPEN for step in gate.steps
        ]
        here = open_steps[self.words % len(open_steps)] if open_steps else "values"
        return here if where == HERE else where

    def word(self) -> str:
        self.words += 1
        return f"woord{self.words}x"

    def person(self, number: int) -> str:
        return self.people[number % len(self.people)]

    def pick(self, number: int, *of: Any) -> str:
        ids = list(chain(*of))
        return ids[number % len(ids)] if ids else "niets"

    def act(self, who: str, command: Command) -> None:
        """Do one act and hold what happened against the promises."""
        hand = None
        if who == "eef":
            hand = self.people[1 + self.words % (len(self.people) - 2)]
        before = self.table.state
        frozen_bytes = pickle.dumps(before)
        decision = self.table.ask(who, command, hand)
        after = self.table.state
        assert pickle.dumps(before) == frozen_bytes, "a state is never changed in place"
        if isinstance(decision, Refusal):
            assert after is before
            return
        self.remember()
        self.check_gates(before, after, command)
        self.check_what_is_done(before, after)
        self.check_frozen(before, after)

    def remember(self) -> None:
        """Whatever wording there was: its fingerprint names these lines and no others (rule 16)."""
        for group in range(len(self.table.state.gates)):
            now = lines(self.table.state, group)
            for fingerprint, then in self.seen.items():
                assert (fingerprint == gates.wording(self.table.state, group)) == (then == now)
            self.seen.setdefault(gates.wording(self.table.state, group), now)

    def check_gates(self, before: PartnershipMap, after: PartnershipMap, command: Command) -> None:
        """A gate opens only by the facilitator's act, and then rules 7, 19, 20 and 21 hold."""
        for group, (was, now) in enumerate(zip(before.gates, after.gates, strict=True)):
            if was.status is not GateStatus.CLOSED and now.status is GateStatus.CLOSED:
                assert isinstance(command, cmd.Close)
                assert not private_in(before, group)
                assert all(gate.status is GateStatus.CLOSED for gate in before.gates[:group])
                assert may_open(before, group) == (now.override is None)
                assert now.override is None or now.override.reason

    def check_what_is_done(self, before: PartnershipMap, after: PartnershipMap) -> None:
        """In a step whose gate is open no words and no stances change (rule 10)."""
        if after.version != before.version:
            return
        for group, (was, now) in enumerate(zip(before.gates, after.gates, strict=True)):
            if was.status is now.status is GateStatus.CLOSED:
                assert lines(before, group) == lines(after, group)
                same = [s for s in before.stances.values() if s.group == group and s.id not in after.stances]
                assert all(after.people[s.person].removed for s in same)
                shown = {e.id for e in before.own.values() if e.open and e.place.step in was.steps}
                assert shown == {e.id for e in after.own.values() if e.open and e.place.step in now.steps}
        for entry in before.own.values():
            if entry.open:
                kept = after.own[entry.id]
                assert (kept.text, kept.because, kept.meaning, kept.open) == (
                    entry.text,
                    entry.because,
                    entry.meaning,
                    True,
                )

    def check_frozen(self, before: PartnershipMap, after: PartnershipMap) -> None:
        """From the freeze to a reopening no entry, stance, gate or term changes (rule 24)."""
        if before.frozen is not None and after.frozen is not None:
            assert before.frozen is after.frozen
            assert (before.gates, before.terms, before.limits) == (after.gates, after.terms, after.limits)
            for name in ("own", "joint", "parked", "stances"):
                was, now = getattr(before, name), getattr(after, name)
                assert {k: replace(v, confirmed=False) for k, v in was.items()} == {
                    k: replace(v, confirmed=False) for k, v in now.items()
                }
        for old, new in zip(before.concluded, after.concluded, strict=False):
            assert (old.frozen, old.signatures, old.final) == (new.frozen, new.signatures, new.final)

    # what people do

    @rule(who=WHO, where=PLACE, private=st.booleans())
    def write(self, who: int, where: str, *, private: bool) -> None:
        act = self.table.write_act(
            self.at(where), self.word(), because=self.word(), meaning=self.word(), private=private
        )
        self.act(self.person(who), act)

    @rule(step=STEP)
    def reveal(self, step: str) -> None:
        self.act("fac", cmd.Reveal(StepKey(self.at(step))))

    @rule(who=WHO, where=PLACE, source=PICK, owner=PICK, named=st.booleans())
    def note(self, who: int, where: str, source: int, owner: int, *, named: bool) -> None:
        state = self.table.state
        sources = (EntryId(self.pick(source, state.own, state.parked)),) if source % 3 == 0 else ()
        owners = (ParticipantId(self.person(owner)), ParticipantId(self.person(who))) if named else ()
        where = self.at(where)
        details = Details(owners=owners if where in {"ours", "actions"} else ())
        new = EntryId(self.table.new_id())
        self.act(self.person(who), cmd.Note(new, PLACES[where], self.word(), self.word(), sources, details))

    @rule(who=WHO, entry=PICK)
    def adopt(self, who: int, entry: int) -> None:
        self.act(self.person(who), self.table.adopt_act(self.pick(entry, self.table.state.own)))

    @rule(who=WHO, where=PLACE)
    def differ(self, who: int, where: str) -> None:
        self.act(self.person(who), self.table.differ_act(self.at(where), self.word(), self.word()))

    @rule(who=WHO)
    def park(self, who: int) -> None:
        self.act(self.person(who), cmd.Park(EntryId(self.table.new_id()), self.word()))

    @rule(who=WHO, entry=PICK, back=st.booleans())
    def edit(self, who: int, entry: int, *, back: bool) -> None:
        state = self.table.state
        chosen = self.pick(entry, state.joint, state.own, state.parked)
        known = state.joint.get(EntryId(chosen))
        before = known.change.before if known and known.change else ()
        text = before[0] if back and before else self.word()
        act = self.table.edit_act(chosen, text)
        if known and known.difference:
            act = self.table.edit_act(
                chosen, None, texts=before if back and before else (self.word(), self.word())
            )
        self.act(self.person(who), act)

    @rule(who=WHO, entry=PICK, stale=st.booleans())
    def change_at_once(self, who: int, entry: int, *, stale: bool) -> None:
        """Who says what they began from loses no word, whatever became of the text meanwhile."""
        before = self.table.state
        known = before.joint.get(EntryId(self.pick(entry, before.joint)))
        if known is None or known.difference:
            return
        text = f"{self.word()} {known.texts[0] if known.texts else ''}".strip()
        act = self.table.edit_act(known.id, text, base=(self.word(),) if stale else known.texts or ("weg",))
        self.act(self.person(who), act)
        if self.table.state is not before:
            now = self.table.state.joint[known.id]
            assert text in {*now.texts, *(each.text for each in now.alternatives)}
            assert set(known.alternatives) <= {
                *now.alternatives,
                *(a for a in known.alternatives if a.text == text),
            }

    @rule(who=WHO, entry=PICK, number=PICK, takes=st.booleans())
    def choose(self, who: int, entry: int, number: int, *, takes: bool) -> None:
        """Take one of two wordings that stand beside each other, or let it go."""
        state = self.table.state
        waiting = [each for each in state.joint.values() if each.alternatives and not each.difference]
        if not waiting:
            return
        chosen = waiting[entry % len(waiting)]
        text = chosen.alternatives[number % len(chosen.alternatives)].text
        take = self.table.edit_act(chosen.id, text, base=chosen.texts)
        self.act(self.person(who), take if takes else cmd.DropAlternative(chosen.id, text))

    @rule(who=WHO, entry=PICK)
    def remove(self, who: int, entry: int) -> None:
        state = self.table.state
        self.act(
            self.person(who), cmd.Remove(EntryId(self.pick(entry, state.joint, state.own, state.parked)))
        )

    @rule(who=WHO, entry=PICK, what=st.integers(0, 7))
    def say_something_of(self, who: int, entry: int, what: int) -> None:
        state = self.table.state
        chosen = EntryId(self.pick(entry, state.own, state.joint, state.parked, state.stances))
        acts: list[Command] = [
            self.table.answer_act(chosen, "not_adopted", self.word()),
            cmd.Respect(chosen),
            cmd.Share(chosen),
            cmd.AskMeaning(chosen),
            cmd.GiveMeaning(EntryId(self.table.new_id()), chosen, self.word()),
            cmd.Confirm(chosen),
            self.table.take_act(chosen, "refused" if who % 2 else "taken"),
            cmd.MarkFeasible(chosen, want=True, can=True, circumstances=False),
        ]
        self.act(self.person(who), acts[what])

    @rule(who=WHO, step=STEP, kind=st.sampled_from(StanceKind), old=PICK, stale=st.booleans())
    def take_a_stance(self, who: int, step: str, kind: StanceKind, old: int, *, stale: bool) -> None:
        step = self.at(step)
        wording = self.pick(old, self.seen) if stale else self.table.wording(step)
        new = StanceId(self.table.new_id("st"))
        self.act(self.person(who), cmd.TakeStance(new, StepKey(step), kind, Wording(wording), self.word()))

    @rule(who=WHO, stance=PICK)
    def reply(self, who: int, stance: int) -> None:
        chosen = StanceId(self.pick(stance, self.table.state.stances))
        self.act(self.person(who), cmd.GiveReply(chosen, self.word()))

    @rule(step=STEP, override=st.sampled_from([None, "", "de tijd is om"]))
    def close(self, step: str, override: str | None) -> None:
        self.act("fac", self.table.close_act(self.at(step), override))

    @rule(override=st.booleans())
    def go_on(self, *, override: bool) -> None:
        """Most groups get somewhere: reveal, take up the actions, agree, close the first open step."""
        state = self.table.state
        gate = next((g for g in state.gates if g.status is GateStatus.OPEN), None)
        for step in gate.steps if gate else ():
            self.act("fac", cmd.Reveal(step))
        for entry in state.joint.values():
            for owner in entry.details.owners:
                self.act(owner, self.table.take_act(entry.id))
        for person in gates.present(self.table.state) if gate else ():
            self.act(person.id, self.table.stance_act(gate.steps[0] if gate else ""))
        if gate:
            self.act("fac", self.table.close_act(gate.steps[0], "de tijd is om" if override else None))

    @rule(who=WHO, step=STEP)
    def reopen_a_step(self, who: int, step: str) -> None:
        self.act(self.person(who), cmd.ReopenStep(StepKey(step), self.word()))

    @rule(step=STEP)
    def show(self, step: str) -> None:
        self.act("fac", cmd.ShowStances(StepKey(self.at(step))))

    @rule(who=WHO, other=WHO, what=st.integers(0, 6))
    def come_and_go(self, who: int, other: int, what: int) -> None:
        me, them = ParticipantId(self.person(who)), ParticipantId(self.person(other))
        acts: list[Command] = [
            cmd.Leave(),
            cmd.Join(me, ""),
            cmd.Join(me, ""),
            cmd.MarkAbsent(them),
            cmd.MarkAbsent(them, absent=False),
            cmd.RemovePerson(them),
            cmd.BringBack(them),
        ]
        by_facilitator = what > 2
        if (by_facilitator and them == "fac") or (not by_facilitator and me == "fac"):
            return
        self.act("fac" if by_facilitator else me, acts[what])

    @rule(who=WHO, step=STEP, now=st.integers(0, 9))
    def mark(self, who: int, step: str, now: int) -> None:
        self.act(self.person(who), cmd.MarkSpectrum(StepKey(self.at(step)), now, 5))
        self.act(self.person(who), cmd.StateLimit(self.word()))

    @rule(who=WHO)
    def finish_the_text(self, who: int) -> None:
        self.act(self.person(who), cmd.GiveTerms(self.word(), REVIEW_ON))
        self.act("fac", cmd.Freeze())

    @rule(sign=st.booleans())
    def answer_the_text(self, *, sign: bool) -> None:
        frozen = self.table.state.frozen
        for person in frozen.at_table if frozen else ():
            signing: Command = cmd.Sign(Method.TYPED, frozen.hash if frozen else "", "Naam")
            self.act(person, signing if sign else cmd.Decline(self.word()))
        self.act("fac", cmd.Seal())

    @rule(who=WHO, withdraw=st.booleans())
    def come_back(self, who: int, *, withdraw: bool) -> None:
        if withdraw and self.person(who) != "fac":
            self.act(self.person(who), cmd.Withdraw())
        self.act(self.person(who + 1), cmd.Reopen("een jaar later"))

    @rule(who=WHO, entry=PICK, then=st.sampled_from(["keep", "change", "drop"]))
    def review(self, who: int, entry: int, then: str) -> None:
        chosen = self.pick(entry, self.table.state.joint)
        self.act(
            self.person(who), self.table.review_act(chosen, then=then, because=self.word(), text=self.word())
        )

    # what always holds

    @rule(who=WHO)
    def take_back(self, who: int) -> None:
        """What can be taken back is as it was, exactly, and what others did is as they left it."""
        key, before = self.person(who), self.table.state
        last = self.table.last.get(key)
        self.act(key, UNDO)
        after = self.table.state
        if after is before or last is None:
            assert after is before
            return
        for name in TAKEN_BACK:
            was, did, then, now = (getattr(state, name) for state in (last.before, last.after, before, after))
            mine = {each for each in {**was, **did} if was.get(each) is not did.get(each)}
            assert {each: now.get(each) for each in mine} == {each: was.get(each) for each in mine}
            assert {k: v for k, v in now.items() if k not in mine} == {
                k: v for k, v in then.items() if k not in mine
            }
        if last.before.gates is not last.after.gates:
            assert (after.gates, after.focus) == (last.before.gates, last.before.focus)
        names = (each.name for each in fields(after))
        changed = {name for name in names if getattr(after, name) is not getattr(before, name)}
        assert changed <= {*TAKEN_BACK, "gates", "focus"}

    def secrets(self) -> list[Secret]:
        state = self.table.state
        found = []
        for entry in state.own.values():
            if not entry.open:
                theirs = frozenset({entry.author, entry.hand or entry.author})
                found += [Secret(word, theirs) for word in (entry.text, entry.because, entry.meaning)]
        for stance in state.stances.values():
            if not stance.shown:
                found.append(Secret(stance.because, frozenset({stance.person, stance.hand or stance.person})))
        if state.version > 1 and "values" not in state.revealed:
            earlier = [text for e in state.joint.values() if e.since < state.version for text in e.texts]
            found += [Secret(text, frozenset()) for text in earlier]
            if state.terms:
                found.append(Secret(state.terms.non_compliance, frozenset()))
        return found

    def teardown(self) -> None:
        """Whoever is erased from whatever came about, the others go on with a map that is whole."""
        state = self.table.state
        for who in state.people:
            left = erased(state, who, standard())
            theirs = {e.author for e in left.own.values()} | {s.person for s in left.stances.values()}
            assert who not in theirs
            assert erased(left, who, standard()) is left
            for audience in Audience:
                shared(left, audience, standard())
            for other in left.people:
                personal(left, other)
            contract.content(left, standard())

    @invariant()
    def nobody_sees_what_is_not_theirs_to_see(self) -> None:
        if self.looked_at is self.table.state:
            return
        self.looked_at = self.table.state
        secrets = self.secrets()
        for who in [*self.people, "wall"]:
            view = self.table.view(who)
            known = self.table.state.people.get(ParticipantId(who))
            assert bool(view) == (who == "wall" or (known is not None and known.at_table))
            sent = json.dumps(view)
            assert json.loads(sent) == view
            for secret in filter(lambda secret: secret.word, secrets):
                assert who in secret.theirs or f'"{secret.word}"' not in sent, (who, secret)
            shared = json.dumps({key: value for key, value in view.items() if key != "me"})
            assert "Rolvan" not in shared
            assert "Clubvan" not in shared
            assert "Achternaam" not in shared

    @invariant()
    def a_view_of_remembered_pieces_is_the_view(self) -> None:
        """What is remembered, and what is shown by its differences, must equal what is made from nothing."""
        state = self.table.state
        for audience in Audience:
            parts = shared_parts(state, audience, standard(), self.pieces)
            view = joined(parts)
            assert list(view.items()) == list(shared(state, audience, standard()).items())
            assert sum(map(len, parts)) == len(view), "a key is of two parts"
            before, shown = self.shown.get(audience, (({},) * len(parts), {}))
            change = difference(moved_parts(before, parts))
            shown = {key: was for key, was in shown.items() if key not in change["del"]} | change["set"]
            assert shown == view
            self.shown[audience] = parts, shown
        for who, person in state.people.items():
            if person.at_table:
                assert personal(state, who, self.pieces) == personal(state, who)

    @invariant()
    def the_content_of_the_contract_holds_nothing_hidden(self) -> None:
        if gates.waits_for_own_round(self.table.state):
            return
        told = json.dumps(self.table.contract())
        for secret in filter(lambda secret: secret.word, self.secrets()):
            assert f'"{secret.word}"' not in told, secret

    @invariant()
    def without_names_no_entry_is_tied_to_anyone(self) -> None:
        if self.table.state.names is Names.FIRST:
            return
        shared = self.table.view("wall") | self.table.view("fac")
        kinds = ("own/", "joint/", "removed/", "stance/", "parked/")
        words = [value for key, value in shared.items() if key.startswith(kinds)]
        told = json.dumps([{k: v for k, v in value.items() if k != "owners"} for value in words])
        assert "Roepnaam" not in told
        assert not [key for key in self.people if f'"{key}"' in told]
        assert not [key for key, value in shared.items() if key.startswith("step/") and value["wrote"]]

    @invariant()
    def one_stance_per_person_and_group(self) -> None:
        pairs = [(s.person, s.group) for s in self.table.state.stances.values()]
        assert len(pairs) == len(set(pairs))

    @invariant()
    def stances_are_hidden_until_rule_17_allows(self) -> None:
        for stance in self.table.state.stances.values():
            chosen = {s.person for s in self.table.state.stances.values() if s.group == stance.group}
            here = [p for p in self.table.state.people.values() if p.partner and p.at_table and not p.absent]
            if here and all(p.id in chosen for p in here):
                assert stance.shown

    @invariant()
    def the_same_events_give_the_same_state(self) -> None:
        if self.words % 5 == 0:
            assert evolve_all(self.table.begun, self.table.events) == self.table.state


TestAnyTable = AnyTable.TestCase
TestAnyTable.settings = settings(
    max_examples=settings().max_examples // 5,  # each of them is forty acts
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
