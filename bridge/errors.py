"""Every exception that duende raises on purpose. A message says whose fault it is, what was found, what is allowed.

DuendeError
├── ConfigError     the show file or the command line
├── AddressError    an OSC message that the table does not know or whose arguments do not fit; answered `/error`
├── WireError       bytes that are not what the protocol says (OSC, SLIP, MIDI)
├── PackageError    a package that does not hold: hash, shape, self-test, manifest
├── PortError       a door that cannot be opened: a port taken, a MIDI system absent
├── EngineError     a model process that died, hung or refused
├── DataError       training or scoring material that cannot be read
└── MissingExtra    an optional part that is not installed; commands exit 2
"""


class DuendeError(Exception):
    """Root of the tree; `str(error)` is a sentence for the artist."""


class ConfigError(DuendeError):
    pass


class AddressError(DuendeError):
    pass


class WireError(DuendeError):
    pass


class PackageError(DuendeError):
    pass


class PortError(DuendeError):
    pass


class EngineError(DuendeError):
    pass


class DataError(DuendeError):
    pass


class MissingExtra(DuendeError):
    pass
