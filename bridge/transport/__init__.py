"""The clock that all players share: tempo, bars, start and stop, whoever gives them."""

from .clock import Beat, Transport
from .incoming import Follower
from .taps import Taps

__all__ = ["Beat", "Follower", "Taps", "Transport"]
