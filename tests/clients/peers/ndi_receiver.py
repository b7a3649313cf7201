"""`python ndi_receiver.py NAME FRAMES` waits for an NDI source and prints, as JSON, its size and the middle pixel of so many
different frames."""

import json
import sys
import time

import numpy as np
from cyndilib import Finder, Receiver, RecvBandwidth, RecvColorFormat, VideoFrameSync

PATIENCE_S = 20.0


def main(name: str, count: int) -> None:
    finder, end = Finder(), time.monotonic() + PATIENCE_S
    finder.open()
    while not (sources := [s for s in finder.get_source_names() if name in s]) and time.monotonic() < end:
        finder.wait_for_sources(1)
    receiver = Receiver(color_format=RecvColorFormat.RGBX_RGBA, bandwidth=RecvBandwidth.highest)
    video = VideoFrameSync()
    receiver.frame_sync.set_video_frame(video)
    receiver.set_source(finder.get_source(sources[0]))
    seen, size = [], None
    while len(seen) < count and time.monotonic() < end:
        if receiver.is_connected():
            receiver.frame_sync.capture_video()
            if video.get_data_size():
                size = width, height = video.get_resolution()
                picture = np.array(video.get_array(), copy=True).reshape(height, width, 4)
                middle = picture[height // 2, width // 2, :3].tolist()
                if not seen or seen[-1] != middle:
                    seen.append(middle)
        time.sleep(1 / 60)
    print(json.dumps({"source": sources[0], "size": size, "seen": seen}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
