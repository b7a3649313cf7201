"""Every address and parameter of duende, once. The OSCQuery tree, the reference, the error texts, the page and the show
file are made from it.

To add an address, add a row: dispatching, validation, `/learn` and the reference follow. A row has its words and,
where it takes arguments, a few that are worth copying. What `of("music", …)` lists is at `/NAME/…` of a music player.
"""

from dataclasses import replace

from .arguments import Arg
from .rows import Row

BIG = 2**31 - 1  # the largest int that plain OSC carries
MUSIC_MODES = ("answer", "continue", "trade", "accompany", "solo", "off")
GESTURE_MODES = ("answer", "continue", "solo", "off")

# --- arguments: those of a parameter take its name and are clamped to their range ---


def whole(low: int, high: int, default: int, unit: str = "") -> Arg:
    return Arg("", "i", low, high, unit, default, clamp=True)


def number(low: float, high: float, default: float, unit: str = "") -> Arg:
    return Arg("", "f", low, high, unit, default, clamp=True)


def switch(default: int | None = None, name: str = "") -> Arg:
    return Arg(name, "switch", 0, 1, default=default)


def choice(choices: tuple[str, ...] = (), default: str | None = None, name: str = "") -> Arg:
    return Arg(name, "choice", choices=choices, default=default)


def text(name: str) -> Arg:
    return Arg(name, "s")


def maybe(arg: Arg, default: int | float | str | None = None) -> Arg:
    """The argument may be left out."""
    return replace(arg, optional=True, default=default)


# --- rows, by role ---


def parameter(tail: str, arg: Arg, doc: str, *example: object) -> Row:
    name = arg.name or tail.split("/")[-1]
    return Row(tail, "", "parameter", (replace(arg, name=name),), doc, example=example)


def trigger(tail: str, doc: str) -> Row:
    return Row(tail, "", "trigger", (), doc)


def query(tail: str, doc: str, replies: str) -> Row:
    return Row(tail, "", "query", (), doc, replies)


def command(tail: str, args: tuple[Arg, ...], doc: str, *example: object, replies: str = "") -> Row:
    return Row(tail, "", "command", args, doc, replies, example=example)


def note(tail: str, args: tuple[Arg, ...], doc: str, *example: object) -> Row:
    """What a human plays: acted upon at once, never dropped."""
    return Row(tail, "", "note", args, doc, example=example)


def out(tail: str, args: tuple[Arg, ...], doc: str) -> Row:
    return Row(tail, "", "out", args, doc)


def of(kind: str, *rows: Row) -> tuple[Row, ...]:
    """The rows of a kind, at their full addresses."""
    root = "/" if kind == "server" else "/NAME/"
    return tuple(replace(row, address=root + row.address, kind=kind) for row in rows)


PITCH = Arg("pitch", "i", 0, 127)
VELOCITY = Arg("velocity", "i", 0, 127, clamp=True)
CHANNEL = Arg("channel", "i", 1, 16)
VALUES = Arg("value", "f", many=True)
TEMPERATURE = "how daring: 0 always takes the likeliest, 1 plays as it learned, more is wilder"
TOP_P = "keeps only the likeliest choices that together hold this probability"

LATENT = (0.5, -0.5) * 32  # an example: as many coordinates as the bundled packages have

# fmt: off
SERVER = of(
    "server",
    command("hello", (maybe(Arg("port", "i", 1, 65535)), maybe(Arg("timetags", "switch", 0, 1), 0),
                      maybe(Arg("lookahead_ms", "f", 0, 10_000, "ms"), 100.0)),
            "listen: what players produce comes to you, at this port if you name one; again is harmless", 9000,
            replies="/welcome s:name s:version i:http_port, then every player's state"),
    trigger("bye", "stop listening"),
    command("listen", (maybe(Arg("pattern", "s", many=True)),),
            "narrow what you get to these patterns, in which * stops at a slash (/text/out/*, not /text/*); none = all but "
            "/out/token, /out/frame, /out/plan, /out/heard",
            "/music/out/*"),
    command("feedback", (switch(name="on"),),
            "parameter changes made by others are sent to you at the parameter's own address", 1),
    command("output/offset", (text("name"), Arg("ms", "f", -500, 500, "ms")),
            "shift one output in time, to line it up with the others", "127.0.0.1:9000", -12.0),
    query("status", "players, devices, clock, latency, counters of dropped, late and refused",
          "one /status s:what s:value a line, then /status/end"),
    query("players", "who plays here", "one /players s:name s:kind s:package each, then /players/end"),
    trigger("panic", "end every sounding note on every output and stop every player; clock and modes stay"),
    parameter("clock/tempo", number(20, 400, 120.0, "BPM"), "beats per minute", 112.0),
    trigger("clock/start", "start the transport at the first beat"),
    trigger("clock/stop", "stop the transport; ends solo and play"),
    trigger("clock/continue", "start the transport where it stopped"),
    trigger("clock/tap", "tap the tempo, one message a beat"),
    Row("clock/meter", "", "parameter",
        (Arg("beats", "i", 1, 32, default=4, clamp=True), Arg("unit", "i", default=4, among=(1, 2, 4, 8, 16, 32))),
        "beats in a bar, and which note is a beat", example=(3, 4)),
    command("clock/locate", (Arg("beat", "f", 1, 1_000_000, clamp=True),), "go to this beat, counted from 1", 1.0),
    parameter("clock/offset", number(-500, 500, 0.0, "ms"), "shifts an incoming clock", -5.0),
    parameter("clock/source", choice(("internal", "midi", "link"), "internal"),
              "who gives the tempo: under midi setting it is an error, under link a proposal", "internal"),
    out("clock/out/beat", (Arg("bar", "i", 1, BIG), Arg("beat", "i", 1, 32), Arg("tempo", "f", 20, 400, "BPM")),
        "on every beat"),
    parameter("journal", switch(1), "record all that goes in and out", 1),
    command("capture", (maybe(Arg("seconds", "f", 1, 3600, "s"), 60.0),),
            "keep the last minute of human and machine as a file", 30.0, replies="/capture s:path"),
    command("scene/save", (text("name"),), "keep all parameters of all players under a name", "verse"),
    command("scene/recall", (text("name"), maybe(Arg("beats", "f", 0, 4096, "beats"), 0.0)),
            "bring a scene back, at once or gliding over some beats", "verse", 4.0),
    Row("route/add", "", "command",
        (text("from"), text("to"), *(maybe(Arg(name, "f")) for name in ("in_min", "in_max", "out_min", "out_max"))),
        "ADDRESS.FIELD or a whole message drives a parameter (scaled), a trigger, or an address of its own form",
        counts=(2, 6), example=("/music/note.velocity", "/music/temperature", 0.0, 127.0, 0.5, 1.5)),
    command("route/remove", (text("from"), text("to")), "end a route", "/music/note.velocity", "/music/temperature"),
    query("route/list", "which routes there are",
          "one /route/list s:from s:to [f:in_min f:in_max f:out_min f:out_max] each, then /route/list/end"),
    out("welcome", (text("name"), text("version"), Arg("http_port", "i", 0, 65535)), "the answer to /hello"),
    out("error", (text("address"), text("what")), "what was wrong with a message to this address, and what is allowed"),
)

EVERY_PLAYER = of(
    "player",
    command("play", (switch(name="on"),), "play by itself (1) or wait (0); after a stop, 1 wakes what waited", 1),
    trigger("stop", "cut now; the mode is kept and the next input is heard"),
    parameter("seed", whole(0, BIG, 0), "the same seed and the same input give the same answer", 7),
    trigger("reset", "forget the context"),
    command("load", (text("package"),), "swap the package without a gap; on failure the old one stays", "ensemble"),
    trigger("undo", "back to the package before"),
    out("out/state", (choice(("idle", "listening", "thinking", "playing"), name="state"),), "what it does, on change"),
    out("out/latency", (Arg("p50_ms", "f", 0, unit="ms"), Arg("p99_ms", "f", 0, unit="ms")),
        "from input to output, at most once a second"),
    out("out/ladder", (Arg("level", "i", 0, 4), text("what")),
        "on change: the model plays in time (0 live); it is late or gone and what it planned before plays (1 older), a "
        "smaller package (2 smaller), the last phrase (3 phrase), or nothing new comes: the last harmony is held, the "
        "picture stands (4 hold)"),
)

MUSIC = of(
    "music",
    note("note", (PITCH, VELOCITY, maybe(CHANNEL, 1)), "what the human plays; velocity 0 = off", 60, 100),
    note("sustain", (Arg("value", "i", 0, 127, clamp=True), maybe(CHANNEL, 1)), "the pedal; 64 and more is down", 127),
    parameter("mode", choice(MUSIC_MODES, "answer"),
              "answer replies when the phrase ends · continue carries on until the human plays · "
              "trade alternates every length beats · accompany sounds along with each note at once · "
              "solo plays by itself · off", "accompany"),
    trigger("answer", "reply now, without waiting for the pause"),
    trigger("again", "the last reply, note for note"),
    trigger("end", "please come to an end: a cadence, not a cut"),
    parameter("style", choice(), "chorale, folk, piano, drums …: what the package knows", "folk"),
    parameter("temperature", number(0, 2, 1.0), TEMPERATURE, 1.2),
    parameter("top_p", number(0, 1, 0.95), TOP_P, 0.9),
    parameter("density", number(0, 32, 0.0, "notes per beat"), "how busy; 0 = as it likes", 2.0),
    parameter("low", whole(0, 127, 21), "the lowest pitch it plays", 48),
    parameter("high", whole(0, 127, 108), "the highest pitch it plays", 72),
    parameter("scale", Arg("", "s", default="any"),
              "keep to these pitches: any, C major, D dorian, F# blues, Dm7, 0 3 7 10", "D dorian"),
    parameter("polyphony", whole(1, 16, 8, "notes"), "at most this many notes at once", 4),
    parameter("velocity", whole(-64, 64, 0), "softer or louder than it feels", -10),
    parameter("quantize", number(0, 64, 0.0, "beats"),
              "where a reply may start, counted from each downbeat, a bar or more: on downbeats; 0 = when the phrase ends; "
              "1 once a tempo or clock is given", 1.0),
    parameter("grid", number(0, 16, 0.0, "beats"), "snap every note to this; 0 = as it feels", 0.25),
    parameter("pause", number(0.05, 30, 0.6, "s"), "a silence this long ends the phrase", 0.8),
    parameter("length", number(0, 256, 0.0, "beats"), "how long a reply is; 0 = like the phrase", 8.0),
    parameter("yield", whole(0, 16, 1, "notes"), "human notes within a beat that interrupt it; 0 = never", 2),
    parameter("in_channel", whole(0, 16, 0), "the MIDI channel it hears; 0 = any (MIDI only)", 1),
    parameter("out_channel", whole(1, 16, 1), "the channel it plays on; 10 for drums", 10),
    parameter("plan", switch(1), "say beforehand what it is about to play, at /NAME/out/plan", 1),
    out("out/note", (PITCH, VELOCITY, CHANNEL), "what it plays; velocity 0 = off, and every on has its off"),
    out("out/chord", (text("name"), Arg("root", "i", 0, 11), Arg("bass", "i", 0, 127)),
        "the harmony that human and accompaniment hold, when it changes: its name, its root (C = 0), its lowest pitch"),
    out("out/plan", (Arg("beats_from_now", "f"), PITCH, VELOCITY, Arg("beats", "f", 0)),
        "a note about to come, to those who /listen to it"),
    out("out/plan/clear", (), "before a plan is redrawn"),
    out("out/heard", (PITCH, VELOCITY, CHANNEL), "what the human plays, wherever it came from, to those who /listen to it"),
)

TEXT = of(
    "text",
    command("prompt", (text("text"),),
            "replaces what it goes on from (its last 600 characters count); writes nothing by itself", "The sea"),
    command("next",
            (maybe(Arg("count", "i", 1, 10_000), 1), maybe(choice(("token", "word", "line"), name="unit"), "line")),
            "write so many tokens, words or lines; while writing it queues", 3, "line"),
    command("line", (text("text"),), "a human's line: shown and remembered", "the boats come home"),
    trigger("accept", "take the line in preview"),
    trigger("reject", "throw the line in preview away"),
    parameter("temperature", number(0, 2, 0.8), TEMPERATURE, 1.0),
    parameter("top_p", number(0, 1, 0.95), TOP_P, 0.9),
    parameter("pace", number(0, 64, 2.0, "words per beat"), "how fast it writes; 0 = as fast as it can", 1.0),
    parameter("quantize", number(0, 64, 0.0, "beats"), "where writing may start; 0 = anywhere", 1.0),
    parameter("max_line", whole(8, 200, 80, "characters"), "the longest line", 40),
    parameter("preview", switch(0), "lines come first to /NAME/out/preview", 1),
    out("out/token", (text("text"),), "each token, never half a character"),
    out("out/word", (text("text"),), "each word, no spaces around; a word of Chinese is one character"),
    out("out/line", (text("text"),), "each line, never empty"),
    out("out/stanza", (), "a stanza break"),
    out("out/preview", (text("text"),), "a line that waits for accept or reject"),
    out("out/done", (), "the requested units are out"),
)

IMAGE = of(
    "image",
    parameter("seed", whole(0, BIG, 0), "jump to the picture of this seed: always the same picture", 7),
    command("morph", (Arg("seed", "i", 0, BIG), Arg("beats", "f", 0, 4096, "beats")),
            "glide to the picture of this seed; a new one replaces it", 8, 4.0),
    command("latent", (Arg("value", "f", -8, 8, clamp=True, many=True),), "set all coordinates", *LATENT),
    parameter("latent/INDEX", replace(number(-8, 8, 0.0), name="value"), "set one coordinate, counted from 0", 0.5),
    parameter("walk", replace(number(0, 10, 0.0), name="speed"),
              "wander through the latent space, so many pictures a bar, one on every downbeat at 1; 0 = hold", 0.5),
    Row("class", "", "command", (choice(name="class"), maybe(choice(name="other")), maybe(Arg("weight", "f", 0, 1))),
        "a class by number or name, or a mix of two", counts=(1, 3), example=("full",)),
    parameter("fps", number(1, 120, 30.0, "frames per second"), "how many pictures a second while it moves", 25.0),
    parameter("truncation", number(0, 2, 1.0), "less is more typical, more is stranger", 0.7),
    parameter("quantize", number(0, 64, 0.0, "beats"), "where a jump, a morph or a class may start; 0 = at once", 1.0),
    parameter("glide", number(0, 64, 0.0, "beats"), "how long a jump to a seed, a latent or a class takes; 0 = a cut", 2.0),
    out("out/seed", (Arg("seed", "i", 0, BIG),), "the walk came by the picture of this seed: keep it to come back"),
    out("out/frame", (Arg("index", "i", 0, BIG),), "a new frame is out"),
)

GESTURE = of(
    "gesture",
    note("in", (VALUES,), "what the human does: all values, or the first of them", 0.2, 0.7),
    note("in/INDEX", (Arg("value", "f"),), "one value, counted from 0", 0.5),
    parameter("mode", choice(GESTURE_MODES, "answer"),
              "answer goes on when the movement rests, about as long · continue until the human moves · "
              "solo moves by itself · off", "solo"),
    trigger("answer", "reply now, without waiting for the pause"),
    parameter("temperature", number(0, 2, 1.0), TEMPERATURE, 1.2),
    parameter("spread", number(0, 2, 1.0), "how far it strays from the likeliest movement", 0.5),
    parameter("quantize", number(0, 64, 0.0, "beats"), "where a movement may start; 0 = at once", 1.0),
    parameter("pause", number(0.05, 30, 0.6, "s"), "no input for so long is a rest", 0.8),
    parameter("length", number(0, 3600, 0.0, "s"), "how long a reply is; 0 = like the movement before", 8.0),
    out("out/value", (VALUES,), "what it does, at modelled moments"),
    out("out/heard", (VALUES,), "where the human is, all values, to those who /listen to it"),
)

TENSOR = of(
    "tensor",
    note("in", (VALUES,), "the model's input, all numbers in order", 0.2, 0.7),
    note("in/INPUT", (VALUES,), "one input of a model with several", 0.5),
    out("out/value", (VALUES,), "the model's output, once per input"),
)
# fmt: on

TABLE: tuple[Row, ...] = SERVER + EVERY_PLAYER + MUSIC + TEXT + IMAGE + GESTURE + TENSOR
