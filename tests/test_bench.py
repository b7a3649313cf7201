"""The benchmark measures what it says. No absolute time is asserted: only what must be so, and ratios far out of line."""

import json
import signal

import pytest

from bridge.bench import (
    accompany,
    answer,
    burst,
    clock,
    family,
    floors,
    idle,
    jitter,
    midi,
    plot,
    recovery,
    report,
    scale,
    sound_server,
    startup,
    watched,
    work,
)  # fmt: skip
from bridge.bench.answer import Grid
from bridge.bench.figures import Figures
from bridge.bench.machine import machine
from bridge.commands import bench
from bridge.osc.values import Message
from bridge.package import Package


def test_figures_are_milliseconds():
    figures = Figures.of([0.001] * 98 + [0.002, 0.010])
    assert (figures.n, figures.p50, figures.p99, figures.max) == (100, 1.0, 10.0, 10.0)


def test_every_value_is_in_the_histogram():
    found = Figures.of([0.001, 0.0011, 0.003, -0.5]).histogram  # the last came early
    assert sum(found["counts"]) == 4 and len(found["edges_ms"]) == len(found["counts"]) + 1
    assert found["edges_ms"] == sorted(found["edges_ms"]) and found["edges_ms"][-1] > 3.0


def test_histograms_become_a_picture_a_part(tmp_path):
    pytest.importorskip("matplotlib")
    row = Figures.of([0.001, 0.002, 0.004]).plain()
    jitter = {"rows": [{"event": "scheduled"} | row]}
    found = {"accompany": {"rows": {"duende": row, "floor": row}}, "jitter": jitter, "startup": {}}
    drawn = plot.draw(found, tmp_path / "new")
    assert [path.name for path in drawn] == ["accompany.png", "jitter.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)


def test_how_cost_grows_is_a_picture_of_its_own(tmp_path):
    pytest.importorskip("matplotlib")
    rows = {n: Figures.of([0.001 * n]).plain() for n in (1, 16)}
    found = {
        "target": scale.TARGET, "players": {"cost": {1: 1.0, 10: 3.5}}, "context": {"rows": rows},
        "messages": {"rows": rows | {0: {"n": 0}}},
    }  # fmt: skip
    assert plot.draw({"scale": found}, tmp_path)[-1].read_bytes().startswith(b"\x89PNG")


def test_rows_are_named_by_where_they_stand():
    row = Figures.of([0.001]).plain()
    found = {"rows": [{"event": "at once", "inference": True, "other": False} | row], "music": {"rows": {"alone": row}}}
    assert [name for name, _ in plot.rows(found)] == ["at once, inference", "music, alone"]


def test_without_matplotlib_one_sentence_before_anything_is_measured(monkeypatch, tmp_path, capsys):
    from bridge.cli import main

    monkeypatch.setattr("bridge.bench.plot.find_spec", lambda name: None)
    assert main(["bench", "--only", "flood", "--plot", str(tmp_path)]) != 0
    assert "pip install matplotlib" in capsys.readouterr().err


def test_a_late_beat_does_not_move_the_grid():
    grid = Grid(0.5)
    for moment in (10.0, 10.5, 11.2, 11.5, 12.0):  # the third is 200 ms late
        grid.hear(moment, Message("/clock/out/beat", (1, 1, 120.0), None))
    assert grid.beat(12.5) == pytest.approx(5)


def test_the_machine_is_named():
    here = machine()
    assert here.cores >= 1 and here.processor and here.later().busy >= here.busy


@pytest.fixture(scope="module")
def package(tiny_package):
    return str(tiny_package)


def test_every_note_is_answered_and_the_server_costs_little_beside_the_model(package):
    found = accompany.measure(3.0, package)
    ours = found["rows"]["duende"]
    assert ours["n"] >= 5 and ours["lost"] == 0
    assert found["ratios"]["duende / floor"] < 60  # a tiny model: nearly all of ours is the way there and back


@pytest.mark.skipif(bool(sound_server.missing()), reason=sound_server.missing())
def test_every_key_is_answered_by_midi_and_the_through_client_knows_nothing_better(package):
    found = midi.measure(2.5, package)
    assert set(found["rows"]) == {"duende", "floor", "JACK through"}
    assert all(row["n"] >= 2 and row["lost"] <= 1 for row in found["rows"].values())
    assert found["ratios"]["duende / floor"] > 0.9
    assert any("JACK through" in line for line in report.PARTS["midi"](found))


def test_where_jack_is_not_the_reason_is_told(package, monkeypatch):
    monkeypatch.setattr(sound_server, "missing", lambda: "no JACK server runs, and jackd is not installed")
    assert list(report.PARTS["midi"](midi.measure(1.0, package))) == [
        "midi: not here: no JACK server runs, and jackd is not installed"
    ]


def test_a_burst_of_ten_thousand_arrives_whole(package):
    found = burst.measure(10_000, package)
    if found["buffer_given"] < 2 * found["buffer_asked"]:
        pytest.skip(f"the system gives a receive buffer of {found['buffer_given']} bytes only")
    assert found["lost"] == 0 and found["newest_won"]


def test_replies_stand_on_their_beat(package):
    (row,) = answer.measure(2, 3, package, (180,))["rows"]
    assert (row["n"], row["late"], row["missing"]) == (2, 0, 0)


def test_jitter_has_a_row_for_each_condition(package):
    rows = jitter.measure(1.5, package)["rows"]
    assert {(row["inference"], row["event"]) for row in rows} == {
        (True, "scheduled"), (True, "at once"), (False, "scheduled"), (False, "at once"),
    }  # fmt: skip


def test_a_server_at_rest_rests(package):
    found = startup.measure(1, 1.0, package)
    assert found["ready_max_s"] > 0
    if "rss_mib" in found:
        assert found["pss_mib"] <= found["rss_mib"] and found["idle_cpu"] < 0.5


def test_a_peer_that_is_not_there_is_named_with_the_reason(package, monkeypatch):
    monkeypatch.setattr("bridge.bench.peers.importlib.util.find_spec", lambda name: None)
    running, missing = accompany.peers.peers(package)
    accompany.peers.close(list(running.values()))
    assert list(running) == ["floor"] and missing["PyTorch eager"] == "torch is not installed"


def test_the_command_prints_the_table_and_writes_json(package, tmp_path, capsys):
    from bridge.cli import main

    file = tmp_path / "bench.json"
    assert main(["bench", "--quick", "--only", "steps", "--package", package, "--json", str(file)]) == 0
    assert "one event, hot" in capsys.readouterr().out
    found = json.loads(file.read_text())
    assert set(found) == {"machine", "quick", "steps"}
    each = found["steps"]["each"]
    largest = each["packages"][each["largest"]]
    assert 1 <= largest["floor_ratio"] < 20  # far out of line: the step that plays is not the one that was meant
    assert largest["ratios"]["PyTorch eager"] > 2
    assert set(bench.PARTS) == set(report.PARTS) == set(bench._measures(True))


def test_text_stands_beside_the_same_network_in_eager_pytorch(tiny_text, tiny_text_model):
    from bridge.bench import text
    config = tiny_text_model[0].config
    package = Package.open(tiny_text)
    assert text.shape(package) == (config.tokens, config.width, config.cells, config.layers)
    found = text._one(package, 0.5)
    assert found["characters"] > 0 and set(found["rows"]) == {"duende", "PyTorch eager"}
    part = {"target": text.TARGET, "packages": {"words": found}}
    assert any("characters a second" in line for line in report.PARTS["text"](part))


def test_the_audience_hears_what_is_played(package):
    found = watched.measure(2.0, package)
    assert found["rows"]["beside"]["n"] >= 3 and found["rows"]["beside"]["lost"] == 0
    assert found["heard"] > (found["pages"] + found["listeners"]) * found["rows"]["beside"]["n"]  # an on and an off each


def test_a_followed_clock_holds_the_target_where_simple_followers_do_not():
    found = clock.measure(20.0, 1)
    judged = [row for row in found["rows"] if row["judged"]]
    assert all(row["duende"]["p99"] <= found["target_ms"]["p99"] for row in judged)
    assert all(row["duende"]["miscounted"] == 0 for row in found["rows"])
    assert max(row["mean of 24"]["p99"] for row in judged) > found["target_ms"]["p99"]
    assert any("within 2 ms" in line for line in report.PARTS["clock"](found))


def test_the_first_note_after_a_silence_stands_beside_warm_ones(package, monkeypatch):
    monkeypatch.setattr(idle, "WARM_NOTES", 6)
    found = idle.measure(1, 0.5, package)
    assert found["rows"]["after silence"]["n"] == 1 and found["rows"]["warm"]["n"] == 4
    assert any("after 0.5 s of silence" in line for line in report.PARTS["idle"](found))


def test_more_players_events_and_messages_have_a_row_each(package, monkeypatch):
    for name, value in {"PLAYERS": (1, 3), "EVENTS": (16, 100), "MESSAGES": (0, 500), "BLOCK": 2}.items():
        monkeypatch.setattr(scale, name, value)
    found = scale.measure(1.0, package)
    assert list(found["players"]["rows"]) == [1, 3] and all(row["lost"] == 0 for row in found["players"]["rows"].values())
    assert list(found["context"]["rows"]) == [16, 100] and list(found["messages"]["rows"]) == [0, 500]
    assert any("3 players" in line for line in report.PARTS["scale"](found))


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP") or not family.KNOWN, reason="needs signals and /proc")
def test_a_model_that_dies_is_heard_again(package, monkeypatch):
    monkeypatch.setattr(recovery, "PLAY_S", (0.5, 0.6))
    found = recovery.measure(1, 0, ("music",), package)
    rows = found["rows"]["alone"]
    assert set(rows) == {f"music, {fault}" for fault in recovery.FAULTS}
    assert all(row["n"] == 1 and row["never"] == 0 for row in rows.values())
    assert any("music, no memory" in line for line in report.PARTS["recovery"](found))


def test_what_a_step_must_do_is_counted_in_its_graph(tiny_gesture):
    package = Package.open(tiny_gesture)
    graph = package.manifest.graphs[0]
    due = work.of_graph(package, graph)
    assert 0.5 * package.manifest.parameters < due.whole + due.floats < 1.5 * package.manifest.parameters
    assert due.read < len(package.read(graph.file))


def test_a_core_reads_and_multiplies():
    floors.reader(1 << 20)()
    assert floors.products_a_second() > 1e8
