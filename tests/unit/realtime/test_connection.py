"""One websocket: whole messages in, nothing lost on the way out, and an end for who does not read.

The other end speaks by another library than ours.
"""

import socket
from collections.abc import Iterator
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wsproto import ConnectionType
from wsproto.connection import Connection as Frames
from wsproto.events import BytesMessage, CloseConnection, Message, Ping, Pong, TextMessage

from partnerschap.realtime.connection import MOST_WAITING, Connection, Gone, text_frame

LARGEST = 10_000
NO_TEXT, TOO_BIG = 1007, 1009


class Ends:
    """A connection of ours, and the other end of the wire."""

    def __init__(self) -> None:
        ours, self.theirs = socket.socketpair()
        self.behind: list[Connection] = []
        self.connection = Connection(ours, LARGEST, self.behind.append)
        self.frames = Frames(ConnectionType.CLIENT)

    def say(self, event: Message | Ping | CloseConnection) -> None:
        self.theirs.sendall(self.frames.send(event))

    def read(self, size: int = 65_536) -> list[object]:
        self.frames.receive_data(self.theirs.recv(size))
        return list(self.frames.events())

    def close(self) -> None:
        self.connection.close()
        self.theirs.close()


@pytest.fixture
def ends() -> Iterator[Ends]:
    ends = Ends()
    yield ends
    ends.close()


def test_messages_come_whole_however_they_were_cut(ends: Ends) -> None:
    whole = ends.frames.send(TextMessage("één")) + ends.frames.send(BytesMessage(b"\x00\xff"))
    for byte in whole[:-1]:
        ends.theirs.sendall(bytes([byte]))
        assert ends.connection.receive() in ([], ["één"])
    ends.theirs.sendall(whole[-1:])
    assert ends.connection.receive() == [b"\x00\xff"]
    ends.say(TextMessage("a", message_finished=False))
    ends.say(TextMessage("b", message_finished=False))
    assert ends.connection.receive() == []
    ends.say(TextMessage("c"))
    ends.say(TextMessage("d"))
    assert ends.connection.receive() == ["abc", "d"]
    assert ends.connection.receive() == [], "nothing there is no end"


def test_a_message_may_not_be_larger_than_was_agreed(ends: Ends) -> None:
    ends.say(TextMessage("x" * LARGEST))
    assert len(ends.connection.receive()[0]) == LARGEST
    ends.say(TextMessage("x" * (LARGEST - 1), message_finished=False))
    assert ends.connection.receive() == []
    ends.say(TextMessage("xx", message_finished=False))
    assert ends.connection.receive() == []
    assert ends.connection.said_goodbye
    assert ends.read() == [CloseConnection(code=TOO_BIG, reason=ANY)]


def test_a_text_that_is_no_text_ends_the_connection(ends: Ends) -> None:
    ends.say(TextMessage("whole"))
    ends.theirs.sendall(b"\x81\x82\0\0\0\0\xc3\x28")
    assert ends.connection.receive() == ["whole"]
    assert ends.connection.said_goodbye
    assert ends.read() == [CloseConnection(code=NO_TEXT, reason="")]


def test_a_ping_is_answered_and_a_goodbye_is_an_end(ends: Ends) -> None:
    ends.say(Ping(b"there?"))
    assert ends.connection.receive() == []
    assert ends.read() == [Pong(payload=b"there?")]
    ends.say(TextMessage("last words"))
    ends.say(CloseConnection(code=1000))
    assert ends.connection.receive() == ["last words"]
    assert ends.connection.said_goodbye
    ends.connection.close()
    ends.connection.close()
    assert not ends.connection.is_open


def test_what_is_no_frame_ends_the_connection_with_a_reason(ends: Ends) -> None:
    ends.theirs.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert ends.connection.receive() == []
    assert ends.connection.said_goodbye
    assert [type(event) for event in ends.read()] == [CloseConnection], "it is told why"


def test_a_broken_line_is_an_end(ends: Ends) -> None:
    ends.theirs.close()
    with pytest.raises(Gone):
        ends.connection.receive()


def test_a_slow_reader_gets_every_byte_in_order_and_holds_up_nobody(ends: Ends) -> None:
    texts = [f"{number:06d}" * 200 for number in range(900)]
    for text in texts:
        ends.connection.put(text_frame(text))
        ends.connection.flush()
    assert ends.behind, "the kernel was full, and somebody was told to try again"
    assert ends.connection.is_behind
    heard = ""
    while len(heard) < len("".join(texts)):
        heard += "".join(event.data for event in ends.read() if isinstance(event, TextMessage))
        ends.connection.flush()
    assert heard == "".join(texts)
    assert not ends.connection.is_behind


def test_who_reads_nothing_at_all_is_cut_off(ends: Ends) -> None:
    frame = text_frame("x" * 60_000)

    def fill() -> None:
        for _ in range(2 * MOST_WAITING // len(frame) + 50):
            ends.connection.put(frame)
            ends.connection.flush()

    with pytest.raises(Gone):
        fill()
    ends.connection.close()
    ends.connection.put(frame)
    ends.connection.flush()


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=6))
def test_no_bytes_do_anything_but_end_the_connection(chunks: list[bytes]) -> None:
    ends = Ends()
    try:
        for chunk in chunks:
            ends.theirs.sendall(chunk)
            assert all(isinstance(message, (str, bytes)) for message in ends.connection.receive())
    except Gone:
        pass
    finally:
        ends.close()
    assert not ends.connection.is_open
