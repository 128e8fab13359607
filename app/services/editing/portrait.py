"""Portraits: uploaded pictures cropped to small squares without metadata."""

import hashlib
import struct
from collections.abc import Iterable
from io import BytesIO
from typing import NamedTuple

from PIL import Image as Pillow

from app.database import db
from app.models import Image
from app.models.profile import PortraitFile
from app.services.actor import Actor
from app.services.editing import profile

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
# The exceptions that Pillow raises on broken or malicious files.
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    RuntimeError,
    TypeError,
    AttributeError,
    struct.error,  # its reader of AVIF, on malformed metadata
)
BOMBS = (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning)
TOO_MANY_PIXELS = "at most 25 megapixels"
LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# The page shows 176 CSS pixels; twice as many are for high-density screens.
SIZES = (176, 352)
FORMATS = {
    "image/avif": ("AVIF", {"quality": 55}),
    "image/jpeg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
ORIENTATION = 0x112
# The transpositions that undo each EXIF orientation (EXIF 2.32, 4.6.4).
TRANSPOSITIONS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


class PortraitError(Exception):
    """A picture can't be used; the message says why."""


class Square(NamedTuple):
    """One size and format of a portrait, ready to be stored."""

    mimetype: str
    width: int
    content: bytes


class Crop(NamedTuple):
    """The square to crop: 0 is the left or top edge, 1 the right or bottom; `closer` zooms in.

    By default it is above the centre, where most portraits have the head.
    """

    across: float = 0.5
    down: float = 0.35
    closer: float = 1.0


def squares(content: bytes, crop: Crop = Crop()) -> list[Square]:  # noqa: B008 (immutable)
    """Return a picture's squares, AVIF first. Raises PortraitError if it can't be used."""
    picture = _upright(content)
    side = min(picture.size) / crop.closer
    left, top = (picture.width - side) * crop.across, (picture.height - side) * crop.down
    box = (left, top, left + side, top + side)
    return [_encoded(picture, box, size, mimetype) for mimetype in FORMATS for size in SIZES]


def store(made: Iterable[Square]) -> list[PortraitFile]:
    """Store squares in the database by content hash; return their references."""
    return [_store(square) for square in made]


def get_image(digest: str) -> Image | None:
    """Return a stored image, or None."""
    return db.session.get(Image, digest)


def _upright(content: bytes) -> Pillow.Image:
    if len(content) > LARGEST_FILE:
        raise PortraitError("at most 5 MB")
    try:
        picture = Pillow.open(BytesIO(content), formats=ACCEPTED)
        # Checked before decoding, against decompression bombs: the header has the size.
        if picture.width * picture.height > MOST_PIXELS:
            raise PortraitError(TOO_MANY_PIXELS)
        upright = _oriented(picture).convert("RGBA")
    except BOMBS:
        raise PortraitError(TOO_MANY_PIXELS) from None
    except UNREADABLE:
        raise PortraitError("this is not a JPEG, PNG, WebP or AVIF picture") from None
    background = Pillow.new("RGBA", upright.size, "white")
    return Pillow.alpha_composite(background, upright).convert("RGB")


def _oriented(picture: Pillow.Image) -> Pillow.Image:
    # Not with ImageOps, which rewrites all metadata and fails if any is malformed.
    transposition = TRANSPOSITIONS.get(picture.getexif().get(ORIENTATION, 1))
    return picture if transposition is None else picture.transpose(transposition)


def _encoded(
    picture: Pillow.Image, box: tuple[float, float, float, float], size: int, mimetype: str
) -> Square:
    name, options = FORMATS[mimetype]
    buffer = BytesIO()
    scaled = picture.resize((size, size), Pillow.Resampling.LANCZOS, box=box)
    scaled.save(buffer, name, **options)
    return Square(mimetype, size, buffer.getvalue())


def _store(square: Square) -> PortraitFile:
    digest = hashlib.sha256(square.content).hexdigest()
    db.session.merge(Image(hash=digest, mimetype=square.mimetype, content=square.content))
    return {"hash": digest, "mimetype": square.mimetype, "width": square.width}


def save(squares: Iterable[Square], actor: Actor, form_key: str | None) -> int | None:
    """Save these squares as the portrait; without any, the page shows initials."""
    with profile.record_profile(actor, "Changed the photograph", form_key) as recording:
        profile.watched_profile("", recording).portrait = store(squares)
    return recording.revision_id
