"""Where things leave to: OSC by UDP and TCP, MIDI (`midi` in the timer, `mouth` at the port), memory, nowhere (`watch`).

Each answers to `bridge.schedule.lane.Sink`.
"""
