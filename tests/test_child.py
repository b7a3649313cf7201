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


def test_more_descriptors_are_asked_for_where_the_usual_are_few():
    few = "from resource import *; setrlimit(RLIMIT_NOFILE, (100, getrlimit(RLIMIT_NOFILE)[1]))"
    ask = "from bridge.child import allow_descriptors; allow_descriptors(300); print(getrlimit(RLIMIT_NOFILE)[0])"
    assert answer(f"{few}; {ask}") == "300"


def test_never_fewer_descriptors_than_there_were():
    ask = "import resource; from bridge.child import allow_descriptors; soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]"
    assert answer(f"{ask}; allow_descriptors(10); print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] == soft)") == "True"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own way")
def test_threads_that_come_and_go_share_one_heap():
    program = """
import re, threading
from bridge.child import keep_one_heap
keep_one_heap()
for _ in range(8):
    threads = [threading.Thread(target=lambda: [bytearray(1000) for _ in range(2000)]) for _ in range(8)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
print(sum(64 << 20 == int(b, 16) - int(a, 16) or int(a, 16) % (64 << 20) == 0 and "rw" in rest
      for a, b, rest in re.findall(r"^(\\w+)-(\\w+) (.*)$", open("/proc/self/maps").read(), re.M)))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=environment(), check=True)
    assert int(done.stdout) == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own way")
def test_a_large_buffer_goes_back_to_the_system_however_often():
    program = """
from pathlib import Path
from bridge.child import keep_one_heap
keep_one_heap()
def size():
    return int(Path("/proc/self/statm").read_text().split()[0]) * 4096
def taken():
    before, held = size(), bytearray(1 << 20)
    return size() - before
print(all(taken() > 1 << 20 for _ in range(3)))
"""
    assert answer(program) == "True"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's own way")
def test_memory_that_was_taken_is_there_for_what_comes():
    program = """
from pathlib import Path
from bridge.child import keep_one_heap, take_memory
def anonymous():
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if "Anonymous" in line)
keep_one_heap()
before = anonymous()
held = take_memory(4.0, 2.0)
taken = anonymous()
come = [(i, i + 0.5) for i in range(15_000)], [b"x" * 10_000 for _ in range(150)]
there = anonymous()
del come
print(taken - before > 5500, there - taken < 200, anonymous() - taken > -200, len(held) < 100)
"""
    assert answer(program) == "True True True True"
