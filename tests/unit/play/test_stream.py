from threading import Thread

from partnerschap.play.stream import Stream


def change(since, seq, **texts):
    entries = {f"joint/{key}": {"texts": [text]} for key, text in texts.items() if text}
    return {
        "since": since,
        "seq": seq,
        "set": entries,
        "del": [f"joint/{k}" for k, t in texts.items() if not t],
    }


def begun(seq=3, **texts):
    stream = Stream()
    stream.begin()
    stream.snapshot({"seq": seq, "view": change(0, 0, **texts)["set"]})
    return stream


def texts(stream):
    return {key.removeprefix("joint/"): entry["texts"][0] for key, entry in stream.view.items()}


def test_changes_are_merged_into_the_view():
    stream = begun(a="een", b="twee")
    stream.change(change(3, 4, a="drie", b=""))

    assert (stream.seq, texts(stream)) == (4, {"a": "drie"})


def test_changes_that_overtook_each_other_are_put_in_order():
    stream = begun(a="een")
    stream.change(change(4, 6, a="laatste"))
    assert texts(stream) == {"a": "een"}
    stream.change(change(3, 4, a="eerder"))

    assert (stream.seq, texts(stream)) == (6, {"a": "laatste"})


def test_a_change_may_come_before_the_snapshot():
    stream = Stream()
    stream.begin()
    stream.change(change(3, 4, a="twee"))
    stream.snapshot({"seq": 3, "view": {}})

    assert (stream.seq, texts(stream)) == (4, {"a": "twee"})


def test_an_older_snapshot_and_an_older_change_undo_nothing():
    stream = begun(seq=5, a="nu")
    stream.snapshot({"seq": 4, "view": {}})
    stream.change(change(2, 3, a="toen"))

    assert (stream.seq, texts(stream)) == (5, {"a": "nu"})
    assert stream.has_received("toen")


def test_a_change_outside_the_numbering_is_taken_at_once():
    stream = begun()
    stream.change({"since": 3, "seq": 3, "set": {"join": {"code": "ABC"}}, "del": []})

    assert stream.view["join"] == {"code": "ABC"}


def test_every_text_that_was_ever_received_is_remembered_in_nfc():
    stream = begun(a="cafe\u0301")
    stream.change(change(3, 4, a=""))

    assert stream.has_received("café")
    assert not stream.has_received("thee")


def test_waiting_ends_when_the_change_comes():
    stream = begun()
    later = Thread(target=stream.change, args=(change(3, 4, a="nu"),))
    later.start()

    assert stream.wait_for(4, 10, lambda: None)
    later.join()


def test_waiting_ends_when_the_connection_does():
    stream = begun()
    stream.end()

    assert stream.wait_for(9, 10, lambda: None)
    assert stream.wait_for_end(1)


def test_who_waits_long_asks_for_what_it_missed():
    stream = begun()

    assert stream.wait_for(9, 10, lambda: stream.snapshot({"seq": 9, "view": {}}))
    assert not stream.wait_for(10, 2, lambda: None)
