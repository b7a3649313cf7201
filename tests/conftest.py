"""A tiny music model with random weights, exported once for the whole run; real servers; no skipping where all is there."""

import os
from pathlib import Path

import pytest
from peers.server import NO_MIDI, Duende

REQUIRE_ALL = "DUENDE_REQUIRE_ALL"  # set: a test that is skipped because something is not installed has failed
NOT_INSTALLED = ("not installed", "could not import")  # how such a skip is worded, here and by pytest.importorskip


@pytest.fixture(scope="session")
def tiny_model():
    torch = pytest.importorskip("torch", reason="the training parts are not installed")
    from models.music import MusicConfig, MusicModel

    torch.manual_seed(0)
    config = MusicConfig(width=64, layers=2, heads=2, kv_heads=1, hidden=96, head_hidden=64, context=128)
    return MusicModel(config).eval().requires_grad_(False)


@pytest.fixture(scope="session")
def tiny_graph(tiny_model, tmp_path_factory):
    """Its fp32 graph."""
    from export.graph import export

    return export(tiny_model, tmp_path_factory.mktemp("graph") / "music.onnx")


@pytest.fixture(scope="session")
def tiny_package(tiny_model, tiny_graph, tmp_path_factory) -> Path:
    """Its package's folder, fp32 and 8 bit. Read only: tests that break something copy it first."""
    from export import music

    folder = tmp_path_factory.mktemp("packages") / "tiny"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(music.graph, "export", lambda model, path: tiny_graph)  # exported once is enough
        music.export_model(tiny_model, folder, say=lambda line: None)
    return folder


@pytest.fixture(scope="session")
def tiny_pictures(tmp_path_factory) -> Path:
    """The folder of an image package of 16 × 16 pixels with two classes. Read only."""
    pytest.importorskip("onnx", reason="the training parts are not installed")
    from peers.pictures import make

    return make(tmp_path_factory.mktemp("packages") / "tiny_pictures", ("sea", "sky"))


@pytest.fixture(scope="session")
def tiny_gesture(tmp_path_factory) -> Path:
    """A gesture package with random weights: x, y and a pen. Read only."""
    torch = pytest.importorskip("torch", reason="the training parts are not installed")
    from bridge.package.gesture import Gesture, Value
    from export import gesture
    from models.gesture import GestureConfig, GestureModel

    torch.manual_seed(0)
    model = GestureModel(GestureConfig(3, cells=32, layers=2, components=4)).eval().requires_grad_(False)
    folder = tmp_path_factory.mktemp("packages") / "hand"
    values = (Value("x", steps=256), Value("y", steps=256), Value("pen", steps=2))
    gesture.export_model(model, Gesture(values, 5.0), folder, say=lambda line: None)
    return folder


@pytest.fixture(scope="session")
def tiny_text_model():
    """A text model with random weights and the pieces it speaks."""
    torch = pytest.importorskip("torch", reason="the training parts are not installed")
    from bridge.pieces import FIRST
    from models.text import TextConfig, TextModel

    listed = [*"abcdefghijklmnopqrstuvwxyz ,.\n春江", "the ", "sea ", "and "]
    torch.manual_seed(0)
    config = TextConfig(FIRST + len(listed), width=32, cells=48, layers=2)
    model = TextModel(config).eval().requires_grad_(False)
    for layer in model.layers:
        torch.nn.init.normal_(layer.bias)  # equal ones the exporter would keep once
    return model, listed


@pytest.fixture(scope="session")
def tiny_text(tiny_text_model, tmp_path_factory) -> Path:
    """Its package's folder, fp32 and 8 bit. Read only."""
    from export import text

    folder = tmp_path_factory.mktemp("packages") / "words"
    text.export_model(*tiny_text_model, folder, say=lambda line: None)
    return folder


@pytest.fixture(scope="session")
def package(request) -> Path:
    """The package that `duende serve` plays by itself; where none is bundled, the tiny one."""
    from bridge.casting import default_package

    bundled = default_package("music")
    return bundled.path if bundled else request.getfixturevalue("tiny_package")


@pytest.fixture(scope="session")
def players(package) -> tuple[str, ...]:
    """The words by which a server of a test gets its player: none where a package is bundled."""
    from bridge.casting import default_package

    return () if default_package("music") else ("--package", f"music={package}")


@pytest.fixture
def serve(players, tmp_path):
    """`serve(*words)` is a running `duende serve`. At the end of the test each is asked to end, and must do so in order."""
    servers = []

    def start(*words: str, midi: bool = False, cast: bool = True, **options) -> Duende:
        folder = tmp_path / f"server{len(servers)}"
        folder.mkdir()
        servers.append(Duende(folder, *(players if cast else ()), *(() if midi else NO_MIDI), *words, **options))
        return servers[-1]

    try:
        yield start
        for server in servers:
            running = server.process.poll() is None
            assert not running or server.end() == 0, server.log
    finally:
        for server in servers:
            server.clean_up()


# Real programs (JACK, Pure Data …) and real processes share the machine with whatever else runs on it. Their tests get a
# second and a third chance, and the summary counts them as rerun; a test in virtual time gets none.
SERVED = (
    "test_serve.py", "test_web_remote.py", "test_web_server.py", "test_web_pictures.py", "test_bench_ratios.py",
    "test_soak.py", "doctor/test_service.py", "doctor/test_ports.py",
)  # fmt: skip
SOUND = (
    "test_midi_jack.py", "test_timer_process.py", "test_worker.py", "test_device_lost.py", "test_remote.py", "test_bench.py",
)  # fmt: skip
# Of those in `clients` these are about MIDI, sound and clocks; so both lanes (`tests/lanes.py`) take about as long.
SOUND_CLIENTS = (
    "test_ardour.py", "test_clock.py", "test_controllers.py", "test_faults.py", "test_fluidsynth.py", "test_jack.py",
    "test_link.py", "test_midi.py", "test_midi_doors.py", "test_nothing_hangs.py", "test_patches_in_pd.py",
    "test_pure_data.py", "test_supercollider.py",
)  # fmt: skip
RERUNS, PAUSE_S = 2, 2


PARTS = ("clients", "sound", "rest")


def _part(path):
    names = path.name, "/".join(path.parts[-2:])
    if "clients" in path.parts:
        return "sound" if path.name in SOUND_CLIENTS else "clients"
    return next((part for part, files in (("sound", SOUND), ("clients", SERVED)) if set(names) & set(files)), "rest")


def pytest_addoption(parser):
    parser.addoption("--part", choices=PARTS, help="only tests with network clients, with sound or processes, or others")


def pytest_collection_modifyitems(config, items):
    part, kept = config.getoption("--part"), []
    for item in items:
        its = _part(item.path)
        if its != "rest":
            item.add_marker(pytest.mark.flaky(reruns=RERUNS, reruns_delay=PAUSE_S))
        if part in (None, its):
            kept.append(item)
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    return _required(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    return _required(report)


def _required(report):
    """Where everything has been installed, nothing may be skipped for want of it."""
    if report.skipped and os.environ.get(REQUIRE_ALL):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if any(words in reason for words in NOT_INSTALLED):
            report.outcome, report.longrepr = "failed", f"{REQUIRE_ALL} is set, and this was skipped: {reason}"
    return report
