"""The process that is a peer of an Ableton Link session: `python -m bridge.link.peer LINK_FD`.

Apart from the core for three reasons. Link's own threads and sockets multicast on every network of the machine: they live
only while the clock's source is `link`, and end with this process. Its library is under the GPL: nothing else here imports
it. And when it fails, beats go on.

core → peer   ("join", number, bpm, quantum)   ("tempo", number, bpm)   ("quantum", number, beats)   ("playing", number, 0|1)
peer → core   ("line", number, bpm, beat, moment, playing, peers)   ("failed", sentence)

Numbers count core's wishes; a line names the last one that it has in it. A line is the session's: at `moment` on our
monotonic line it was at `beat`, whose multiples of the quantum are downbeats for every peer. It is said when it has
changed, else twice a second. Link has a clock of its own, which drifts against ours: each line is a fresh reading of both.
"""

import asyncio
import select
import signal
import socket
import sys
from time import monotonic
from typing import Any, NamedTuple

from bridge.channel import Link, LinkClosed
from bridge.child import end_with_parent

LOOK_S = 0.02  # how often the session is read: another's tempo is known so late
SAY_S = 0.5
TRIES, CLOSE_S = 5, 30e-6  # a reading that took longer is taken again, at most so often
DIGITS = 3  # of a tempo: Link keeps whole microseconds a beat, so that 90 comes back as 89.99996
MOVED_S = 50e-6  # a line that is off by more is another one


class Reading(NamedTuple):
    """The session at one moment."""

    bpm: float
    beat: float
    moment: float  # monotonic seconds
    playing: bool
    peers: int

    def differs(self, other: "Reading") -> bool:
        """More than by the time that has passed."""
        if (self.bpm, self.playing, self.peers) != (other.bpm, other.playing, other.peers):
            return True
        passed = (self.beat - other.beat) * 60.0 / self.bpm
        return abs(passed - (self.moment - other.moment)) > MOVED_S


class Peer:
    """`session` is aalink's."""

    def __init__(self, session: Any):
        self._session = session
        self.number = 0  # of core's last wish

    def join(self, number: int, quantum: float) -> None:
        self.number = number
        self._session.quantum = quantum
        self._session.start_stop_sync_enabled = True
        self._session.enabled = True

    def obey(self, what: str, number: int, value: float) -> None:
        self.number = number
        match what:
            case "tempo":
                self._session.tempo = value
            case "quantum":
                self._session.quantum = value
            case "playing":
                self._session.playing = bool(value)

    def read(self) -> Reading:
        """Beat and moment that belong together: between two looks at our clock, as close as they come."""
        closest, beat, moment = float("inf"), 0.0, 0.0
        for _ in range(TRIES):
            before = monotonic()
            here = self._session.beat
            apart = monotonic() - before
            if apart < closest:
                closest, beat, moment = apart, here, before + apart / 2
            if closest <= CLOSE_S:
                break
        bpm = round(self._session.tempo, DIGITS)
        return Reading(bpm, beat, moment, self._session.playing, self._session.num_peers)


def serve(link: Link) -> None:
    """Until core ends."""
    _, number, bpm, quantum = link.receive()
    try:
        peer = Peer(asyncio.run(_session(bpm)))
        peer.join(number, quantum)
    except Exception as error:  # not installed, or of another version, or no network
        link.send(("failed", f"Ableton Link does not start: {error}"))
        return
    said, at = None, 0.0
    while True:
        if select.select([link], [], [], LOOK_S)[0]:
            for wish in link.waiting():
                if len(wish) == 3:  # else only whether we read is asked (bridge.companion)
                    peer.obey(*wish)
                    said = None
        reading = peer.read()
        if said is None or reading.differs(said) or reading.moment - at > SAY_S:
            said, at = reading, reading.moment
            link.send(("line", peer.number, *reading))


async def _session(bpm: float) -> Any:
    """aalink wants to be made where an event loop runs; we read it instead of waiting on that."""
    from aalink import Link as LinkSession

    return LinkSession(bpm)


def main() -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is core's, which ends us
    with_core = Link(socket.socket(fileno=int(sys.argv[1])))
    try:
        serve(with_core)
    except LinkClosed:
        sys.exit(0)


if __name__ == "__main__":
    main()
