"""When things leave: timeline (what waits), ledger (what sounds), dispatcher (both, per output), and the timer process.

core ── remote.Timer ──link──▶ timer ─▶ dispatcher ─▶ lane (one per output) ─▶ timeline, ledger ─▶ bridge.outputs
          mirror, mouths       rehearsal.RehearsalTimer ─▶ the same dispatcher in virtual time
"""
