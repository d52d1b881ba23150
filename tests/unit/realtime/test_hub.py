"""The thread that owns all connections: one that goes wrong is no trouble to the others."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest
from wsproto import ConnectionType
from wsproto.connection import Connection as Frames
from wsproto.events import TextMessage

from partnerschap.realtime.connection import Gone, Message, text_frame
from partnerschap.realtime.hub import Hub

PATIENCE = 10


class Somebody:
    """Who is behind a connection, with the other end of the wire."""

    def __init__(self, hub: Hub) -> None:
        ours, self.theirs = socket.socketpair()
        self.theirs.settimeout(PATIENCE)
        self.frames = Frames(ConnectionType.CLIENT)
        self.connection = hub.connect(ours, 100_000)
        self.said: list[Message] = []
        self.inbox: list[str] = []
        self.half = ""
        self.over = threading.Event()
        self.ends = 0
        self.silent = False
        self.hub = hub
        hub.add(self)

    def heard(self, message: Message) -> None:
        self.said.append(message)
        if message == "break":
            raise ValueError("a secret word")
        self.hub.send(self.connection, text_frame(f"you said {message!s}"))

    def tick(self, now: float) -> None:
        assert now > 0
        if self.silent:
            raise Gone

    def ended(self) -> None:
        self.ends += 1
        self.over.set()

    def say(self, text: str) -> None:
        self.theirs.sendall(self.frames.send(TextMessage(text)))

    def read(self) -> str:
        while not self.inbox:
            self.frames.receive_data(self.theirs.recv(65_536))
            for event in self.frames.events():
                if isinstance(event, TextMessage):
                    self.half += event.data
                    if event.message_finished:
                        self.inbox.append(self.half)
                        self.half = ""
        return self.inbox.pop(0)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def two(hub: Hub) -> Iterator[tuple[Somebody, Somebody]]:
    both = Somebody(hub), Somebody(hub)
    yield both
    for each in both:
        hub.drop(each.connection)
        assert each.over.wait(PATIENCE)
        each.theirs.close()


def test_what_goes_wrong_for_one_leaves_the_others_alone(
    two: tuple[Somebody, Somebody], caplog: pytest.LogCaptureFixture
) -> None:
    one, other = two
    one.say("break")
    other.say("hello")
    assert other.read() == "you said hello"
    one.say("hello")
    assert one.read() == "you said hello"
    assert "unforeseen ValueError" in caplog.text
    assert "secret" not in caplog.text


def test_who_hangs_up_ends_once(hub: Hub, two: tuple[Somebody, Somebody]) -> None:
    one, other = two
    one.say("hello")
    assert one.read() == "you said hello"
    one.theirs.close()
    assert one.over.wait(PATIENCE)
    hub.drop(one.connection)
    hub.send(one.connection, text_frame("too late"))
    other.say("still here?")
    assert other.read() == "you said still here?"
    assert one.ends == 1


def test_a_connection_that_broke_while_it_was_made_ends_too(hub: Hub) -> None:
    ours, theirs = socket.socketpair()
    connection = hub.connect(ours, 1_000)
    connection.close()
    somebody = Somebody.__new__(Somebody)
    somebody.connection, somebody.ends, somebody.over = connection, 0, threading.Event()
    hub.add(somebody)
    assert somebody.over.wait(PATIENCE)
    assert somebody.ends == 1
    theirs.close()


def test_who_is_silent_too_long_is_let_go(two: tuple[Somebody, Somebody]) -> None:
    one, other = two
    one.silent = True
    assert one.over.wait(PATIENCE)
    assert not other.over.is_set()


def test_corked_frames_go_out_together_and_in_order(hub: Hub, two: tuple[Somebody, Somebody]) -> None:
    one, _other = two
    one.say("hello")
    assert one.read() == "you said hello", "it is listened to"
    with hub.corked() as send_now:
        for number in range(3):
            hub.send(one.connection, text_frame(str(number)))
        one.theirs.settimeout(0)
        with pytest.raises(BlockingIOError):
            one.theirs.recv(1)
        one.theirs.settimeout(PATIENCE)
        send_now()
        assert [one.read() for _ in range(3)] == ["0", "1", "2"]
        hub.send(one.connection, text_frame("3"))
    assert one.read() == "3"


def test_who_does_not_read_is_cut_off_while_the_others_go_on(
    hub: Hub, two: tuple[Somebody, Somebody]
) -> None:
    deaf, other = two
    frame = text_frame("x" * 60_000)
    until = time.monotonic() + PATIENCE
    while not deaf.over.is_set() and time.monotonic() < until:
        hub.send(deaf.connection, frame)
    assert deaf.over.is_set()
    other.say("hello")
    assert other.read() == "you said hello"


def test_a_full_line_is_emptied_when_it_is_read_again(hub: Hub, two: tuple[Somebody, Somebody]) -> None:
    slow, _other = two
    for number in range(300):
        hub.send(slow.connection, text_frame(f"{number:04d}" * 1_000))
    assert [slow.read()[:4] for _ in range(300)] == [f"{number:04d}" for number in range(300)]
    assert not slow.over.is_set()
