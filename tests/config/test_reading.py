"""INTERFACE.md §10: the show file, and the sentence for each way of getting it wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.config import (
    Controller,
    FrameOutput,
    Listener,
    MidiIn,
    MidiOut,
    Route,
    Show,
    bundled_packages,
    load_show,
    read_show,
    without_token,
)
from bridge.errors import ConfigError

BUNDLED = {"chorales": Path("/bundled/chorales")}
CONTRACT = """\
[clock]
tempo = 112
[[player]]
name = "bach"
kind = "music"
package = "chorales"
mode = "accompany"
in_channel = 1
[[listener]]
host = "127.0.0.1"
port = 57120
timetags = true
lookahead_ms = 100
[[route]]
from = "/bach/out/note.velocity"
to = "/image/walk"
range = [0, 127, 0.0, 2.0]
"""


@pytest.fixture
def bundled(tmp_path):
    (tmp_path / "chorales").mkdir()
    return {"chorales": tmp_path / "chorales"}


def read(text, bundled=None):
    return read_show(text, Path("show.toml"), bundled or {})


def complaint(text):
    with pytest.raises(ConfigError) as error:
        read(text)
    return str(error.value)


def test_the_show_of_the_contract(bundled):
    show = read(CONTRACT, bundled)
    assert (show.clock.tempo, show.clock.tempo_given) == (112.0, True)
    assert [(p.name, p.kind, p.package) for p in show.players] == [("bach", "music", bundled["chorales"])]
    assert show.players[0].parameters == {"mode": "accompany", "in_channel": 1}
    assert show.listeners == (Listener("127.0.0.1", 57120, timetags=True, lookahead_ms=100.0),)
    assert show.routes == (Route("/bach/out/note.velocity", "/image/walk", (0.0, 127.0, 0.0, 2.0)),)


def test_an_empty_show_is_what_runs_without_one():
    assert read("") == Show(path=Path("show.toml"))
    assert Show().clock.tempo_given is False


def test_everything_else_that_a_show_can_say():
    show = read("""
[server]
osc_port = 9000
http_port = 9001
host = "0.0.0.0"
device = "cpu"
journal = "takes"
seed = 7
mdns = false
[clock]
source = "midi"
meter = [3, 4]
offset = -5
[[listener]]
port = 9000
name = "desk"
offset_ms = -12
patterns = ["/bach/out/*"]
feedback = true
[midi]
in = ["Keystation", { virtual = "pad", players = ["bach"] }]
out = ["FluidSynth", { name = "Digitone", offset_ms = 4.5, clock = false }]
echo_guard = false
clock_out = true
[[midi_map]]
controller = 74
channel = 2
to = "/bach/temperature"
range = [0.5, 1.5]
""")
    assert (show.server.osc_port, show.server.http_port, show.server.host) == (9000, 9001, "0.0.0.0")
    assert (show.server.device, show.server.seed, show.server.mdns) == ("cpu", 7, False)
    assert show.server.journal == Path("takes")
    assert (show.clock.source, show.clock.meter, show.clock.offset, show.clock.tempo_given) == (
        "midi",
        (3, 4),
        -5.0,
        False,
    )
    assert show.listeners == (
        Listener("127.0.0.1", 9000, "desk", offset_ms=-12.0, patterns=("/bach/out/*",), feedback=True),
    )
    assert show.midi.inputs == (MidiIn("Keystation"), MidiIn("duende pad", virtual=True, players=("bach",)))
    assert show.midi.outputs == (MidiOut("FluidSynth"), MidiOut("Digitone", 4.5, clock=False))
    assert (show.midi.echo_guard, show.midi.clock_out) == (False, True)
    assert show.controllers == (Controller(74, "/bach/temperature", 2, (0.5, 1.5)),)


def test_paths_start_from_the_folder_of_the_show(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "show.toml").write_text(
        '[server]\njournal="takes"\n[[player]]\nname="a"\nkind="music"\npackage="mine"\n'
    )
    show = load_show(tmp_path / "show.toml", {})
    assert (show.players[0].package, show.server.journal) == (tmp_path / "mine", tmp_path / "takes")


PLAYER = '[[player]]\nname = "a"\nkind = "music"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[clock]\ntemo = 3", "2: [clock] temo: there is no such key; did you mean tempo? allowed are tempo, "),
        ("tempo = 3", "1: tempo: there is no such key; allowed are server, clock, player, "),
        ("\n\n[stage]\nx = 1", "3: stage: there is no such key; "),
        ('[clock]\n\ntempo = "fast"', "3: [clock] tempo: must be a number from 20 to 400 BPM; found the text 'fast'"),
        ("[clock]\ntempo = 900", "2: [clock] tempo: must be a number from 20 to 400 BPM; found 900"),
        ("[clock]\ntempo = true", "2: [clock] tempo: must be a number from 20 to 400 BPM; found T (true)"),
        ("[clock]\nmeter = [3]", "2: [clock] meter: must be a list of 2, in [ ]; found a list of 1"),
        (PLAYER + "temprature = 1", "4: [[player]] temprature: there is no such key; did you mean temperature? "),
        (PLAYER + "polyphony = 4.5", "4: [[player]] polyphony: must be a whole number from 1 to 16 notes; found 4.5"),
        (PLAYER + "plan = 2", "4: [[player]] plan: must be 1 or 0 (T or F); found 2"),
        (PLAYER + 'mode = "loud"', "4: [[player]] mode: must be one of answer, continue, trade, accompany, "),
        (PLAYER + 'package = "none"', "4: [[player]] package: there is no package 'none': neither at none nor "),
        (PLAYER + PLAYER, "5: [[player]] name: two players are named a; "),
        ('[[player]]\nkind = "music"', "1: [[player]]: the key name is missing"),
        ('[[player]]\nname = "a"\nkind = "noise"', "3: [[player]] kind: must be one of music, text, "),
        ('[[player]]\nname = "clock"\nkind = "music"', "2: [[player]] name: a player cannot be named 'clock': "),
        ('[player]\nname = "a"', "1: [player]: must be written [[player]]; found a table"),
        ("clock = 3", "1: [clock]: a table is due here, written [clock]; found 3"),
        ("[[listener]]\nport = 0", "2: [[listener]] port: must be a whole number from 1 to 65535; found 0"),
        ("[[listener]]\nport = 1\n[[listener]]\nport = 1", "4: [[listener]] port: 127.0.0.1:1 is there twice"),
        ('[[route]]\nfrom = "x"\nto = "/a"', "2: [[route]] from: must start with a slash, "),
        ('[[route]]\nfrom = "/x"', "1: [[route]]: the key to is missing"),
        ("[midi]\nin = 3", "2: [midi] in: must be a list, in [ ]; found 3"),
        ("[midi]\nout = [3]", '2: [midi] out: each port must be "NAME" or { name = "NAME" }, or { virtual = "NAME" } for '),
        ('[midi]\nin = [{ name = "x", offset_ms = 1 }]', '2: [midi] in: each port must be "NAME" or { name = "NAME" }, '),
        ('[midi]\nout = [{ name = "x", virtual = "y" }]', '2: [midi] out: each port must be "NAME" or { name = '),
        ('[midi]\nout = ["x", "x"]', "2: [midi] out: 'x' is there twice"),
        ('[midi]\nin = [" "]', "2: [midi] in: a port's name is empty; "),
        ('[midi]\nout = [{ virtual = "a:b" }]', "2: [midi] out: virtual must be 1-32 letters, digits, "),
        ('[midi]\nout = [{ name = "x", players = [] }]', '2: [midi] out: players must be a list of names, like ["bach"]; '),
        ('[midi]\nout = [{ name = "x", offset_ms = 900 }]', "2: [midi] out: offset_ms must be a number from -500 "),
        ("[[midi_map]]\ncontroller = 128", "1: [[midi_map]]: the key to is missing"),
        ("[clock]\ntempo = \n", "2: this is not TOML: "),
        ("[clock]\ntempo = 1\nx = ", "3: this is not TOML: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_file_line_and_key(text, words):
    assert complaint(text).startswith(f"show.toml:{words}")


def test_the_line_is_that_of_the_right_player():
    assert complaint(PLAYER + PLAYER.replace('"a"', '"b"') + "low = 200").startswith("show.toml:7: [[player]] low: ")


def test_a_missing_file(tmp_path):
    with pytest.raises(ConfigError, match=r"nope.toml: the show file cannot be read: No such file"):
        load_show(tmp_path / "nope.toml")


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "show.toml").write_bytes(b"a = '\xff'")
    with pytest.raises(ConfigError, match="its byte 5 is not"):
        load_show(tmp_path / "show.toml")


def test_our_own_packages_are_found_by_their_folders(tmp_path):
    (tmp_path / "duet").mkdir()
    (tmp_path / "duet" / "manifest.json").write_text("{}")
    (tmp_path / "notes").mkdir()
    (tmp_path / "tiny.zip").write_bytes(b"")
    assert bundled_packages(tmp_path) == {"duet": tmp_path / "duet", "tiny": tmp_path / "tiny.zip"}


lines = st.sampled_from(
    [*CONTRACT.splitlines(), "[midi]", "in = 3", "tempo = nan", "port = {}", "= 3", "low = 1979-05-27"]
)


@given(st.lists(lines, max_size=12))
def test_any_file_is_a_show_or_a_sentence(some):
    try:
        assert isinstance(read("\n".join(some)), Show)
    except ConfigError as error:
        assert str(error).startswith("show.toml:")


def test_pictures_that_leave_beside_the_web():
    show = read("""
[[player]]
name = "sea"
kind = "image"
[[frames]]
player = "sea"
to = "ndi"
name = "duende sea"
[[frames]]
player = "sea"
to = "syphon"
""")
    assert show.frames == (FrameOutput("sea", "ndi", "duende sea"), FrameOutput("sea", "syphon"))


def test_without_players_the_image_player_is_the_bundled_one():
    assert read('[[frames]]\nplayer = "image"\nto = "ndi"').frames == (FrameOutput("image", "ndi"),)


@pytest.mark.parametrize(
    ("frames", "sentence"),
    [
        ('player = "image"\nto = "vga"', "show.toml:3: [[frames]] to: must be one of ndi, spout, syphon"),
        ('player = "image"', "show.toml:1: [[frames]]: the key to is missing"),
        ('player = "sea"\nto = "ndi"', "there is no image player 'sea'; image players are image"),
        ('player = "image"\nto = "ndi"\nport = 3', "show.toml:4: [[frames]] port: there is no such key"),
        ('player = "image"\nto = "ndi"\n[[frames]]\nplayer = "image"\nto = "ndi"', "'image' is sent by ndi twice"),
    ],
)
def test_what_is_wrong_with_frames_is_told(frames, sentence):
    assert sentence in complaint(f"[[frames]]\n{frames}")


def test_players_and_routes_know_where_they_stand(tmp_path):
    content = '[[player]]\nname = "a"\nkind = "text"\n\n[[route]]\nfrom = "/a/out/line"\nto = "/a/next"\n'
    show = read_show(content, tmp_path / "show.toml", {})
    assert show.players[0].at == f"{tmp_path / 'show.toml'}:3: [[player]] kind"
    assert show.routes[0].at == f"{tmp_path / 'show.toml'}:5: [[route]]"


def test_what_a_show_says_about_strangers():
    server = read("""
[server]
token = "open-sesame-1001"
allow = ["192.168.1.0/24", "10.0.0.7"]
origins = ["http://localhost:5173/"]
""").server
    assert (server.token, server.allow) == ("open-sesame-1001", ("192.168.1.0/24", "10.0.0.7/32"))
    assert server.origins == ("http://localhost:5173",)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ('token = "seven77"', "show.toml:2: [server] token: must be 8 to 128 of the signs"),
        ('token = "with a space"', "[server] token: must be 8 to 128"),
        ("token = 12345678", "[server] token: must be 8 to 128"),
        (r'token = "\u006fpen-sesame"', "[server] token: must be written as it is"),
        ('allow = "192.168.1.0/24"', "show.toml:2: [server] allow: must be a list"),
        ('allow = ["192.168.1.5/24"]', "[server] allow: each must be an address or a network"),
        ('allow = ["studio.lan"]', "like 192.168.1.20 or 192.168.1.0/24; found 'studio.lan'"),
        ("allow = [7]", "[server] allow:"),
        ('origins = ["*"]', "[server] origins: each must be like http://localhost:5173"),
        ('origins = ["null"]', "[server] origins: each must be like"),
        ('origins = ["http://a.example/page"]', "without a path"),
    ],
)
def test_what_is_wrong_about_strangers_is_told(line, sentence):
    assert sentence in complaint(f"[server]\n{line}")


@pytest.mark.parametrize("line", ['token = "secret!"', 'token = "s3cret with space"', 'tokn = "secret-secret"'])
def test_a_token_is_in_no_complaint(line):
    assert "s3cret" not in complaint(f"[server]\n{line}") and "secret" not in complaint(f"[server]\n{line}")


def test_a_token_is_in_no_recording(tmp_path):
    text = '[server]\ntoken = "open-sesame-1001"  # not open-sesame-1001\nallow = ["10.0.0.7"]\n'
    hidden = without_token(text)
    assert "sesame" not in hidden and len(hidden) == len(text)
    assert read(hidden).server.allow == ("10.0.0.7/32",)


def test_a_token_is_not_in_a_show_as_python_shows_it():
    assert "sesame" not in repr(read('[server]\ntoken = "open-sesame-1001"'))


@pytest.mark.parametrize("text", ["", "[clock]\ntempo = 90\n"])
def test_a_show_without_a_token_is_recorded_as_it_is(text):
    assert without_token(text) == text


def test_endless_knobs_and_pickup():
    show = read('[midi]\npickup = true\n[[midi_map]]\ncontroller = 16\nto = "/image/walk"\nencoder = "twos"')
    assert show.midi.pickup
    assert show.controllers == (Controller(16, "/image/walk", encoder="twos"),)
    assert "one of twos, offset, sign" in complaint('[[midi_map]]\ncontroller = 16\nto = "/image/walk"\nencoder = "x"')


def test_a_controller_with_motors():
    (out,) = read('[midi]\nout = [{ name = "X-Touch", feedback = true }]').midi.outputs
    assert out.feedback is True
