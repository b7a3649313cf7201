"""A GPU that plays, and one that fails while it plays; simulated: every line of the path but CUDA's own."""

import os
from pathlib import Path

import pytest

from bridge.engine.device import DeviceBinding, DeviceStepper
from bridge.engine.devices import DeviceLost
from bridge.engine.remote import Host, RemoteEngine
from bridge.engine.session import open_session
from bridge.package import Package
from tests.engine.hearing import until

gpu = pytest.importorskip("export.gpu", reason="the training parts are not installed")

SIMULATED = Path(__file__).parent / "simulated_gpu"
PLENTY = 1_000_000


@pytest.fixture(scope="module")
def package(tiny_package, tmp_path_factory):
    """Of music, that a GPU plays."""
    return gpu.for_gpu(Package.open(tiny_package), tmp_path_factory.mktemp("lost") / "tiny", ("fp16",), say=str)


@pytest.fixture
def simulated(monkeypatch):
    """`simulated(steps)`: engine processes from here on have a GPU that holds so many."""

    def hold(steps):
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(SIMULATED), str(Path(__file__).parents[2]))))
        monkeypatch.setenv("DUENDE_SIMULATED_STEPS", str(steps))

    return hold


def opened(path, device="cuda", host=None):
    engine = RemoteEngine(str(path), device, host=host)
    return engine, until(engine, "opened")[-1][1]


def test_a_gpu_plays_the_half_graph_recorded(package, simulated):
    simulated(PLENTY)
    engine, info = opened(package.path)
    engine.send(("generate", 1, {"count": 2}))
    said = until(engine, "done")
    engine.close()
    assert (info["device"], info["precision"], info["recorded"], info["fallback"]) == ("cuda", "fp16", True, "")
    assert [message[0] for message in said] == ["event", "event", "done"]


def test_a_package_without_a_graph_for_a_gpu_plays_on_the_cpu_and_says_how_to_make_one(tiny_package, simulated):
    simulated(PLENTY)
    engine, info = opened(tiny_package)
    engine.close()
    assert info["device"] == "cpu" and "--precision fp16 --out" in info["fallback"]
    assert info["fallback"].endswith("plays on the CPU")


@pytest.mark.parametrize("steps", [1, 12])  # in the self-test; while it warms
def test_a_gpu_that_fails_while_it_opens_is_told_and_the_cpu_plays(package, simulated, steps):
    simulated(steps)
    engine, info = opened(package.path)
    engine.close()
    assert info["device"] == "cpu" and "out of memory" in info["fallback"]


def test_a_gpu_that_fails_while_it_plays_is_told_and_the_cpu_goes_on(package, simulated):
    simulated(600)
    engine, info = opened(package.path)
    assert info["device"] == "cuda"
    engine.send(("generate", 1, {}))
    died = until(engine, "died")[-1][1]
    assert "lost its GPU (CUDA failure 2: out of memory" in died and "goes on on the CPU" in died
    engine.restart()
    assert until(engine, "opened")[-1][1]["device"] == "cpu"
    engine.send(("generate", 2, {"count": 2}))
    assert until(engine, "done")[-1] == ("done", 2, "count")
    engine.close()


def test_all_who_sat_there_go_on_on_the_cpu(package, simulated):
    simulated(600)
    host = Host()
    engines = [opened(package.path, host=host)[0] for _ in range(2)]
    engines[0].send(("generate", 1, {}))
    for engine in engines:
        assert "lost its GPU" in until(engine, "died")[-1][1]
        engine.restart()
    assert [until(engine, "opened")[-1][1]["device"] for engine in engines] == ["cpu", "cpu"]
    for engine in engines:
        engine.close()


class Failing:
    """A session whose runs fail, in the runtime's own way."""

    def __init__(self, session):
        self._session, self._sess = session, self

    def run_with_iobinding(self, binding, options):
        raise RuntimeError("CUDNN_STATUS_INTERNAL_ERROR\nand a page of more")

    def __getattr__(self, name):
        return getattr(self._session, name)


@pytest.mark.parametrize("kind", [DeviceStepper, DeviceBinding])
def test_a_step_that_fails_is_a_lost_device_in_the_runtimes_words(kind, package, tiny_gesture):
    package = package if kind is DeviceBinding else Package.open(tiny_gesture)
    graph = package.manifest.graph("fp16")
    stepper = kind(Failing(open_session(package.read(graph.file))), graph, "cpu")
    if kind is DeviceBinding:
        stepper.call(2)
        stepper.place(2, 0, 1)
    with pytest.raises(DeviceLost, match=r"^CUDNN_STATUS_INTERNAL_ERROR$"):
        stepper.run()


def test_pictures_of_several_players_come_from_one_process(tiny_pictures, tmp_path, simulated):
    simulated(PLENTY)
    made = gpu.for_gpu(Package.open(tiny_pictures), tmp_path / "three", ("fp16",), (3,), say=str)
    host = Host()
    engines, told = zip(*(opened(made.path, host=host) for _ in range(3)), strict=True)
    for i, engine in enumerate(engines):
        engine.send(("render", i, 0.0, bytes(32), bytes(8)))
    for i, engine in enumerate(engines):
        assert until(engine, "frame")[-1] == ("frame", i, 0.0)
    assert len({engine.pid for engine in engines}) == 1
    assert [(info["device"], info["at_once"]) for info in told] == [("cuda", 3)] * 3
    for engine in engines:
        engine.close()
