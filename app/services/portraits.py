"""Portraits: whatever comes in, small squares without metadata go out."""

import hashlib
from io import BytesIO

from PIL import Image as Pillow
from PIL import ImageOps

from app.database import db
from app.models import Image
from app.models.profile import PortraitFile

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
# What Pillow's readers raise on files that are broken on purpose or by accident.
UNREADABLE = (OSError, SyntaxError, ValueError, RuntimeError, Pillow.DecompressionBombError)
LARGEST_FILE = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# The page shows 176 CSS pixels; the double serves dense screens.
SIZES = (176, 352)
FORMATS = {
    "image/avif": ("AVIF", {"quality": 55}),
    "image/jpeg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}


class PortraitError(Exception):
    """A picture that can't be used; the message says why and what can."""


def store(content: bytes) -> list[PortraitFile]:
    """Keep a picture's squares in the database; return where they are, AVIF first."""
    square = _square(content)
    return [_keep(square, size, mimetype) for mimetype in FORMATS for size in SIZES]


def find(digest: str) -> Image | None:
    """Return a stored image, or None."""
    return db.session.get(Image, digest)


def _square(content: bytes) -> Pillow.Image:
    if len(content) > LARGEST_FILE:
        raise PortraitError("a picture may have 5 MB")
    try:
        picture = Pillow.open(BytesIO(content), formats=ACCEPTED)
        # Checked before a pixel is decoded: a bomb's size is in its header.
        if picture.width * picture.height > MOST_PIXELS:
            raise PortraitError("a picture may have 25 megapixels")
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except UNREADABLE:
        raise PortraitError("this is not a JPEG, PNG, WebP or AVIF picture") from None
    paper = Pillow.new("RGBA", upright.size, "white")
    return Pillow.alpha_composite(paper, upright).convert("RGB")


def _keep(picture: Pillow.Image, size: int, mimetype: str) -> PortraitFile:
    name, options = FORMATS[mimetype]
    # Heads are above the middle of most portraits.
    scaled = ImageOps.fit(picture, (size, size), Pillow.Resampling.LANCZOS, centering=(0.5, 0.35))
    buffer = BytesIO()
    scaled.save(buffer, name, **options)
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    db.session.merge(Image(hash=digest, mimetype=mimetype, content=content))
    return {"hash": digest, "mimetype": mimetype, "width": size}
