"""The bytes of a ring, version 1, as docs/frames.md tells them: little endian, every number at a multiple of its size.

A ring is a head of 128 bytes and then `slots` slots. A slot is a head of 64 bytes and then the pixels of one picture: rows
from the top, pixels from the left, one byte a channel, no gaps. Slots begin at multiples of 64.
"""

import struct
from dataclasses import dataclass

from bridge.errors import PortError

MAGIC = b"duendeRG"
VERSION = 1
HEAD_BYTES = 128
SLOT_HEAD_BYTES = 64
ALIGNMENT = 64  # a cache line: a slot's numbers never share one with a neighbour's pixels
GEOMETRY = struct.Struct("<8s8I")  # magic, version, head, width, height, channels, slots, slot head, slot stride
# Numbers of eight bytes, by their index as such: each is read and written whole.
WRITTEN, OWNER, WRITER, GONE = 5, 6, 7, 8  # in the ring's head
SEQUENCE, INDEX, DUE, WALL = 0, 1, 2, 3  # in a slot's head; the latter two are floating-point numbers
MAX_SIDE, MAX_SLOTS = 8192, 64
CHANNELS = (1, 3, 4)  # grey, RGB, RGBA


@dataclass(frozen=True)
class Geometry:
    """Width and height in pixels, bytes a pixel, and how many pictures the ring holds."""

    width: int
    height: int
    channels: int = 3
    slots: int = 4

    def __post_init__(self) -> None:
        whole = all(isinstance(number, int) for number in (self.width, self.height, self.channels, self.slots))
        if not whole or not (0 < self.width <= MAX_SIDE and 0 < self.height <= MAX_SIDE):
            raise PortError(f"a picture of {self.width}×{self.height}: allowed are sides from 1 to {MAX_SIDE} pixels")
        if self.channels not in CHANNELS:
            raise PortError(f"a picture with {self.channels} channels: allowed are {', '.join(map(str, CHANNELS))}")
        if not 2 <= self.slots <= MAX_SLOTS:
            raise PortError(f"a ring of {self.slots} slots: allowed are 2 to {MAX_SLOTS}")

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.height, self.width, self.channels

    @property
    def pixel_bytes(self) -> int:
        return self.width * self.height * self.channels

    @property
    def stride(self) -> int:
        """Bytes from one slot to the next."""
        return -(-(SLOT_HEAD_BYTES + self.pixel_bytes) // ALIGNMENT) * ALIGNMENT

    @property
    def size(self) -> int:
        """Bytes of the whole ring."""
        return HEAD_BYTES + self.slots * self.stride

    def slot(self, number: int) -> int:
        """Where the slot of the number-th picture begins (from 0)."""
        return HEAD_BYTES + number % self.slots * self.stride

    def pack(self) -> bytes:
        numbers = (HEAD_BYTES, self.width, self.height, self.channels, self.slots, SLOT_HEAD_BYTES, self.stride)
        return GEOMETRY.pack(MAGIC, VERSION, *numbers)


def geometry_of(head: bytes, size: int, name: str) -> Geometry:
    """What the head of a ring of `size` bytes says; PortError when it is none of ours or does not add up."""
    if len(head) < GEOMETRY.size or not head.startswith(MAGIC):
        raise PortError(f"{name} is no ring of pictures")
    _, version, head_bytes, width, height, channels, slots, slot_head, stride = GEOMETRY.unpack_from(head)
    if version != VERSION:
        raise PortError(f"the ring {name} has version {version}; this duende reads version {VERSION}")
    geometry = Geometry(width, height, channels, slots)
    if (head_bytes, slot_head, stride) != (HEAD_BYTES, SLOT_HEAD_BYTES, geometry.stride) or size != geometry.size:
        raise PortError(f"the head of the ring {name} does not fit its {size} bytes")
    return geometry
