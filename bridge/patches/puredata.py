"""A patch for Pure Data, vanilla objects only: a window for the connection and the clock, one for each player.

How it hangs together: every slider, button and message sends to a name (`music.temperature!`); in `pd wires` of its window
that name becomes OSC (`oscformat`) and goes to `duende.send`; what the server says arrives at `duende.in` and sets what is
shown (`music.temperature=`, by `set`, so nothing echoes). The server answers the socket that asked: all of it comes out of
`netsend`'s second outlet, and no port needs to be named.
"""

from . import pd_windows
from .controls import server_buttons, server_controls
from .pd_canvas import Canvas, messages
from .pd_wires import Wires
from .setting import Setting

VOICES = 8
PAUSE_MS = 100  # from the socket to hello, from hello to asking how everything stands


def patch(setting: Setting) -> str:
    """The whole file."""
    main = Canvas(width=pd_windows.WIDE, height=450, x=20, y=40)
    main.text(20, 12, "duende: play a phrase, pause, and it answers.")
    main.text(20, 34, f"Made for the show at {setting.host}, port {setting.osc_port} : each player has a window below.", 80)
    main.button(20, 66, "connect again (it connects by itself)", "duende.connect")
    main.button(360, 66, "status (in Pd's console)", "status!")
    main.button(600, 66, "PANIC", "panic!")
    main.text(20, 94, "it says")
    main.words(150, 94, 72, "duende.says")
    y = _server(main, 124)
    main.text(20, y, "a small voice")
    main.switch(150, y, "duende.dsp", "empty")
    main.text(180, y, "or a synthesizer at Pd's MIDI output")
    y += 40
    for number, player in enumerate(setting.players):
        window = pd_windows.window(player, setting, number)
        main.sub(20 + 120 * (number % 6), y + 28 * (number // 6), window)
    y += 28 * (1 + (len(setting.players) - 1) // 6)
    main.sub(20, y, _network(setting))
    main.sub(140, y, _sound())
    name = next((player.name for player in setting.players if player.kind == "music"), "music")
    main.text(20, y + 34, "From your own patch")
    main.text(40, y + 54, f"a list (pitch velocity) to {name}.note! plays a note, what it plays comes from {name}.note", 90)
    main.text(40, y + 74, f"a number to {name}.temperature! turns that knob: the names are those of the addresses", 90)
    return str(main)


def _server(main: Canvas, y: int) -> int:
    """The clock and what else belongs to nobody; where it ends."""
    wires = Wires("")
    for control in server_controls():
        if control.what in ("fader", "menu"):
            y = pd_windows.control(main, wires, control, y)
    pressed = [button for button in server_buttons() if button.label != "panic"]
    y = pd_windows.buttons(main, pressed, y)
    for button in server_buttons():
        wires.button(button)
    wires.says("error", "duende.says", skip=1)
    wires.says("welcome", "duende.says")
    wires.command("/status")
    wires.passes("status", "duende.status")
    box, at = wires.into()
    box.chain(box.obj(20, at, "r duende.status"), box.obj(20, at + 26, "print duende"))
    main.sub(640, 12, wires.canvas())
    return y


def _network(setting: Setting) -> Canvas:
    """The socket: `duende.send` takes packets, `duende.in` gives messages without slashes (`music out note 60 90 1`)."""
    net = Canvas("network", 620, 340)
    socket = net.obj(20, 200, "netsend -u -b")
    to_send = [net.obj(20, 140, "r duende.send"), net.obj(20, 160, "list prepend send"), net.obj(20, 180, "list trim")]
    net.chain(*to_send, socket)
    net.text(200, 12, "it begins: the socket, then hello, then how everything stands")
    begin = net.obj(200, 60, "t b b")
    net.cord(net.obj(200, 36, "loadbang"), begin)
    net.cord(net.obj(290, 36, "r duende.connect"), begin)
    connect = net.msg(200, 160, rf"disconnect \, connect {setting.host} {setting.osc_port}")
    net.cord(begin, connect, outlet=1)
    net.cord(connect, socket)
    then = net.obj(300, 84, "t b b")
    net.chain(begin, net.obj(300, 60, f"delay {PAUSE_MS}"), then)
    hello = net.msg(400, 110, messages(["set hello", "bang", "set feedback", "1"]))
    net.cord(then, hello, outlet=1)
    net.chain(hello, net.obj(400, 134, "oscformat"), net.obj(400, 158, "s duende.send"))
    net.chain(then, net.obj(300, 200, f"delay {PAUSE_MS}"), net.obj(300, 224, "s duende.ask"))
    heard = net.obj(20, 235, "oscparse")
    net.cord(socket, heard, outlet=1)
    net.chain(heard, net.obj(20, 258, "list trim"), net.obj(20, 282, "s duende.in"))
    return net


def _sound() -> Canvas:
    """Notes of all players, as MIDI and by a voice of two sines."""
    sound = Canvas("sound", 900, 420)
    note = sound.obj(20, 50, "unpack f f f")
    sound.cord(sound.obj(20, 20, "r duende.notes"), note)
    midi = sound.obj(20, 90, "noteout")
    poly = sound.obj(160, 90, f"poly {VOICES} 1")
    for outlet in (0, 1, 2):
        sound.cord(note, midi, outlet, outlet)
    sound.cord(note, poly, 0, 0)
    sound.cord(note, poly, 1, 1)
    pack = sound.obj(160, 120, "pack f f f")
    for outlet in (0, 1, 2):
        sound.cord(poly, pack, outlet, outlet)
    route = sound.obj(160, 150, "route " + " ".join(str(voice + 1) for voice in range(VOICES)))
    sound.cord(pack, route)
    for voice in range(VOICES):
        sound.cord(route, sound.sub(20 + 105 * voice, 200, _voice()), voice)
    out = sound.obj(20, 320, "dac~")
    clean = sound.obj(20, 290, "hip~ 20")
    sound.chain(sound.obj(20, 260, "catch~ duende.sound"), clean, out)
    sound.cord(clean, out, inlet=1)
    sound.chain(sound.obj(200, 290, "r duende.dsp"), sound.msg(200, 320, r"\; pd dsp \$1"))
    return sound


def _voice() -> Canvas:
    voice = Canvas("voice", 320, 340)
    note = voice.obj(20, 50, "unpack f f")
    voice.cord(voice.obj(20, 20, "inlet"), note)
    pitch = voice.obj(20, 80, "mtof")
    voice.cord(note, pitch)
    low, high = voice.obj(20, 140, "osc~"), voice.obj(100, 140, "osc~")
    voice.cord(pitch, low)
    voice.chain(pitch, voice.obj(100, 110, "* 2.01"), high)
    quiet = voice.obj(100, 170, "*~ 0.25")
    voice.cord(high, quiet)
    loud = voice.obj(200, 80, "/ 900")
    voice.cord(note, loud, outlet=1)
    swell = voice.obj(200, 140, "line~")
    voice.chain(loud, voice.obj(200, 110, "pack f 25"), swell)
    product = voice.obj(20, 210, "*~")
    voice.cord(low, product)
    voice.cord(quiet, product)
    voice.cord(swell, product, inlet=1)
    voice.cord(product, voice.obj(20, 240, "throw~ duende.sound"))
    return voice
