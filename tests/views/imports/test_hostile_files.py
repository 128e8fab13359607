"""Files that are not bibliographies or are malicious: a clear message, quickly."""

from io import BytesIO
from random import Random
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.support.accounts import sign_in
from tests.support.database import content
from tests.support.factories import fill, record
from tests.support.form_posts import complaints, opened
from tests.support.pages import matches, page, texts

PAGE = "/edit/import"
RANDOM = Random(7).randbytes(300_000)  # noqa: S311 (the same bytes every time)
DOUBLING = b'@string{a0 = "xxxxxxxxxx"}\n' + b"".join(
    b"@string{a%d = a%d # a%d}\n" % (n, n - 1, n - 1) for n in range(1, 60)
)
NO_TEXT = "This is not a text file. Images, PDFs and archives can't be imported."
ENTRIES = {
    "ats.bib": b"@a{" * 350_000,
    "doubling.bib": DOUBLING + b"@book{b, title = a59}\n",
    "braces.bib": b"@book{b, title = " + b"{" * 10_000 + b"x" + b"}" * 10_000 + b"}",
    "open.bib": b"@book{b, title = " + b"{" * 10_000,
    "line.bib": b"@book{b, title = {" + b"x" * 2_000_000 + b"}}",
    "brackets.json": b"[" * 100_000,
    "<script>.bib": b"@book{a, title = {<script>alert(1)</script>}}",
}


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (300, 300), "navy").save(content, "PNG")
    return content.getvalue()


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record())
    # Read within the request, so that slowness is measured and no process outlives its test.
    app.config["IMPORT_AT_ONCE"] = 2**24
    return sign_in(app)


def site_content(app: Flask) -> object:
    with app.app_context():
        return content()


@pytest.mark.parametrize(
    ("name", "file", "said"),
    [
        ("empty.bib", b"", "The file is empty."),
        ("random.bib", RANDOM, NO_TEXT),
        ("me.png", picture(), NO_TEXT),
        ("me.bib", picture(), NO_TEXT),
        ("papers.zip", b"PK\3\4\x14\0\0\0\x08\0" + RANDOM[:2000], NO_TEXT),
        ("thesis.bib", b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj", NO_TEXT),
    ],
    ids=lambda one: one if isinstance(one, str) and "." in one[-5:] else "",
)
def test_empty_and_binary_files_are_refused(
    app: Flask, owner: FlaskClient, name: str, file: bytes, said: str
) -> None:
    answer = owner.post(PAGE, data={**opened(owner, PAGE), "files": [(BytesIO(file), name)]})
    assert answer.status_code == 422
    assert complaints(page(answer)) == [f"{name}: {said}"]
    assert texts(page(owner.get(PAGE)), ".earlier a") == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ENTRIES)
def test_hostile_entries_are_answered_within_five_seconds(
    app: Flask, owner: FlaskClient, name: str
) -> None:
    before, begun = site_content(app), monotonic()
    sent = {**opened(owner, PAGE), "files": [(BytesIO(ENTRIES[name]), name)]}
    answer = owner.post(PAGE, data=sent, follow_redirects=True)
    assert monotonic() - begun < 5
    assert answer.status_code == 200
    tree = page(answer)
    assert texts(tree, "h1") == [name]
    assert len(matches(tree, ".entry .error, .entry h3")) > 0
    assert matches(tree, "main script") == []
    assert len(answer.data) < 200_000
    assert site_content(app) == before


def test_a_file_without_readable_entries_says_so(owner: FlaskClient) -> None:
    sent = {**opened(owner, PAGE), "files": [(BytesIO(ENTRIES["open.bib"]), "open.bib")]}
    tree = page(owner.post(PAGE, data=sent, follow_redirects=True))
    assert texts(tree, "#import-foot .hint") == ["No entry could be read."]
    assert texts(tree, "h3")[0].startswith("@book{b, title = {{{")


def test_a_truncated_entry_has_no_text_box(owner: FlaskClient) -> None:
    sent = {**opened(owner, PAGE), "files": [(BytesIO(b"x" * 30_000), "junk.bib")]}
    tree = page(owner.post(PAGE, data=sent, follow_redirects=True))
    assert matches(tree, ".entry textarea") == []
    assert "Correct it in the file" in tree.to_text()
