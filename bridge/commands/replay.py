"""`duende replay RUN`: what a journal recorded, again; in virtual time, no doors opened."""

import argparse
import sys
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="the folder of one recorded run")
    parser.add_argument("--midi", type=Path, metavar="FILE", help="write the notes of human and machine as .mid")
    parser.add_argument("--frames", type=Path, metavar="DIR", help="paint the pictures again, a PNG each")
    parser.add_argument("--text", type=Path, metavar="FILE", help="write the lines as .txt")
    words = "play the night again, run its models again on what they were asked, and compare with what was recorded"
    parser.add_argument("--verify", action="store_true", help=words)


def main(args: argparse.Namespace) -> int:
    from ..watch import gaps, replay

    for sentence in gaps.sentences(args.run):
        print(f"note  {sentence}", file=sys.stderr)
    if args.midi:
        print(f"{replay.write_midi(args.run, args.midi)} notes in {args.midi}")
    if args.text:
        print(f"{replay.write_text(args.run, args.text)} lines in {args.text}")
    if args.frames:
        from ..render.replayed import write_frames

        print(f"{write_frames(args.run, args.frames)} frames in {args.frames}")
    if args.verify:
        return _verified(args.run)
    if not (args.midi or args.text or args.frames):
        for line in replay.play(args.run):
            print(line)
    return 0


def _verified(run: Path) -> int:
    """1 when anything differs that should not."""
    from ..errors import DataError
    from ..render.verified import verify
    from ..stage.again import again

    models = verify(run)
    print("\n".join(models.lines()))
    try:
        night = again(run)
    except DataError as error:  # an old run, or its beginning was tidied away: the models could be asked all the same
        print(error)
        return 1 if models.faults else 0
    print("\n".join(night.lines()))
    return 1 if models.faults or night.differences else 0
