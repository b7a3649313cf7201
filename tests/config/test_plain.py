"""What the journal keeps of a show reads back as the same show."""

import json
from pathlib import Path

import pytest

from bridge.config import Show, load_show, plain, show_from_plain
from bridge.config.reading import bundled_packages

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


@pytest.mark.parametrize("path", [None, *EXAMPLES], ids=lambda path: path.stem if path else "none")
def test_a_show_reads_back(path):
    show = load_show(path, bundled_packages()) if path else Show()
    again = show_from_plain(json.loads(json.dumps(plain(show))))
    for part in ("clock", "listeners", "routes", "midi", "controllers"):
        assert getattr(again, part) == getattr(show, part)


@pytest.mark.parametrize("wrong", [{"tempo": 0.0}, {"tempo": 1e308}, {"tempo": float("nan")}, {"meter": [4, 1 << 70]}])
def test_a_clock_that_no_show_has_is_refused(wrong):
    told = plain(Show())
    with pytest.raises(ValueError, match="clock"):
        show_from_plain(told | {"clock": told["clock"] | wrong})
