from bridge.players.manuscript import AGAIN, LIMIT, REACH, Manuscript


class Mirror:
    """The engine's list, as the messages make it; places count from the last beginning."""

    def __init__(self):
        self.tokens = []
        self.longest_back = 0

    def hear(self, message):
        kind, *rest = message
        if kind in ("sync", "generate"):
            keep, tokens = rest[-2:]
            if keep:
                self.longest_back = max(self.longest_back, len(self.tokens) - keep)
            self.tokens[keep:] = tokens


def pair():
    mirror = Mirror()
    return Manuscript(mirror.hear), mirror


def test_what_was_appended_travels_with_the_question():
    paper, mirror = pair()
    paper.append([1, 2, 3])
    paper.generate({})
    assert mirror.tokens == [1, 2, 3]


def test_what_the_engine_wrote_is_not_told_again():
    paper, mirror = pair()
    paper.generate({})
    mirror.tokens += [5, 6]
    paper.told(5)
    paper.told(6)
    paper.append([7])
    paper.flush()
    assert mirror.tokens == [5, 6, 7]


def test_what_is_taken_back_is_taken_back_there():
    paper, mirror = pair()
    paper.append([1, 2, 3])
    paper.flush()
    paper.truncate(1)
    paper.append([9])
    paper.flush()
    assert mirror.tokens == [1, 9]


def test_a_long_text_is_dropped_here_and_goes_on_there():
    paper, mirror = pair()
    for token in range(3 * LIMIT):
        paper.append([token])
        paper.flush()
    assert len(mirror.tokens) == len(paper) == 3 * LIMIT
    assert len(paper._tokens) <= LIMIT
    paper.truncate(len(paper) - 5)
    paper.flush()
    assert mirror.tokens == list(range(3 * LIMIT - 5))


def test_more_than_the_engine_can_take_back_is_told_anew():
    paper, mirror = pair()
    paper.append(range(2 * REACH))
    paper.flush()
    paper.truncate(REACH // 2)
    paper.flush()
    assert mirror.longest_back <= REACH
    assert mirror.tokens == list(range(REACH // 2))[-AGAIN:]


def test_a_new_engine_is_told_the_newest():
    paper, mirror = pair()
    paper.append(range(2000))
    paper.flush()
    mirror.tokens.clear()
    paper.stale()
    paper.flush()
    assert mirror.tokens == list(range(2000))[-AGAIN:]


def test_jobs_have_new_numbers():
    paper, _ = pair()
    first = paper.generate({})
    paper.halt()
    assert paper.generate({}) > first
