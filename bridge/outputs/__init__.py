"""Where things leave to: OSC by UDP and TCP, MIDI, memory. Each answers to `bridge.schedule.lane.Sink`."""
