"""Patches for the programs that artists use, made for the show that runs. Pure: players and ports become file texts.

`Setting` says who plays where, `CATALOGUE` which files there are. A module a host; what all of them share is `controls`: the
rows of the address table as knobs, buttons and menus.
"""

from .catalogue import CATALOGUE, Patch, folder, named
from .setting import Player, Setting

__all__ = ["CATALOGUE", "Patch", "Player", "Setting", "folder", "named"]
