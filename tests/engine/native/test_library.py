"""Without a compiler, or on another processor, there is no library, and it is said why."""

import pytest

from bridge.engine.native import library


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    monkeypatch.setattr(library, "folder", lambda: tmp_path)
    library._here.cache_clear()
    yield monkeypatch
    library._here.cache_clear()


def test_no_compiler(fresh):
    fresh.setattr(library, "COMPILERS", ("no such compiler",))
    assert library.library() is None and library.lacking() == "no C compiler"


def test_another_processor(fresh):
    fresh.setattr(library.platform, "machine", lambda: "riscv64")
    assert library.library() is None and "riscv64" in library.lacking()


def test_a_compiler_that_refuses_it(fresh):
    fresh.setattr(library, "FLAGS", ("--no-such-flag",))
    assert library.library() is None and library.lacking()


def test_nothing_is_lacking_where_it_is_found(here):
    assert library.library() is here and library.lacking() == ""
