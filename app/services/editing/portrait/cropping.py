"""Crop a picture to small squares: a program of its own, whose memory is limited.

It gets the picture on its standard input and the crop as arguments, and answers in JSON. It
imports nothing of the site, so that it starts fast and leaves almost all memory to the picture.
"""

import base64
import json
import resource
import struct
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import AvifImagePlugin
from PIL import Image as Pillow

MOST_MEMORY = 250_000_000
# The decoders of WebP and AVIF need up to 20 bytes per pixel, those of the others up to 8.
MOST_MEGAPIXELS = {"JPEG": 25, "PNG": 25, "WEBP": 12, "AVIF": 12}
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
# The page shows 176 CSS pixels; twice as many are for high-density screens.
SIZES = (176, 352)
FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "image/avif": ("AVIF", {"quality": 55}),
    "image/jpeg": ("JPEG", {"quality": 80, "optimize": True, "progressive": True}),
}
# A picture is first shrunk by a whole number to at least this size: Lanczos would take longer.
ROUGH = 2 * max(SIZES)
STRIP = 16
ORIENTATION = 0x112
# What undoes each EXIF orientation (EXIF 2.32, 4.6.4), and where that puts the crop's axes:
# whether they are swapped, and then which of them run backwards.
Turn = tuple[Pillow.Transpose | None, bool, bool, bool]
UPRIGHT: Turn = (None, False, False, False)
TURNS: dict[int, Turn] = {
    2: (Pillow.Transpose.FLIP_LEFT_RIGHT, False, True, False),
    3: (Pillow.Transpose.ROTATE_180, False, True, True),
    4: (Pillow.Transpose.FLIP_TOP_BOTTOM, False, False, True),
    5: (Pillow.Transpose.TRANSPOSE, True, False, False),
    6: (Pillow.Transpose.ROTATE_270, True, False, True),
    7: (Pillow.Transpose.TRANSVERSE, True, True, True),
    8: (Pillow.Transpose.ROTATE_90, True, True, False),
}


def message(text: str) -> str:
    """Mark a text for the catalogues, in which the site looks it up."""
    return text


TOO_LARGE = {
    25: message("at most 25 megapixels"),
    12: message("at most 12 megapixels in WebP or AVIF"),
}


class UnusableError(Exception):
    """A picture can't be used; the message says why."""


def encoded_squares(
    content: bytes, across: float, down: float, closer: float
) -> list[tuple[str, int, bytes]]:
    """Return the type, size and content of each square, AVIF first."""
    try:
        square = _upright_square(_opened(content), across, down, closer)
    except MemoryError:
        raise UnusableError(
            message("this picture takes too much memory: save it smaller")
        ) from None
    except UNREADABLE:
        raise UnusableError(message("this is not a JPEG, PNG, WebP or AVIF picture")) from None
    return [(kind, size, _encoded(square, size, kind)) for kind in FORMATS for size in SIZES]


def _opened(content: bytes) -> Pillow.Image:
    """Return a picture of which only the header was read."""
    picture = Pillow.open(BytesIO(content), formats=tuple(MOST_MEGAPIXELS))
    # Phones write JPEG as MPO, with a second picture behind the first.
    kind = "JPEG" if picture.format == "MPO" else str(picture.format)
    most = MOST_MEGAPIXELS[kind]
    if picture.width * picture.height > most * 1_000_000:
        raise UnusableError(TOO_LARGE[most])
    return picture


def _upright_square(
    picture: Pillow.Image, across: float, down: float, closer: float
) -> Pillow.Image:
    """Return the square that the crop asks for, not much larger than it will be shown."""
    # Not with ImageOps, which rewrites all metadata and fails if any is malformed.
    turn = TURNS.get(picture.getexif().get(ORIENTATION, 1), UPRIGHT)
    transposition, is_swapped, *is_backward = turn
    places = (down, across) if is_swapped else (across, down)
    x, y = (1 - place if back else place for place, back in zip(places, is_backward, strict=True))
    _draft(picture, closer)
    side = min(picture.size) / closer
    square = _rough_square(picture, (picture.width - side) * x, (picture.height - side) * y, side)
    return square if transposition is None else square.transpose(transposition)


def _draft(picture: Pillow.Image, closer: float) -> None:
    """Let the decoder of JPEG shrink the picture: it then needs less memory for the pixels."""
    scale = ROUGH * closer / min(picture.size)
    picture.draft(None, (round(picture.width * scale), round(picture.height * scale)))


def _rough_square(picture: Pillow.Image, left: float, top: float, side: float) -> Pillow.Image:
    """Return a square of the picture on white, shrunk by a whole number, strip by strip."""
    x, y, width = round(left), round(top), max(round(side), 1)
    factor = max(width // ROUGH, 1)
    square = Pillow.new("RGB", (-(-width // factor),) * 2)
    for offset in range(0, width, STRIP * factor):
        end = min(offset + STRIP * factor, width)
        strip = _on_white(picture.crop((x, y + offset, x + width, y + end)))
        square.paste(strip.reduce(factor), (0, offset // factor))
    return square


def _on_white(strip: Pillow.Image) -> Pillow.Image:
    if strip.mode.startswith("I"):  # 16 bits per pixel, of which Pillow would keep the lower eight
        strip = strip.point(lambda value: value * (1 / 256)).convert("L")
    colours = strip.convert("RGBA")
    return Pillow.alpha_composite(Pillow.new("RGBA", colours.size, "white"), colours).convert("RGB")


def _encoded(square: Pillow.Image, size: int, mimetype: str) -> bytes:
    name, options = FORMATS[mimetype]
    buffer = BytesIO()
    square.resize((size, size), Pillow.Resampling.LANCZOS).save(buffer, name, **options)
    return buffer.getvalue()


def _answer(content: bytes, crop: Iterator[float]) -> dict[str, Any]:
    try:
        made = encoded_squares(content, *crop)
    except UnusableError as error:
        return {"problem": str(error)}
    return {"squares": [(kind, size, base64.b64encode(data).decode()) for kind, size, data in made]}


def main() -> None:
    """Answer for the picture on the standard input."""
    with suppress(ValueError, OSError):  # where the system has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    # Each thread of the decoder would keep pictures of its own.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Pillow.MAX_IMAGE_PIXELS = None  # checked here, by format
    json.dump(_answer(sys.stdin.buffer.read(), map(float, sys.argv[1:])), sys.stdout)


if __name__ == "__main__":
    main()
