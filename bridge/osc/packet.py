"""The OSC codec: packets to messages (`reading`) and back (`writing`). Pure functions, no sockets.

Fast because address and type tags repeat: both together look up how the arguments lie. The look-up tables are bounded,
so no stream of new addresses can make them grow.
"""

from .reading import parse
from .values import Impulse, Message, Midi, Rgba, TimeTag
from .writing import cut_text, cut_texts, encode, encode_bundle

__all__ = [
    "Impulse",
    "Message",
    "Midi",
    "Rgba",
    "TimeTag",
    "cut_text",
    "cut_texts",
    "encode",
    "encode_bundle",
    "parse",
]
