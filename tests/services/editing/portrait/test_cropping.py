"""The program that crops pictures: whatever is sent, it stays small."""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image as Pillow

from app.services.editing.portrait import PROGRAM
from app.services.editing.portrait.cropping import MOST_MEMORY, encoded_squares

LARGEST, LARGE = (5000, 5000), (3464, 3464)
CROPPED = (0.5, 0.35, 1.0)
# Linux counts in `ru_maxrss` what the process was before it became another program.
MEASURED = f"""
import re, runpy, sys
runpy.run_path({str(PROGRAM)!r}, run_name="__main__")
with open("/proc/self/status") as status:
    sys.stderr.write(re.search(r"VmHWM:\\s*(\\d+)", status.read())[1])
"""


def run(content: bytes) -> tuple[dict[str, Any], int]:
    """Return the program's answer, and the peak of its memory in bytes."""
    command = [sys.executable, "-I", "-c", MEASURED, *map(str, CROPPED)]
    done = subprocess.run(command, input=content, capture_output=True, check=True)  # noqa: S603
    return json.loads(done.stdout), int(done.stderr) * 1024


def saved(image: Pillow.Image, kind: str, **options: Any) -> bytes:
    buffer = BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def plain(kind: str, size: tuple[int, int], mode: str = "RGB", **options: Any) -> bytes:
    colours = {"I;16": 40_000, "L": 156, "LA": (156, 255), "CMYK": (0, 99, 99, 0)}
    colour: Any = colours.get(mode, (156, 30, 30, 255)[: len(mode)])
    return saved(Pillow.new(mode, size, colour), kind, **options)


def animated(kind: str, size: tuple[int, int], **options: Any) -> bytes:
    frames = [Pillow.new("RGB", size, colour) for colour in ("#9c1e1e", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


def middle(square: bytes) -> tuple[int, ...]:
    """Return the colour in the middle of the largest square."""
    image = Pillow.open(BytesIO(square)).convert("RGB")
    assert image.size == (352, 352)
    colour = image.getpixel((176, 176))
    assert isinstance(colour, tuple)
    return colour


def shown(content: bytes, *crop: float) -> tuple[int, ...]:
    """Return the colour in the middle of a small picture, cropped here."""
    return middle(encoded_squares(content, *(crop or CROPPED))[-1][2])


def near(colour: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 8 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "wanted"),
    [
        (lambda: plain("PNG", LARGEST, compress_level=1), (156, 30, 30)),
        (lambda: plain("PNG", LARGEST, "RGBA", compress_level=1), (156, 30, 30)),
        (lambda: plain("PNG", LARGEST, "I;16", compress_level=1), (156, 156, 156)),
        (lambda: animated("PNG", LARGEST, compress_level=1), (156, 30, 30)),
        (lambda: plain("JPEG", LARGEST), (156, 30, 30)),
        (lambda: plain("JPEG", LARGEST, progressive=True, subsampling=0), (156, 30, 30)),
        (lambda: plain("JPEG", LARGEST, "CMYK", progressive=True), (255, 156, 156)),
        (lambda: plain("WEBP", LARGE, "RGBA", method=0), (156, 30, 30)),
        (lambda: animated("WEBP", LARGE, method=0), (156, 30, 30)),
        (lambda: plain("AVIF", LARGE, "RGBA", speed=10, subsampling="4:4:4"), (156, 30, 30)),
        (lambda: animated("AVIF", LARGE, speed=10), (156, 30, 30)),
    ],
    ids=[
        *("png", "transparent", "16-bit", "animated-png"),
        *("jpeg", "progressive", "cmyk-progressive"),
        *("webp", "animated-webp", "avif", "animated-avif"),
    ],
)
def test_the_largest_pictures_are_cropped_within_the_memory(
    make: Callable[[], bytes], wanted: tuple[int, ...]
) -> None:
    answer, peak = run(make())
    assert near(middle(b64decode(answer["squares"][-1][2])), wanted)
    assert peak < MOST_MEMORY


@pytest.mark.slow
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: animated("GIF", (200, 200)), "this is not a JPEG, PNG, WebP or AVIF picture"),
        (lambda: plain("PNG", (5001, 5000), compress_level=1), "at most 25 megapixels"),
        (lambda: plain("WEBP", LARGEST, method=0), "at most 12 megapixels in WebP or AVIF"),
    ],
    ids=["gif", "png", "webp"],
)
def test_larger_pictures_are_refused_before_they_are_decoded(
    make: Callable[[], bytes], problem: str
) -> None:
    answer, peak = run(make())
    assert answer == {"problem": problem}
    assert peak < MOST_MEMORY / 4


@pytest.mark.slow
def test_a_picture_that_takes_too_much_memory_is_refused() -> None:
    program = PROGRAM.read_text().replace("MOST_MEMORY = 250", "MOST_MEMORY = 60")
    content = plain("PNG", LARGEST, compress_level=1)
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", program, *map(str, CROPPED)],
        input=content,
        capture_output=True,
        check=True,
    )
    assert json.loads(run.stdout) == {
        "problem": "this picture takes too much memory: save it smaller"
    }


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_keeps_its_colour(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    direct = mode not in {"P", "1"}
    content = (
        plain(kind, (900, 700), mode)
        if direct
        else saved(Pillow.new("RGB", (900, 700), "white").convert(mode), kind)
    )
    wanted = {"RGB": (156, 30, 30), "RGBA": (156, 30, 30), "CMYK": (255, 156, 156)}
    grey = {"L": (156,) * 3, "LA": (156,) * 3, "I;16": (156,) * 3}
    assert near(shown(content), {**wanted, **grey}.get(mode, (255, 255, 255)))


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (353, 100), (1500, 1409)])
def test_pictures_of_every_shape_become_squares(size: tuple[int, int]) -> None:
    assert near(shown(plain("PNG", size)), (156, 30, 30))


@pytest.mark.slow
def test_a_photograph_with_a_second_picture_behind_it_is_accepted() -> None:
    assert near(shown(animated("MPO", (800, 800))), (156, 30, 30))


@pytest.mark.slow
@pytest.mark.parametrize("orientation", range(2, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_crop_is_that_of_the_upright_picture(kind: str, orientation: int) -> None:
    """As if the picture had been stored upright, at a corner where each axis matters."""
    image = Pillow.linear_gradient("L").resize((900, 800))
    other = Pillow.linear_gradient("L").rotate(90).resize((900, 800))
    upright = Pillow.merge("RGB", (image, other, Pillow.new("L", image.size, 99)))
    transpose = Pillow.Transpose
    stored_as = {
        2: transpose.FLIP_LEFT_RIGHT,
        3: transpose.ROTATE_180,
        4: transpose.FLIP_TOP_BOTTOM,
        5: transpose.TRANSPOSE,
        6: transpose.ROTATE_90,
        7: transpose.TRANSVERSE,
        8: transpose.ROTATE_270,
    }
    stored = upright.transpose(stored_as[orientation])
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    options: dict[str, Any] = {"quality": 95} if kind == "JPEG" else {}
    found = shown(saved(stored, kind, exif=exif, **options), 0.1, 0.8, 2)
    assert near(found, shown(saved(upright, kind, **options), 0.1, 0.8, 2))
