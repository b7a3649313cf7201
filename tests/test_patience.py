"""How long somebody has owed a word, and whether a process still reads."""

import os
import socket
import sys

import pytest

from bridge.patience import MOST_S, Patience, Reader, Seen, seen, unread

NOBODY = 1 << 30  # no process: all time counts
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks the kernel")


def test_what_is_not_owed_is_not_waited_for():
    patience = Patience()
    assert patience.look(10.0) == 0.0 and not patience.owed


def test_time_counts_by_looks():
    patience = Patience()
    patience.begin(10.0)
    assert patience.look(10.25) == 0.25 and patience.look(10.5) == 0.5


def test_what_the_one_who_waits_slept_through_counts_as_one_look():
    patience = Patience()
    patience.begin(10.0)
    assert patience.look(3610.0) == MOST_S


def test_what_the_debtor_queued_for_a_processor_does_not_count():
    patience = Patience()
    patience.begin(10.0, Seen(1.0, 5.0))
    assert patience.look(10.4, Seen(1.0, 5.3)) == pytest.approx(0.1)
    assert patience.look(10.5, Seen(1.0, 7.0)) == pytest.approx(0.1)  # of all its time, more than of ours: no credit


def test_of_one_that_would_run_counts_what_it_was_given():
    patience = Patience()
    patience.begin(10.0, Seen(1.0, 5.0, True))
    assert patience.look(10.4, Seen(1.0, 5.0, True)) == 0.0
    assert patience.look(10.8, Seen(1.3, 5.0, True)) == pytest.approx(0.3)


def test_what_has_come_is_owed_no_more():
    patience = Patience()
    patience.begin(10.0)
    patience.look(10.4)
    patience.over()
    assert patience.look(11.0) == 0.0


@pytest.fixture
def ends():
    pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    yield pair
    for end in pair:
        end.close()


@LINUX
def test_what_was_not_read_is_seen(ends):
    ours, theirs = ends
    ours.send(b"word")
    before = unread(ours.fileno())
    theirs.recv(10)
    assert before > 0 and unread(ours.fileno()) == 0


def looks(reader, ours, *moments) -> list[bool]:
    return [reader.hung(ours.fileno(), NOBODY, moment) for moment in moments]


@LINUX
def test_who_reads_nothing_for_too_long_is_hung(ends):
    ours, _ = ends
    ours.send(b"word")
    assert looks(Reader(1.0), ours, 0.0, 0.5, 1.0, 1.5) == [False, False, False, True]


@LINUX
def test_who_reads_slowly_is_not(ends):
    ours, theirs = ends
    reader, found = Reader(1.0), []
    for _ in range(12):
        ours.send(b"word")
    for moment in range(10):
        theirs.recv(10)
        found += looks(reader, ours, moment / 2)
    assert not any(found)


@LINUX
def test_a_process_knows_how_long_it_ran():
    before = seen(os.getpid()).ran
    sum(range(300_000))
    after = seen(os.getpid())
    assert after.ran > before > 0 and after.runnable


def test_a_process_that_is_not_there_has_no_times():
    assert seen(NOBODY) == Seen(-1.0, 0.0, False)
