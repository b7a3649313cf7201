"""Core's side of Ableton Link: the peer process, started when the clock's source becomes `link`, ended when it changes."""

from importlib.util import find_spec

from bridge.companion import Companion


def is_installed() -> bool:
    """Whether the extra `link` is there; nothing of it is loaded."""
    return find_spec("aalink") is not None


class Session(Companion):
    """`fileno` is readable when `waiting` has something; only while `alive`."""

    def __init__(self) -> None:
        super().__init__("bridge.link.peer")

    def join(self, number: int, bpm: float, quantum: float) -> None:
        """A new process, which joins the session that it finds, or proposes this tempo to whoever comes."""
        self.start()
        self.offer(("join", number, bpm, quantum))
