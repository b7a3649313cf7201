"""The HTTP door: a process of its own (`python -m bridge.watch.web`) that tells in pages what core says of itself.

Inside, from the wire upwards: server (sockets, timeouts) → conversation (bytes ↔ requests and answers, no sockets) →
gate (whose requests are taken) → pages (which answer belongs to which path) → board (what core said last).

What does not end with one answer is a guest (guests): MJPEG (viewers) and every WebSocket (websocket: handshake and
framing). views says which stands at which path; gallery has the newest picture of each image player, script the last
lines of each text player.
"""
