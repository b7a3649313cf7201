"""Nothing that comes from outside is ever run: no call in the whole tree could do it (docs/security.md)."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[1]
FILES = sorted(path for part in ("bridge", "models", "export") for path in (ROOT / part).rglob("*.py"))

# What turns bytes or words into something that runs. Modules that may not be imported, names that may not be called.
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "joblib", "shelve", "yaml", "xmlrpc", "commands"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "builtins.eval", "builtins.exec"}
# `marshal` crosses only links and shared memory of our own processes, which no network reaches.
MARSHAL = {"bridge/channel.py", "bridge/schedule/slate.py"}
# `import_module` takes names of our own tables: commands, and kinds that have a folder (bridge/kinds.py).
BY_NAME = {"bridge/cli.py", "bridge/kinds.py", "bridge/engine/kinds.py", "bridge/engine/standby.py", "models/command.py"}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call by its name: `torch.load(…)` is ("torch.load", …); what is no name begins with a dot."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def imported(path: Path) -> set[str]:
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_unpickled_or_evaluated(path):
    assert not imported(path) & FORBIDDEN_MODULES
    assert "marshal" not in imported(path) or named(path) in MARSHAL
    for name, call in calls(path):
        where = f"{named(path)}:{call.lineno}: {name}"
        assert name not in FORBIDDEN_CALLS, where
        assert not name.endswith("import_module") or named(path) in BY_NAME, where


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_shell_is_asked_and_no_array_brings_objects(path):
    for name, call in calls(path):
        given = {word.arg: word.value for word in call.keywords}
        where = f"{named(path)}:{call.lineno}: {name}"
        shell = given.get("shell")
        assert shell is None or (isinstance(shell, ast.Constant) and shell.value is False), where
        if name.endswith(("np.load", "numpy.load")):
            assert isinstance(given.get("allow_pickle"), ast.Constant) and given["allow_pickle"].value is False, where
        if name.endswith("torch.load"):
            assert isinstance(given.get("weights_only"), ast.Constant) and given["weights_only"].value is True, where
        assert not name.endswith(("extractall", "unpack_archive")), where  # an archive is read, never unpacked to disk


def test_the_tests_themselves_can_fail(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import pickle, numpy as np\nnp.load('x')\neval('1')\nsubprocess.run('ls', shell=True)\n")
    assert imported(bad) & FORBIDDEN_MODULES
    assert {name for name, _ in calls(bad)} == {"np.load", "eval", "subprocess.run"}


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b"a = [", b"a = {a =", b"[["])
@pytest.mark.parametrize("name", ["show", "manifest", "scenes", "learnt", "journal", "replay", "leadsheets"])
def test_what_nests_without_end_is_refused(name, opening):
    TARGETS[name].make()(opening * 50_000)
