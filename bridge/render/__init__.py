"""Offline: the stage's own engine, without waiting.

command.py  `duende render`, what every kind shares
kinds/      what each knows of itself
prompt.py   music: what it goes on from, a .mid or a few pitches
music.py    music: the answer, event by event
"""
