"""What exporting each kind knows of itself, one file a kind; `export/command.py` says what such a file has."""
