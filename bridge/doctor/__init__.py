"""`duende doctor`: one file a part of the walk, each a few checks that leave the machine as they found it.

    case        what is examined: the show, and the server that plays it, if one does
    ports       input: is the port ours, free, somebody else's, or is the server at another one
    devices     input and output: MIDI ports that the show names
    clock       how exactly this machine wakes; does the clock tick that the show follows
    models      does each package hold, where does it run, is it quick enough for the tempo
    service     of a running server: what it says of itself, its pages, its name on the network
    doors       a real test note through each real door of a server
    listeners   output: who hears it; is what happens recorded
    callers     the clients that knock: OSC by UDP, TCP and WebSocket, MIDI
    network     which servers are announced by mDNS
    holders     which program has a port (Linux)
    findings    what is found, for people and for machines
"""
