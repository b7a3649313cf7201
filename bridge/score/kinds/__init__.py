"""What scoring each kind knows of itself, one file a kind; `bridge/score/command.py` says what such a file has."""
