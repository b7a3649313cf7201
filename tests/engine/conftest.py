import pytest

from bridge.engine.music import MusicEngine
from bridge.engine.opening import open_package
from bridge.package import Package


@pytest.fixture(scope="session")
def opened(tiny_package):
    return open_package(Package.open(tiny_package), "cpu", "fp32")


@pytest.fixture
def context(opened):
    """Empty, with neutral settings."""
    context = opened.context
    context.rewind(0)
    context.bias[:], context.temperature[:], context.top_p[:], context.noise[:] = 0, 1, 1, 0.5
    return context


@pytest.fixture
def engine(opened, context):
    return MusicEngine(context, opened.package.manifest.styles)
