"""A patcher for Max, its own objects only: the connection and the clock in front, one `p NAME` for each player.

Made by the rules of the format; it has not been opened in Max here. What is turned goes to `s duende.out`, what the server
says comes from `r duende.in` and only sets what is shown (`set`, `setsymbol`), so nothing echoes. Each control has a row:
label, control, way out, way in; presentation mode shows the first two.
"""

from . import controls as knobs
from .controls import Button, Control
from .max_patcher import Patcher
from .setting import Player, Setting

LISTENS = 9001  # where Max hears; said in /hello
LEFT, MIDDLE, WIRES, SHOWN = 20, 150, 600, 1000  # labels; controls; their way out; their way in
ROW = 30
WIDE = 620  # as far as presentation reaches
LIVE_INT_STEPS = 255  # a whole number of Live's parameters is one byte
PROMPT = "The sea"
SEEDS = (1, 2, 3, 7)
WRITES = ("next 1", "next 4", "play 1", "play 0")


def patch(setting: Setting) -> str:
    """The whole file."""
    main = Patcher(WIDE, 520)
    main.text(LEFT, 15, "duende: play a phrase, pause, and it answers.", fontsize=18.0)
    main.text(LEFT, 45, f"Made for the show at {setting.host}, port {setting.osc_port}; it answers at port {LISTENS}.")
    _network(main, setting)
    y = 160
    for control in knobs.server_controls():
        if control.what in ("fader", "menu"):
            y = _control(main, control, y)
    y = _buttons(main, knobs.server_buttons(), y)
    main.text(LEFT, y, "players (double-click)")
    for number, player in enumerate(setting.players):
        main.sub(LEFT + 150 * (number % 5), y + 24 + 30 * (number // 5), player.name, _window(player, setting))
    return str(main)


def _network(main: Patcher, setting: Setting) -> None:
    asked = [c.address for c in knobs.server_controls()]
    asked += [control.address for player in setting.players for control in knobs.controls(player)]
    again = main.ui(LEFT, 80, 24, 24, "button")
    main.text(LEFT + 30, 82, "connect again (it connects by itself)")
    main.text(LEFT, 115, "it says", 60)
    said = main.msg(MIDDLE, 115, "", 440)
    send = main.obj(SHOWN + 250, 45, f"udpsend {setting.host} {setting.osc_port}")
    main.chain(main.obj(SHOWN + 250, 15, "r duende.out"), send)
    begin = main.obj(WIRES, 45, "t b b")
    main.cord(main.obj(WIRES, 15, "loadbang"), begin)
    main.cord(again, begin)
    out = main.obj(WIRES, 140, "s duende.out")
    hello = main.hidden(WIRES + 150, 75, f"/hello {LISTENS}, /feedback 1", 180)
    main.cord(begin, hello, 1)
    main.cord(hello, out)
    ask = main.hidden(WIRES + 150, 105, ", ".join(asked), 180)
    main.chain(begin, main.obj(WIRES, 75, "delay 200"), ask, out)
    main.chain(main.obj(SHOWN, 15, f"udpreceive {LISTENS}"), main.obj(SHOWN, 45, "s duende.in"))
    words = main.obj(SHOWN + 100, 115, "route /error /welcome")
    main.chain(main.obj(SHOWN, 115, "r duende.in"), words)
    for outlet in (0, 1):
        prepend = main.obj(SHOWN + 340, 105 + 26 * outlet, "prepend set")
        main.cord(words, prepend, outlet)
        main.cord(prepend, said)


def _window(player: Player, setting: Setting) -> Patcher:
    window = Patcher(WIDE, 900)
    window.text(LEFT, 10, f"{player.name}: {player.kind}" + (f", package {player.package}" if player.package else ""))
    y = _KINDS[player.kind](window, player, setting, 40)
    y = _buttons(window, knobs.buttons(player), y)
    for control in knobs.controls(player):
        y = _control(window, control, y)
    for choice in knobs.choices(player):
        y = _control(window, choice, y)
    window.text(LEFT, y, "state")
    _shown(window, f"/{player.name}/out/state", window.msg(MIDDLE, y, "", 100), y)
    return window


def _shown(window: Patcher, address: str, box: str, y: int, setter: str = "set") -> None:
    """What comes at this address sets a box, by that message; "" = it goes there as it is."""
    route = window.obj(SHOWN + 100, y, f"route {address}")
    window.chain(window.obj(SHOWN, y, "r duende.in"), route)
    window.chain(route, *([window.obj(SHOWN + 340, y, f"prepend {setter}")] if setter else []), box)


def _send(window: Patcher, box: str, address: str, y: int, outlet: int = 0, through: str = "") -> None:
    """From a box to the server: its outlet, `tosymbol` where a word may have spaces, the address."""
    prepend = window.obj(WIRES + (70 if through else 0), y, f"prepend {address}")
    if through:
        between = window.obj(WIRES, y, through)
        window.cord(box, between, outlet)
        window.cord(between, prepend)
    else:
        window.cord(box, prepend, outlet)
    window.cord(prepend, window.obj(WIRES + 270, y, "s duende.out"))


def _control(window: Patcher, control: Control, y: int) -> int:
    name = " ".join(control.path)
    window.text(LEFT, y, control.label, 125, annotation=control.doc)
    height, setter = ROW, "set"
    match control.what:
        case "fader" if control.letter == "f" or control.high - control.low <= LIVE_INT_STEPS:
            box = window.ui(MIDDLE, y, 60, 48, "live.dial", varname=name, annotation=control.doc, **_live(control, name))
            height = 54
        case "fader" | "number":
            kind = "flonum" if control.letter == "f" else "number"
            box = window.ui(MIDDLE, y, 100, 22, kind, minimum=control.low, maximum=control.high, annotation=control.doc)
        case "switch":
            box = window.ui(MIDDLE, y, 24, 24, "toggle", annotation=control.doc)
        case "menu":
            items = [part for word in control.words for part in (word, ",")][:-1]
            box = window.ui(MIDDLE, y, 120, 22, "umenu", items=items, annotation=control.doc)
            setter = "setsymbol"
        case _:
            items = [part for word in control.words for part in (word, ",")][:-1]
            box = window.ui(MIDDLE, y, 120, 22, "umenu", items=items, annotation=control.doc)
            _send(window, box, control.address, y, 1, "tosymbol")
            _shown(window, control.address, box, y, "setsymbol")
            return y + height
    _send(window, box, control.address, y)  # of a menu its index, which a choice takes
    _shown(window, control.address, box, y, setter)
    if control.unit:
        window.text(MIDDLE + 70, y, control.unit, 130)
    return y + height


def _live(control: Control, name: str) -> dict:
    """A dial as a parameter of Live: named, with range, default and unit."""
    value = {
        "parameter_longname": name,
        "parameter_shortname": control.label,
        "parameter_type": 0 if control.letter == "f" else 1,
        "parameter_mmin": float(control.low),
        "parameter_mmax": float(control.high),
        "parameter_initial_enable": 0,  # the server knows the value: it is asked for
        "parameter_initial": [control.told],
        "parameter_unitstyle": 1 if control.letter == "f" else 0,
    }
    return {"parameter_enable": 1, "saved_attribute_attributes": {"valueof": value}}


def _buttons(window: Patcher, buttons: tuple[Button, ...], y: int) -> int:
    return _messages(window, [button.address for button in buttons], y)


def _messages(window: Patcher, said: list[str], y: int) -> int:
    """Side by side; one way out for all of them."""
    out = window.obj(WIRES + 270, y, "s duende.out")
    for number, message in enumerate(said):
        window.cord(window.msg(LEFT + 140 * (number % 4), y + 26 * (number // 4), message, 132), out)
    return y + 26 * ((len(said) + 3) // 4) + 10


# --- what is particular to a kind: each gives the height at which the rest goes on


def _music(window: Patcher, player: Player, _: Setting, y: int) -> int:
    keys = window.ui(LEFT, y, 336, 53, "kslider", offset=48, range=36, mode=0)
    held = window.obj(LEFT, y + 60, "makenote 90 300")
    pair = window.obj(LEFT, y + 86, "pack 0 0")
    keyboard = window.obj(150, y + 60, "notein")
    for outlet in (0, 1):
        window.cord(keys, held, outlet, outlet)
        window.cord(held, pair, outlet, outlet)
    window.cord(keyboard, played := window.obj(150, y + 86, "pack 0 0"), 0, 0)
    window.cord(keyboard, played, 1, 1)
    address = window.obj(LEFT, y + 112, f"prepend /{player.name}/note")
    window.cord(pair, address)
    window.cord(played, address)
    window.cord(address, window.obj(200, y + 112, "s duende.out"))
    apart = window.obj(LEFT, y + 150, "unpack 0 0 0")
    _shown(window, f"/{player.name}/out/note", apart, y + 120, "")
    midi = window.obj(LEFT, y + 180, "noteout")
    for outlet in (0, 1, 2):
        window.cord(apart, midi, outlet, outlet)
    tone = window.obj(120, y + 206, "cycle~")
    window.chain(apart, window.obj(120, y + 180, "mtof"), tone)
    loud = window.obj(200, y + 180, "/ 500.")
    window.cord(apart, loud, 1)
    swell = window.obj(200, y + 232, "line~")
    window.chain(loud, window.obj(200, y + 206, "pack 0. 25"), swell)
    product = window.obj(120, y + 258, "*~")
    window.cord(tone, product)
    window.cord(swell, product, inlet=1)
    speaker = window.ui(120, y + 284, 45, 45, "ezdac~")
    window.cord(product, speaker)
    window.cord(product, speaker, inlet=1)
    window.text(175, y + 296, "the last note, as a sine; the others go to MIDI", 250)
    window.text(LEFT, y + 335, "harmony")
    _shown(window, f"/{player.name}/out/chord", window.msg(MIDDLE, y + 335, "", 120), y + 335)
    return y + 365


def _text(window: Patcher, player: Player, _: Setting, y: int) -> int:
    window.text(LEFT, y, "its last line")
    _shown(window, f"/{player.name}/out/line", window.msg(LEFT, y + 22, "", 420), y + 22)
    window.text(LEFT, y + 52, "begins with", 120)
    prompt = window.ui(MIDDLE, y + 52, 200, 22, "textedit", text=PROMPT, keymode=1)
    only = window.obj(LEFT, y + 80, "route text")
    address = window.obj(190, y + 80, f"prepend /{player.name}/prompt")
    window.chain(prompt, only, window.obj(110, y + 80, "tosymbol"), address, window.obj(340, y + 80, "s duende.out"))
    return _messages(window, [f"/{player.name}/{words}" for words in WRITES], y + 110)


def _image(window: Patcher, player: Player, setting: Setting, y: int) -> int:
    page = f"{setting.page}/view/{player.name}"
    window.ui(LEFT, y, 256, 256, "jweb", url=page, rendermode=1)
    window.text(290, y, page, 250)
    out = window.obj(WIRES + 270, y + 40, "s duende.out")
    for place, seed in enumerate(SEEDS):
        window.cord(window.msg(290, y + 40 + 28 * place, f"/{player.name}/morph {seed} 4.", 150), out)
    window.text(290, y + 190, "came by")
    _shown(window, f"/{player.name}/out/seed", window.ui(360, y + 190, 90, 22, "number"), y + 190)
    return y + 270


def _gesture(window: Patcher, player: Player, _: Setting, y: int) -> int:
    for hand in knobs.inputs(player):
        name = " ".join(hand.path)
        window.text(LEFT, y, hand.label)
        box = window.ui(MIDDLE, y, 50, 48, "live.dial", varname=name, **_live(hand, name))
        _send(window, box, hand.address, y)
        y += 54
    window.text(LEFT, y, "its own")
    _shown(window, f"/{player.name}/out/value", window.msg(MIDDLE, y, "", 170), y)
    return y + ROW


def _tensor(window: Patcher, player: Player, _: Setting, y: int) -> int:
    y = _messages(window, [f"/{player.name}/in 0.2 0.7"], y)
    window.text(LEFT, y, "gives")
    _shown(window, f"/{player.name}/out/value", window.msg(MIDDLE, y, "", 170), y)
    return y + ROW


_KINDS = {"music": _music, "text": _text, "image": _image, "gesture": _gesture, "tensor": _tensor}
