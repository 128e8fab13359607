"""The PDF files of works: whole, in part, unchanged, of drafts, and at former addresses."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from app.database import db
from app.models import PdfContent, PublicationFile, WorkState
from app.services.actor import TERMINAL
from app.services.catalog.links import files
from app.services.editing import merging, works
from app.serving.front import Front
from tests.support import rsgi
from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.pages import attribute, page, texts
from tests.support.pdf_files import attach, pdf

ADDRESS = "/publications/on-tides/paper.pdf"
CONTENT = pdf("On tides", padding=2 * files.PIECE)


@pytest.fixture(autouse=True)
def attached(app: Flask) -> None:
    fill(app, record(title="On tides"))
    attach(app, "paper", content=CONTENT)


def get(client: FlaskClient, **headers: str) -> TestResponse:
    return client.get(ADDRESS, headers={k.replace("_", "-"): v for k, v in headers.items()})


def test_a_file_is_served_whole_and_nothing_in_it_may_run(client: FlaskClient) -> None:
    answer = get(client)
    assert (answer.status_code, answer.data == CONTENT) == (200, True)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == "inline; filename=paper.pdf"
    assert answer.headers["Content-Length"] == str(len(CONTENT))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Last-Modified" in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "Set-Cookie" not in answer.headers


def test_head_has_the_same_headers_and_no_body(client: FlaskClient) -> None:
    whole, head = get(client), client.head(ADDRESS)
    assert (head.status_code, head.data) == (200, b"")
    assert rsgi.lasting(head.headers) == rsgi.lasting(whole.headers)


def test_a_file_that_a_browser_has_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert not tag.startswith("W/")
    for headers in ({"If_None_Match": tag}, {"If_Modified_Since": date}):
        again = get(client, **headers, Range="bytes=0-1")
        assert (again.status_code, again.data) == (304, b"")
    assert get(client, If_None_Match='"other"').status_code == 200
    assert get(client, If_Match='"other"').status_code == 412


@pytest.mark.parametrize(
    ("wanted", "start", "stop"),
    [
        ("bytes=0-4", 0, 5),
        (f"bytes={files.PIECE - 3}-{files.PIECE + 3}", files.PIECE - 3, files.PIECE + 4),
        ("bytes=100-", 100, len(CONTENT)),
        ("bytes=-7", len(CONTENT) - 7, len(CONTENT)),
    ],
)
def test_a_part_of_a_file_is_sent(client: FlaskClient, wanted: str, start: int, stop: int) -> None:
    answer = get(client, Range=wanted)
    assert (answer.status_code, answer.data == CONTENT[start:stop]) == (206, True)
    assert answer.headers["Content-Range"] == f"bytes {start}-{stop - 1}/{len(CONTENT)}"
    assert answer.headers["Content-Length"] == str(stop - start)


def test_a_part_after_the_end_is_refused(client: FlaskClient) -> None:
    answer = get(client, Range=f"bytes={len(CONTENT)}-")
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize("wanted", ["bytes=0-1,4-5", "bytes=9-1", "lines=1-2"])
def test_several_or_malformed_parts_are_answered_with_the_whole(
    client: FlaskClient, wanted: str
) -> None:
    answer = get(client, Range=wanted)
    assert (answer.status_code, answer.data == CONTENT) == (200, True)


def test_a_part_is_only_sent_of_the_file_that_was_begun(client: FlaskClient) -> None:
    tag = get(client).headers["ETag"]
    assert get(client, Range="bytes=0-4", If_Range=tag).status_code == 206
    for other in ('"other"', f"W/{tag}", "Fri, 01 Jan 2100 00:00:00 GMT"):
        assert get(client, Range="bytes=0-4", If_Range=other).status_code == 200


@pytest.mark.parametrize(
    "address", ["/publications/on-tides/other.pdf", "/publications/none/paper.pdf"]
)
def test_an_unknown_file_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_only_those_who_are_signed_in_see_files_of_drafts(app: Flask, client: FlaskClient) -> None:
    owner = sign_in(app)
    with app.app_context():
        works.set_state("on-tides", WorkState.DRAFT, TERMINAL, None)
    assert client.get(ADDRESS).status_code == 404
    answer = owner.get(ADDRESS)
    assert (answer.status_code, answer.data == CONTENT) == (200, True)
    assert answer.headers["Cache-Control"] == "no-store"


def test_files_of_deleted_works_are_not_found(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        works.delete("on-tides", TERMINAL, None)
    assert client.get(ADDRESS).status_code == 404
    assert sign_in(app).get(ADDRESS).status_code == 404


def test_former_addresses_of_a_work_lead_to_its_files(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Salt", year=2011))
    attach(app, "salt", slug="salt", content=pdf("Salt"))
    with app.app_context():
        merging.join("on-tides", "salt", TERMINAL, None)
    answer = client.get("/publications/salt/salt.pdf")
    assert answer.status_code == 301
    assert client.get(answer.location).data == pdf("Salt")


def test_a_former_address_of_two_files_leads_to_neither(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Salt", year=2011))
    attach(app, "paper", slug="salt", content=pdf("Salt"))
    with app.app_context():
        merging.join("on-tides", "salt", TERMINAL, None)
    answer = client.get("/publications/salt/paper.pdf")
    assert (answer.status_code, answer.location) == (302, "/publications/on-tides")
    assert client.get("/publications/on-tides/paper-2.pdf").data == pdf("Salt")
    assert client.get(ADDRESS).data == CONTENT


def test_a_file_is_the_first_pdf_of_its_work_everywhere(app: Flask, client: FlaskClient) -> None:
    link = {"url": "https://a.example/other.pdf", "kind": "pdf"}
    fill(app, record(title="Waves", year=2020, arxiv_id="2001.00001", links=[link]))
    attach(app, "waves", "appendix", slug="waves")
    pdfs = "[data-kind=pdf], aside .primary"
    for address in ("/?q=waves", "/publications/waves", "/people/kim-li?q=waves"):
        shown = attribute(page(client.get(address)), pdfs, "href")
        found = [url for url in shown if "waves" in str(url) or "a.example" in str(url)]
        assert found[0] == "/publications/waves/waves.pdf", address
    tree = page(client.get("/publications/waves"))
    assert texts(tree, "aside .primary") == ["PDF · 1 kB"]
    assert "appendix.pdf" in texts(tree, "aside .links a")


def test_the_page_of_a_work_keeps_the_links_that_are_called_like_its_file(
    app: Flask, client: FlaskClient
) -> None:
    urls = ["https://www.a.example/1.pdf", "https://b.example/2.pdf", "https://c.example/3.pdf"]
    links = [{"url": url, "kind": "pdf"} for url in urls] + [{"url": urls[0] + "?x"}]
    fill(app, record(title="Waves", year=2020, links=links))
    attach(app, "waves", slug="waves")
    tree = page(client.get("/publications/waves"))
    labels = ["PDF (a.example)", "PDF (b.example)", "PDF (c.example)"]
    assert [text for text in texts(tree, "aside .links a") if "PDF" in text] == labels
    # The list names one.
    assert texts(page(client.get("/?q=waves")), "main [data-kind=pdf]") == ["PDF"]


def test_works_with_files_have_a_pdf_in_filters(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Bare", year=2001))
    found = page(client.get("/?has=pdf"))
    assert texts(found, "h4") == ["On tides"]
    lacking = sign_in(app).get("/edit/works?missing=pdf").text
    assert "Bare" in lacking
    assert "On tides" not in lacking


def test_the_server_sends_files_in_pieces_and_keeps_none(app: Flask) -> None:
    front = Front(app)
    try:
        for _ in range(2):
            answer = rsgi.get(front, ADDRESS)
            assert (answer.status, answer.body == CONTENT) == (200, True)
        head = rsgi.get(front, ADDRESS, "HEAD")
        assert (head.status, head.body) == (200, b"")
        assert rsgi.headers_of(head)["content-length"] == str(len(CONTENT))
        part = rsgi.get(front, ADDRESS, range="bytes=0-4")
        assert (part.status, part.body) == (206, CONTENT[:5])
        assert front.visitors.cache.used == 0
        assert front.large._held == 0
    finally:
        front.close()


def test_a_file_that_is_deleted_while_it_is_sent_ends(app: Flask) -> None:
    with app.app_context():
        file = files.served_file("on-tides", "paper", drafts=False)
        assert file
        pieces = files.read_pieces(file.hash, 0, file.size)
        assert next(pieces) == CONTENT[: files.PIECE]
        db.session.execute(delete(PublicationFile))
        db.session.execute(delete(PdfContent))
        db.session.commit()
        assert list(pieces) == []
