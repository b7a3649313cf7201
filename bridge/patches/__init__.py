"""Patches for the programs that artists use, made for the show that runs. Pure: players and ports become file texts."""
