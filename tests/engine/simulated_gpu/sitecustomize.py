"""With this folder on PYTHONPATH an engine process believes in a GPU, which is its CPU: all of the path but CUDA itself.

After DUENDE_SIMULATED_STEPS runs it fails as a GPU fails that has no memory left. Everything else of Python is as ever."""

import os
import sys

if "bridge.engine.worker" in sys.orig_argv:
    from bridge.engine import binding, device, proving, session

    left = [int(os.environ.get("DUENDE_SIMULATED_STEPS", "1000000"))]
    sessions = set()  # kept alive: an id is never another's
    open_session, run = session.open_session, device.Buffers.run
    Stepper, Binding = device.DeviceStepper, device.DeviceBinding

    def simulated(model, where="cpu", threads=1, recorded=False):
        made = open_session(model, "cpu", threads)
        if where == "cuda":
            sessions.add(made)
        return made

    def obtained(found):
        return "cuda" if found in sessions else "cpu"

    def failing(self):
        left[0] -= 1
        if left[0] < 0:
            raise RuntimeError("CUDA failure 2: out of memory ; GPU=0")
        run(self)

    class SimulatedStepper(Stepper):
        def __init__(self, session, graph, place, recorded=False):
            super().__init__(session, graph, "cpu", recorded)
            self.device = "cuda"

    class SimulatedBinding(Binding):
        def __init__(self, session, graph, place, recorded=False, context=0):
            super().__init__(session, graph, "cpu", recorded, context)
            self.device = "cuda"

    binding.open_session, session.obtained, proving.obtained = simulated, obtained, obtained
    device.DeviceStepper = proving.DeviceStepper = SimulatedStepper
    device.DeviceBinding, device.Buffers.run = SimulatedBinding, failing
