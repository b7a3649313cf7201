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
