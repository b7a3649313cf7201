import pytest

from bridge.clock import VirtualClock
from bridge.osc.writing import encode
from bridge.watch.gestures import takes
from bridge.watch.journal import Journal, Start


@pytest.fixture
def recorded(tmp_path):
    """The run in which these packets came, one each 0.1 s."""

    def record(*packets):
        clock = VirtualClock(50.0, wall=1_000_050.0)
        journal = Journal(tmp_path / "journals", Start("0.1.0", players={"hand": {"kind": "gesture"}}), clock=clock)
        journal.turn()
        for i, packet in enumerate(packets):
            journal.osc(50.0 + 0.1 * i, "127.0.0.1:9", packet, 1)
        journal.turn()
        return journal.run

    return record


def test_what_a_human_sent_is_a_take(recorded):
    moves = [encode("/hand/in", (0.1 * i, 0.5)) for i in range(10)]
    (take,) = takes(recorded(*moves, encode("/hand/in/2", (1.0,)), encode("/music/note", (60, 9))), "hand")
    assert take.seconds.tolist() == pytest.approx([0.1 * i for i in range(11)])
    assert take.values.shape == (11, 3)
    assert take.values[3].tolist() == pytest.approx([0.3, 0.5, 0.0])
    assert take.values[10].tolist() == pytest.approx([0.9, 0.5, 1.0])


def test_too_little_is_nothing(recorded):
    assert takes(recorded(encode("/hand/in", (0.5,))), "hand") == []


def test_another_players_gestures_are_not_his(recorded):
    assert takes(recorded(*[encode("/hand/in", (0.5,))] * 10), "pen") == []
