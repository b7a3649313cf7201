"""Pure Data plays a phrase and hears the answer on the socket that it sends from: vanilla by UDP, mrpeach by SLIP."""

from glob import glob

import pytest
from peers.pd import MRPEACH, VANILLA, Pd, mrpeach, vanilla
from peers.waiting import needs, until

PHRASE = (67, 69, 71)
EXTERNALS = ("/usr/lib/pd/extra/mrpeach/tcpclient.*", "/usr/lib/pd/extra/osc/packOSCstream.*")


@pytest.fixture
def pd(tmp_path, duende, client):
    """`pd(patch, script)` is running Pure Data."""
    running = []

    def start(patch, script) -> Pd:
        running.append(Pd(tmp_path, patch, duende.osc, script))
        return running[-1]

    yield start
    for each in running:
        each.close()


def played(message) -> list:
    script = [(100, message("/hello"))]
    for pitch in PHRASE:
        script += [(60, message("/music/note", "ii", pitch, 90)), (40, message("/music/note", "ii", pitch, 0))]
    return script


@needs("puredata-core", "pd")
def test_vanilla_pd_hears_the_answer_on_its_own_socket(pd):
    program = pd(VANILLA, played(vanilla))
    until(lambda: ["music", "out", "state", "idle"] in program.heard()[2:], "no answer", 15)
    heard = program.heard()
    assert heard[0][:2] == ["welcome", "duende"]
    notes = [list(map(float, words[3:])) for words in heard if words[:3] == ["music", "out", "note"]]
    assert [n for n in notes if n[1]] and [n for n in notes if not n[1]]


@needs("puredata-core", "pd")
def test_vanilla_pd_asks_and_is_told_what_is_wrong(pd):
    program = pd(VANILLA, [(50, vanilla("/music/temperature")), (50, vanilla("/music/note", "s", "C4"))])
    until(lambda: len(program.heard()) >= 2, "no replies", 15)
    asked, refused = program.heard()[:2]
    assert asked == ["music", "temperature", "1"]
    assert refused[:2] == ["error", "/music/note"]


@needs("puredata-core", "pd")
@pytest.mark.skipif(not all(map(glob, EXTERNALS)), reason="externals of Pd not installed (Debian: pd-mrpeach pd-osc)")
def test_mrpeach_speaks_slip_over_tcp(pd):
    program = pd(MRPEACH, played(mrpeach))
    until(lambda: ["/music/out/state", "idle"] in program.heard()[2:], f"no answer: {program.output.read_text()}", 15)
    notes = [list(map(float, words[1:])) for words in program.heard() if words[0] == "/music/out/note"]
    assert [n for n in notes if n[1]] and [n for n in notes if not n[1]]
