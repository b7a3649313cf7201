"""The Pure Data patch keeps to the file format, and to vanilla objects."""

import re

import pytest

from bridge.patches import Player, Setting
from bridge.patches.pd_canvas import is_number, word
from bridge.patches.puredata import patch

# Of Pd vanilla 0.48 and later (`netsend -b`, `oscformat`): object → inlets, outlets; None: by its arguments.
VANILLA = {
    "r": (0, 1), "s": (1, 0), "list": None, "oscformat": (1, 1), "oscparse": (1, 1), "netsend": (1, 2), "loadbang": (0, 1),
    "delay": (2, 1), "t": None, "route": None, "unpack": None, "pack": None, "int": (2, 1), "float": (2, 1), "hsl": (1, 1),
    "tgl": (1, 1), "bng": (1, 1), "noteout": (3, 0), "notein": (1, 3), "makenote": (3, 2), "poly": (2, 3), "mtof": (1, 1),
    "osc~": (2, 1), "*": (2, 1), "*~": (2, 1), "/": (2, 1), "-": (2, 1), "line~": (2, 1), "catch~": (0, 1), "throw~": (1, 0),
    "hip~": (2, 1), "dac~": (2, 0), "symbol": (2, 1), "inlet": (0, 1), "print": (1, 0),
}  # fmt: skip


def lines(text):
    """The messages of a file, as Pd parts them: by a semicolon without a backslash."""
    return [line.strip() for line in re.split(r"(?<!\\);", text) if line.strip()]


def ports(line):
    """Inlets and outlets of a box."""
    _, kind, *rest = line.split()
    if kind == "msg":
        return 1, 1
    if kind in ("floatatom", "symbolatom"):
        return 1, 1
    if kind == "text":
        return 0, 0
    if kind == "restore":
        return (1, 0) if rest[3] == "voice" else (0, 0)
    name, *arguments = rest[2:]
    match name:
        case "t":
            return 1, len(arguments)
        case "route":
            return (2 if len(arguments) == 1 else 1), len(arguments) + 1
        case "unpack":
            return 1, len(arguments)
        case "pack":
            return len(arguments), 1
        case "list":
            inlets, outlets = {"trim": (1, 1), "split": (2, 3), "fromsymbol": (1, 1)}.get((arguments or [""])[0], (2, 1))
            return inlets, outlets
    return VANILLA[name]


def canvases(text):
    """Each window as its boxes and its cords."""
    open_ones, done = [], []
    for line in lines(text):
        if line.startswith("#N canvas"):
            open_ones.append(([], []))
            continue
        boxes, cords = open_ones[-1]
        if line.startswith("#X connect"):
            cords.append(tuple(map(int, line.split()[2:])))
        elif line.startswith("#X restore"):
            done.append(open_ones.pop())
            open_ones[-1][0].append(line)
        else:
            boxes.append(line)
    assert len(open_ones) == 1, "every window is closed"
    return [*done, open_ones[0]]


def test_every_cord_joins_boxes_that_have_such_an_inlet_and_outlet(setting):
    for boxes, cords in canvases(patch(setting)):
        for source, outlet, target, inlet in cords:
            assert outlet < ports(boxes[source])[1], (boxes[source], outlet)
            assert inlet < ports(boxes[target])[0], (boxes[target], inlet)


def test_all_objects_are_of_pd_vanilla(setting):
    objects = [line.split()[4] for boxes, _ in canvases(patch(setting)) for line in boxes if line.startswith("#X obj")]
    assert set(objects) <= set(VANILLA)


def sent_to(line):
    """The name to which a slider, a switch, a button or a number sends; None for other boxes."""
    words = re.split(r"(?<!\\) ", line)
    place = {"hsl": 11, "tgl": 7, "bng": 9}.get(words[4]) if words[1] == "obj" else {"floatatom": 10}.get(words[1])
    name = words[place] if place else "empty"
    return None if name in ("empty", "-") else name


def test_what_a_window_sends_is_received_behind_it(setting):
    boxes = [line for boxes, _ in canvases(patch(setting)) for line in boxes]
    sent = {name for name in map(sent_to, boxes) if name}
    received = {line.split()[5] for line in boxes if re.match(r"#X obj \d+ \d+ r ", line)}
    assert {"music.temperature!", "panic!"} <= sent or {"fiddle.temperature!", "panic!"} <= sent
    assert sent <= received


def test_every_parameter_is_asked_for_when_it_begins(setting):
    from bridge.patches.controls import controls

    asked = set(re.findall(r"set ([a-z0-9_ ]+) \\, bang", patch(setting)))
    assert {" ".join(control.path) for player in setting.players for control in controls(player)} <= asked


def test_a_slider_has_the_range_of_the_table():
    assert "hsl 160 15 0 32 0 0 music.density! music.density= " in patch(Setting((Player("music", "music"),)))


def test_it_calls_the_server_of_the_show():
    text = patch(Setting(host="192.168.1.5", osc_port=9770))
    assert "connect 192.168.1.5 9770" in text


@pytest.mark.parametrize(
    ("plain", "written"), [("C major", r"C\ major"), ("a;b", r"a\;b"), ("$1", r"\$1"), ("folk", "folk")]
)
def test_special_signs_of_a_word_have_a_backslash(plain, written):
    assert word(plain) == written


@pytest.mark.parametrize(
    ("text", "number"), [("7", True), ("-1.5", True), ("1e3", True), ("7a", False), ("", False), ("e", False)]
)
def test_which_words_pd_would_read_as_numbers(text, number):
    assert is_number(text) is number


@pytest.mark.parametrize("word", ["4", "$1 sea"])
def test_a_word_that_pd_would_read_as_something_else_is_chosen_by_its_index(word):
    digits = Player("image", "image", words={"class": ("3", word)})
    assert re.search(r"#X obj \d+ \d+ r image\.class!1;\n#X msg \d+ \d+ 1;", patch(Setting((digits,))))
