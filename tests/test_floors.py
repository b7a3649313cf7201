"""Imports only point down. The floors are those of docs/design.md: they are read there, so page and code cannot differ."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRAINING = {"torch", "onnx", "onnxscript", "tqdm", "models", "export"}
HEAVY = {"numpy", "onnxruntime"}
FOUNDATION = 2  # the highest floor that the training side stands on
EXCEPTIONS = {
    ("export.parity", "engine"),  # parity is measured with the engine that the stage runs
    ("export.steps", "engine"),
    ("export.comparing", "engine"),
    ("export.adopt.trial", "engine"),
    ("export.image", "engine"),
    ("models.data.own_gestures", "watch"),
    ("models.data.own_text", "watch"),
    ("models.data.own", "watch"),  # an artist's own journals are read as the stage reads them
}


def floors() -> dict[str, tuple[int, int]]:
    """Top-level name in bridge → (floor, group); a group's members may import each other."""
    page = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    block = page[page.index("## Floors") :].split("```")[1]
    found = {}
    for line in block.strip().splitlines():
        floor, names = re.match(r"(\d+)  (.*?)(?:   |$)", line).groups()
        for group, members in enumerate(names.split("|")):
            found |= {name.strip(): (int(floor), group) for name in members.split(",")}
    return found


FLOORS = floors()


def modules(package: str) -> dict[str, Path]:
    """Dotted name → file; a package's own name stands for its __init__."""
    found = {}
    for path in (ROOT / package).rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = {package: modules(package) for package in ("bridge", "models", "export")}
FILES = MODULES["bridge"] | MODULES["models"] | MODULES["export"]


def imports(module: str) -> set[str]:
    """What a file imports anywhere in it, as dotted names; but not what only a type checker sees."""
    path = FILES[module]
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    return {name for node in statements(ast.parse(path.read_text(encoding="utf-8"))) for name in names(node, package)}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)):
            yield child
            yield from statements(child)


def names(node: ast.AST, package: str) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    parts = package.split(".")
    base = [*parts[: len(parts) - node.level + 1], node.module] if node.level else [node.module]
    origin = ".".join(filter(None, base))
    return [inner if (inner := f"{origin}.{alias.name}") in FILES else origin for alias in node.names]


def part(name: str) -> str:
    """bridge.osc.udp → osc"""
    return name.split(".")[1] if "." in name else ""


def bridge_parts(module: str) -> set[str]:
    """The other top-level parts of bridge that a file imports."""
    return {part(name) for name in imports(module) if name.startswith("bridge.")} - {part(module)}


def test_every_part_of_the_bridge_has_its_floor():
    assert {part(module) for module in MODULES["bridge"]} - {""} == set(FLOORS)


@pytest.mark.parametrize("module", sorted(MODULES["bridge"]))
def test_imports_point_down(module):
    for below in bridge_parts(module):
        (floor, group), (other, its_group) = FLOORS[part(module)], FLOORS[below]
        assert other < floor or (other, its_group) == (floor, group), f"{module} imports {below}"


@pytest.mark.parametrize("module", sorted(MODULES["bridge"]))
def test_the_bridge_imports_no_training_part(module):
    assert not {name.split(".")[0] for name in imports(module)} & TRAINING


@pytest.mark.parametrize("module", sorted(MODULES["models"] | MODULES["export"]))
def test_the_training_side_stands_on_the_foundation(module):
    allowed = {below for package, below in EXCEPTIONS if package == module}
    assert {below for below in bridge_parts(module) if FLOORS[below][0] > FOUNDATION} <= allowed


@pytest.mark.parametrize("module", sorted(MODULES["models"]))
def test_models_know_nothing_of_export(module):
    assert not {name.split(".")[0] for name in imports(module)} & {"export"}


def test_no_circle():
    below = {module: {name for name in imports(module) if name in FILES and name != module} for module in FILES}
    while free := {module for module, others in below.items() if not others}:
        below = {module: others - free for module, others in below.items() if module not in free}
    assert below == {}, "these import each other"


def loaded_by(program: str) -> set[str]:
    """The top-level modules that are there after a program."""
    program += "; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return set(done.stdout.split())


def test_the_core_loads_neither_numpy_nor_onnxruntime():
    assert not loaded_by("import bridge.cli, bridge.commands.serve, bridge.app") & (HEAVY | TRAINING)


def test_whatever_of_the_bridge_is_loaded_no_training_part_is():
    wanted = sorted(m for m in MODULES["bridge"] if not m.endswith("__main__"))
    assert not loaded_by(f"import {', '.join(wanted)}") & TRAINING
