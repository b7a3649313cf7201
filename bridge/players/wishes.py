"""What artist and show wish of a player, and how the engine and the room are told."""

from typing import Any

from ..scale import parse as pitch_classes
from ..tokens import TICKS_PER_BEAT

MOST_VOICES = 4  # that accompany a chord
DRUM_CHANNEL = 10  # General MIDI
DRAWS_A_JOB = 1 << 16  # every job draws its own noise


class Wishes:
    """Parameters by tail, as the address table has them: the stage validates, the player reads."""

    def __init__(self, parameters: dict[str, Any], styles: tuple[str, ...], chosen: set[str]):
        self.parameters, self.styles = parameters, styles
        self.chosen = chosen  # those that someone has set: their defaults no longer follow the circumstances
        self.seed, self._jobs = 0, 0

    def __getitem__(self, tail: str) -> Any:
        return self.parameters[tail]

    def check(self, tail: str, value: Any) -> None:
        """AddressError when a word is none of ours; the table has checked everything else."""
        if tail == "scale":
            pitch_classes(value)

    def reseed(self, seed: int) -> None:
        """From here on the same input draws the same noise."""
        self.seed, self._jobs = seed, 0

    def quantize(self, tempo_known: bool) -> float:
        """Beats; unless someone has set it, 0 until a tempo is known, then 1."""
        if "quantize" in self.chosen:
            return self.parameters["quantize"]
        return 1.0 if tempo_known else 0.0

    @property
    def channel(self) -> int:
        """Drums play on channel 10 unless another was asked for."""
        if "out_channel" not in self.chosen and self.parameters["style"] == "drums":
            return DRUM_CHANNEL
        return int(self.parameters["out_channel"])

    def loudness(self, velocity: int) -> int:
        """A velocity of the model with the wished offset, 1–127."""
        return min(127, max(1, velocity + int(self.parameters["velocity"])))

    def fit(self, pitch: int) -> int:
        """The nearest pitch, octaves away where need be, that register and scale allow; without such a one the register
        counts."""
        low, high = sorted((int(self.parameters["low"]), int(self.parameters["high"])))
        scale = pitch_classes(self.parameters["scale"])
        while pitch < low and pitch + 12 <= high:
            pitch += 12
        while pitch > high and pitch - 12 >= low:
            pitch -= 12
        allowed = [p for p in range(low, high + 1) if scale is None or p % 12 in scale] or range(low, high + 1)
        return min(allowed, key=lambda p: abs(p - pitch))

    def spec(self) -> dict[str, Any]:
        """One question to the engine: the constraints as plain values (see `bridge.engine.request`)."""
        p = self.parameters
        self._jobs += 1
        scale = pitch_classes(p["scale"])
        return {
            "style": self.styles.index(p["style"]) if p["style"] in self.styles else 0,
            "temperature": p["temperature"],
            "top_p": p["top_p"],
            "density": p["density"],
            "low": int(p["low"]),
            "high": int(p["high"]),
            "scale": None if scale is None else sorted(scale),
            "polyphony": int(p["polyphony"]),
            "grid": round(p["grid"] * TICKS_PER_BEAT),
            "seed": self.seed,
            "draw": self._jobs * DRAWS_A_JOB,
        }

    def chord_spec(self, held: list[int]) -> dict[str, Any]:
        """The question for voices that sound with the pitches `held` by the human: no grid, no density, at once."""
        voices = max(1, min(MOST_VOICES, int(self.parameters["polyphony"]) - len(held)))
        return self.spec() | {"chord": True, "avoid": sorted(held), "grid": 0, "density": 0.0, "count": voices}
