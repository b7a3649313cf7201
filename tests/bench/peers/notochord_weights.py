"""`python notochord_weights.py FILE`, in Notochord's own environment: a checkpoint of its default network, random weights.

What it costs does not depend on the weights. Prints the number of parameters.
"""

import sys

import torch
from notochord import Notochord

torch.manual_seed(0)
model = Notochord()  # its defaults are those of its training script: 2 × 1024 GRU
torch.save({"kw": {"model": {}}, "model_state": model.state_dict()}, sys.argv[1])
print(sum(p.numel() for p in model.parameters()))
