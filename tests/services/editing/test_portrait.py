"""Portraits: any supported picture becomes small squares without metadata."""

import fcntl
import subprocess
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image as Pillow

from app.bibliography.document.reader import DocumentError
from app.services.editing import limited_program, portrait
from app.services.editing.portrait import PortraitBusyError, PortraitError
from app.services.loading import document
from tests.support.factories import document_bytes, profile_document
from tests.support.pages import attribute, one, page
from tests.support.pictures import picture


def loaded(app: Flask, content: bytes) -> None:
    with app.app_context():
        document.load_document(profile_document(), portrait=content)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_page_shows_the_portrait_in_two_formats_and_sizes(
    app: Flask, client: FlaskClient, kind: str
) -> None:
    loaded(app, picture(kind))
    tree = page(client.get("/"))
    image = one(tree, "img.portrait")
    assert image.attrs["alt"] == "Portrait of Ada Roe"
    assert (image.attrs["width"], image.attrs["height"]) == ("176", "176")
    assert not tree.query("svg.portrait")
    shown = {}
    for source in attribute(tree, "picture > *", "srcset"):
        for part in source.split(", "):
            address, width = part.split()
            answer = client.get(address)
            assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
            stored = Pillow.open(BytesIO(answer.data))
            assert stored.size == (int(width[:-1]),) * 2
            shown[answer.mimetype, width] = len(answer.data)
    assert set(shown) == {(m, w) for m in ("image/avif", "image/jpeg") for w in ("176w", "352w")}
    assert max(shown.values()) < 15_000


def photograph(orientation: int, kind: str = "JPEG") -> bytes:
    """The picture with this EXIF orientation."""
    exif = Pillow.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Made by hand"
    return picture(kind, exif=exif, size=(400, 400))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_rotated_picture_with_malformed_metadata_is_turned_upright(kind: str) -> None:
    # The field of the maker's name becomes that of the width, which must be a number.
    content = photograph(3, kind)
    for maker, width in (
        (b"\x01\x0f\x00\x02", b"\x01\x00\x00\x02"),
        (b"\x0f\x01\x02\x00", b"\x00\x01\x02\x00"),
    ):
        content = content.replace(maker, width)
    assert content != photograph(3, kind)
    if kind == "PNG":
        place = content.index(b"eXIf")
        length = int.from_bytes(content[place - 4 : place])
        end = place + 4 + length
        content = content[:end] + zlib.crc32(content[place:end]).to_bytes(4) + content[end + 4 :]
    try:
        made = portrait.squares(content)
    except PortraitError:
        # Pillow can't open an AVIF file whose metadata it can't write.
        assert kind == "AVIF"
        return
    left = Pillow.open(BytesIO(made[-1].content)).convert("RGB").getpixel((30, 176))
    assert isinstance(left, tuple)
    assert left[2] > left[0] + 100


# Where the red left half ends up: on the right for 2 and 3, at the top for 5 and 6 …
@pytest.mark.slow
@pytest.mark.parametrize(
    ("orientation", "red"),
    [
        (1, (30, 176)),
        (2, (320, 176)),
        (3, (320, 176)),
        (4, (30, 176)),
        (5, (176, 30)),
        (6, (176, 30)),
        (7, (176, 320)),
        (8, (176, 320)),
    ],
)
def test_every_exif_orientation_is_turned_upright(orientation: int, red: tuple[int, int]) -> None:
    made = portrait.squares(photograph(orientation))
    found = Pillow.open(BytesIO(made[-1].content)).convert("RGB").getpixel(red)
    assert isinstance(found, tuple)
    assert found[0] > found[2] + 100


def test_metadata_is_removed_and_the_picture_is_turned_upright(
    app: Flask, client: FlaskClient
) -> None:
    exif = Pillow.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "taken at home"
    loaded(app, picture(exif=exif, size=(400, 400)))
    content = client.get(one(page(client.get("/")), "img").attrs["src"] or "").data
    assert b"taken at home" not in content
    upright = Pillow.open(BytesIO(content)).convert("RGB")
    # Rotated by 90 degrees, so the left half is at the top.
    top, bottom = upright.getpixel((176, 30)), upright.getpixel((176, 320))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert top[0] > top[2] + 100
    assert bottom[2] > bottom[0] + 100


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"not a picture", "not a JPEG, PNG, WebP or AVIF"),
        (picture("GIF"), "not a JPEG, PNG, WebP or AVIF"),
        (picture()[:300], "not a JPEG, PNG, WebP or AVIF"),
        (picture("PNG", (6000, 5000), compress_level=1), "25 megapixels"),
        (b"\xff\xd8" + b"x" * (5 * 1024 * 1024), "5 MB"),
    ],
)
def test_an_unsupported_or_oversized_picture_is_refused(
    app: Flask, content: bytes, said: str
) -> None:
    with app.app_context(), pytest.raises(PortraitError, match=said):
        portrait.squares(content)
    with app.app_context(), pytest.raises(DocumentError, match=r"^profile\.portrait: "):
        document.load_document(profile_document(), portrait=content)
    with app.app_context():
        assert document.is_new()


def test_an_unknown_image_is_not_found(client: FlaskClient) -> None:
    assert client.get("/images/none").status_code == 404


def test_a_document_can_name_its_portrait_file(
    app: Flask, client: FlaskClient, tmp_path: Path
) -> None:
    file = tmp_path / "ada.json"
    file.write_bytes(document_bytes(profile={"portrait": "ada.png"}))
    app.instance_path = str(tmp_path)
    missing = app.test_cli_runner().invoke(args=["load", str(file)])
    assert missing.exit_code == 1
    assert "profile.portrait: “ada.png” can't be read" in missing.output
    (tmp_path / "ada.png").write_bytes(picture("PNG"))
    assert app.test_cli_runner().invoke(args=["load", str(file)]).exit_code == 0
    assert page(client.get("/")).query("img.portrait")


@pytest.mark.slow
def test_one_picture_is_processed_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    start, running, most = subprocess.run, [0], [0]

    def count(*args: Any, **options: Any) -> Any:
        running[0] += 1
        most[0] = max(most[0], running[0])
        try:
            return start(*args, **options)
        finally:
            running[0] -= 1

    monkeypatch.setattr(subprocess, "run", count)
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(portrait.squares, [picture("PNG")] * 4))
    assert [len(squares) for squares in made] == [4] * 4
    assert most == [1]


def test_those_who_wait_too_long_are_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited_program, "LONGEST_WAIT", 0)
    with portrait.PROGRAM.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(PortraitBusyError):
            portrait.squares(picture())


def test_a_program_that_dies_is_explained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "dying.py"
    program.write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    monkeypatch.setattr(portrait, "PROGRAM", program)
    with pytest.raises(PortraitError, match="can't be processed: save it smaller"):
        portrait.squares(picture())
