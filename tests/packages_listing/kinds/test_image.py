from bridge.package import Package
from bridge.packages_listing.kinds import image
from bridge.packages_listing.timing import Timing


def test_frames_a_second_are_those_that_99_of_100_keep_up_with():
    assert image.allows(Timing(1, 1, 5, 21.3)) == "46 frames a second"


def test_an_image_package_tells_size_and_classes(tiny_pictures):
    facts = dict(image.facts(Package.open(tiny_pictures).manifest))
    assert facts["pictures"].startswith("16 × 16, from ")
    assert facts["classes"] == ["sea", "sky"]


def test_a_distance_stands_beside_the_baselines():
    assert image.held_out("skies", 71.6, 330.2) == "skies: sliced Wasserstein distance 72, principal components 330"
    assert image.held_out("skies", 71.6, None) == "skies: sliced Wasserstein distance 72"
