from bridge.clock import VirtualClock
from bridge.outputs.memory import MemorySink


def test_it_remembers_what_it_was_given_and_when():
    clock = VirtualClock(start=2.0)
    sink = MemorySink(clock)
    sink.write(sink.note("bach", 60, 100, 1), None)
    sink.write(sink.message("/poet/out/word", ("rose",)), 2.5)
    sink.write(sink.raw_midi(b"\xf8"), None)
    sink.write(b"/raw", None)
    assert sink.heard == [
        (2.0, "/bach/out/note", 60, 100, 1),
        (2.5, "/poet/out/word", "rose"),
        (2.0, "midi", b"\xf8"),
        (2.0, b"/raw"),
    ]
