"""What rendering each kind knows of itself, one file a kind; `bridge/render/command.py` says what such a file has."""
