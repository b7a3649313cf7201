"""Where pictures go beside the web: NDI, Spout, Syphon. Each is an extra and a process of its own that reads the ring.

`python -m bridge.frames.outputs.ndi RING NAME` sends the pictures of a ring under a name; core starts one
(bridge.frames.remote) for every `[[frames]]` of a show. What is not installed ends it with a sentence; nothing else notices.
"""
