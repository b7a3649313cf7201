"""A gesture player and an adopted model on a real server, asked by a plain OSC client."""

import math
import time
from pathlib import Path

import pytest
from peers.server import NO_MIDI, served

from bridge.casting import default_package

pytestmark = pytest.mark.skipif(default_package("gesture") is None, reason="no gesture package is bundled")
ADOPTED = Path(__file__).parents[1] / "export" / "adopt" / "models" / "hand.onnx"


@pytest.fixture(scope="module")
def duende(players, tmp_path_factory):
    pytest.importorskip("onnx", reason="the training parts are not installed")
    from export.adopt.command import adopt

    folder = tmp_path_factory.mktemp("server")
    adopt(ADOPTED, "hand", folder / "hand", lambda line: None)
    with served(folder, *players, *NO_MIDI, "--package", f"net={folder / 'hand'}", "--package", "hand=faders") as server:
        yield server


@pytest.fixture
def client(duende, program):
    client = program(duende)
    client.hello()
    client.send("/hand/mode", "answer")
    client.send("/hand/reset")
    client.status()
    client.forget()
    return client


def move(client, steps=20):
    for i in range(steps):
        client.send("/hand/in", 0.5 + 0.3 * math.sin(i / 4))
        time.sleep(0.02)


def values(client, player="hand"):
    return [got for got in client.got if got.address == f"/{player}/out/value"]


def test_a_movement_that_rests_is_answered(client):
    client.send("/hand/pause", 0.2)
    move(client)
    client.wait("/hand/out/value")
    client.wait(lambda got: got.address == "/hand/out/state" and got.args == ("idle",), 15)
    assert all(len(got.args) == 8 and all(0 <= x <= 1 for x in got.args) for got in values(client))


def test_solo_moves_until_it_is_stopped(client):
    client.send("/hand/mode", "solo")
    client.wait("/hand/out/value", 15)
    client.send("/hand/stop")
    client.status()
    client.listen(0.2)
    assert [got for got in client.listen(1.0) if got.address == "/hand/out/value"] == []


@pytest.mark.parametrize("args, said", [
    ((0.5,) * 9, "this package has 8 values"),
    ((math.nan,), "must be a number; found NaN"),
    (("up",), "must be a number"),
    ((), "found none"),
])  # fmt: skip
def test_what_is_no_movement_is_refused_and_changes_nothing(client, args, said):
    assert said in client.error("/hand/in", *args)
    assert "values 0 to 7; found 8" in client.error("/hand/in/8", 0.5)
    assert client.ask("/hand/mode") == ("answer",)


def test_an_output_for_every_input_in_its_order(client):
    for i in range(30):
        client.send("/net/in", *[i / 30] * 6)
    client.wait(lambda got: len(values(client, "net")) == 30)
    client.forget()
    client.send("/net/in/X", *[0.0] * 6)
    first = client.wait("/net/out/value").args
    label, *chances = first
    assert label in (0.0, 1.0, 2.0) and sum(chances) == pytest.approx(1, abs=1e-5)
    client.send("/net/in", *[0.0] * 6)
    assert client.wait(lambda got: got.address == "/net/out/value" and got is not first).args == first


@pytest.mark.parametrize("address, args, said", [
    ("/net/in", (0.5,), "this model takes 6 numbers (X 6); found 1"),
    ("/net/in", (math.inf,) * 6, "found infinity"),
    ("/net/in/Y", (0.5,), "this model has the inputs X; found Y"),
    ("/net/in/X", (0.5,) * 7, "X takes 6 numbers; found 7"),
])  # fmt: skip
def test_what_no_model_takes_is_refused(client, address, args, said):
    assert said in client.error(address, *args)


def test_the_others_do_not_notice_a_flood(client):
    for i in range(3000):
        client.send("/net/in", *[i / 3000] * 6)
    client.send("/hand/answer")
    client.wait("/hand/out/value")
    assert len(client.ask("/net/seed")) == 1
