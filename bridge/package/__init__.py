"""Packages: an exported model in a folder (or its .zip) with manifest, graphs and proof.

    package = Package.open("bridge/packages/duet")
    package.verify()                        # every hash, or a PackageError that says which file
    graph = package.manifest.graph("8bit")
    session_bytes = package.read(graph.file)

Nothing here needs numpy or onnxruntime. What comes from a stranger can only raise PackageError.
"""

from .files import Files
from .manifest import PRECISIONS, Graph, Manifest, Port, Training
from .package import BUNDLED, Package, find_packages
from .proof import Parity, Proof, SelfTest

__all__ = [
    "BUNDLED", "PRECISIONS", "Files", "Graph", "Manifest", "Package", "Parity", "Port", "Proof", "SelfTest",
    "Training", "find_packages",
]  # fmt: skip
