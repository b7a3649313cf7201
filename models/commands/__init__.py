"""What each kind's training knows of itself, one file a kind; `models/command.py` says what such a file has."""
