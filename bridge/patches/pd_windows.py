"""A player's window in the Pure Data patch: what it can be told on the left, what it does above."""

from collections.abc import Sequence

from . import controls as knobs
from .controls import Button, Control
from .pd_canvas import SLIDER_PX, Canvas, is_number, said
from .pd_wires import Wires, hears, own, sends
from .setting import Player, Setting

LINE = 26  # pixels from one control to the next
LEFT, MIDDLE = 20, 150  # where labels and controls stand
WIDE = 760
LETTER_PX = 8  # of the font at 12
WHITE = ((60, "C"), (62, "D"), (64, "E"), (65, "F"), (67, "G"), (69, "A"), (71, "B"), (72, "C"))
BLACK = ((61, "C#"), (63, "D#"), None, (66, "F#"), (68, "G#"), (70, "A#"))
PROMPTS = ("The sea", "My love", "In the beginning")
COUNTS = (1, 4, 14)
SEEDS = (1, 2, 3, 7, 42)


def window(player: Player, setting: Setting, number: int) -> Canvas:
    """Open beside the others; `number`: the how manieth it is."""
    canvas = Canvas(player.name, WIDE, 60, x=60 + 40 * number, y=80 + 40 * number)
    wires = Wires(player.name)
    canvas.text(LEFT, 10, f"{player.name}: {player.kind}" + (f", package {player.package}" if player.package else ""))
    canvas.text(LEFT, 36, "state")
    canvas.words(MIDDLE, 36, 12, hears(own(player, "out/state")))
    wires.shows("out/state", hears(own(player, "out/state")))
    y = _KINDS[player.kind](canvas, wires, player, setting, 66)
    y = buttons(canvas, knobs.buttons(player), y)
    for button in knobs.buttons(player):
        wires.button(button)
    for knob in knobs.controls(player):
        y = control(canvas, wires, knob, y)
    for choice in knobs.choices(player):
        y = control(canvas, wires, choice, y, asked=False)
    canvas.sub(WIDE - 80, 10, wires.canvas())
    return canvas.sized(WIDE, y + 20)


def control(canvas: Canvas, wires: Wires, knob: Control, y: int, asked: bool = True) -> int:
    """One control with its label, and its wires; where the next one stands. `asked`: it has a value."""
    out, shown = sends(knob.address), hears(knob.address)
    wires.control(knob, asked)
    canvas.text(LEFT, y, knob.label)
    match knob.what:
        case "fader":
            canvas.slider(MIDDLE, y, knob.low, knob.high, out, shown)
            canvas.number(MIDDLE + SLIDER_PX + 20, y, 7, knob.low, knob.high, out, shown)
            if knob.unit:
                canvas.text(MIDDLE + SLIDER_PX + 90, y, knob.unit)
            return y + LINE
        case "switch":
            canvas.switch(MIDDLE, y, out, shown)
            return y + LINE
        case "number":
            canvas.number(MIDDLE, y, 11, knob.low, knob.high, out, shown)
            return y + LINE
    start = MIDDLE
    if asked:
        canvas.words(MIDDLE, y, 12, shown)
        start += 12 * LETTER_PX + 20
    return presses(canvas, wires, out, knob.words, y, start)


Value = str | int | tuple[float, ...]


def presses(canvas: Canvas, wires: Wires, receiver: str, values: Sequence[Value], y: int, start: int = MIDDLE) -> int:
    """A button for each value, side by side, in as many lines as they need; where the next control stands."""
    x = start
    for index, value in enumerate(values):
        label = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        wide = 30 + len(label) * LETTER_PX + 18
        if x > start and x + wide > WIDE - 10:
            x, y = start, y + LINE
        canvas.button(x, y, label, f"{receiver}{index}")
        told = value if isinstance(value, tuple) else (value,)
        if isinstance(value, str) and (is_number(value) or "$" in value):
            told = (index,)  # Pd would read a number or an argument of its own: the choice's index means the same
        wires.press(f"{receiver}{index}", said(told), receiver)
        x += wide
    return y + LINE


def buttons(canvas: Canvas, all_of_them: Sequence[Button], y: int) -> int:
    for number, button in enumerate(all_of_them):
        canvas.button(LEFT + 146 * (number % 5), y + LINE * (number // 5), button.label, sends(button.address))
    return y + LINE * ((len(all_of_them) + 4) // 5) + 4


# --- what is particular to a kind: each gives the height at which the rest goes on


def _music(canvas: Canvas, wires: Wires, player: Player, _: Setting, y: int) -> int:
    for place, key in enumerate(BLACK):
        if key:
            canvas.button(MIDDLE + 22 + 45 * place, y, "", f"{player.name}.key{key[0]}")
    for place, (pitch, name) in enumerate(WHITE):
        canvas.button(MIDDLE + 45 * place, y + 24, name, f"{player.name}.key{pitch}")
    canvas.text(LEFT, y + 12, "play")
    canvas.text(MIDDLE + 400, y + 12, "or a MIDI keyboard")
    canvas.text(LEFT, y + 54, "harmony")
    canvas.words(MIDDLE, y + 54, 12, hears(own(player, "out/chord")))
    wires.command(own(player, "note"))
    wires.passes("out/note", f"{player.name}.note", "duende.notes")
    wires.shows("out/chord", hears(own(player, "out/chord")))
    box, at = wires.into()
    note_out = box.obj(20, at + 104, f"s {sends(own(player, 'note'))}")
    pack = box.obj(20, at + 78, "pack f f")
    box.cord(pack, note_out)
    held = box.obj(20, at + 52, "makenote 90 300")
    for outlet in (0, 1):
        box.cord(held, pack, outlet, outlet)
    x = 20
    for pitch in sorted([key[0] for key in (*WHITE, *filter(None, BLACK))]):
        box.chain(box.obj(x, at, f"r {player.name}.key{pitch}"), box.msg(x, at + 26, str(pitch)), held)
        x += 100
    keyboard = box.obj(180, at + 78, "notein")
    played = box.obj(180, at + 104, "pack f f")
    for outlet in (0, 1):
        box.cord(keyboard, played, outlet, outlet)
    box.cord(played, note_out)
    return y + 84


def _text(canvas: Canvas, wires: Wires, player: Player, _: Setting, y: int) -> int:
    lines = [f"{player.name}.line{number}=" for number in range(3)]
    for number, line in enumerate(reversed(lines)):
        canvas.words(LEFT, y + 24 * number, 80, line)
    y += 24 * len(lines) + 6
    canvas.text(LEFT, y, "begins")
    y = presses(canvas, wires, sends(own(player, "prompt")), PROMPTS, y)
    canvas.text(LEFT, y, "next lines")
    y = presses(canvas, wires, sends(own(player, "next")), COUNTS, y)
    canvas.text(LEFT, y, "on and on")
    y = presses(canvas, wires, sends(own(player, "play")), (1, 0), y)
    canvas.text(LEFT, y, "in preview")
    canvas.words(MIDDLE, y, 60, hears(own(player, "out/preview")))
    for tail in ("prompt", "next", "play", "line"):
        wires.command(own(player, tail))
    wires.passes("out/line", f"{player.name}.line")
    wires.shows("out/preview", hears(own(player, "out/preview")))
    _scroll(wires, f"{player.name}.line", lines)
    return y + LINE


def _scroll(wires: Wires, source: str, lines: Sequence[str]) -> None:
    """Each new line at the first name, the ones before at the others."""
    box, y = wires.into()
    order = box.obj(20, y + 52, "t s b b")
    box.chain(box.obj(20, y, f"r {source}"), box.obj(20, y + 26, "list split 1"), order)
    newer, older = box.obj(120, y + 78, "symbol"), box.obj(220, y + 78, "symbol")
    box.cord(order, older, outlet=2)
    box.cord(order, newer, outlet=1)
    box.cord(order, newer, inlet=1)
    box.cord(newer, older, inlet=1)
    for place, (shown, line) in enumerate(zip((order, newer, older), lines, strict=True)):
        x = 20 + 260 * place
        box.chain(shown, box.obj(x, y + 104, "list prepend set"), box.obj(x + 120, y + 104, "list trim"),
                  box.obj(x + 190, y + 104, f"s {line}"))  # fmt: skip


def _image(canvas: Canvas, wires: Wires, player: Player, setting: Setting, y: int) -> int:
    canvas.text(LEFT, y, f"its pictures: {setting.page}/view/{player.name} in a browser")
    y += LINE
    canvas.text(LEFT, y, "pictures")
    y = presses(canvas, wires, sends(own(player, "seed")), SEEDS, y)
    canvas.text(LEFT, y, "glide to")
    y = presses(canvas, wires, sends(own(player, "morph")), [(seed, 4) for seed in SEEDS], y)
    canvas.text(LEFT, y, "came by")
    canvas.number(MIDDLE, y, 11, 0, 0, "-", hears(own(player, "out/seed")))
    wires.command(own(player, "morph"))
    wires.shows("out/seed", hears(own(player, "out/seed")), "i")
    return y + LINE


def _gesture(canvas: Canvas, wires: Wires, player: Player, _: Setting, y: int) -> int:
    hands = knobs.inputs(player)
    canvas.text(MIDDLE, y, "your hand")
    canvas.text(MIDDLE + SLIDER_PX + 110, y, "its own")
    y += LINE
    shown = tuple(hears(own(player, f"out/value/{number}")) for number in range(len(hands)))
    for hand, machine in zip(hands, shown, strict=True):
        canvas.text(LEFT, y, hand.label)
        canvas.slider(MIDDLE, y, hand.low, hand.high, sends(hand.address), hears(hand.address))
        canvas.slider(MIDDLE + SLIDER_PX + 110, y, hand.low, hand.high, "empty", machine)
        wires.control(hand, asked=False)
        y += LINE
    wires.command(own(player, "in"))
    wires.passes("out/value", f"{player.name}.value")
    if shown:
        wires.spreads("out/value", shown)
    canvas.text(LEFT, y, "on and on")
    wires.command(own(player, "play"))
    return presses(canvas, wires, sends(own(player, "play")), (1, 0), y)


def _tensor(canvas: Canvas, wires: Wires, player: Player, _: Setting, y: int) -> int:
    canvas.text(LEFT, y, f"send a list of numbers to {sends(own(player, 'in'))} and receive {player.name}.value")
    y = presses(canvas, wires, sends(own(player, "in")), [(0, 0), (0.2, 0.7), (1, 1)], y + LINE)
    wires.command(own(player, "in"))
    wires.passes("out/value", f"{player.name}.value")
    box, at = wires.into()
    box.chain(box.obj(20, at, f"r {player.name}.value"), box.obj(20, at + 26, f"print {player.name}"))
    return y


_KINDS = {"music": _music, "text": _text, "image": _image, "gesture": _gesture, "tensor": _tensor}
