"""The text engine on a tiny package with random weights."""

import math

import numpy as np
import pytest

from bridge.engine import text_model
from bridge.engine.proving import open_stepper
from bridge.engine.text_model import KEPT, Pen, Request, TextModel
from bridge.errors import EngineError
from bridge.package import Package
from bridge.pieces import Pieces

PIECES = Pieces([*"abcdefghijklmnopqrstuvwxyz ,.\n春江", "the ", "sea ", "and "])  # as the tiny package has


@pytest.fixture(scope="module")
def stepper(tiny_text):
    return open_stepper(Package.open(tiny_text), "cpu", "8bit")


@pytest.fixture
def pen(stepper):
    stepper.reset()
    return Pen(stepper, PIECES)


def written(pen, count, seed=0, first=0):
    tokens = []
    for number in range(first, first + count):
        while pen.hear():
            pass
        tokens.append(pen.draw(seed, number))
        pen.tell(tokens[-1])
    return tokens


def test_the_same_seed_writes_the_same(pen):
    first = written(pen, 20)
    pen.sync(0, ())
    assert written(pen, 20) == first
    pen.sync(0, ())
    assert written(pen, 20, seed=1) != first


def test_taken_back_it_goes_on_as_if_nothing_had_been(pen):
    tokens = written(pen, 30)
    for keep in (30, 29, 12, 1):
        pen.sync(keep, ())
        assert written(pen, 30 - keep, first=keep) == tokens[keep:]


def test_told_at_once_or_written_it_is_bit_for_bit_the_same(pen):
    tokens = written(pen, 25)
    logits = pen.logits().copy()
    pen.sync(0, tokens)
    while pen.hear():
        pass
    assert (pen.logits() == logits).all()


def test_what_waits_may_be_taken_back_before_it_was_heard(pen):
    tokens = written(pen, 10)
    expected = pen.logits().copy()
    pen.sync(0, [*tokens, 270, 271, 272])
    pen.hear()
    pen.sync(10, ())
    while pen.hear():
        pass
    assert pen.told == 10
    assert (pen.logits() == expected).all()


def test_older_than_what_is_kept_begins_anew(pen):
    pen.sync(0, [270] * (KEPT + 50))
    while pen.hear():
        pass
    pen.sync(10, [271])
    while pen.hear():
        pass
    assert pen.told == 1


def test_a_draw_twice_is_a_draw_of_the_same_place(pen):
    written(pen, 5)
    assert pen.draw(0, 5) == pen.draw(0, 5)


def test_temperature_0_is_the_likeliest(pen):
    written(pen, 5)
    logits = pen.logits().copy()
    logits[1:257] = -math.inf
    assert pen.draw(3, 0, 0.0) == int(np.argmax(logits))


def test_a_token_that_is_none_is_refused(pen):
    with pytest.raises(EngineError, match="token 99999 is none"):
        pen.sync(0, [99999])


def test_a_word_is_spelt_soberly(pen, monkeypatch):
    told = []
    monkeypatch.setattr(text_model, "knobs", lambda temperature, top_p: told.append(temperature) or (temperature, top_p))
    pen.sync(0, PIECES.encode("and th"))
    while pen.hear():
        pass
    pen.draw(0, 0, 0.8)
    pen.tell(PIECES.encode("sea ,")[-2])
    pen.draw(0, 1, 0.8)
    assert told == [0.8 * text_model.SOBER, 0.8]


def test_pieces_that_are_not_the_graphs_are_refused(stepper):
    with pytest.raises(EngineError, match="pieces make"):
        Pen(stepper, Pieces(["a"]))


# --- messages ---


@pytest.fixture
def model(stepper):
    stepper.reset()
    said = []
    model = TextModel(stepper, PIECES, 0, said.append, 0.0)
    model.said = said
    return model


def run(model):
    while model.work():
        pass
    return model.said


def test_a_job_says_token_by_token_and_that_it_is_done(model):
    model.actions["generate"](1, {"count": 3}, 0, [270, 271])
    said = run(model)
    assert [message[:3] for message in said] == [("event", 1, 0), ("event", 1, 1), ("event", 1, 2), ("done", 1, "count")]


def test_a_long_prompt_is_heard_a_token_a_step(model):
    model.actions["sync"](0, [270] * 50)
    assert model.work()
    assert model.pen.told == 1


def test_a_halted_job_says_so_and_no_more(model):
    model.actions["generate"](1, {"count": 100}, 0, ())
    model.work()
    model.actions["halt"](1)
    assert run(model)[-1] == ("done", 1, "halted")
    assert len(model.said) == 2


def test_a_new_question_halts_the_one_before(model):
    model.actions["generate"](1, {"count": 100}, 0, ())
    model.work()
    model.actions["generate"](2, {"count": 1}, 0, ())
    assert [message[:2] for message in run(model)] == [("event", 1), ("done", 1), ("event", 2), ("done", 2)]


@pytest.mark.parametrize("spec", [{"cuont": 1}, {"count": "many"}, {"temperature": None}])
def test_a_wrong_question_is_answered(model, spec):
    model.actions["generate"](1, spec, 0, ())
    assert model.said[-1][2].startswith("error: generate:")


def test_requests_come_as_plain_values():
    assert Request.from_plain({"count": 3.0, "seed": 2}) == Request(seed=2, count=3)


def test_opened_it_tells_what_only_it_knows(tiny_text):
    info = text_model.open_model(Package.open(tiny_text), "cpu", 0, lambda message: None).info()
    assert info["step_ms"] > 0
    assert info["device"] == "cpu"
    assert info["tokens"] == len(Package.open(tiny_text).manifest.tokenizer["pieces"]) + 257
