import pytest

from bridge.engine import gesture_model
from bridge.engine.gesture_model import Hand, Request, generate
from bridge.engine.proving import open_stepper
from bridge.errors import EngineError
from bridge.package import Package


@pytest.fixture
def hand(tiny_gesture):
    return Hand(open_stepper(Package.open(tiny_gesture), "cpu", "fp32"))


STEPS = [(0.0, 0.1, 0.2, 1.0), (0.02, 0.15, 0.25, 1.0), (0.03, 0.2, 0.3, 1.0), (0.5, 0.6, 0.3, 0.0)]


def test_the_next_step_depends_on_what_was_told_and_on_the_dice(hand):
    hand.sync(0, STEPS)
    first = hand.draw(1, 0)
    assert hand.draw(1, 0) == first, "drawing changes nothing"
    assert hand.draw(1, 1) != first
    hand.sync(0, STEPS[1:])
    assert hand.draw(1, 0) != first


def test_telling_at_once_or_one_by_one_is_the_same(hand):
    hand.sync(0, STEPS)
    whole = hand.draw(3, 5)
    hand.sync(0, ())
    for step in STEPS:
        hand.tell(step)
        hand.draw(9, 9)  # a look ahead leaves no trace
    assert hand.draw(3, 5) == whole


def test_what_was_told_is_taken_back_at_any_length(hand):
    hand.sync(0, STEPS[:2])
    short = hand.draw(2, 2)
    hand.sync(2, STEPS[2:])
    whole = hand.draw(2, 2)
    hand.sync(2, ())
    assert hand.draw(2, 2) == short
    hand.sync(2, STEPS[2:])
    assert hand.draw(2, 2) == whole


def test_where_it_begins_nothing_has_moved(hand):
    hand.tell((0.0, 0.9, 0.9, 1.0))
    hand.draw(0, 0)
    assert hand.stepper._state[1 - hand.stepper._now]["past_values"][0].tolist() == pytest.approx([0.9, 0.9, 1.0])


def test_values_stand_on_their_levels(hand):
    hand.sync(0, STEPS)
    for i in range(20):
        seconds, x, y, pen = hand.draw(0, i, 2.0, 2.0)
        assert 0 <= seconds <= 5
        assert x * 255 == pytest.approx(round(x * 255), abs=1e-4) and 0 <= y <= 1
        assert pen in (0.0, 1.0)


def test_cold_and_narrow_it_does_the_likeliest(hand):
    hand.sync(0, STEPS)
    assert len({hand.draw(seed, 0, 0.0, 0.0) for seed in range(10)}) == 1


def test_from_nothing_it_does_not_go_on(hand):
    with pytest.raises(EngineError, match="nothing to go on from"):
        hand.draw(0, 0)
    with pytest.raises(EngineError, match="a step has 2 numbers; 4 are due"):
        hand.tell((0.1, 0.5))


def test_a_job_ends_by_count_or_after_the_step_that_reaches_its_time(hand):
    hand.sync(0, STEPS)
    steps, reason = collect(generate(hand, Request(count=5)))
    assert (len(steps), reason) == (5, "count")
    steps, reason = collect(generate(hand, Request(count=10_000, seconds=0.5)))
    assert reason == "until"
    assert sum(s[0] for s in steps[:-1]) < 0.5 <= sum(s[0] for s in steps)
    assert hand.told == 4 + 5 + len(steps)


def test_the_same_seed_and_draws_give_the_same_movement_in_pieces_too(hand):
    hand.sync(0, STEPS)
    whole, _ = collect(generate(hand, Request(seed=4, count=6)))
    hand.sync(4, ())
    first, _ = collect(generate(hand, Request(seed=4, count=2)))
    second, _ = collect(generate(hand, Request(seed=4, count=4, draw=2)))
    assert first + second == whole


@pytest.mark.parametrize("spec", [{"tempo": 3}, {"count": "many"}, {"seed": [1]}])
def test_a_wrong_question_is_a_sentence(spec):
    with pytest.raises(EngineError, match="generate: "):
        Request.from_plain(spec)


def test_messages(tiny_gesture):
    said = []
    model = gesture_model.open_model(Package.open(tiny_gesture), "cpu", 1, said.append)
    model.actions["generate"](1, {"count": 2}, 0, STEPS)
    while model.work():
        pass
    assert [m[:3] for m in said] == [("event", 1, 0), ("event", 1, 1), ("done", 1, "count")]
    assert len(said[0]) == 3 + 4
    assert model.stats()["told"] == 6
    assert model.info()["step_ms"] > 0


def test_every_graph_proves_itself(tiny_gesture):
    package = Package.open(tiny_gesture)
    for graph in package.manifest.graphs:
        assert gesture_model.prove(package, graph) <= package.proof.self_test.allowed[graph.file]


def collect(job):
    steps = []
    while True:
        try:
            steps.append(next(job))
        except StopIteration as over:
            return steps, over.value
