"""Offline music: the stage's own engine, without waiting.

prompt.py   what it goes on from: a .mid or a few pitches
music.py    the answer, event by event
command.py  `duende render`
"""
