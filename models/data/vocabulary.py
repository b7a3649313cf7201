"""Learn a text vocabulary: characters that are frequent enough, then joins of neighbours, most frequent first."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from bridge.pieces import FIRST, LONGEST, ONE, chunks

FEWEST = 8  # times a character occurs to be worth a token of its own; rarer ones are spelt in bytes


def learn(texts: Iterable[str], size: int, fewest: int = FEWEST) -> list[str]:
    """Pieces for a vocabulary of at most `size` tokens (bytes and END counted), in the order in which they were learnt.

    A join has to occur `fewest` times too.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(chunks(text))
    letters: Counter[str] = Counter()
    for chunk, n in counts.items():
        for letter in chunk:
            letters[letter] += n
    room = size - FIRST
    listed = [letter for letter, n in sorted(letters.items(), key=lambda x: (-x[1], x[0])) if n >= fewest][:room]
    return listed + _joins(counts, set(listed), room - len(listed), fewest)


def _joins(counts: Counter[str], letters: set[str], room: int, fewest: int) -> list[str]:
    """Byte-pair encoding over chunks with their counts; neighbours' counts are kept up to date, not counted anew."""
    words = [(list(chunk), n) for chunk, n in sorted(counts.items()) if len(chunk) > 1 and letters.issuperset(chunk)]
    pairs: Counter[tuple[str, str]] = Counter()
    where: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for i, (parts, n) in enumerate(words):
        for pair in pairwise(parts):
            pairs[pair] += n
            where[pair].add(i)
    heap = [(-n, pair) for pair, n in pairs.items()]
    heapq.heapify(heap)
    known, found = set(letters), []
    while heap and len(found) < room:
        n, pair = heapq.heappop(heap)
        if -n != pairs[pair]:
            if pairs[pair] >= fewest:
                heapq.heappush(heap, (-pairs[pair], pair))
            continue
        if -n < fewest:
            break
        piece = pair[0] + pair[1]
        if len(piece) > LONGEST or ONE.search(piece):
            continue
        if piece not in known:
            known.add(piece)
            found.append(piece)
        for i in where.pop(pair):
            _join(words[i], pair, i, pairs, where, heap)
        del pairs[pair]
    return found


def _join(word: tuple[list[str], int], pair: tuple[str, str], i: int, pairs: Counter, where: dict, heap: list) -> None:
    parts, n = word
    before = Counter(pairwise(parts))
    k = 0
    while k < len(parts) - 1:
        if (parts[k], parts[k + 1]) == pair:
            parts[k : k + 2] = [pair[0] + pair[1]]
        k += 1
    after = Counter(pairwise(parts))
    for changed in before.keys() | after.keys():
        more = n * (after[changed] - before[changed])
        if more:
            pairs[changed] += more
            if after[changed]:
                where[changed].add(i)
            if more > 0:
                heapq.heappush(heap, (-pairs[changed], changed))
