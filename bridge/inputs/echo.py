"""Our own notes that come back: a cable, a track of a DAW or a device's MIDI thru leads an output of ours to an input."""

from collections import Counter, deque

from bridge.intents import AllNotesOff, MidiIntent, NoteOff, NoteOn

ECHO_S = 0.050  # a note of our own that comes back sooner than this is an echo
EARLY_S = 0.005  # a note may be announced by its due moment and leave that much earlier
FORGOTTEN_NOTES = 4096  # announced notes remembered at most; far more than can sound in 50 ms

Key = tuple[int, int]  # channel, pitch


class EchoGuard:
    """Knows what we sent a moment ago by which output, so that we never answer ourselves.

    `sent` may be told a note's due moment ahead of time, and again the moment at which it really left: the echo can be
    here before the news that the note has left. An off belongs to its on: it is an echo when its on was one, however late
    it comes, and a human's when the human's key is down, though ours of that pitch ended a moment ago.
    """

    def __init__(self, on: bool = True):
        self.on = on
        self.dropped = 0
        self._sent: dict[tuple[int, int, int], list[tuple[float, str]]] = {}  # pitch, velocity, channel → (moment, output)
        self._order: deque[tuple[float, str, tuple[int, int, int]]] = deque()
        self._back: dict[str, Counter[Key]] = {}  # input → keys whose ons were echoes and whose offs are still to come
        self._loops: dict[str, Counter[str]] = {}  # input → outputs whose notes came back there, how often
        self._dropped_at: Counter[str] = Counter()  # by input

    def sent(self, output: str, moment: float, pitch: int, velocity: int, channel: int) -> None:
        """We send this note (velocity 0 = its off) by `output`; it leaves at `moment`, in monotonic seconds."""
        if not self.on:
            return
        key = (pitch, velocity, channel)
        self._sent.setdefault(key, []).append((moment, output))
        self._order.append((moment, output, key))
        while len(self._order) > FORGOTTEN_NOTES:
            self._forget(*self._order.popleft())

    def is_echo(self, moment: float, intent: MidiIntent, port: str, held: bool) -> bool:
        """Whether this note, heard at `moment` at the input `port`, is ours; `held`: its key is down there by human hand."""
        if not self.on:
            return False
        match intent:
            case NoteOn(pitch, velocity, channel):
                echo = self._on(moment, port, pitch, velocity, channel)
            case NoteOff(pitch, channel):
                echo = self._off(moment, port, pitch, channel, held)
            case AllNotesOff(channel):
                self._let_go(port, channel)
                return False
            case _:
                return False
        self.dropped += echo
        self._dropped_at[port] += echo
        return echo

    def loops(self) -> list[tuple[str, str, int]]:
        """(output, input, how many notes came back): of each input the output that explains most of them."""
        return [(self._loops[port].most_common(1)[0][0], port, n) for port, n in self._dropped_at.items() if n]

    def vanished(self, port: str) -> None:
        """The offs that were to come at this input will not."""
        self._back.pop(port, None)

    def _on(self, moment: float, port: str, pitch: int, velocity: int, channel: int) -> bool:
        if not self._was_sent(moment, port, (pitch, velocity, channel)):
            return False
        self._back.setdefault(port, Counter())[channel, pitch] += 1
        return True

    def _off(self, moment: float, port: str, pitch: int, channel: int, held: bool) -> bool:
        waiting = self._back.get(port, Counter())
        ours = waiting[channel, pitch] > 0
        if held and not (ours and self._was_sent(moment, port, (pitch, 0, channel))):
            return False
        if not ours:
            return self._was_sent(moment, port, (pitch, 0, channel))
        waiting[channel, pitch] -= 1
        return True

    def _let_go(self, port: str, channel: int) -> None:
        waiting = self._back.get(port, Counter())
        for key in [key for key in waiting if key[0] == channel]:
            del waiting[key]

    def _was_sent(self, moment: float, port: str, key: tuple[int, int, int]) -> bool:
        while self._order and self._order[0][0] <= moment - ECHO_S:
            self._forget(*self._order.popleft())
        outputs = {output for sent, output in self._sent.get(key, ()) if -EARLY_S <= moment - sent < ECHO_S}
        self._loops.setdefault(port, Counter()).update(outputs)
        return bool(outputs)

    def _forget(self, moment: float, output: str, key: tuple[int, int, int]) -> None:
        sent = self._sent[key]
        sent.remove((moment, output))
        if not sent:
            del self._sent[key]
