"""How pictures leave: a ring in shared memory that the engine writes and anyone may read, and what reads it.

Inside, from the memory upwards: layout (the bytes) → rings (names, files, who removes them) → writer | reader. None of
these needs numpy. docs/frames.md tells other programs how to read a ring.
"""
