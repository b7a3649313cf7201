"""`duende replay RUN`: what a journal recorded, again; in virtual time, no doors opened."""

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", type=Path, metavar="RUN", help="the folder of one recorded run")
    parser.add_argument("--midi", type=Path, metavar="FILE", help="write the notes of human and machine as .mid")
    parser.add_argument("--frames", type=Path, metavar="DIR", help="paint the pictures again, a PNG each")
    parser.add_argument("--text", type=Path, metavar="FILE", help="write the lines as .txt")
    words = "run the models again on what they were asked and compare (the same kind of CPU)"
    parser.add_argument("--verify", action="store_true", help=words)


def main(args: argparse.Namespace) -> int:
    from ..watch import replay

    if args.midi:
        print(f"{replay.write_midi(args.run, args.midi)} notes in {args.midi}")
    if args.text:
        print(f"{replay.write_text(args.run, args.text)} lines in {args.text}")
    if args.frames:
        from ..render.replayed import write_frames

        print(f"{write_frames(args.run, args.frames)} frames in {args.frames}")
    if args.verify:
        from ..render.verified import verify

        verdict = verify(args.run)
        print("\n".join(verdict.lines()))
        return 1 if verdict.differences else 0
    if not (args.midi or args.text or args.frames):
        for line in replay.play(args.run):
            print(line)
    return 0
