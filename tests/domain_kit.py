"""A table to play the method at: people by short keys, acts as calls, refusals as codes."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any

from partnerschap.domain import commands as cmd
from partnerschap.domain import contract, gates, projection
from partnerschap.domain.begin import Begin, begin
from partnerschap.domain.commands import Actor, Command
from partnerschap.domain.decide import decide
from partnerschap.domain.decisions.context import Done
from partnerschap.domain.decisions.undo import UNDOABLE
from partnerschap.domain.events import Began, Event
from partnerschap.domain.evolve import evolve_all
from partnerschap.domain.ids import EntryId, MapId, OperationId, ParticipantId, StanceId, StepKey, Wording
from partnerschap.domain.instrument import Place, standard
from partnerschap.domain.kinds import (
    AnswerKind,
    Form,
    GateStatus,
    Kind,
    Method,
    Names,
    Next,
    Side,
    StanceKind,
    Take,
    Verdict,
)
from partnerschap.domain.model import Details, PartnershipMap
from partnerschap.domain.projection import Audience, View
from partnerschap.domain.refusals import Refusal
from partnerschap.domain.timeline import Happened

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
REVIEW_ON = date(2027, 6, 10)
STEPS = ("values", "relations", "conduct", "conditions", "actions")
PLACES = {
    "values": Place(StepKey("values"), "success"),
    "relations": Place(StepKey("relations"), "share_knowledge"),
    "conduct": Place(StepKey("conduct"), "communicate"),
    "conditions": Place(StepKey("conditions"), "people", "values"),
    "actions": Place(StepKey("actions"), "ours"),
    "mine": Place(StepKey("actions"), "mine"),
    "ours": Place(StepKey("actions"), "ours"),
    "others": Place(StepKey("actions"), "others"),
    "own question": Place(StepKey("relations"), "own_question", question="Hoe vieren we?"),
}
INK = (((0.1, 0.1), (0.4, 0.6), (0.8, 0.1)),)


UNDO = cmd.Undo(OperationId("the last one"))


def place(where: str | Place) -> Place:
    """Return a place by its short name: a step's first prompt, or a kind of action."""
    return where if isinstance(where, Place) else PLACES[where]


class Table:
    """A map under way. `fac` facilitates without a side; `ann` is formal, `ben` is informal."""

    def __init__(
        self,
        *,
        kind: Kind = Kind.PARTNERSHIP,
        form: Form = Form.LONG,
        names: Names = Names.FIRST,
        people: str = "fac ann ben",
    ) -> None:
        begun = begin(
            Begin(MapId("map"), "Samen eten", "de buurttafel", kind=kind, form=form, names=names),
            standard(),
        )
        assert isinstance(begun, PartnershipMap)
        self.begun = begun
        self.state = begun
        self.events: list[Event] = []
        self.journal = [Happened(0, NOON, (Began(begun),))]
        self.now = NOON
        self.last: dict[str, Done | None] = {}
        self._count = 0
        cast: dict[str, dict[str, Any]] = {
            "fac": {"name": "Gerda de Groot", "facilitator": True},
            "ann": {
                "name": "Ann Jansen",
                "side": Side.FORMAL,
                "role": "wijkverpleegkundige",
                "organisation": "Zorggroep",
            },
            "ben": {
                "name": "Ben Bakker",
                "side": Side.INFORMAL,
                "role": "buurman",
                "organisation": "Buurtvereniging",
            },
            "cas": {"name": "Cas Claes", "side": Side.INFORMAL},
            "dia": {"name": "Dia Dekker", "side": Side.FORMAL},
            "eef": {"name": "Mevrouw Eefting", "side": Side.INFORMAL, "device": False},
        }
        for key in people.split():
            self.join(key, **cast[key], hand=None if cast[key].get("device", True) else "ann")

    # acting

    def ask(self, who: str, command: Command, hand: str | None = None) -> tuple[Event, ...] | Refusal:
        """Ask for something; what was accepted has happened afterwards."""
        self.now += timedelta(seconds=1)
        actor = Actor(ParticipantId(who), ParticipantId(hand) if hand else None)
        last = self.last.get(who) if isinstance(command, cmd.Undo) else None
        decision = decide(self.state, command, actor, self.now, last=last)
        if not isinstance(decision, Refusal):
            before, self.state = self.state, evolve_all(self.state, decision)
            self.events.extend(decision)
            self.journal.append(Happened(len(self.journal), self.now, decision))
            self.last[who] = (
                Done(actor, self.now, before, self.state) if isinstance(command, UNDOABLE) else None
            )
        return decision

    def undo(self, who: str, hand: str | None = None) -> None:
        """Take back somebody's last act."""
        self.do(who, UNDO, hand)

    def do(self, who: str, command: Command, hand: str | None = None) -> tuple[Event, ...]:
        """Ask for something that must be accepted."""
        decision = self.ask(who, command, hand)
        assert not isinstance(decision, Refusal), decision
        return decision

    def refused(self, who: str, command: Command, hand: str | None = None) -> str:
        """Ask for something that must be refused, see that nothing changed, and return the code."""
        before = deepcopy(self.state)
        decision = self.ask(who, command, hand)
        assert isinstance(decision, Refusal), decision
        assert self.state == before
        return decision.code.value

    def about(self, who: str, command: Command) -> tuple[str, ...]:
        """Return what a refusal is about."""
        decision = self.ask(who, command)
        assert isinstance(decision, Refusal), decision
        return decision.about

    def new_id(self, prefix: str = "e") -> str:
        """Return an id that was not used before."""
        self._count += 1
        return f"{prefix}{self._count}"

    # acts

    def join(self, who: str, hand: str | None = None, **more: Any) -> None:
        """Seat somebody; without more words again, after they left."""
        self.do(who, cmd.Join(ParticipantId(who), more.pop("name", ""), **more), hand)

    def leave(self, who: str) -> None:
        """Leave the table."""
        self.do(who, cmd.Leave())

    def write_act(self, where: str | Place = "values", text: str = "samen eten", **more: Any) -> cmd.Write:
        """Return the act of writing an own entry."""
        return cmd.Write(EntryId(self.new_id("own")), place(where), text, **more)

    def write(
        self,
        who: str,
        where: str | Place = "values",
        text: str = "samen eten",
        hand: str | None = None,
        **more: Any,
    ) -> EntryId:
        """Write an own entry and return its id."""
        command = self.write_act(where, text, **more)
        self.do(who, command, hand)
        return command.id

    def reveal(self, step: str = "values") -> None:
        """Reveal a step."""
        self.do("fac", cmd.Reveal(StepKey(step)))

    def note_act(
        self,
        where: str | Place = "values",
        text: str = "iedereen telt",
        sources: tuple[str, ...] = (),
        **more: Any,
    ) -> cmd.Note:
        """Return the act of noting a joint wording; `more` are its details."""
        ids = tuple(EntryId(each) for each in sources)
        return cmd.Note(
            EntryId(self.new_id("joint")), place(where), text, sources=ids, details=Details(**more)
        )

    def note(
        self,
        who: str,
        where: str | Place = "values",
        text: str = "iedereen telt",
        hand: str | None = None,
        **more: Any,
    ) -> EntryId:
        """Note a joint wording and return its id."""
        command = self.note_act(where, text, **more)
        self.do(who, command, hand)
        return command.id

    def adopt_act(self, entry: str) -> cmd.Adopt:
        """Return the act of adopting an own entry."""
        return cmd.Adopt(EntryId(self.new_id("joint")), EntryId(entry))

    def adopt(self, who: str, entry: str) -> EntryId:
        """Adopt an own entry and return the id of the joint one."""
        command = self.adopt_act(entry)
        self.do(who, command)
        return command.id

    def differ_act(self, where: str | Place = "values", *texts: str) -> cmd.Differ:
        """Return the act of noting a point of difference."""
        return cmd.Differ(EntryId(self.new_id("diff")), place(where), texts or ("rust", "drukte"))

    def differ(self, who: str, where: str | Place = "values", *texts: str) -> EntryId:
        """Note a point of difference and return its id."""
        command = self.differ_act(where, *texts)
        self.do(who, command)
        return command.id

    def park(self, who: str, text: str = "een bus huren") -> EntryId:
        """Park something and return its id."""
        command = cmd.Park(EntryId(self.new_id("park")), text)
        self.do(who, command)
        return command.id

    def edit_act(self, entry: str, text: str | None = "anders gezegd", **more: Any) -> cmd.Edit:
        """Return the act of changing words."""
        return cmd.Edit(EntryId(entry), text, **more)

    def stance_act(
        self, step: str = "values", kind: str = "agree", because: str = "", wording: str | None = None
    ) -> cmd.TakeStance:
        """Return the act of taking a stance, on the present wording unless another is given."""
        now = Wording(wording) if wording is not None else self.wording(step)
        return cmd.TakeStance(StanceId(self.new_id("st")), StepKey(step), StanceKind(kind), now, because)

    def stance(
        self,
        who: str,
        step: str = "values",
        kind: str = "agree",
        because: str = "",
        hand: str | None = None,
    ) -> StanceId:
        """Take a stance on the present wording and return its id."""
        command = self.stance_act(step, kind, because)
        self.do(who, command, hand)
        return command.id

    def reply(self, who: str, to: str, text: str = "dat regelen we", hand: str | None = None) -> None:
        """Reply to a stance."""
        self.do(who, cmd.GiveReply(StanceId(to), text), hand)

    def close_act(self, step: str = "values", override: str | None = None) -> cmd.Close:
        """Return the act of closing a step."""
        return cmd.Close(StepKey(step), override)

    def close(self, step: str = "values", override: str | None = None) -> None:
        """Open the gate behind a step."""
        self.do("fac", self.close_act(step, override))

    def consent(self, step: str = "values") -> None:
        """Let everyone present agree, people without a device by a hand of their own side if there is one."""
        for person in gates.present(self.state):
            self.stance(person.id, step, hand=None if person.device else self.helper(person.side))

    def helper(self, side: Side | None) -> str:
        """Return a partner of this side with a device of their own."""
        return next(p.id for p in gates.present(self.state) if p.device and p.side is side)

    def finish(self, *steps: str) -> None:
        """Note a line in each of these steps, agree all together, and close it."""
        for step in steps:
            self.note("ann", step, f"regel van {step}")
            self.consent(step)
            self.close(step)

    def to(self, step: str) -> "Table":
        """Close every step before this one."""
        self.finish(*STEPS[: STEPS.index(step)])
        return self

    def terms_act(self, **more: Any) -> cmd.GiveTerms:
        """Return the act of answering the questions before signing."""
        return cmd.GiveTerms(**{"non_compliance": "we praten erover", "review_on": REVIEW_ON, **more})

    def freeze(self, **terms: Any) -> "Table":
        """Close what is still open, give the terms, and freeze."""
        for gate in self.state.gates:
            if self.gate(gate.steps[0]).status is not GateStatus.CLOSED:
                self.finish(gate.steps[0])
        self.do("fac", self.terms_act(**terms))
        self.do("fac", cmd.Freeze())
        return self

    def sign_act(self, typed: str = "Ann Jansen", **more: Any) -> cmd.Sign:
        """Return the act of signing the frozen text."""
        frozen = self.state.frozen
        return cmd.Sign(
            more.pop("method", Method.TYPED), more.pop("hash", frozen.hash if frozen else ""), typed, **more
        )

    def seal(self) -> "Table":
        """Freeze when needed, let everyone sign, and make the version final."""
        if self.state.frozen is None:
            self.freeze()
        for person in contract.waiting_for(self.state):
            known = self.state.people[person]
            self.do(person, self.sign_act(known.name), None if known.device else "ann")
        self.do("fac", cmd.Seal())
        return self

    def next_version(self) -> "Table":
        """Make this version final, reopen it, and go through the own round of the next one."""
        if not self.state.final:
            self.seal()
        self.do("ann", cmd.Reopen("tijd om terug te kijken"))
        self.reveal()
        return self

    def review_act(
        self, entry: str, verdict: str = "works", then: str = "keep", **more: Any
    ) -> cmd.GiveReview:
        """Return the act of looking back on a line."""
        return cmd.GiveReview(EntryId(entry), Verdict(verdict), Next(then), **more)

    def answer_act(self, entry: str, kind: str = "adapted", because: str = "") -> cmd.GiveAnswer:
        """Return the act of saying what became of an own entry."""
        return cmd.GiveAnswer(EntryId(entry), AnswerKind(kind), because)

    def take_act(self, entry: str, answer: str = "taken") -> cmd.AnswerAction:
        """Return the act of taking or refusing an action."""
        return cmd.AnswerAction(EntryId(entry), Take(answer))

    # looking

    def group(self, step: str = "values") -> int:
        """Return the index of the gate group of a step."""
        return gates.group_of(self.state, StepKey(step))

    def gate(self, step: str = "values") -> Any:
        """Return the gate behind a step."""
        return self.state.gates[self.group(step)]

    def is_closed(self, step: str = "values") -> bool:
        """Tell whether the gate behind a step is open, so that the step is done."""
        return self.gate(step).status is GateStatus.CLOSED

    def wording(self, step: str = "values") -> Wording:
        """Return the fingerprint of the present wording."""
        return gates.wording(self.state, self.group(step))

    def shut_by(self, step: str = "values") -> set[str]:
        """Return the codes of what keeps a gate shut."""
        return {shut.code for shut in gates.shut_by(self.state, self.group(step))}

    def current(self, step: str = "values") -> set[str]:
        """Return who has a stance on the present wording."""
        taken = gates.stances_on(self.state, self.group(step))
        return {stance.person for stance in taken if stance.wording == self.wording(step)}

    def view(self, who: str) -> View:
        """Return all that somebody sees; `wall` is the projector."""
        if who == "wall":
            return projection.shared(self.state, Audience.PROJECTOR, standard())
        return projection.view_of(self.state, ParticipantId(who), standard())

    def contract(self) -> dict[str, Any]:
        """Return what the contract of the present text says."""
        return contract.content(self.state, standard())

    def frozen_text(self) -> dict[str, Any]:
        """Return the content that was frozen."""
        assert self.state.frozen is not None
        return dict(self.state.frozen.content)

    def points(self) -> dict[str, list[str]]:
        """Return the open points by code."""
        return {point["code"]: point["ids"] for point in self.view("fac")["points"]}


def joins(key: str = "zus", name: str = "Zus Zwart", **more: object) -> cmd.Join:
    """The command by which somebody joins on the informal side."""
    return cmd.Join(ParticipantId(key), name, **{"side": Side.INFORMAL, **more})
