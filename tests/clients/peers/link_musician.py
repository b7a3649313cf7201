"""Another program in an Ableton Link session, by Ableton's library as LinkPython wraps it (or aalink where that is not).

`link_musician.py BPM` reads `tempo BPM`, `play`, `stop` from standard input and prints, ten times a second,
`at MONOTONIC beat B tempo T playing 0|1 peers N`, with beats of a quantum of 4.
"""

import asyncio
import select
import sys
import time

QUANTUM = 4.0


class ByLinkPython:
    def __init__(self, bpm):
        import link

        self.link = link.Link(bpm)
        self.link.enabled, self.link.startStopSyncEnabled = True, True

    def _change(self, act):
        state = self.link.captureSessionState()
        act(state, self.link.clock().micros())
        self.link.commitSessionState(state)

    def tempo(self, bpm):
        self._change(lambda state, now: state.setTempo(bpm, now))

    def play(self, on):
        self._change(lambda state, now: state.setIsPlaying(on, now))

    def beat(self):
        return self.link.captureSessionState().beatAtTime(self.link.clock().micros(), QUANTUM)

    def rest(self):
        state = self.link.captureSessionState()
        return state.tempo(), state.isPlaying(), self.link.numPeers()


class ByAalink:
    def __init__(self, bpm):
        self.link = asyncio.run(self._open(bpm))
        self.link.quantum, self.link.enabled, self.link.start_stop_sync_enabled = QUANTUM, True, True

    async def _open(self, bpm):
        from aalink import Link

        return Link(bpm)

    def tempo(self, bpm):
        self.link.tempo = bpm

    def play(self, on):
        self.link.playing = on

    def beat(self):
        return self.link.beat

    def rest(self):
        return self.link.tempo, self.link.playing, self.link.num_peers


def main():
    bpm = float(sys.argv[1])
    try:
        musician = ByLinkPython(bpm)
    except ImportError:
        musician = ByAalink(bpm)
    while True:
        if select.select([sys.stdin], [], [], 0.1)[0]:
            words = sys.stdin.readline().split()
            if not words:
                return
            if words[0] == "tempo":
                musician.tempo(float(words[1]))
            else:
                musician.play(words[0] == "play")
        readings = []
        for _ in range(5):  # the one with the least between our clock's two looks
            before = time.monotonic()
            beat = musician.beat()
            after = time.monotonic()
            readings.append((after - before, (before + after) / 2, beat))
        _, moment, beat = min(readings)
        tempo, playing, peers = musician.rest()
        print(f"at {moment:.6f} beat {beat:.6f} tempo {tempo:.4f} playing {int(playing)} peers {peers}", flush=True)


if __name__ == "__main__":
    main()
