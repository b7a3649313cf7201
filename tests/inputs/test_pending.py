import pytest

from bridge.address import find
from bridge.errors import AddressError
from bridge.inputs.pending import Pending
from bridge.inputs.values import Request

ROW = find("music", "note")[0]


def note(pitch, due):
    return Request(ROW, "music", (pitch, 100, 1), ("udp", "127.0.0.1", 1), due)


def test_requests_come_out_in_the_order_of_their_moments_then_of_arrival():
    pending = Pending()
    for pitch, due in [(60, 2.0), (61, 1.0), (62, 2.0), (63, 3.0)]:
        pending.add(note(pitch, due))
    assert pending.next_moment() == 1.0
    assert [request.args[0] for request in pending.due(2.0)] == [61, 60, 62]
    assert (len(pending), pending.next_moment()) == (1, 3.0)


def test_nothing_waits():
    assert Pending().next_moment() is None
    assert list(Pending().due(1e9)) == []


def test_long_texts_do_not_wait_without_end():
    pending, text = Pending(), "x" * 1_000_000
    prompt = Request(find("text", "prompt")[0], "text", (text,), ("udp", "127.0.0.1", 1), 5.0)
    with pytest.raises(AddressError, match="holds 16 MiB already"):
        for _ in range(100):
            pending.add(prompt)
    assert len(pending) == 16
    assert len(list(pending.due(5.0))) == 16
    pending.add(prompt)
