"""Core's side of the announcing process: what it says to the artist, and when it starts it again."""

import pytest

from bridge.announce import remote
from bridge.announce.remote import Announcer


class Process:
    """The process as `Companion` shows it."""

    def __init__(self, *words: str):
        self.alive, self.rest, self.said, self.reports, self.starts = False, 0.0, [], [], 0

    def start(self) -> None:
        self.alive, self.said, self.starts = True, [], self.starts + 1

    def offer(self, message: tuple) -> None:
        self.said.append(message)

    def look(self) -> None:
        """It does not hang."""

    def waiting(self) -> list[tuple]:
        reports, self.reports = self.reports, []
        self.alive = self.alive and not any(report[0] == "died" for report in reports)
        return reports


@pytest.fixture
def announcer(monkeypatch):
    monkeypatch.setattr(remote, "Companion", Process)
    announcer = Announcer("127.0.0.1", 7770, 7771, "1")
    announcer.start()
    return announcer


def reported(announcer, *reports: tuple) -> list[str]:
    announcer._process.reports += reports
    return announcer.check()


def test_nothing_is_announced_before_everything_answers(announcer):
    assert announcer._process.said == []


def test_then_it_is_told_to(announcer):
    announcer.announce()
    assert announcer._process.said == [("announce",)]


def test_on_this_machine_by_its_own_name_there_is_nothing_to_say(announcer):
    assert reported(announcer, ("announced", "duende", True)) == []
    assert announcer.sentence == "duende, on this machine only"


@pytest.mark.parametrize("report", [("announced", "duende-2", True), ("announced", "duende", False)])
def test_another_name_or_a_network_is_told(announcer, report):
    assert reported(announcer, report) == [f"others find this server as {report[1]!r}"]


def test_told_once(announcer):
    reported(announcer, ("announced", "duende-2", True))
    assert reported(announcer, ("announced", "duende-2", True)) == []


def test_one_that_dies_is_started_again_and_told_again(announcer):
    announcer.announce()
    assert reported(announcer, ("died", "killed")) == []
    assert (announcer._process.starts, announcer._process.said) == (2, [("announce",)])


def test_one_that_dies_before_everything_answers_is_started_again_when_it_does(announcer):
    reported(announcer, ("died", "killed"))
    announcer.announce()
    announcer.check()
    assert (announcer._process.starts, announcer._process.said) == (2, [("announce",)])


def test_one_that_cannot_is_told_once_and_left_alone(announcer):
    announcer.announce()
    (sentence,) = reported(announcer, ("failed", "no multicast"))
    assert "no multicast" in sentence and announcer.sentence == "off: no multicast"
    assert reported(announcer, ("died", "it ended")) == [] and announcer._process.starts == 1
    assert announcer.sentence == "off: no multicast"
