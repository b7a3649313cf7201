"""OSC 1.0 address patterns: `?` one character, `*` any number, `[a-z]` `[!a-z]` one of or none of, `{foo,bar}` one of.

None of them crosses a '/'. A pattern is cut at its slashes and each part is matched by following all places that it may
have reached at once: the work is bounded by pattern × address, whatever the pattern is. No regular expressions, whose
backtracking a hostile pattern can make endless.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from bridge.errors import AddressError

MAX_PATTERN = 255  # characters

# A step takes the text and the places where it may begin, and gives those where it may end.
_Step = Callable[[str, set[int]], set[int]]
Part = tuple[_Step, ...]

_TOKEN = re.compile(r"\*+|\?|\[([^\[\]{}]*)\]|\{([^\[\]{}]*)\}|([^?*\[\]{}]+)")  # one alternative per first character
_has_wildcard = re.compile(r"[?*\[\]{}]").search


def is_pattern(address: str) -> bool:
    return _has_wildcard(address) is not None


def matches(pattern: str, address: str) -> bool:
    """`AddressError` when the pattern is no pattern or too long."""
    parts, names = compiled(pattern), address.split("/")
    return len(parts) == len(names) and all(map(_fits, parts, names))


def matching(pattern: str, addresses: Iterable[str]) -> tuple[str, ...]:
    """The addresses that match, in their order. Remembered: give the same tuple again and again."""
    return _matching(pattern, addresses if isinstance(addresses, tuple) else tuple(addresses))


@lru_cache(maxsize=512)
def _matching(pattern: str, addresses: tuple[str, ...]) -> tuple[str, ...]:
    parts = compiled(pattern)
    fits = lru_cache(maxsize=None)(_fits)  # many addresses share their names
    return tuple(
        address
        for address, names in ((address, address.split("/")) for address in addresses)
        if len(parts) == len(names) and all(map(fits, parts, names))
    )


@lru_cache(maxsize=512)
def compiled(pattern: str) -> tuple[Part, ...]:
    """The pattern cut at its slashes, each part as steps."""
    if len(pattern) > MAX_PATTERN:
        raise AddressError(f"an address pattern has at most {MAX_PATTERN} characters, not {len(pattern)}")
    return tuple(_part(text, pattern) for text in pattern.split("/"))


def _part(text: str, pattern: str) -> Part:
    steps, at = [], 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise AddressError(
                f"{pattern}: '{text[at]}' has no partner (between slashes); patterns are ? * [a-z] {{a,b}}"
            )
        steps.append(_step(token))
        at = token.end()
    return tuple(steps)


def _step(token: re.Match) -> _Step:
    characters, words, literal = token.groups()
    if characters is not None:
        return _one_of(characters)
    if words is not None:
        return _any_word(tuple(set(words.split(","))))
    if literal is not None:
        return _any_word((literal,))
    return _any_run if token[0][0] == "*" else _any_character


def _fits(part: Part, name: str) -> bool:
    places = {0}
    for step in part:
        places = step(name, places)
        if not places:
            return False
    return len(name) in places


def _any_run(name: str, places: set[int]) -> set[int]:
    return set(range(min(places), len(name) + 1))


def _any_character(name: str, places: set[int]) -> set[int]:
    return {place + 1 for place in places if place < len(name)}


def _any_word(words: tuple[str, ...]) -> _Step:
    return lambda name, places: {
        place + len(word) for place in places for word in words if name.startswith(word, place)
    }


def _one_of(listed: str) -> _Step:
    """`[...]`: single characters and ranges; a leading '!' means none of them, a '-' at an end is itself."""
    wanted = not listed.startswith("!")
    ranges = _ranges(listed if wanted else listed[1:])

    def step(name: str, places: set[int]) -> set[int]:
        inside = (place for place in places if place < len(name))
        return {place + 1 for place in inside if any(low <= name[place] <= high for low, high in ranges) == wanted}

    return step


def _ranges(listed: str) -> list[tuple[str, str]]:
    found = re.findall(r"(.)-(.)|(.)", listed, re.DOTALL)
    return [(low, high) if low else (single, single) for low, high, single in found]
