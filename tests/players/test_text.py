"""The text player in virtual time, with an engine that writes what the test gave it, a token a draw."""

from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from bridge.address import parameters
from bridge.errors import AddressError
from bridge.pieces import END, Pieces
from bridge.players.text import LONGEST_PROMPT, MOST_REQUESTS, REMEMBERED, TextPlayer
from bridge.tempo import launch

LISTED = [*"abcdefghijklmnopqrstuvwxyz ,.\n春江潮水连海平，。", "the ", "sea ", "is ", "wide", "deep", "and "]
POEM = "the sea is wide,\nand the sea is deep.\n\nthe sea\n"


@dataclass
class Manifest:
    tokenizer: dict = field(default_factory=lambda: {"vocabulary": 1, "pieces": LISTED})


@dataclass
class Transport:
    bpm: float = 120.0
    tempo_known: bool = True
    beats_per_bar: float = 4.0
    since: tuple = (0.0, 0.0)  # a moment and its beat

    def beat_at(self, moment):
        return self.since[1] + (moment - self.since[0]) * self.bpm / 60

    def moment_of(self, beat):
        return self.since[0] + (beat - self.since[1]) * 60 / self.bpm

    def launch(self, beat, step):
        return launch(beat, step, self.beats_per_bar)

    def change(self, bpm, moment):
        self.since, self.bpm = (moment, self.beat_at(moment)), bpm


@dataclass
class Desk:
    """Implements Room. The engine's token number `draw` is that of `poem`, over and over."""

    poem: str = POEM
    transport: Transport = field(default_factory=Transport)
    lookahead: float = 0.0
    time: float = 100.0
    silent: bool = False
    patience: int = 1000  # questions that are answered
    out: list = field(default_factory=list)  # (due, what, *args) of all that was said and not taken back
    asked: list = field(default_factory=list)  # specs
    context: list = field(default_factory=list)  # the engine's mirror
    pending: tuple = ()
    player: TextPlayer = None

    def now(self):
        return self.time

    def say(self, address, *args, due=None):
        self.out.append((self.time if due is None else due, address.removeprefix("/text/out/"), *args))

    def cancel(self, player, after):
        self.out = [one for one in self.out if one[0] < after or one[1] == "state"]

    def record(self, player, **values):
        """Nothing is kept."""

    def engine(self, player, message):
        kind, *rest = message
        if kind in ("sync", "generate"):
            keep, tokens = message[-2:]
            assert keep <= len(self.context)
            self.context[keep:] = tokens
            self.pending = (rest[0], rest[1]) if kind == "generate" else ()
        if kind == "halt" and self.pending and self.pending[0] == rest[0]:
            self.pending = ()

    def answer(self):
        script = [END if piece == "|" else token for piece in self.poem.split("~") for token in self.tokens(piece)]
        while self.pending and not self.silent and len(self.asked) < self.patience:
            job, spec = self.pending
            self.pending = ()
            self.asked.append(spec)
            for i in range(spec["count"]):
                token = script[(spec["draw"] + i) % len(script)]
                self.context.append(token)
                self.player.heard(("event", job, i, token))
                if self.pending:
                    break
            else:
                self.player.heard(("done", job, "count"))

    @staticmethod
    def tokens(piece):
        return [END] if piece == "|" else Pieces(LISTED).encode(piece)

    # --- what a test does ---

    def do(self, tail, *args):
        self.player.act(tail, args)
        self.answer()

    def put(self, tail, value):
        self.player.set(tail, value)
        self.answer()

    def wait(self, seconds):
        end = self.time + seconds
        self.answer()
        for _ in range(10_000):
            alarm = self.player.alarm()
            if alarm is None or alarm > end:
                break
            self.time = max(self.time, alarm)
            before = self.time
            self.player.wake()
            self.answer()
            if self.player.alarm() == alarm and self.time == before:
                self.time += 0.001
        else:
            raise AssertionError("the player never comes to rest")
        self.time = end

    def heard(self, *whats):
        """What left until now, of these kinds, in the order of their moments."""
        told = sorted((one for one in self.out if one[0] <= self.time + 1e-9 and one[1] in whats), key=lambda one: one[0])
        return [one[2] if len(one) > 2 else one[1] for one in told]

    def moments(self, what):
        return [round((one[0] - 100) * self.transport.bpm / 60, 3) for one in self.out if one[1] == what]

    @property
    def written(self):
        """The context as text."""
        return Pieces(LISTED).decode(self.context)


@pytest.fixture
def desk():
    desk = Desk()
    values = {row.tail: row.args[0].default for row in parameters("text")}
    desk.player = TextPlayer("text", desk, Manifest(), values)
    return desk


# --- requests ---


def test_a_line_is_written_when_it_is_asked_for(desk):
    desk.do("next", 1, "line")
    assert desk.heard("line", "done") == ["the sea is wide,", "done"]


def test_a_prompt_writes_nothing_by_itself(desk):
    desk.do("prompt", "the sea")
    desk.wait(10)
    assert desk.heard("token", "word", "line") == []
    assert desk.written == "the sea "


def test_words_are_told_without_the_space_that_ends_them(desk):
    desk.do("next", 3, "word")
    assert desk.heard("word") == ["the", "sea", "is"]


def test_a_word_carries_its_marks(desk):
    desk.do("next", 4, "word")
    assert desk.heard("word")[-1] == "wide,"


def test_tokens_keep_their_spaces_so_that_joined_they_are_the_text(desk):
    desk.do("next", 8, "token")
    assert "".join(desk.heard("token")) == POEM[: len("".join(desk.heard("token")))]
    assert len(desk.heard("token")) == 8


def test_requests_queue(desk):
    desk.silent = True
    desk.do("next", 1, "line")
    desk.do("next", 2, "word")
    desk.silent = False
    desk.wait(0.1)
    assert desk.heard("line", "done") == ["the sea is wide,", "done", "done"]
    assert desk.heard("word") == ["the", "sea", "is", "wide,", "and", "the"]


def test_what_is_left_over_of_one_request_begins_the_next(desk):
    desk.do("next", 2, "word")
    desk.do("next", 1, "line")
    assert desk.heard("line") == ["the sea is wide,"]


def test_an_empty_line_is_a_stanza_break(desk):
    desk.do("next", 3, "line")
    assert desk.heard("line", "stanza") == ["the sea is wide,", "and the sea is deep.", "stanza", "the sea"]


def test_the_end_of_a_poem_ends_the_line_and_the_stanza(desk):
    desk.poem = "the sea~|~and wide\n"
    desk.do("next", 2, "line")
    assert desk.heard("line", "stanza") == ["the sea", "stanza", "and wide"]


def test_a_character_of_chinese_is_a_word_at_once(desk):
    desk.poem = "春江潮水，\n"
    desk.do("next", 4, "word")
    assert desk.heard("word") == ["春", "江", "潮", "水"]
    desk.do("next", 1, "line")
    assert desk.heard("line") == ["春江潮水，"]


def test_a_long_line_is_broken_before_the_word_that_does_not_fit(desk):
    desk.put("max_line", 12)
    desk.do("next", 2, "line")
    assert desk.heard("line") == ["the sea is", "wide,"]


def test_a_word_longer_than_a_line_is_cut(desk):
    desk.poem = "a" * 40 + "\n"
    desk.put("max_line", 16)
    desk.do("next", 3, "line")
    assert desk.heard("line") == ["a" * 16, "a" * 16, "a" * 8]


def test_the_longest_line_is_smaller_than_a_message(desk):
    desk.poem = "春" * 900
    desk.put("max_line", 200)
    desk.do("next", 2, "line")
    assert all(len(line.encode()) < 900 for line in desk.heard("line"))


# --- on the clock ---


def test_play_lets_words_out_at_the_pace(desk):
    desk.do("play", 1)
    desk.wait(2)
    assert desk.moments("word")[:4] == [0, 0.5, 1, 1.5]


def test_play_begins_where_quantize_lets_it(desk):
    desk.time = 100.1
    desk.put("quantize", 4.0)
    desk.do("play", 1)
    desk.wait(5)
    assert desk.moments("word")[0] == 4


def test_four_beats_are_a_whole_bar_of_any_meter(desk):
    desk.transport.beats_per_bar = 3.0
    desk.time = 100.1
    desk.put("quantize", 4.0)
    desk.do("play", 1)
    desk.wait(5)
    assert desk.moments("word")[0] == 1, "beat 201, a downbeat of bars of three"


def test_a_line_leaves_with_its_last_word(desk):
    desk.do("play", 1)
    desk.wait(3)
    assert desk.moments("line")[0] == desk.moments("word")[3]


def test_words_leave_ahead_of_their_beat_by_the_lookahead(desk):
    desk.lookahead = 0.4
    desk.do("play", 1)
    desk.wait(0.2)
    assert max(one[0] for one in desk.out if one[1] == "word") >= desk.time + 0.3 - 1e-9


def test_stop_takes_back_what_is_on_its_way(desk):
    desk.lookahead = 2.0
    desk.do("play", 1)
    desk.wait(1.1)
    desk.do("stop")
    written = desk.written
    desk.wait(10)
    assert desk.heard("word") == ["the", "sea", "is", "wide,", "and"]
    assert len(desk.out) == len([one for one in desk.out if one[0] <= 101.1])
    desk.do("next", 1, "word")
    assert desk.heard("word")[-1] == "the"
    assert written.startswith("the sea is wide,\nand ")


def test_stop_empties_the_queue(desk):
    desk.silent = True
    desk.do("next", 5, "line")
    desk.do("stop")
    desk.silent = False
    desk.wait(5)
    assert desk.heard("line", "word", "token", "done") == []


def test_a_new_tempo_moves_what_is_to_come(desk):
    desk.do("play", 1)
    desk.wait(1.1)
    desk.transport.change(60.0, desk.time)
    desk.player.tempo_changed()
    desk.wait(4)
    gaps = [round(b - a, 3) for a, b in pairwise(one[0] for one in desk.out if one[1] == "word")]
    assert gaps[:4] == [0.25] * 4
    assert gaps[6:10] == [0.5] * 4


def test_a_stopped_transport_ends_play_and_a_start_goes_on_at_the_bar(desk):
    desk.do("play", 1)
    desk.wait(1.1)
    desk.player.rest()
    heard = len(desk.heard("word"))
    desk.wait(3.3)
    assert len(desk.heard("word")) == heard
    desk.player.resume()
    desk.wait(2)
    assert desk.moments("word")[heard] == 12


def test_a_request_does_not_need_the_transport(desk):
    desk.player.rest()
    desk.do("next", 1, "line")
    assert desk.heard("line") == ["the sea is wide,"]


def test_a_request_goes_before_play(desk):
    desk.do("play", 1)
    desk.wait(0.6)
    desk.do("next", 1, "line")
    assert desk.heard("line") == ["the sea is wide,"]


def test_play_goes_on_while_a_request_waits_for_its_beat(desk):
    desk.put("quantize", 4.0)
    desk.do("play", 1)
    desk.wait(0.3)
    desk.do("next", 1, "line")
    desk.wait(1.2)
    assert len(desk.heard("word")) == 7
    desk.wait(1)
    assert desk.moments("done") == [4]


def test_a_new_pace_counts_from_the_last_word(desk):
    desk.do("play", 1)
    desk.wait(0.3)
    before = len(desk.moments("word"))
    desk.put("pace", 0.5)
    desk.wait(3)
    words = desk.moments("word")
    assert words[before] - words[before - 1] == 2


def test_no_word_is_told_twice_when_the_tempo_changes(desk):
    desk.lookahead = 1.0
    desk.do("play", 1)
    for _ in range(20):
        desk.wait(0.1)
        desk.player.tempo_changed()
    words = [one[2] for one in desk.out if one[1] == "word"]
    assert " ".join(words) == " ".join((POEM * 3).split()[: len(words)])


def test_a_request_waits_for_quantize(desk):
    desk.time = 100.1
    desk.put("quantize", 1.0)
    desk.do("next", 1, "line")
    desk.wait(2)
    assert desk.moments("line") == desk.moments("done") == [1]


def test_pace_0_is_as_fast_as_it_can(desk):
    desk.patience = 3
    desk.put("pace", 0.0)
    desk.do("play", 1)
    assert len(desk.heard("word")) > 5


# --- what the human does meanwhile ---


def test_a_new_prompt_replaces_what_was_made_ahead(desk):
    desk.do("play", 1)
    desk.wait(1.1)
    desk.do("prompt", "the deep")
    assert desk.heard("line") == ["the sea is wide,", "and"]  # a line that was begun is out as words already
    assert desk.written.startswith("the deep ")


def test_a_human_line_is_shown_and_remembered(desk):
    desk.do("next", 2, "word")
    desk.do("line", "and wide")
    assert desk.heard("line") == ["the sea", "and wide"]
    assert desk.written == "the sea \nand wide\n"


def test_a_line_of_nothing_is_refused(desk):
    with pytest.raises(AddressError):
        desk.do("line", "  \n ")


def test_a_book_is_no_prompt(desk):
    desk.do("prompt", "the sea")
    with pytest.raises(AddressError, match="100,000"):
        desk.do("prompt", "a" * (LONGEST_PROMPT + 1))
    assert desk.written == "the sea "


def test_of_a_long_prompt_the_end_counts(desk):
    desk.do("prompt", "b" * 50_000 + "a" * REMEMBERED)
    assert desk.written == "a" * REMEMBERED + " "


def test_a_new_temperature_changes_what_is_not_out_yet(desk):
    desk.do("next", 1, "word")
    desk.put("temperature", 1.5)
    desk.do("next", 1, "word")
    assert desk.asked[-1]["temperature"] == 1.5
    assert desk.heard("word") == ["the", "sea"]  # the same noise again


def test_a_seed_begins_the_noise_anew(desk):
    desk.do("next", 2, "word")
    desk.player.set("seed", 7)
    desk.do("next", 1, "word")
    assert desk.asked[-1]["seed"] == 7
    assert desk.asked[-1]["draw"] == 0


def test_reset_forgets(desk):
    desk.do("next", 1, "line")
    desk.do("reset")
    assert desk.context == []


def test_how_early_it_was_made_changes_no_word(desk):
    desk.lookahead = 3.0
    desk.do("play", 1)
    desk.wait(0.6)
    desk.do("stop")
    desk.do("next", 1, "line")
    assert desk.heard("line") == ["the sea is wide,"]


# --- preview ---


def test_a_line_in_preview_waits(desk):
    desk.put("preview", 1)
    desk.do("next", 1, "line")
    desk.wait(5)
    assert desk.heard("preview", "word", "line") == ["the sea is wide,"]


def test_an_accepted_line_is_out(desk):
    desk.put("preview", 1)
    desk.do("next", 1, "line")
    desk.do("accept")
    assert desk.heard("line", "done") == ["the sea is wide,", "done"]


def test_a_rejected_line_was_never_written(desk):
    desk.put("preview", 1)
    desk.do("next", 1, "line")
    desk.do("reject")
    assert desk.asked[-1]["draw"] == desk.asked[0]["count"]  # other noise
    assert len(desk.heard("preview")) == 2
    assert desk.heard("line") == []


def test_a_long_line_in_preview_ends_where_it_was_shown_to_end(desk):
    desk.put("preview", 1)
    desk.put("max_line", 12)
    desk.do("next", 2, "line")
    desk.do("accept")
    assert desk.heard("preview", "line") == ["the sea is", "the sea is", "wide,"]


def test_accepted_words_keep_the_pace(desk):
    desk.put("preview", 1)
    desk.do("play", 1)
    desk.wait(1)
    desk.do("accept")
    desk.wait(5)
    words = desk.moments("word")
    assert [round(b - a, 3) for a, b in pairwise(words)] == [0.5] * 3


def test_every_line_that_was_asked_for_is_proposed(desk):
    desk.poem = "a\nb\nc\n"
    desk.put("preview", 1)
    desk.do("next", 3, "line")
    desk.patience = len(desk.asked)  # the engine has written enough for all of them
    for _ in range(3):
        desk.do("accept")
    assert desk.heard("line", "done") == ["a", "b", "c", "done"]


# --- the engine ---


def test_a_new_engine_is_told_everything(desk):
    desk.do("next", 1, "line")
    text = desk.written
    desk.player.engine_lost()
    desk.context.clear()
    desk.player.engine_back()
    assert desk.written == text


def test_what_was_asked_for_comes_when_the_engine_is_back(desk):
    desk.silent = True
    desk.do("next", 1, "line")
    desk.player.engine_lost()
    desk.context.clear()
    desk.silent = False
    desk.player.engine_back()
    desk.answer()
    assert desk.heard("line") == ["the sea is wide,"]


def test_another_package_goes_on_from_the_same_text(desk):
    desk.do("next", 2, "word")
    other = Manifest({"vocabulary": 1, "pieces": list(reversed(LISTED))})
    desk.player.change_package(other, {})
    desk.context.clear()
    desk.player.engine_back()
    assert Pieces(other.tokenizer["pieces"]).decode(desk.context) == "the sea "


def test_states(desk):
    desk.do("play", 1)
    desk.wait(1)
    desk.do("stop")
    assert [one[2] for one in desk.out if one[1] == "state"] == ["thinking", "playing", "idle"]


def test_requests_do_not_queue_without_end(desk):
    desk.silent = True
    with pytest.raises(AddressError, match="requests wait to be written already"):
        for _ in range(MOST_REQUESTS + 1):
            desk.player.next(1, "line")
    desk.player.stop()
    desk.player.next(1, "line")
