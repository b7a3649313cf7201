"""What hands do on MIDI: keys reach the music players, controllers drive what they are mapped to, or are learnt."""

from typing import TYPE_CHECKING, Any

from ..config import Show
from ..inputs.midi import EchoGuard, MidiInput
from ..intents import AllNotesOff, Control, NoteOff, NoteOn, Sustain
from ..players.music import MusicPlayer

if TYPE_CHECKING:
    from .stage import Stage


class Hands:
    def __init__(self, stage: "Stage", show: Show):
        self._stage = stage
        self.midi_input = MidiInput(EchoGuard(show.midi.echo_guard))
        self.learning: str | None = None  # the parameter that the next controller moved will drive
        self._controllers: dict[tuple[int, int], tuple[str, tuple[float, float] | None]] = {
            (c.channel, c.controller): (c.target, c.range) for c in show.controllers
        }  # (channel or 0, controller) → parameter, range

    def midi(self, moment: float, port: str, data: bytes) -> list:
        """Bytes from a MIDI port; notes go to the players, everything else is given back."""
        return [i for i in self.midi_input.hear(moment, port, data) if not self.play_intent(i, moment)]

    def play_intent(self, intent: Any, moment: float) -> bool:
        """What a MIDI keyboard plays reaches every music player that listens to its channel."""
        if not isinstance(intent, NoteOn | NoteOff | Sustain | AllNotesOff):
            return False
        for seat in self._stage.seats.values():
            if isinstance(seat.player, MusicPlayer) and seat.player.parameters["in_channel"] in (0, intent.channel):
                self._hear(seat.player, intent)
        return True

    def control(self, intent: Control) -> None:
        """A MIDI controller: learnt by whoever waits for one, or driving what it is mapped to."""
        if self.learning is not None:
            self._controllers[0, intent.controller] = (self.learning, None)
            self.learning = None
        for channel in (0, intent.channel):
            if mapped := self._controllers.get((channel, intent.controller)):
                self._drive(*mapped, intent.value / 127)

    def _drive(self, target: str, span: tuple[float, float] | None, part: float) -> None:
        """Set a parameter to a part (0–1) of its range or of `span`."""
        row = self._stage.row_at(target)
        if row is None:
            return
        arg = row.args[0]
        if arg.choices:
            self._stage.apply(target, (min(len(arg.choices) - 1, int(part * len(arg.choices))),))
            return
        low, high = span or (arg.low or 0, 1 if arg.high is None else arg.high)
        self._stage.apply(target, (low + part * (high - low),))

    def _hear(self, player: MusicPlayer, intent: Any) -> None:
        match intent:
            case NoteOn(pitch, velocity, channel):
                self._stage.strike(player, pitch, velocity, channel)
            case NoteOff(pitch, channel):
                self._stage.strike(player, pitch, 0, channel)
            case Sustain(value, channel):
                player.sustain(value >= 64, channel)
            case AllNotesOff(channel):
                player.all_off(channel)
