import pytest

from bridge.clock import VirtualClock
from bridge.errors import DataError
from bridge.osc.writing import encode
from bridge.watch.journal import Journal, Start
from bridge.watch.lines import texts


@pytest.fixture
def recorded(tmp_path):
    """The run in which these packets came, one each 0.1 s."""

    def record(*packets):
        clock = VirtualClock(50.0, wall=1_000_050.0)
        journal = Journal(tmp_path / "journals", Start("0.1.0", players={"poet": {"kind": "text"}}), clock=clock)
        journal.turn()
        for i, packet in enumerate(packets):
            journal.osc(50.0 + 0.1 * i, "127.0.0.1:9", packet, 1)
        journal.turn()
        return journal.run

    return record


def test_lines_go_on_with_the_prompt_before_them(recorded):
    packets = [("/poet/line", ("one",)), ("/poet/prompt", ("two",)), ("/poet/line", ("three",)), ("/poet/prompt", ("four",))]
    run = recorded(*(encode(*packet) for packet in packets), encode("/poet/next", (3, "line")))
    assert texts(run, "poet") == ["one", "two\nthree", "four"]


def test_another_players_lines_are_not_his(recorded):
    assert texts(recorded(encode("/poet/line", ("one",))), "text") == []


def test_training_takes_a_journal(recorded):
    pytest.importorskip("torch", reason="the training parts are not installed")
    from models.data.own_text import read

    run = recorded(*(encode("/poet/line", (f"the boats come home, {i} of them",)) for i in range(20)))
    assert "the boats come home, 3 of them" in read(run.parent, "poet").train[0]
    with pytest.raises(DataError, match="nobody wrote for /text; --player"):
        read(run, "text")
