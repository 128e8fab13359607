"""The portrait: upload, crop, remove; files that are not pictures are refused."""

import fcntl
import zlib
from io import BytesIO
from struct import pack

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image as Pillow
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app.models import Image, Noun
from app.services.actor import TERMINAL
from app.services.editing import limited_program, portrait
from app.services.history import timeline, undo
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.factories import fill
from tests.support.form_posts import complaints, opened, read
from tests.support.pages import one, page

PLACES = ["/edit/portrait", "/fragments/edit/portrait"]


def picture(kind: str = "JPEG", size: tuple[int, int] = (600, 400)) -> bytes:
    image = Pillow.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    buffer = BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that claims to be 60,000 pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return pack(">I", len(content)) + kind + content + pack(">I", check)

    header = pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 60_001)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app)
    return sign_in(app)


def upload(owner: FlaskClient, address: str, content: bytes, **sliders: int) -> TestResponse:
    values = {
        **opened(owner, address),
        **sliders,
        "picture": FileStorage(BytesIO(content), "me.jpg"),
    }
    # Encode here: for large uploads, the test client would leave a file open.
    boundary, body = encode_multipart(values)
    return owner.post(address, data=body, content_type=f"multipart/form-data; boundary={boundary}")


def shown(app: Flask) -> Pillow.Image:
    client = app.test_client()
    address = one(page(client.get("/")), "img.portrait").attrs["src"] or ""
    return Pillow.open(BytesIO(client.get(address).data)).convert("RGB")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("address", PLACES)
def test_visitors_see_the_uploaded_portrait(
    app: Flask, owner: FlaskClient, kind: str, address: str
) -> None:
    answer = upload(owner, address, picture(kind))
    assert answer.status_code == (303 if address == PLACES[0] else 200)
    assert shown(app).size == (352, 352)


@pytest.mark.parametrize(("across", "colour"), [(0, "red"), (100, "blue")])
def test_the_sliders_choose_the_square(
    app: Flask, owner: FlaskClient, across: int, colour: str
) -> None:
    upload(owner, "/edit/portrait", picture(), across=across, closer=200)
    red, _, blue = shown(app).getpixel((176, 176))  # type: ignore[misc]
    assert (red > blue) == (colour == "red")


@pytest.mark.parametrize("address", PLACES)
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "“me.jpg” is empty."),
        (b"not a picture", "This is not a JPEG, PNG, WebP or AVIF picture."),
        (b"GIF89a" + b"\0" * 50, "This is not a JPEG, PNG, WebP or AVIF picture."),
        (picture()[:900], "This is not a JPEG, PNG, WebP or AVIF picture."),
        (bomb(), "At most 25 megapixels."),
        (b"\xff" * (5 * 1024 * 1024 + 1), "At most 5 MB."),
    ],
    ids=["empty", "text", "gif", "cut", "bomb", "large"],
)
def test_an_invalid_picture_file_is_refused(
    app: Flask, owner: FlaskClient, address: str, content: bytes, complaint: str
) -> None:
    answer = upload(owner, address, content)
    assert answer.status_code == 422
    assert complaints(read(answer, address)) == [complaint]
    with app.app_context():
        assert rows(Image) == 0


def test_markup_appended_to_a_picture_is_removed(app: Flask, owner: FlaskClient) -> None:
    upload(owner, "/edit/portrait", picture() + b"<script>alert(1)</script><?php evil(); ?>")
    client = app.test_client()
    answer = client.get(one(page(client.get("/")), "img.portrait").attrs["src"] or "")
    assert b"script" not in answer.data
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.slow
@pytest.mark.parametrize("slider", ["across", "down", "closer"])
def test_a_slider_out_of_range_is_refused(owner: FlaskClient, slider: str) -> None:
    for value in (-1, 401, 99_999_999_999):
        assert upload(owner, "/edit/portrait", picture(), **{slider: value}).status_code == 422


def test_removing_the_portrait_can_be_undone(app: Flask, owner: FlaskClient) -> None:
    upload(owner, "/edit/portrait", picture())
    before = shown(app).tobytes()
    answer = owner.post("/edit/portrait/removal", data={"token": token(owner)})
    assert answer.status_code == 303
    assert page(app.test_client().get("/")).query("svg.portrait")
    with app.app_context():
        last = timeline.last_change((Noun.PROFILE, 1))
        assert last
        revision = timeline.get_revision(last.id)
        assert revision
        undo.undo(revision, TERMINAL)
    assert shown(app).tobytes() == before


def test_removing_the_portrait_requires_the_token(app: Flask, owner: FlaskClient) -> None:
    upload(owner, "/edit/portrait", picture())
    assert owner.post("/edit/portrait/removal", data={"token": "x"}).status_code in {400, 403}
    assert shown(app)


def test_an_oversized_request_is_refused_with_a_message(owner: FlaskClient) -> None:
    answer = upload(owner, "/edit/portrait", b"\xff" * (17 * 1024 * 1024))
    assert answer.status_code == 413
    assert "too large" in answer.text


@pytest.mark.slow
def test_uploading_the_same_picture_again_changes_nothing(owner: FlaskClient) -> None:
    assert upload(owner, PLACES[0], picture()).location == "/?done=2"
    again = upload(owner, PLACES[0], picture())
    assert "No changes to save." in owner.get(again.location or "").text


@pytest.mark.parametrize("address", PLACES)
def test_while_other_pictures_are_processed_the_site_is_busy(
    owner: FlaskClient, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_program, "LONGEST_WAIT", 0)
    with portrait.PROGRAM.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        answer = upload(owner, address, picture())
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    assert "The site is busy right now" in answer.text


@pytest.mark.parametrize("address", PLACES)
def test_a_missing_file_is_an_error(owner: FlaskClient, address: str) -> None:
    answer = owner.post(address, data=opened(owner, address))
    assert complaints(read(answer, address)) == ["Choose a picture."]
