"""Which of the ports that a system lists are opened, and what came and went between two lists. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .system import ALSA, JACK, OURS

# Ports that give back what someone else puts in: they are opened only when they are named.
LOOP_THROUGHS = ("midi through", "iac driver", "loopmidi", "loopbe", "virmidi", "virtual raw midi")
# ALSA numbers clients of the kernel (devices) below, programs from here on (SNDRV_SEQ_DYNAMIC_CLIENTS_BEGIN).
FIRST_PROGRAM = 128
_ALSA_NUMBERS = re.compile(r" (\d+):\d+$")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An input that a system lists."""

    system: str  # rtmidi's name of it
    name: str  # as listed; ALSA adds its numbers

    @property
    def shown(self) -> str:
        """Without ALSA's numbers, which change from plug to plug."""
        return _ALSA_NUMBERS.sub("", self.name) if self.system == ALSA else self.name

    @property
    def ours(self) -> bool:
        """A port of this duende or another: never opened, it would be an echo."""
        return self.name.startswith(OURS)

    @property
    def loop_through(self) -> bool:
        return any(name in self.name.lower() for name in LOOP_THROUGHS)

    @property
    def program(self) -> bool:
        """Another program's port: it is connected by the artist, not opened by us, else each note would come twice."""
        if self.system == JACK:
            return not self.name.startswith("system:")
        numbers = _ALSA_NUMBERS.search(self.name) if self.system == ALSA else None
        return numbers is not None and int(numbers.group(1)) >= FIRST_PROGRAM


def chosen(listed: Mapping[str, Sequence[str]], wanted: Sequence[str] | None) -> list[Source]:
    """Those to be open of `listed` (system → names): the ones with a wanted part in their name, or every real device."""
    sources = [Source(system, name) for system, names in listed.items() for name in names]
    sources = [source for source in dict.fromkeys(sources) if not source.ours]
    if wanted is None:
        # Where ALSA runs, JACK's devices are the same ones again.
        return [s for s in sources if not (s.program or s.loop_through or (s.system == JACK and ALSA in listed))]
    named = [source for part in wanted for source in _named(part, sources)]
    return list(dict.fromkeys(named))


def missing(listed: Mapping[str, Sequence[str]], wanted: Sequence[str] | None) -> list[str]:
    """The wanted parts that no port has in its name."""
    return [part for part in wanted or () if not chosen(listed, (part,))]


def reachable(listed: Mapping[str, Sequence[str]], wanted: Sequence[str]) -> tuple[str, ...]:
    """The wanted parts that an output of some system has in its name; ports of any duende do not count."""
    names = [name.lower() for names in listed.values() for name in names if not name.startswith(OURS)]
    return tuple(part for part in wanted if any(part.lower() in name for name in names))


def _named(part: str, sources: Sequence[Source]) -> list[Source]:
    """All with this part in their name, of the first system that has one; a whole name counts more than a part."""
    fitting = [source for source in sources if part.lower() in source.name.lower()]
    exact = [source for source in fitting if part.lower() in (source.name.lower(), source.shown.lower())]
    best = exact or fitting
    return [source for source in best if source.system == best[0].system]


class Plugged:
    """Remembers what is open."""

    def __init__(self) -> None:
        self.sources: set[Source] = set()

    def differ(self, now: Sequence[Source]) -> tuple[list[Source], list[Source]]:
        """(gone, come) since the last time, each in order; `now` is what is open from here on."""
        gone = sorted(self.sources.difference(now))
        come = [source for source in now if source not in self.sources]
        self.sources = set(now)
        return gone, come
