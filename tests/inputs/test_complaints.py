"""Equal errors to one socket leave at most once a second, and none is lost from the count."""

import re

from hypothesis import given
from hypothesis import strategies as st

from bridge.inputs.complaints import Complaints

A = ("udp", "127.0.0.1", 1)


def said(replies):
    """How many errors these replies speak of."""
    more = [re.search(r"\(and (\d+) more like it\)", reply.args[1]) for reply in replies]
    return sum(1 + int(found[1]) if found else 1 for found in more)


def test_unequal_errors_are_told_each():
    complaints = Complaints()
    assert len(complaints.report(A, "/a", "one", 0.0) + complaints.report(A, "/a", "two", 0.0)) == 2


def test_after_a_second_of_silence_it_is_told_as_if_for_the_first_time():
    complaints = Complaints()
    complaints.report(A, "/a", "one", 0.0)
    (reply,) = complaints.report(A, "/a", "one", 1.5)
    assert reply.args == ("/a", "one")


def test_the_next_one_tells_of_those_held_back():
    complaints = Complaints()
    for _ in range(38):
        complaints.report(A, "/a", "one", 0.0)
    (reply,) = complaints.report(A, "/a", "one", 1.2)
    assert reply.args == ("/a", "one (and 37 more like it)")


def test_a_reply_is_short_whatever_came_in():
    (reply,) = Complaints().report(A, "/" + "é" * 5000, "x" * 5000, 0.0)
    assert sum(len(text.encode()) for text in reply.args) < 900


def test_a_hint_is_not_asked_for_in_a_flood():
    asked = []
    complaints = Complaints()
    for i in range(900):
        complaints.report(A, f"/{i}", "no such address", 0.0, lambda i=i: asked.append(i) or "")
    assert len(asked) == 50


waits = st.integers(0, 45).map(lambda n: n / 64)  # seconds that floats hold exactly


@given(st.lists(st.tuples(waits, st.sampled_from("abc")), max_size=60))
def test_every_error_is_counted_once_and_equal_ones_are_a_second_apart(flood):
    complaints, now, replies, moments = Complaints(), 0.0, [], {}
    for wait, sentence in flood:
        now += wait
        new = complaints.tell(now) + complaints.report(A, "/a", sentence, now)
        for reply in new:
            kind = reply.args[1][0]
            assert now - moments.get(kind, -1.0) >= 1.0
            moments[kind] = now
        replies += new
    replies += complaints.tell(now + 1.0)
    assert said(replies) == len(flood)
