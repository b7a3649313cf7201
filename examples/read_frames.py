"""The newest picture of a player, from shared memory, as a PPM file: nothing but Python. docs/frames.md has the layout.

    python3 examples/read_frames.py /dev/shm/duende-*-image > picture.ppm
"""

import mmap
import struct
import sys

with open(sys.argv[1], "rb") as file:
    ring = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
magic, version, head, width, height, channels, slots, slot_head, stride = struct.unpack_from("<8s8I", ring)
assert magic == b"duendeRG" and version == 1 and channels == 3

while True:
    (written,) = struct.unpack_from("<Q", ring, 40)  # pictures so far
    if not written:
        sys.exit("no picture yet")
    slot = head + (written - 1) % slots * stride
    sequence, index, due, wall = struct.unpack_from("<QQdd", ring, slot)
    pixels = ring[slot + slot_head : slot + slot_head + width * height * channels]
    if sequence % 2 == 0 and struct.unpack_from("<Q", ring, slot)[0] == sequence:
        break  # it was not written over while we copied it

sys.stderr.write(f"picture {index}, {width}x{height}, due at {due:.3f}, written at {wall:.3f}\n")
sys.stdout.buffer.write(b"P6 %d %d 255\n" % (width, height) + pixels)
