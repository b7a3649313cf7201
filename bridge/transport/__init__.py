"""The clock that all players share: tempo, bars, start and stop, whoever gives them."""

from .clock import Transport
from .incoming import Follower
from .session import Told
from .taps import Taps
from .timeline import Beat

__all__ = ["Beat", "Follower", "Taps", "Told", "Transport"]
