import pytest

from bridge.engine.native.library import at, library
from bridge.engine.opening import open_package
from bridge.package import Package


@pytest.fixture(scope="session")
def here():
    """The library of this machine."""
    found = library()
    if found is None:
        pytest.skip("no C compiler here, or a processor that step.c was not made for")
    return found


@pytest.fixture(scope="session")
def plain(tmp_path_factory, here):
    """The same code without the processor's vectors of whole numbers, as other processors run it."""
    return at(tmp_path_factory.mktemp("plain"), plain=True)


@pytest.fixture(scope="session")
def opened(tiny_package, here):
    return open_package(Package.open(tiny_package), "cpu", runtime="native")


@pytest.fixture(scope="session")
def graph(tiny_package):
    """The same package on ONNX Runtime."""
    return open_package(Package.open(tiny_package), "cpu", "8bit", "onnxruntime")
