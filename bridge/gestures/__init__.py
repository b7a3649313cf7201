"""Gestures as data: what was recorded, on the grid on which it is learned and scored. Needs numpy, so core never loads it.

take.py        a recording, and how it is cut and put on the grid
files.py       .csv and IMPSY's logs
sets.py        the public sets
reading.py     any of them, by what lies at a path
likelihood.py  how likely a mixture finds a step, in nats
"""
