"""Killed at any moment, the journal of a real server has all but 200 ms. The long form: `python -m tests.powercut`."""

import sys

import pytest

from tests.powercut.night import night


@pytest.mark.skipif(sys.platform != "linux", reason="what the disk has is witnessed under /proc")
@pytest.mark.parametrize("how", ["group", "core"])
def test_a_night_that_is_cut_off_lacks_nothing_older(tmp_path, how):
    for what, lost in night(tmp_path, 7, how).items():
        assert lost.happened > 20 and lost.too_early == 0, (what, lost)
