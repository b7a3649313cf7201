"""The held-out score of a package, and the simple baseline's on exactly the same events.

    command.py   `duende score`, what every kind shares
    kinds/       what each knows of itself
    held_out.py  results into a package's manifest

Music:

    data.py      .mid, .zip, .jsonl, set folders → pieces as class indices
    music.py     what a package's graph makes of them, in bits
    baseline.py  what PPMd makes of them
    report.py    one result for people and machines

Nothing is imported here: numpy and onnxruntime load when a command runs.
"""
