"""What the processes of a server have in common."""

import os
import subprocess
import sys

import pytest

from bridge.child import environment

pytestmark = pytest.mark.skipif(not hasattr(os, "nice"), reason="niceness is Unix's")
ASK = "import os; from bridge.child import go_first; print(go_first(-10), os.nice(0))"


def answer(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment()).stdout.strip()


def test_it_goes_first_or_says_that_it_may_not():
    assert answer(ASK) in ("True -10", f"False {max(0, os.nice(0))}")


def test_a_niceness_that_somebody_chose_is_left_alone():
    chosen = max(3, os.nice(0))
    assert answer(f"import os; os.setpriority(os.PRIO_PROCESS, 0, {chosen}); {ASK}") == f"False {chosen}"


def test_what_is_nicer_than_its_parent_says_so():
    program = f"{ASK}; print(go_first(-5), os.nice(0))"
    assert answer(program).split() in (["True", "-10", "True", "-5"], ["False", str(os.nice(0))] * 2)
