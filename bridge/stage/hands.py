"""What hands do on MIDI keys and pedals: it reaches the music players. Everything else they do is given back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..config import Show
from ..inputs.echo import EchoGuard
from ..inputs.midi import MidiInput
from ..intents import AllNotesOff, NoteOff, NoteOn, Sustain
from ..players.music import MusicPlayer

if TYPE_CHECKING:
    from .stage import Stage


class Hands:
    def __init__(self, stage: "Stage", show: Show):
        self._stage = stage
        self.midi_input = MidiInput(EchoGuard(show.midi.echo_guard))
        self.reaches: Callable[[str, str], bool] = lambda port, player: True  # does what this port plays reach the player

    def midi(self, moment: float, port: str, data: bytes) -> list:
        """Bytes from a MIDI port; notes go to the players, everything else is given back."""
        return [i for i in self.midi_input.hear(moment, port, data) if not self.play_intent(i, port)]

    def vanished(self, port: str) -> None:
        """A MIDI port is gone: what it held down ends."""
        for intent in self.midi_input.vanished(port):
            self.play_intent(intent, port)

    def play_intent(self, intent: Any, port: str) -> bool:
        """What a MIDI keyboard plays reaches every music player that listens to its port and its channel."""
        if not isinstance(intent, NoteOn | NoteOff | Sustain | AllNotesOff):
            return False
        for seat in self._stage.seats.values():
            player = seat.player
            if not isinstance(player, MusicPlayer) or player.parameters["in_channel"] not in (0, intent.channel):
                continue
            if self.reaches(port, player.name):
                self._hear(player, intent)
        return True

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
