"""How the .onnx files in this folder were made, by other tools than ours: `python make.py` (scikit-learn 1.9.1, skl2onnx
1.20.0, in an environment of their own). They are committed, so that tests need neither.

    flowers.onnx   a logistic regression: label (int64) and probabilities as a list of maps (ZipMap)
    forest.onnx    a forest of regression trees: four numbers → one
    hand.onnx      a perceptron, 6 → 3 classes, without ZipMap; double precision
"""

from pathlib import Path

import numpy as np
from skl2onnx import to_onnx
from sklearn.datasets import load_iris
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

HERE = Path(__file__).parent


def main() -> None:
    x, y = load_iris(return_X_y=True)
    x = x.astype(np.float32)
    flowers = LogisticRegression(max_iter=500).fit(x, y)
    (HERE / "flowers.onnx").write_bytes(to_onnx(flowers, x[:1]).SerializeToString())
    forest = RandomForestRegressor(8, max_depth=4, random_state=0).fit(x, y)
    (HERE / "forest.onnx").write_bytes(to_onnx(forest, x[:1]).SerializeToString())
    dice = np.random.default_rng(0)
    fingers = dice.random((300, 6))
    pose = (fingers[:, :3].sum(1) > 1.5).astype(int) + (fingers[:, 3:].sum(1) > 1.8)
    hand = MLPClassifier((8,), max_iter=300, random_state=0).fit(fingers, pose)
    (HERE / "hand.onnx").write_bytes(to_onnx(hand, fingers[:1], options={"zipmap": False}).SerializeToString())


if __name__ == "__main__":
    main()
