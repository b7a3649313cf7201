# Builds the network of duende in TouchDesigner. Made for the show at 127.0.0.1, port 7770.
# Put this text into a Text DAT and choose Run Script: /project1/duende appears. Run it again after the show has changed.
#
# In it: a component for each player with its parameters, triggers as pulses; what is turned goes out by the OSC Out DAT, what
# the players do arrives at the OSC In DAT and in `callbacks`; pictures come by WebSocket into a Script TOP; lines are Text
# TOPs, movements a CHOP, notes a table. Made by the documentation; it has not been run in TouchDesigner here.

HOST, OSC, HTTP = '127.0.0.1', 7770, 7771
LISTENS = 9002  # the port at which TouchDesigner hears

# player, kind, and what it can be told: (parameter, kind of parameter, address, low, high, value, words)
PLAYERS = [('music',
  'music',
  [('Mode', 'Menu', '/music/mode', 0.0, 1.0, 'answer', ('answer', 'continue', 'trade', 'accompany', 'solo', 'off')),
   ('Style', 'Menu', '/music/style', 0.0, 1.0, 'any', ('any', 'chorale', 'folk', 'piano', 'drums', 'song')),
   ('Temperature', 'Float', '/music/temperature', 0, 2, 1.0, ()),
   ('Topp', 'Float', '/music/top_p', 0, 1, 0.95, ()),
   ('Density', 'Float', '/music/density', 0, 32, 0.0, ()),
   ('Low', 'Int', '/music/low', 0, 127, 21, ()),
   ('High', 'Int', '/music/high', 0, 127, 108, ()),
   ('Scale',
    'StrMenu',
    '/music/scale',
    0.0,
    1.0,
    'any',
    ('any', 'C major', 'A minor', 'D dorian', 'F# blues', '0 2 4 7 9')),
   ('Polyphony', 'Int', '/music/polyphony', 1, 16, 8, ()),
   ('Velocity', 'Int', '/music/velocity', -64, 64, 0, ()),
   ('Quantize', 'Float', '/music/quantize', 0, 64, 0.0, ()),
   ('Grid', 'Float', '/music/grid', 0, 16, 0.0, ()),
   ('Pause', 'Float', '/music/pause', 0.05, 30, 0.6, ()),
   ('Length', 'Float', '/music/length', 0, 256, 0.0, ()),
   ('Yield', 'Int', '/music/yield', 0, 16, 1, ()),
   ('Inchannel', 'Int', '/music/in_channel', 0, 16, 0, ()),
   ('Outchannel', 'Int', '/music/out_channel', 1, 16, 1, ()),
   ('Plan', 'Toggle', '/music/plan', 0.0, 1, 1, ()),
   ('Seed', 'Int', '/music/seed', 0, 2147483647, 0, ()),
   ('Load', 'Menu', '/music/load', 0.0, 1.0, 'chorales', ('chorales', 'ensemble')),
   ('Answer', 'Pulse', '/music/answer', 0, 1, 0, ()),
   ('Again', 'Pulse', '/music/again', 0, 1, 0, ()),
   ('End', 'Pulse', '/music/end', 0, 1, 0, ()),
   ('Stop', 'Pulse', '/music/stop', 0, 1, 0, ()),
   ('Reset', 'Pulse', '/music/reset', 0, 1, 0, ()),
   ('Undo', 'Pulse', '/music/undo', 0, 1, 0, ())]),
 ('text',
  'text',
  [('Temperature', 'Float', '/text/temperature', 0, 2, 0.8, ()),
   ('Topp', 'Float', '/text/top_p', 0, 1, 0.95, ()),
   ('Pace', 'Float', '/text/pace', 0, 64, 2.0, ()),
   ('Quantize', 'Float', '/text/quantize', 0, 64, 0.0, ()),
   ('Maxline', 'Int', '/text/max_line', 8, 200, 80, ()),
   ('Preview', 'Toggle', '/text/preview', 0.0, 1, 0, ()),
   ('Seed', 'Int', '/text/seed', 0, 2147483647, 0, ()),
   ('Load', 'Menu', '/text/load', 0.0, 1.0, 'tang', ('tang', 'verse')),
   ('Accept', 'Pulse', '/text/accept', 0, 1, 0, ()),
   ('Reject', 'Pulse', '/text/reject', 0, 1, 0, ()),
   ('Stop', 'Pulse', '/text/stop', 0, 1, 0, ()),
   ('Reset', 'Pulse', '/text/reset', 0, 1, 0, ()),
   ('Undo', 'Pulse', '/text/undo', 0, 1, 0, ())]),
 ('image',
  'image',
  [('Seed', 'Int', '/image/seed', 0, 2147483647, 0, ()),
   ('Latent0', 'Float', '/image/latent/0', -8, 8, 0.0, ()),
   ('Latent1', 'Float', '/image/latent/1', -8, 8, 0.0, ()),
   ('Latent2', 'Float', '/image/latent/2', -8, 8, 0.0, ()),
   ('Latent3', 'Float', '/image/latent/3', -8, 8, 0.0, ()),
   ('Latent4', 'Float', '/image/latent/4', -8, 8, 0.0, ()),
   ('Latent5', 'Float', '/image/latent/5', -8, 8, 0.0, ()),
   ('Latent6', 'Float', '/image/latent/6', -8, 8, 0.0, ()),
   ('Latent7', 'Float', '/image/latent/7', -8, 8, 0.0, ()),
   ('Walk', 'Float', '/image/walk', 0, 10, 0.0, ()),
   ('Fps', 'Float', '/image/fps', 1, 120, 30.0, ()),
   ('Truncation', 'Float', '/image/truncation', 0, 2, 1.0, ()),
   ('Quantize', 'Float', '/image/quantize', 0, 64, 0.0, ()),
   ('Glide', 'Float', '/image/glide', 0, 64, 0.0, ()),
   ('Class', 'Menu', '/image/class', 0.0, 1.0, 'detail', ('detail', 'full')),
   ('Load', 'Menu', '/image/load', 0.0, 1.0, 'aviary', ('aviary', 'nebulae')),
   ('Stop', 'Pulse', '/image/stop', 0, 1, 0, ()),
   ('Reset', 'Pulse', '/image/reset', 0, 1, 0, ()),
   ('Undo', 'Pulse', '/image/undo', 0, 1, 0, ())]),
 ('gesture',
  'gesture',
  [('In0', 'Float', '/gesture/in/0', 0.0, 1.0, 0.0, ()),
   ('In1', 'Float', '/gesture/in/1', 0.0, 1.0, 0.0, ()),
   ('In2', 'Float', '/gesture/in/2', 0.0, 1.0, 0.0, ()),
   ('Mode', 'Menu', '/gesture/mode', 0.0, 1.0, 'answer', ('answer', 'continue', 'solo', 'off')),
   ('Temperature', 'Float', '/gesture/temperature', 0, 2, 1.0, ()),
   ('Spread', 'Float', '/gesture/spread', 0, 2, 1.0, ()),
   ('Quantize', 'Float', '/gesture/quantize', 0, 64, 0.0, ()),
   ('Pause', 'Float', '/gesture/pause', 0.05, 30, 0.6, ()),
   ('Length', 'Float', '/gesture/length', 0, 3600, 0.0, ()),
   ('Seed', 'Int', '/gesture/seed', 0, 2147483647, 0, ()),
   ('Load', 'Menu', '/gesture/load', 0.0, 1.0, 'faders', ('faders', 'pen')),
   ('Answer', 'Pulse', '/gesture/answer', 0, 1, 0, ()),
   ('Stop', 'Pulse', '/gesture/stop', 0, 1, 0, ()),
   ('Reset', 'Pulse', '/gesture/reset', 0, 1, 0, ()),
   ('Undo', 'Pulse', '/gesture/undo', 0, 1, 0, ())]),
 ('clock',
  'server',
  [('Clocktempo', 'Float', '/clock/tempo', 20, 400, 120.0, ()),
   ('Clockoffset', 'Float', '/clock/offset', -500, 500, 0.0, ()),
   ('Clocksource', 'Menu', '/clock/source', 0.0, 1.0, 'internal', ('internal', 'midi', 'link')),
   ('Clockstart', 'Pulse', '/clock/start', 0, 1, 0, ()),
   ('Clockstop', 'Pulse', '/clock/stop', 0, 1, 0, ()),
   ('Clockcontinue', 'Pulse', '/clock/continue', 0, 1, 0, ()),
   ('Clocktap', 'Pulse', '/clock/tap', 0, 1, 0, ())]),
 ('journal', 'server', [('Journal', 'Toggle', '/journal', 0.0, 1, 1, ())]),
 ('panic', 'server', [('Panic', 'Pulse', '/panic', 0, 1, 0, ())])]

CALLBACKS = '''
# Callbacks of the OSC In DAT `osc_in`: what the players of duende do, as it happens.
# Made for the show at 127.0.0.1, port 7770. What stands in these functions is yours to change.


def onReceiveOSC(dat, rowIndex, message, bytes, timeStamp, address, args, peer):
    parts = address.strip('/').split('/')
    home = dat.parent()
    if parts[0] == 'error':
        debug('duende:', *args)
    elif len(parts) > 2 and parts[1] == 'out':
        heard(home, parts[0], '/'.join(parts[2:]), args)
    elif args:
        shown(home, parts, args)
    return


def heard(home, player, what, args):
    """What a player does."""
    if what == 'note':
        onNote(home, player, int(args[0]), int(args[1]), int(args[2]))
    elif what == 'line':
        onLine(home, player, args[0])
    elif what == 'value':
        onValue(home, player, args)
    elif what == 'chord':
        onChord(home, player, args[0], int(args[1]), int(args[2]))
    elif what == 'state':
        onState(home, player, args[0])
    elif what == 'beat':
        onBeat(home, int(args[0]), int(args[1]), args[2])


def onNote(home, player, pitch, velocity, channel):
    """Velocity 0 ends a note. The table `NAME_notes` holds those that sound: pitch, velocity, channel."""
    table = home.op(player + '_notes')
    for row in range(table.numRows - 1, 0, -1):
        if int(table[row, 0]) == pitch and int(table[row, 2]) == channel:
            table.deleteRow(row)
    if velocity:
        table.appendRow([pitch, velocity, channel])


def onLine(home, player, line):
    """A line of verse, to the Text TOP `NAME_line`."""
    home.op(player + '_line').par.text = line


def onValue(home, player, values):
    """A movement: a row each in the table `NAME_values`; `NAME_value` is the same as channels."""
    table = home.op(player + '_values')
    table.clear()
    for number, value in enumerate(values):
        table.appendRow(['v%d' % number, value])


def onChord(home, player, name, root, bass):
    """The harmony changed."""


def onState(home, player, state):
    """idle, listening, thinking or playing: a row of the table `states`."""
    table = home.op('states')
    if table.row(player) is None:
        table.appendRow([player, state])
    else:
        table[player, 1] = state


def onBeat(home, bar, beat, tempo):
    """On every beat: the table `beat`."""
    table = home.op('beat')
    table.clear()
    for name, value in (('bar', bar), ('beat', beat), ('tempo', tempo)):
        table.appendRow([name, value])


def shown(home, parts, args):
    """A parameter that somebody else changed, or that was asked for: the component of its player shows it."""
    comp = home.op(parts[0])
    if comp is None:
        return
    for name, (address, kind) in comp.fetch('addresses', {}).items():
        if address == '/' + '/'.join(parts):
            comp.store('told_' + name, args[0])  # so that the Parameter Execute DAT does not send it back
            setattr(comp.par, name, args[0])
'''

SPEAK = '''
def say(address, *args):
    """One message to the server."""
    op('osc_out').sendOSC(address, list(args))


def hello():
    """From here on everything that the players do arrives at osc_in."""
    say('/hello', 9002)
    say('/feedback', 1)
    for comp in parent().findChildren(type=baseCOMP, depth=1):
        for address, kind in comp.fetch('addresses', {}).values():
            if kind != 'Pulse':
                say(address)
'''

WATCH = '''
def onValueChange(par, prev):
    address, kind = par.owner.fetch('addresses')[par.name]
    value = par.eval()
    told = par.owner.fetch('told_' + par.name, None)
    if told is not None and (told == value or kind == 'Float' and abs(told - value) < 1e-6):
        par.owner.unstore('told_' + par.name)
        return
    if kind in ('Int', 'Toggle'):
        value = int(value)
    op('speak').module.say(address, value)


def onPulse(par):
    address, kind = par.owner.fetch('addresses')[par.name]
    op('speak').module.say(address)
'''

START = '''
def onStart():
    op('speak').module.hello()
'''

FRAMES = '''
# Pictures as they come: 8 bytes index, 8 bytes time, then a JPEG.
def onReceiveBinary(dat, contents):
    picture = dat.parent().op(dat.name.replace('_socket', '_picture'))
    picture.store('jpeg', bytes(contents[16:]))
    picture.cook(force=True)
    return


def onReceiveText(dat, rowIndex, message):
    return
'''

PICTURE = '''
import cv2
import numpy


def onCook(scriptOp):
    jpeg = scriptOp.fetch('jpeg', None)
    if jpeg is None:
        return
    image = cv2.imdecode(numpy.frombuffer(jpeg, numpy.uint8), cv2.IMREAD_COLOR)
    rgba = cv2.cvtColor(image, cv2.COLOR_BGR2RGBA)
    scriptOp.copyNumpyArray(numpy.ascontiguousarray(numpy.flipud(rgba)))  # rows count from below
    return
'''


def build(root):
    old = root.op('duende')
    if old is not None:
        old.destroy()
    home = root.create(baseCOMP, 'duende')
    out = put(home, oscoutDAT, 'osc_out', 0, 0)
    out.par.address, out.par.port = HOST, OSC
    text(home, 'callbacks', CALLBACKS, 0, -150)
    heard = put(home, oscinDAT, 'osc_in', 200, 0)
    heard.par.port, heard.par.callbacks = LISTENS, 'callbacks'
    text(home, 'speak', SPEAK, 400, 0)
    start = put(home, executeDAT, 'start', 600, 0)
    start.text, start.par.start = START, True
    for number, name in enumerate(('states', 'beat')):
        put(home, tableDAT, name, 800 + 200 * number, 0).clear()
    for number, (name, kind, parameters) in enumerate(PLAYERS):
        y = -400 - 300 * number
        component(home, name, kind, parameters, y)
        SHOWS.get(kind, lambda home, name, y: None)(home, name, y)
    home.op('speak').module.hello()
    return home


def put(home, kind, name, x, y):
    made = home.create(kind, name)
    made.nodeX, made.nodeY = x, y
    return made


def text(home, name, words, x, y):
    made = put(home, textDAT, name, x, y)
    made.text = words
    return made


def component(home, name, kind, parameters, y):
    """A player with its custom parameters; a Parameter Execute DAT beside it sends what is turned."""
    comp = put(home, baseCOMP, name, 0, y)
    page, addresses = comp.appendCustomPage(kind.capitalize()), {}
    for par, style, address, low, high, value, words in parameters:
        label = address.strip('/').partition('/')[2] or name
        made = getattr(page, 'append' + style)(par, label=label)[0]
        if style in ('Float', 'Int'):
            made.normMin, made.normMax, made.min, made.max = low, high, low, high
            made.clampMin = made.clampMax = True
        if words:
            made.menuNames = made.menuLabels = list(words)
        if style != 'Pulse':
            made.val = value
        addresses[par] = (address, style)
    comp.store('addresses', addresses)
    watch = put(home, parameterexecuteDAT, name + '_watch', 200, y)
    watch.text = WATCH
    watch.par.op, watch.par.pars = name, '*'
    watch.par.custom, watch.par.builtin, watch.par.valuechange, watch.par.onpulse = True, False, True, True


def music(home, name, y):
    table = put(home, tableDAT, name + '_notes', 400, y)
    table.clear()
    table.appendRow(['pitch', 'velocity', 'channel'])


def lines(home, name, y):
    put(home, textTOP, name + '_line', 400, y)


def pictures(home, name, y):
    """By WebSocket, whole frames; with an NDI output in the show an NDI In TOP named after the player does it too."""
    text(home, name + '_frames', FRAMES, 600, y - 130)
    socket = put(home, websocketDAT, name + '_socket', 400, y)
    socket.par.netaddress, socket.par.port = HOST + '/ws/' + name, HTTP
    socket.par.callbacks, socket.par.active = name + '_frames', True
    text(home, name + '_cook', PICTURE, 800, y - 130)
    put(home, scriptTOP, name + '_picture', 600, y).par.callbacks = name + '_cook'


def movement(home, name, y):
    table = put(home, tableDAT, name + '_values', 400, y)
    table.clear()
    chop = put(home, dattoCHOP, name + '_value', 600, y)
    chop.par.dat, chop.par.output = name + '_values', 'chanperrow'
    chop.par.firstrow, chop.par.firstcolumn = 'values', 'names'


SHOWS = {'music': music, 'text': lines, 'image': pictures, 'gesture': movement, 'tensor': movement}

build(op('/project1'))
