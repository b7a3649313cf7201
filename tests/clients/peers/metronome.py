"""A program that leads by MIDI clock, each tick a little off: `metronome.py NAME BPM SECONDS JITTER_MS`.

Opens NAME:out on JACK, says `up`, waits for a line, says `start MOMENT` (monotonic seconds at which the first tick should
be), sends a start and the ticks, each off by a uniform random amount, and ends with a stop.
"""

import random
import sys
import time

import rtmidi

TICK, START, STOP = [0xF8], [0xFA], [0xFC]


def main(name, bpm, seconds, jitter_ms):
    out = rtmidi.MidiOut(rtmidi.API_UNIX_JACK, name=name)
    out.open_virtual_port("out")
    print("up", flush=True)
    sys.stdin.readline()
    rng, period = random.Random(1), 60 / float(bpm) / 24
    first = time.monotonic() + 0.2
    print(f"start {first:.6f}", flush=True)
    sleep_until(first - 0.01)
    out.send_message(START)
    for n in range(int(float(seconds) / period)):
        sleep_until(first + n * period + rng.uniform(-1, 1) * float(jitter_ms) / 1000)
        out.send_message(TICK)
    out.send_message(STOP)
    sys.stdin.readline()


def sleep_until(moment):
    while (left := moment - time.monotonic()) > 0:
        time.sleep(left)


if __name__ == "__main__":
    main(*sys.argv[1:])
