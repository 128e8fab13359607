"""Exports of lists and works, and content negotiation."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.bibliography.bibtex import reader
from app.database import db
from app.models import Work, WorkSlug, WorkState
from app.services import cache
from app.web.costs import GIVE_WAY
from tests.support.accounts import sign_in
from tests.support.factories import PREPRINT, fill, record
from tests.support.pages import attribute, fragment, page, texts
from tests.support.pdf_files import attach

MIMETYPES = {
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv; charset=utf-8",
}
RAW = "@article{Roe24,\n  title = {On tides},\n  oddity = {kept},\n}"
LISTS = ("/publications.{}", "/publications/on-tides.{}")


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(topics=["Tides"], source=f"{RAW}\x1e@misc{{other}}", doi="10.1000/t"),
        PREPRINT,
        record(title="Salt", topics=["Salt"], year=2020),
    )


def keys(client: FlaskClient, address: str) -> list[str]:
    return [entry.key for entry in reader.read_bibtex(client.get(address).text)]


@pytest.mark.parametrize("suffix", ["bib", "ris", "json"])
def test_an_export_gives_way_before_each_publication(client: FlaskClient, suffix: str) -> None:
    turns: list[None] = []
    given = {GIVE_WAY: lambda: turns.append(None)}
    client.get(f"/publications.{suffix}?versions=all", environ_overrides=given)
    assert len(turns) == 3


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("suffix", MIMETYPES)
def test_files_have_the_right_headers(client: FlaskClient, address: str, suffix: str) -> None:
    response = client.get(address.format(suffix))
    assert response.status_code == 200
    assert response.content_type == MIMETYPES[suffix]
    assert "On tides" in response.text
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "no-cache"
    page_address = "http://localhost" + ("/" if address == LISTS[0] else "/publications/on-tides")
    assert response.headers["Link"].startswith(f'<{page_address}>; rel="canonical"')
    again = client.get(address.format(suffix), headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert "Set-Cookie" not in response.headers


def test_file_names_describe_the_exported_list_or_work(client: FlaskClient) -> None:
    named = [
        client.get(address).headers["Content-Disposition"]
        for address in ("/publications.bib?topic=salt", "/publications/on-tides.ris")
    ]
    assert named == [
        'attachment; filename="ada-roe-publications-salt.bib"',
        'attachment; filename="on-tides.ris"',
    ]


@pytest.mark.parametrize("suffix", MIMETYPES)
def test_files_are_compressed(app: Flask, client: FlaskClient, suffix: str) -> None:
    fill(app, *(record(title=f"Study {number} of the sea") for number in range(30)))
    response = client.get(f"/publications.{suffix}", headers={"Accept-Encoding": "br"})
    assert response.headers["Content-Encoding"] == "br"


def test_the_exported_list_follows_the_query(client: FlaskClient) -> None:
    assert keys(client, "/publications.bib") == ["roe2024tides", "roe2020salt"]
    assert keys(client, "/publications.bib?topic=salt") == ["roe2020salt"]
    assert keys(client, "/publications.bib?q=salt") == ["roe2020salt"]
    assert keys(client, "/publications.bib?sort=oldest") == ["roe2020salt", "roe2024tides"]
    assert keys(client, "/publications.bib?versions=all")[:2] == ["roe2024tides", "roe2023tides"]
    assert client.get("/publications.bib?topic=none").status_code == 200
    assert keys(client, "/publications.bib?page=7") == keys(client, "/publications.bib")


def test_the_versions_of_a_work_can_be_exported(client: FlaskClient) -> None:
    assert keys(client, "/publications/on-tides.bib") == ["roe2024tides"]
    every = "/publications/on-tides.bib?versions=all"
    assert keys(client, every) == ["roe2024tides", "roe2023tides"]
    one = "/publications/on-tides.bib?version={}"
    found = [keys(client, one.format(id_)) for id_ in (1, 2)]
    assert found == [["roe2024tides"], ["roe2023tides"]]
    assert client.get(one.format(3)).status_code == 404
    assert keys(client, one.format("x")) == ["roe2024tides"]


def test_raw_exports_keep_the_original_entries(client: FlaskClient) -> None:
    text = client.get("/publications/on-tides.bib?raw=1").text
    assert text.startswith(f"{RAW}\n\n@misc{{other}}\n\n@")
    assert "roe2023tides" in text
    assert "\x1e" not in text
    assert client.get("/publications/on-tides.bib?raw=1&version=1").text.count("@") == 2


@pytest.mark.parametrize("suffix", [*MIMETYPES, "html", "pdf", ""])
def test_unknown_works_drafts_and_suffixes_are_not_found(
    app: Flask, client: FlaskClient, suffix: str
) -> None:
    with app.app_context():
        for work in db.session.scalars(select(Work).where(Work.slug == "salt")):
            work.state = WorkState.DRAFT
        cache.commit()
    for slug in ("salt", "none"):
        assert client.get(f"/publications/{slug}.{suffix}").status_code == 404
    listed = client.get(f"/publications.{suffix}")
    assert listed.status_code == (200 if suffix in MIMETYPES else 404)
    assert suffix not in MIMETYPES or "Salt" not in listed.text


def test_former_addresses_redirect_to_the_same_file(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        db.session.add(WorkSlug(slug="former", work_id=1))
        cache.commit()
    response = client.get("/publications/former.bib?versions=all")
    assert response.status_code == 301
    assert response.location == "/publications/on-tides.bib?versions=all"


@pytest.mark.parametrize(
    ("accept", "mimetype"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("image/png", "text/html"),
        ("nonsense", "text/html"),
        ("application/x-bibtex", "application/x-bibtex"),
        ("application/x-bibtex, text/html;q=0.5", "application/x-bibtex"),
        ("text/html, application/x-bibtex;q=0.5", "text/html"),
        ("application/x-research-info-systems", "application/x-research-info-systems"),
        ("application/vnd.citationstyles.csl+json", "application/vnd.citationstyles.csl+json"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_content_negotiation_returns_the_preferred_format(
    client: FlaskClient, accept: str | None, mimetype: str
) -> None:
    headers = {"Accept": accept} if accept else {}
    response = client.get("/publications/on-tides", headers=headers)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert "Accept" in response.vary
    assert "tides" in response.text
    assert client.get("/publications/none", headers=headers).status_code == 404


def test_json_ld_uses_schema_org(client: FlaskClient) -> None:
    headers = {"Accept": "application/ld+json"}
    found = json.loads(client.get("/publications/on-tides", headers=headers).text)
    assert found["@context"] == "https://schema.org"
    assert found["url"] == "http://localhost/publications/on-tides"


def test_pages_link_to_their_bibtex_files(client: FlaskClient) -> None:
    alternate = "link[rel=alternate][type='application/x-bibtex']"
    assert attribute(page(client.get("/")), alternate, "href") == ["/publications.bib"]
    of_work = page(client.get("/publications/on-tides"))
    assert attribute(of_work, alternate, "href") == ["/publications/on-tides.bib"]


def test_each_of_several_versions_has_its_own_file(client: FlaskClient) -> None:
    of_two = page(client.get("/publications/on-tides"))
    addresses = attribute(of_two, ".versions [data-kind=file]", "href")
    assert addresses == [f"/publications/on-tides.bib?version={number}" for number in (1, 2)]
    assert [client.get(address).text.count("@") for address in addresses] == [1, 1]
    of_one = page(client.get("/publications/salt"))
    assert attribute(of_one, ".versions [data-kind=file]", "href") == []


def test_the_list_offers_downloads_of_the_current_view(client: FlaskClient) -> None:
    tree = fragment(client.get("/fragments/publications?topic=salt&sort=oldest&page=1"))
    assert texts(tree, ".files a") == ["BibTeX", "RIS", "CSL-JSON", "CSV", "Follow as a feed"]
    assert texts(tree, ".files")[0].startswith("Download ")
    assert attribute(tree, ".files a", "href")[0] == "/publications.bib?topic=salt&sort=oldest"
    assert not fragment(client.get("/fragments/publications?topic=none")).query(".files")


@pytest.mark.parametrize("topic", ["a%0d%0aX:y", "%E4%BD%A0", "a%22b", "x" * 3000])
def test_file_names_contain_only_safe_characters(app: Flask, topic: str) -> None:
    fill(app, record())
    answer = app.test_client().get(f"/publications.bib?topic={topic}")
    assert answer.status_code == 200
    name = answer.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,80}\.bib"', name)


@pytest.mark.parametrize(
    "address", ["/publications.bib?versions=all", "/publications/on-tides.bib?versions=all"]
)
def test_only_the_owner_gets_what_bibtex_cannot_express(
    app: Flask, client: FlaskClient, address: str
) -> None:
    owner = sign_in(app)
    assert "vitae = {" in owner.get(address).text
    public = client.get(address)
    assert "vitae" not in public.text
    assert "vitae" not in client.get("/publications/on-tides/cite").text
    assert "vitae = {" in owner.get(address, headers={"If-None-Match": public.headers["ETag"]}).text
    assert owner.get(address).headers["Cache-Control"] == "no-store"


def test_the_source_of_an_import_from_another_site_is_cleaned(
    app: Flask, client: FlaskClient
) -> None:
    source = '@misc{k,\n  title = {Silt},\n  vitae = {{"work":{"is":"silt","was":null}}},\n}'
    fill(app, record(title="Silt", source=source))
    assert client.get("/publications/silt.bib?raw=1").text == "@misc{k,\n  title = {Silt},\n  }\n"


def test_files_and_data_link_to_the_pdfs_of_a_work(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="On tides"))
    attach(app, "paper")
    address = "http://localhost/publications/on-tides/paper.pdf"
    for suffix in ("bib", "ris", "json", "csv"):
        for file in (f"/publications.{suffix}", f"/publications/on-tides.{suffix}"):
            assert address in client.get(file).text.replace("\\_", "_"), file
    app.config["SITE_URL"] = "https://ada.example"
    assert "https://ada.example/publications/on-tides/paper.pdf" in (
        client.get("/publications.bib").text
    )
