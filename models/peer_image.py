"""`python -m models.peer_image SIZE`: the image network in PyTorch eager, as a server. `duende bench` puts it beside ours.

The model's own forward with random weights and the conversion to uint8, one picture a datagram; channels last, which is the
faster of the two layouts. A datagram in, one picture, the datagram goes back. Prints its port when it is warm.
"""

import socket
import sys

import torch
from torch import Tensor

from bridge.child import go_first

from .image import ImageConfig, ImageModel

NICE = -5  # as our own engines
WARM_STEPS = 3


@torch.inference_mode()
def paint(model: ImageModel, latent: Tensor) -> Tensor:
    """(1, D) → uint8 (1, H, W, 3)"""
    return ((model(latent) + 1) * 127.5).clamp(0, 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


def main(size: int) -> None:
    go_first(NICE)
    torch.set_num_threads(1)
    model = ImageModel(ImageConfig.sized(size)).eval().to(memory_format=torch.channels_last)
    latent = torch.randn(1, model.config.latent)
    for _ in range(WARM_STEPS):
        paint(model, latent)
    door = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    door.bind(("127.0.0.1", 0))
    print(door.getsockname()[1], flush=True)
    while True:
        packet, sender = door.recvfrom(512)
        paint(model, latent)
        door.sendto(packet, sender)


if __name__ == "__main__":
    main(int(sys.argv[1]))
