"""What listing each kind knows of itself, one file a kind; `bridge/packages_listing/command.py` says what it has."""
