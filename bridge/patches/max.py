"""A patcher for Max, its own objects only: the connection and the clock in front, one `p NAME` for each player.

Made by the rules of the format; it has not been opened in Max here. What is turned goes to `s duende.out`, what the server
says comes from `r duende.in` and only sets what is shown (`set`, `setsymbol`), so nothing echoes.
"""

from . import controls as knobs
from .controls import Button, Control
from .max_patcher import Patcher
from .setting import Player, Setting

LISTENS = 9001  # where Max hears; said in /hello
LEFT, MIDDLE, WIRES, SHOWN = 20, 150, 330, 740
ROW = 30
WIDE = 1150
LIVE_INT_STEPS = 255  # a whole number of Live's parameters is one byte
PROMPT = "The sea"
WRITES = (("a line", "next 1"), ("four", "next 4"), ("on and on", "play 1"), ("wait", "play 0"))


def patch(setting: Setting) -> str:
    """The whole file."""
    main = Patcher(WIDE, 520)
    main.text(LEFT, 15, "duende: play a phrase, pause, and it answers.", fontsize=18.0)
    main.text(LEFT, 45, f"Made for the show at {setting.host}, port {setting.osc_port}; it answers at port {LISTENS}.")
    _network(main, setting)
    y, routed = 260, []
    for control in knobs.server_controls():
        if control.what in ("fader", "menu"):
            y = _control(main, control, y, routed)
    y = _buttons(main, knobs.server_buttons(), y)
    _routes(main, routed, 230)
    main.text(LEFT, y, "players (double-click)")
    for number, player in enumerate(setting.players):
        main.sub(LEFT + 150 * (number % 5), y + 24 + 30 * (number // 5), player.name, _window(player, setting))
    return str(main)


def _network(main: Patcher, setting: Setting) -> None:
    send = main.obj(LEFT, 110, f"udpsend {setting.host} {setting.osc_port}")
    main.chain(main.obj(LEFT, 80, "r duende.out"), send)
    heard = main.obj(330, 80, f"udpreceive {LISTENS}")
    main.chain(heard, main.obj(330, 110, "s duende.in"))
    asked = [c.address for c in knobs.server_controls()]
    asked += [control.address for player in setting.players for control in knobs.controls(player)]
    hello = main.msg(LEFT, 170, f"/hello {LISTENS}, /feedback 1", 240)
    ask = main.msg(LEFT, 200, ", ".join(asked), 240)
    begin = main.obj(LEFT, 140, "t b b")
    main.chain(main.obj(130, 140, "loadbang"), begin)
    main.chain(main.ui(210, 140, 24, 24, "button"), begin)
    main.text(240, 142, "connect again")
    main.cord(begin, hello, 1)
    main.cord(hello, send)
    main.chain(begin, main.obj(270, 170, "delay 200"), ask, send)
    said = main.obj(540, 110, "route /error /welcome")
    shown = main.msg(540, 170, "", 500)
    main.chain(main.obj(540, 80, "r duende.in"), said)
    for outlet in (0, 1):
        prepend = main.obj(540 + 110 * outlet, 140, "prepend set")
        main.cord(said, prepend, outlet)
        main.cord(prepend, shown)


def _window(player: Player, setting: Setting) -> Patcher:
    window, routed = Patcher(WIDE, 800), []
    window.text(LEFT, 10, f"{player.name}: {player.kind}" + (f", package {player.package}" if player.package else ""))
    y = _KINDS[player.kind](window, player, setting, routed, 40)
    y = _buttons(window, knobs.buttons(player), y)
    for control in knobs.controls(player):
        y = _control(window, control, y, routed)
    for choice in knobs.choices(player):
        y = _control(window, choice, y, [])
    window.text(LEFT, y, "state")
    routed.append((f"/{player.name}/out/state", window.msg(MIDDLE, y, "", 100), "set"))
    _routes(window, routed, 20)
    return window


def _routes(window: Patcher, routed: list[tuple[str, str, str]], y: int) -> None:
    """One `route` for all that is shown: address, box, and the message by which it is set ("" = as it is)."""
    x = SHOWN
    route = window.obj(x, y + 30, "route " + " ".join(address for address, _, _ in routed))
    window.chain(window.obj(x, y, "r duende.in"), route)
    for outlet, (_, box, setter) in enumerate(routed):
        if not setter:
            window.cord(route, box, outlet)
            continue
        prepend = window.obj(x + 110 * (outlet % 3), y + 70 + 30 * (outlet // 3), f"prepend {setter}")
        window.cord(route, prepend, outlet)
        window.cord(prepend, box)


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


def _control(window: Patcher, control: Control, y: int, routed: list[tuple[str, str, str]]) -> int:
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
            routed.append((control.address, box, "setsymbol"))
            return y + height
    _send(window, box, control.address, y)  # of a menu its index, which a choice takes
    routed.append((control.address, box, setter))
    if control.unit:
        window.text(MIDDLE + 65, y, control.unit, 110)
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
    for number, button in enumerate(buttons):
        box = window.msg(LEFT + 130 * (number % 4), y + 26 * (number // 4), button.address, 122)
        window.cord(box, window.obj(LEFT + 130 * (number % 4) + 60, y + 4 + 26 * (number // 4), "s duende.out"))
    return y + 26 * ((len(buttons) + 3) // 4) + 10


# --- what is particular to a kind: each gives the height at which the rest goes on


def _music(window: Patcher, player: Player, _: Setting, routed: list, y: int) -> int:
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
    routed.append((f"/{player.name}/out/note", apart, ""))
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
    routed.append((f"/{player.name}/out/chord", window.msg(MIDDLE, y + 335, "", 120), "set"))
    return y + 365


def _text(window: Patcher, player: Player, _: Setting, routed: list, y: int) -> int:
    window.text(LEFT, y, "its last line")
    routed.append((f"/{player.name}/out/line", window.msg(LEFT, y + 22, "", 420), "set"))
    window.text(LEFT, y + 52, "begins with (Enter)")
    prompt = window.ui(MIDDLE, y + 52, 200, 22, "textedit", text=PROMPT, keymode=1)
    only = window.obj(LEFT, y + 80, "route text")
    address = window.obj(190, y + 80, f"prepend /{player.name}/prompt")
    window.chain(prompt, only, window.obj(110, y + 80, "tosymbol"), address, window.obj(340, y + 80, "s duende.out"))
    for place, (label, words) in enumerate(WRITES):
        window.text(LEFT + 110 * place, y + 110, label)
        said = window.msg(LEFT + 110 * place, y + 132, f"/{player.name}/{words}", 105)
        window.cord(said, window.obj(LEFT + 110 * place + 50, y + 136, "s duende.out"))
    return y + 170


def _image(window: Patcher, player: Player, setting: Setting, routed: list, y: int) -> int:
    page = f"{setting.page}/view/{player.name}"
    window.ui(LEFT, y, 256, 256, "jweb", url=page, rendermode=1)
    window.text(290, y, page, 250)
    for place, seed in enumerate((1, 2, 3, 7)):
        said = window.msg(290, y + 40 + 28 * place, f"/{player.name}/morph {seed} 4.", 150)
        window.cord(said, window.obj(350, y + 44 + 28 * place, "s duende.out"))
    window.text(290, y + 160, "came by")
    routed.append((f"/{player.name}/out/seed", window.ui(360, y + 160, 90, 22, "number"), "set"))
    return y + 270


def _gesture(window: Patcher, player: Player, _: Setting, routed: list, y: int) -> int:
    hands = knobs.inputs(player)
    for place, hand in enumerate(hands):
        name = " ".join(hand.path)
        box = window.ui(LEFT + 60 * place, y, 50, 48, "live.dial", varname=name, **_live(hand, name))
        address = window.obj(LEFT + 60 * place, y + 54 + 26 * place, f"prepend {hand.address}")
        window.chain(box, address, window.obj(LEFT + 60 * place + 170, y + 54 + 26 * place, "s duende.out"))
    y += 60 + 26 * len(hands)
    window.text(LEFT, y, "its own")
    routed.append((f"/{player.name}/out/value", window.msg(MIDDLE, y, "", 200), "set"))
    return y + ROW


def _tensor(window: Patcher, player: Player, _: Setting, routed: list, y: int) -> int:
    said = window.msg(LEFT, y, f"/{player.name}/in 0.2 0.7", 200)
    window.cord(said, window.obj(240, y, "s duende.out"))
    window.text(LEFT, y + 26, "gives")
    routed.append((f"/{player.name}/out/value", window.msg(MIDDLE, y + 26, "", 200), "set"))
    return y + 60


_KINDS = {"music": _music, "text": _text, "image": _image, "gesture": _gesture, "tensor": _tensor}
