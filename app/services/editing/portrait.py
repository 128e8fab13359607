"""Portraits: whatever comes in, small squares without metadata go out."""

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
# What Pillow's readers raise on files that are broken on purpose or by accident.
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
TOO_MANY = "a picture may have 25 megapixels"
LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# The page shows 176 CSS pixels; the double serves dense screens.
SIZES = (176, 352)
FORMATS = {
    "image/avif": ("AVIF", {"quality": 55}),
    "image/jpeg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
ORIENTATION = 0x112
# What brings upright a picture that was taken in each of the ways (EXIF 2.32, 4.6.4).
TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}


class PortraitError(Exception):
    """A picture that can't be used; the message says why and what can."""


class Square(NamedTuple):
    """One size and format of a portrait, ready to be kept."""

    mimetype: str
    width: int
    content: bytes


class Crop(NamedTuple):
    """Which square of a picture: 0 is its left or top edge, 1 the other; `closer` is a factor.

    Heads are above the middle of most portraits.
    """

    across: float = 0.5
    down: float = 0.35
    closer: float = 1.0


def squares(content: bytes, crop: Crop = Crop()) -> list[Square]:  # noqa: B008 (immutable)
    """Return a picture's squares, AVIF first. Raises PortraitError for what is no picture."""
    picture = _upright(content)
    side = min(picture.size) / crop.closer
    left, top = (picture.width - side) * crop.across, (picture.height - side) * crop.down
    box = (left, top, left + side, top + side)
    return [_encoded(picture, box, size, mimetype) for mimetype in FORMATS for size in SIZES]


def store(made: Iterable[Square]) -> list[PortraitFile]:
    """Keep squares in the database by their content; return where they are."""
    return [_keep(square) for square in made]


def get_image(digest: str) -> Image | None:
    """Return a stored image, or None."""
    return db.session.get(Image, digest)


def _upright(content: bytes) -> Pillow.Image:
    if len(content) > LARGEST_FILE:
        raise PortraitError("a picture may have 5 MB")
    try:
        picture = Pillow.open(BytesIO(content), formats=ACCEPTED)
        # Checked before a pixel is decoded: a bomb's size is in its header.
        if picture.width * picture.height > MOST_PIXELS:
            raise PortraitError(TOO_MANY)
        upright = _turned(picture).convert("RGBA")
    except BOMBS:
        raise PortraitError(TOO_MANY) from None
    except UNREADABLE:
        raise PortraitError("this is not a JPEG, PNG, WebP or AVIF picture") from None
    paper = Pillow.new("RGBA", upright.size, "white")
    return Pillow.alpha_composite(paper, upright).convert("RGB")


def _turned(picture: Pillow.Image) -> Pillow.Image:
    # By hand: ImageOps writes the rest of the metadata anew, and fails where that is malformed.
    way = TURNS.get(picture.getexif().get(ORIENTATION, 1))
    return picture if way is None else picture.transpose(way)


def _encoded(
    picture: Pillow.Image, box: tuple[float, float, float, float], size: int, mimetype: str
) -> Square:
    name, options = FORMATS[mimetype]
    buffer = BytesIO()
    scaled = picture.resize((size, size), Pillow.Resampling.LANCZOS, box=box)
    scaled.save(buffer, name, **options)
    return Square(mimetype, size, buffer.getvalue())


def _keep(square: Square) -> PortraitFile:
    digest = hashlib.sha256(square.content).hexdigest()
    db.session.merge(Image(hash=digest, mimetype=square.mimetype, content=square.content))
    return {"hash": digest, "mimetype": square.mimetype, "width": square.width}


def save(squares: Iterable[Square], actor: Actor, form_key: str | None) -> int | None:
    """Show these squares as the portrait, or drawn initials where there are none."""
    with profile.record_profile(actor, "Changed the photograph", form_key) as recording:
        profile.watched_profile("", recording).portrait = store(squares)
    return recording.revision.id if recording.revision else None
