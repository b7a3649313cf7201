"""A second of coverage-guided fuzzing of each target; `python -m tests.fuzz --seconds 600` is the long form."""

import importlib.util

import pytest

from tests.fuzz.__main__ import fuzz
from tests.fuzz.targets import TARGETS

needs_atheris = pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris has no wheel here")


@needs_atheris
@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_it_is_read_or_refused(name):
    ran, crash = fuzz(name, 1.0, keep=False)
    assert crash is None and ran > 0
