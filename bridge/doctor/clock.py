"""The clock: how exactly this machine wakes, whether the timer may go before others, and whether the clock that the show
follows ticks."""

import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator

from ..child import environment
from ..midi.ports import Heard, MidiInputs
from .case import Case
from .findings import Finding

SLEEPS, SLEEP_S = 200, 0.001
LATE_MS = 5.0  # a machine that wakes so late at its 99th percentile is busy with something else
TICK = 0xF8
TICKS_S = 1.5  # at 20 BPM there are twelve in this time


def machine(case: Case) -> Iterator[Finding]:
    late = []
    for _ in range(SLEEPS):
        began = time.monotonic()
        time.sleep(SLEEP_S)
        late.append((time.monotonic() - began - SLEEP_S) * 1000)
    p99 = statistics.quantiles(late, n=100)[98]
    what = f"a sleep ends {statistics.median(late):.2f} ms late at the median, {p99:.1f} ms at the 99th percentile"
    if p99 > LATE_MS:
        yield Finding("clock", "note", what, "something else keeps this machine busy; close it, or give duende priority")
    else:
        yield Finding("clock", "ok", what)
    priority = case.running.get("timer_priority") or _granted_priority()
    if priority.startswith("fifo"):
        yield Finding("clock", "ok", f"real-time priority is granted ({priority})")
    else:
        cure = "allow rtprio for your user (on Debian: the group audio and /etc/security/limits.d/audio.conf)"
        yield Finding("clock", "note", f"real-time priority is not granted (obtained: {priority})", cure)


def _granted_priority() -> str:
    """Asked in a process of its own, so that ours stays ordinary."""
    ask = "from bridge.schedule.realtime import gain_priority; print(gain_priority())"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, env=environment())
    return done.stdout.strip() or "none"


def source(case: Case) -> Iterator[Finding]:
    """Who gives the tempo: of a running server as it says, else as the show wants it."""
    wanted = case.running.get("clock_source", case.show.clock.source)
    if wanted == "midi":
        yield _midi_clock(case)
    elif wanted == "link":
        yield _link(case)
    else:
        tempo = float(case.running.get("clock_tempo", case.show.clock.tempo))
        yield Finding("clock", "ok", f"the tempo is our own: {tempo:g} BPM")


def _midi_clock(case: Case) -> Finding:
    cure = "let the DAW send MIDI clock to our input and press play there, or /clock/source s internal"
    if not case.running:
        return _ticks(case, cure)
    port = case.running.get("clock_port", "")
    if not port:
        return Finding("clock", "dead", "the clock is to come by MIDI, and no tick has been heard", cure)
    if float(case.running.get("clock_lost", 0)):
        what = f"the MIDI clock of {port} is lost; beats go on at {float(case.running['clock_tempo']):.1f} BPM"
        return Finding("clock", "dead", what, cure)
    tempo, jitter = float(case.running["clock_tempo"]), case.running.get("clock_jitter_ms", "?")
    return Finding("clock", "ok", f"MIDI clock from {port}, {tempo:.1f} BPM, jitter {jitter} ms")


def _ticks(case: Case, cure: str) -> Finding:
    """Listen to the inputs that the show names. Our virtual one is not there yet, and nobody can have connected to it."""
    named = tuple(each.name for each in case.show.midi.inputs or () if not each.virtual)
    if not case.wants_midi:
        return Finding("clock", "dead", "the clock is to come by MIDI, and MIDI is off", "serve without --no-midi")
    inputs = MidiInputs(named or None, virtual=())
    try:
        inputs.start()
        ready, heard = inputs.wait_until_ready(), []
        if ready.sentence:
            return Finding("clock", "dead", f"the clock is to come by MIDI: {ready.sentence}", "/clock/source s internal")
        end = time.monotonic() + TICKS_S
        while time.monotonic() < end and not heard:
            time.sleep(0.05)
            heard = [item for item in inputs.drain() if isinstance(item, Heard) and item.data[0] == TICK]
    finally:
        inputs.close()
    if heard:
        return Finding("clock", "ok", f"MIDI clock ticks at {heard[0].port}")
    if named:
        return Finding("clock", "dead", f"no tick of MIDI clock at {', '.join(named)} within {TICKS_S:g} s", cure)
    what = "the clock is to come by MIDI; nobody can send it to 'duende in' before the server runs"
    return Finding("clock", "note", what, "ask again when it does")


def _link(case: Case) -> Finding:
    if importlib.util.find_spec("aalink") is None:
        cure = "pip install 'duende[link]', or /clock/source s internal"
        return Finding("clock", "dead", "the clock is to be Ableton Link's, which is not installed", cure)
    if not case.running:
        return Finding("clock", "ok", "Ableton Link is installed")
    peers = int(float(case.running.get("clock_peers", 0)))
    if not peers:
        cure = "turn Link on in Live (Preferences, Link); both must be in one network"
        return Finding("clock", "note", "nobody else is in the Link session", cure)
    return Finding("clock", "ok", f"Ableton Link with {peers} other{'s' if peers > 1 else ''}")
