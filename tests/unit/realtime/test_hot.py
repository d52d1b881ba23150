"""The writer: together when it can, one by one when it must, and everybody gets their own answer."""

import json
import threading
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from partnerschap.application.ports import Busy, Outcome
from partnerschap.application.submit import Request
from partnerschap.domain.refusals import Code, refuse
from partnerschap.realtime.connection import Gone
from partnerschap.realtime.hot import MOST_AT_ONCE, MOST_UNDER_WAY, HotActs

PATIENCE = 10


class Live:
    """A connection that keeps what it is sent."""

    def __init__(self, name: str = "fatma") -> None:
        self.name = name
        self.sent: list[str] = []
        self.under_way = 0
        self.came = threading.Condition()

    def send_frame(self, frame: bytes) -> None:
        with self.came:
            size = 2 if frame[1] < 126 else 4
            self.sent.append(frame[size:].decode())
            self.came.notify()

    def answers(self, count: int) -> list[tuple[int, dict[str, Any]]]:
        """Wait for so many acknowledgements; returns number and answer of each."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.sent) >= count, PATIENCE)
            found = []
            for text in self.sent:
                number, _, rest = text.removeprefix("43").partition("[")
                found.append((int(number), json.loads("[" + rest)[0]))
            return found


class Submit:
    """Carries out what it is told to, and remembers what came together."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()

    def all(self, requests: list[Request], answered: Any) -> None:
        self.gate.wait(PATIENCE)
        texts = [str(request.act.get("text")) for request in requests]
        self.batches.append(texts)
        if "breaks" in texts:
            raise ValueError("a secret word")
        if "busy" in texts:
            raise Busy
        for place, text in enumerate(texts):
            refusal = refuse(Code.EMPTY_TEXT, "text") if text == "" else None
            answered([(place, Outcome(7 if refusal else place + 1, refusal))])
            if text == "breaks halfway":
                raise ValueError("a secret word")


class Hub:
    @contextmanager
    def corked(self) -> Any:
        yield lambda: None

    def aside(self, work: Any) -> None:
        work()


@pytest.fixture
def submit() -> Submit:
    return Submit()


@pytest.fixture
def hot(submit: Submit) -> HotActs:
    services: Any = SimpleNamespace(
        submit=submit,
        pace=SimpleNamespace(waits=lambda acts: [2.0 if person == "hasty" else 0.0 for _, person in acts]),
        say=lambda refusal: f"nee: {refusal.code}",
        say_edge=lambda code: f"later: {code}",
    )
    here: Any = lambda live: None if live.name == "stranger" else ("map", live.name)  # noqa: E731
    hub: Any = Hub()
    return HotActs(services, hub, here, lambda _live: nullcontext())


def send(hot: HotActs, live: Any, text: str, number: int | str = "") -> bool:
    return hot(live, f'2{number}["act",{json.dumps({"do": "park", "op": "1", "text": text})}]')


def test_what_comes_while_the_writer_is_at_work_goes_together(hot: HotActs, submit: Submit) -> None:
    live = Live()
    submit.gate.clear()
    for number in range(5):
        assert send(hot, live, f"tekst {number}", number)
    submit.gate.set()
    assert [number for number, answer in live.answers(5)] == [0, 1, 2, 3, 4]
    assert sum(len(batch) for batch in submit.batches) == 5
    assert len(submit.batches) <= 2, submit.batches
    assert all(len(batch) <= MOST_AT_ONCE for batch in submit.batches)


def test_one_act_that_goes_wrong_is_no_trouble_to_the_others(
    hot: HotActs, submit: Submit, caplog: pytest.LogCaptureFixture
) -> None:
    live = Live()
    submit.gate.clear()
    for number, text in enumerate(["eerst", "goed", "breaks", "ook goed"]):
        send(hot, live, text, number)
    submit.gate.set()
    answers = dict(live.answers(4))
    assert [answers[number]["ok"] for number in range(4)] == [True, True, False, True]
    assert answers[2]["code"] == "error"
    assert "secret" not in caplog.text


def test_what_was_answered_before_something_went_wrong_is_answered_once(hot: HotActs, submit: Submit) -> None:
    live = Live()
    submit.gate.clear()
    for number, text in enumerate(["eerst", "breaks halfway", "later"]):
        send(hot, live, text, number)
    submit.gate.set()
    live.answers(3)
    assert live.under_way == 0
    assert [(number, answer["ok"]) for number, answer in live.answers(3)] == [(0, True), (1, True), (2, True)]


def test_refusals_and_busy_and_haste_are_said_in_words(hot: HotActs, submit: Submit) -> None:
    live, hasty = Live(), Live("hasty")
    send(hot, live, "", 1)
    assert live.answers(1)[0][1] == {
        "ok": False,
        "code": "empty_text",
        "about": ["text"],
        "message": "nee: empty_text",
    }
    send(hot, live, "busy", 2)
    assert live.answers(2)[1][1]["message"] == "later: busy"
    send(hot, hasty, "te snel", 3)
    assert hasty.answers(1)[0][1]["retry_after"] == pytest.approx(2.05)
    assert ["te snel"] not in submit.batches


def test_the_writer_survives_an_answer_that_cannot_be_given(
    hot: HotActs, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    live, broken = Live(), Live("ruud")
    monkeypatch.setattr(broken, "send_frame", None)
    assert send(hot, broken, "tekst", 1)
    assert send(hot, live, "tekst", 2)
    assert live.answers(1) == [(2, {"ok": True, "seq": live.answers(1)[0][1]["seq"]})]
    assert "not acknowledged: TypeError" in caplog.text
    assert (live.under_way, broken.under_way) == (0, 0)


def test_who_sends_without_listening_is_cut_off(hot: HotActs, submit: Submit) -> None:
    live = Live()
    submit.gate.clear()
    for number in range(MOST_UNDER_WAY):
        assert send(hot, live, "tekst", number)
    with pytest.raises(Gone):
        send(hot, live, "een te veel", 1)
    submit.gate.set()
    assert len(live.answers(MOST_UNDER_WAY)) == MOST_UNDER_WAY


def test_what_is_no_act_is_refused_and_what_is_another_event_is_left(hot: HotActs, submit: Submit) -> None:
    live = Live()
    assert not hot(live, '2["writing",null]')  # type: ignore[arg-type]
    assert not hot(live, "0")  # type: ignore[arg-type]
    assert not send(hot, Live("stranger"), "tekst", 1)
    for wrong in ("[1]", '"a"', "{", "1,2", "[" * 5_000):
        assert hot(live, f'27["act",{wrong}]')  # type: ignore[arg-type]
    assert [answer["code"] for _number, answer in live.answers(5)] == ["invalid_value"] * 5
    assert hot(live, '2["act",1]')  # type: ignore[arg-type]  # who asks for no answer gets none
    assert submit.batches == []
