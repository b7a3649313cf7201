"""The commands of `duende`, a file each: `add_arguments(parser)` and `main(args) -> exit code`."""
