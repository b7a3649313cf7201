"""Waiting for another program, but never for ever."""

import shutil
import time
from collections.abc import Callable

import pytest


def until(holds: Callable[[], object], complaint: str, seconds: float = 10.0) -> None:
    """Look again and again; the complaint, called when it is a function, when the time is over."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, complaint
        time.sleep(0.02)


def needs(debian: str, *programs: str) -> pytest.MarkDecorator:
    """Skip where one of these programs is absent; `debian` names the packages that have them."""
    absent = [name for name in programs if not shutil.which(name)]
    return pytest.mark.skipif(bool(absent), reason=f"{', '.join(absent)} not installed (Debian: {debian})")
