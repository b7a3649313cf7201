"""The committed patches are those of a server without a show; the command writes what a running one serves."""

import urllib.request
from pathlib import Path

import pytest

from bridge.address import KINDS
from bridge.casting import default_package
from bridge.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples" / "patches"
SHOW = """
[server]
osc_port = 9770
http_port = 9771
[[player]]
name = "fiddle"
kind = "music"
temperature = 1.5
"""
needs_packages = pytest.mark.skipif(
    not all(default_package(kind) for kind in KINDS if kind != "tensor"), reason="not all packages are bundled"
)


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text("utf-8") for path in sorted(folder.rglob("*")) if path.is_file()}


@needs_packages
def test_the_examples_are_what_the_command_writes(tmp_path, capsys):
    assert main(["patches", "--out", str(tmp_path)]) == 0
    assert files(EXAMPLES) == files(tmp_path), "duende patches --out examples/patches"
    assert len(capsys.readouterr().out.splitlines()) == len(files(tmp_path)), "every file is named"


@needs_packages
def test_a_show_gives_its_names_values_and_ports(tmp_path):
    (tmp_path / "show.toml").write_text(SHOW)
    assert main(["patches", str(tmp_path / "show.toml"), "--out", str(tmp_path / "out"), "--host", "192.168.1.5"]) == 0
    written = files(tmp_path / "out")
    assert "connect 192.168.1.5 9770" in written["duende.pd"]
    assert "fiddle.temperature!" in written["duende.pd"]
    assert "('Temperature', 'Float', '/fiddle/temperature', 0, 2, 1.5, ())" in written["duende_touchdesigner.py"]
    assert "image" not in written["duende_touchdesigner.py"].partition("PLAYERS = ")[2].partition("CALLBACKS")[0]


@needs_packages
def test_a_server_on_every_interface_is_found_on_this_machine(tmp_path):
    (tmp_path / "show.toml").write_text('[server]\nhost = "0.0.0.0"\n')
    assert main(["patches", str(tmp_path / "show.toml"), "--out", str(tmp_path / "out")]) == 0
    assert "connect 127.0.0.1 7770" in files(tmp_path / "out")["duende.pd"]


def test_names_do_not_differ_by_case_alone():
    """On macOS and Windows they would be one."""
    names = [part.lower() for path in EXAMPLES.rglob("*") for part in [str(path.relative_to(EXAMPLES))]]
    assert len(set(names)) == len(names)


@needs_packages
def test_a_running_server_serves_the_same(serve, tmp_path):
    """Made from what core tells the web process, not from the packages. Of the two that hold no values: seeds differ."""
    server = serve()
    assert main(["patches", "--out", str(tmp_path), "--osc-port", str(server.osc), "--http-port", str(server.http)]) == 0
    for name, path in (("duende.pd", "duende.pd"), ("duende.scd", "Duende/duende.scd")):
        with urllib.request.urlopen(f"http://127.0.0.1:{server.http}/patches/{name}", timeout=10) as answer:
            served = answer.read().decode()
        assert served == files(tmp_path)[path], name
