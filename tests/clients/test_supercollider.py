"""SuperCollider plays with us by the class that a server hands out: patterns, answers at their moment, one clock, sound."""

import io
import shutil
import urllib.request
import zipfile
from pathlib import Path

import pytest
from peers.jack import Jack, missing
from peers.sclang import Sclang
from peers.server import free_port
from peers.waiting import needs, until

pytestmark = needs("supercollider-language", "sclang")
LOOKAHEAD_S = 0.1  # the class asks for so much


@pytest.fixture(scope="module")
def quark(duende, tmp_path_factory) -> Path:
    """The folder that the server's archive unpacks to."""
    folder = tmp_path_factory.mktemp("quark")
    with urllib.request.urlopen(f"http://127.0.0.1:{duende.http}/patches/duende-supercollider.zip", timeout=10) as answer:
        zipfile.ZipFile(io.BytesIO(answer.read())).extractall(folder)
    return folder / "Duende"


@pytest.fixture
def sclang(tmp_path, quark, client):
    """`sclang(script, (seconds, doing) …)` is SuperCollider with the class: `d = Duende.new`, the script, then the rest."""
    running = []

    def start(script: str, *later: tuple[float, str], **environment: str) -> Sclang:
        timed = "".join(f"AppClock.sched({seconds}, {{ {doing}; nil }});\n" for seconds, doing in later)
        running.append(
            Sclang(tmp_path, free_port(), f"(\nd = Duende.new;\n{script}\n{timed})", quark, environment=environment)
        )
        return running[-1]

    yield start
    for each in running:
        each.close()


def test_it_is_welcomed_and_learns_who_plays(sclang):
    program = sclang("", (0.5, '"WELCOME % %".format(d.welcome, d.players.keys.asArray.sort).postln'))
    assert program.wait("WELCOME").startswith("[ duende, ")
    assert "music" in program.said("WELCOME")[0]
    assert "ERROR" not in program.log


def test_a_pattern_plays_the_model_and_its_answer_is_heard(sclang):
    program = sclang(
        'd.hearNotes(nil, { |msg, time, name| "NOTE % % %".format(name, msg[1], msg[2]).postln });',
        (0.3, r"Pbind(\type, \duende, \degree, Pseq([0, 2, 4]), \dur, 0.1).play"),
    )
    program.wait("NOTE")
    until(lambda: any(line.endswith(" 0") for line in program.said("NOTE")), "no off", 15)
    assert {line.split()[0] for line in program.said("NOTE")} == {"music"}
    assert "ERROR" not in program.log


def test_what_a_pattern_plays_reaches_the_server_as_notes_with_their_offs(sclang, another):
    another.hello()
    another.send("/listen", "/music/out/heard")
    sclang("", (0.5, r"Pbind(\type, \duende, \midinote, Pseq([60]), \dur, 0.2, \amp, 0.5).play"))
    on, off = another.wait("/music/out/heard", 20), another.wait("/music/out/heard")
    assert on.args[:2] == (60, 64)
    assert off.args[:2] == (60, 0)


def test_notes_arrive_before_they_shall_sound(sclang):
    """Those of a player that plans: all but the first, which is for now."""
    program = sclang(
        'd.hearNotes(nil, { |msg, time| "AHEAD %".format(time - thisThread.seconds).postln });',
        (0.3, r"d.music.mode = \solo; d.music.play(1)"),
    )
    until(lambda: len(program.said("AHEAD")) >= 12, "no notes", 20)
    ahead = sorted(map(float, program.said("AHEAD")))
    assert ahead[-1] <= LOOKAHEAD_S + 0.005, "never earlier than was asked for"
    assert ahead[len(ahead) // 2] > 0.0, "most have time left"


def test_a_parameter_is_set_and_asked_for(sclang, another):
    program = sclang(
        "",
        (0.3, "d.music.temperature = 1.75; d.music.pause_(0.4)"),
        (0.6, r'd.music.ask(\temperature, { |value| "ASKED %".format(value).postln })'),
    )
    assert float(program.wait("ASKED")) == 1.75
    assert abs(another.ask("/music/pause")[0] - 0.4) < 1e-6


def test_what_is_wrong_is_told(sclang):
    program = sclang("", (0.3, r'd.music.send(\note, "C4")'))
    until(lambda: "duende: /music/note" in program.log, "no warning", 15)


def test_its_clock_follows_ours(sclang, client):
    client.send("/clock/tempo", 96.0)
    program = sclang("""
        TempoClock.default.tempo = 1.9; d.follow;
        d.hear('/clock/out/beat', { |msg, time|
            d.prBeat(msg, time);
            "PHASE % %".format(TempoClock.default.secs2beats(time) % 1, TempoClock.default.tempo).postln });
    """)
    until(lambda: len(program.said("PHASE")) >= 8, "no beats", 25)
    phase, tempo = map(float, program.said("PHASE")[7].split())
    assert min(phase, 1 - phase) < 0.02, "in beats"
    assert abs(tempo - 1.6) < 0.05, "in beats a second"


def test_all_becomes_silent_by_its_stop_key(sclang, listener):
    sclang("", (0.3, r"d.music.mode = \solo; d.music.play(1)"), (3.0, "CmdPeriod.run"))
    listener.wait(lambda got: got.address == "/music/out/note" and got.args[1] > 0, 20)
    listener.wait(lambda got: got[1:3] == ("/music/out/state", ("idle",)), 10)


def test_the_help_is_help(sclang, quark):
    """As SCDoc parses it, without a complaint; every method that it names exists."""
    page = quark / "HelpSource" / "Classes" / "Duende.schelp"
    program = sclang(
        f"""
        n = SCDoc.parseFileFull("{page}");
        "PARSED %".format(n.notNil).postln;
        "METHODS %".format(Duende.methods.collect(_.name).as(Array)).postln;
        "META %".format(Duende.class.methods.collect(_.name).as(Array)).postln;
        """
    )
    assert program.wait("PARSED") == "true"
    known = (program.wait("METHODS") + program.wait("META")).replace(",", " ").split()
    named = [line.split()[-1] for line in page.read_text().splitlines() if line.startswith("METHOD::")]
    assert not [name for name in named if name not in known and f"{name}_" not in known]
    assert "WARNING" not in program.log


def test_the_script_for_a_first_try_compiles(sclang, quark):
    script = (quark / "duende.scd").read_text()
    blocks = "".join(f'"COMPILES %".format({_quoted(block)}.compile.notNil).postln;\n' for block in _blocks(script))
    program = sclang(blocks + '"COMPILED all".postln;')
    program.wait("COMPILED")
    assert set(program.said("COMPILES")) == {"true"}


def _blocks(script: str) -> list[str]:
    """What one evaluates at once: the block in parentheses, and each line by itself."""
    head, _, rest = script.partition("\n)\n")
    return [head.partition("\n(\n")[2], *(line for line in rest.splitlines() if line and not line.startswith("//"))]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@pytest.mark.skipif(bool(missing()) or not shutil.which("scsynth"), reason=missing() or "scsynth not installed")
def test_the_answer_sounds(sclang):
    with Jack() as jack:
        program = sclang(
            r"""
            s.options.numInputBusChannels = 0;
            s.options.bindAddress = "127.0.0.1";
            s.waitForBoot {
                d.sound;
                SynthDef(\meter, { SendReply.kr(Impulse.kr(20), '/level', Amplitude.kr(In.ar(0))) }).add;
                s.sync;
                Synth.tail(s.defaultGroup, \meter);
                OSCdef(\level, { |msg| if(msg[3] > 0.003) { "LEVEL %".format(msg[3]).postln } }, '/level');
                "BOOTED now".postln;
                0.5.wait;
                d.music.strike(60, 100, 0.1);
            };
            """,
            SC_JACK_DEFAULT_OUTPUTS="system",
            **jack.environment,
        )
        program.wait("BOOTED", 30)
        assert float(program.wait("LEVEL", 20)) > 0.003
        program.close()
