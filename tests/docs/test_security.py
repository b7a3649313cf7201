"""docs/security.md says what the code does: the bounds that it names, and the tests that it points to."""

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
BOUNDS = re.findall(r"^\|[^|]+\| (\d+) \| (twice )?`([\w.]+)\.([A-Z_]+)` \|$", PAGE, re.MULTILINE)


def test_there_are_bounds():
    assert len(BOUNDS) > 20


@pytest.mark.parametrize(("said", "twice", "module", "name"), BOUNDS)
def test_each_bound_is_the_codes(said, twice, module, name):
    assert int(said) == getattr(import_module(module), name) * (2 if twice else 1)


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/[\w/.]+)`", PAGE))))
def test_each_test_that_is_named_is_there(named):
    assert (ROOT / named).exists()


def test_each_target_that_is_named_is_fuzzed():
    from tests.fuzz.targets import TARGETS

    named = {word for words in re.findall(r"`tests/fuzz` \(([^)]+)\)", PAGE) for word in re.findall(r"`(\w+)`", words)}
    assert named <= TARGETS.keys() and len(named) > 10
