"""What an image package says of its pictures."""

from dataclasses import dataclass

from ..errors import PackageError
from .fields import Fields, between, distinct

SIDE, LATENT = 8192, 4096  # pixels; coordinates


@dataclass(frozen=True)
class Image:
    height: int  # pixels
    width: int
    latent: int  # coordinates of a picture
    classes: tuple[str, ...] = ()  # names of the classes that can be asked for; none where it knows none


def read_image(fields: Fields) -> Image:
    """PackageError names what does not fit."""
    side = [between(f"{fields.where}: {key}", fields.take(key, int), 1, SIDE, int) for key in ("height", "width")]
    latent = between(f"{fields.where}: latent", fields.take("latent", int), 1, LATENT, int)
    classes = distinct(f"{fields.where}: classes", fields.texts("classes", []))
    if any(len(name) > 100 for name in classes):
        raise PackageError(f"{fields.where}: classes: a name of more than 100 characters")
    return Image(*side, latent, classes)
