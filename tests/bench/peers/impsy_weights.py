"""`python impsy_weights.py FILE SIZE DIMENSION`, in IMPSY's own environment: a .tflite of one of its sizes, random weights.

Built and converted by IMPSY's own code, as its users do before they play. Prints the number of parameters last.
"""

import sys
from pathlib import Path

from impsy.mdrnn import NET_MODE_RUN, PredictiveMusicMDRNN
from impsy.tflite_converter import model_to_tflite
from impsy.utils import mdrnn_config

file, size, dimension = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
shape = mdrnn_config(size)
net = PredictiveMusicMDRNN(NET_MODE_RUN, dimension, shape["units"], shape["mixes"], layers=shape["layers"])
model_to_tflite(net.model, file, file.parent)
print(net.model.count_params())
