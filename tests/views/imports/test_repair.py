"""Correcting unreadable entries in the preview: input is kept, never truncated, and read once."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.imports import entries, stage_text
from tests.support.pages import attribute, one, page, texts

ONE = "/edit/import/1"
BROKEN = "@article{lost,\n  author = {Ada Roe}\n}\n"
MENDED = "@article{lost,\n  title = {Found},\n  author = {Ada Roe}\n}\n"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record())
    return sign_in(app)


def press(client: FlaskClient, do: str, where: str = ONE, **typed: str) -> TestResponse:
    boxes = {f"entry-{name.replace('_', '-')}": text for name, text in typed.items()}
    return client.post(where, data={"token": token(client), "do": do, **boxes})


def test_an_entry_is_corrected_in_the_preview(app: Flask, owner: FlaskClient) -> None:
    stage_text(app, BROKEN, "mine.bib")
    typed = BROKEN.replace("Roe", "Ek").replace("\n", "\r\n")
    still = press(owner, "mend.0", **{"0_source": typed})
    assert still.status_code == 422
    tree = page(still)
    assert "Ek" in one(tree, "textarea[aria-invalid]").to_text()
    assert texts(tree, ".entry .error[role=alert]") == texts(tree, ".entry .error")
    answer = press(owner, "mend.0", **{"0_source": MENDED})
    assert answer.headers["Location"] == f"{ONE}#entry-0"
    assert texts(page(owner.get(ONE)), ".entry h3, .state") == ["New", "Found"]


@pytest.mark.parametrize("do", ["show.new.1", "all.skip.", "topics.none.", "save", "mend.1"])
def test_typed_corrections_are_kept_by_every_button(
    app: Flask, owner: FlaskClient, do: str
) -> None:
    stage_text(app, f"{BROKEN}\n{BROKEN}", "mine.bib")
    press(owner, do, **{"0_source": "@article{lost,\r\n half a title"})
    tree = page(owner.get(ONE))
    assert texts(tree, "#entry-0-source") == ["@article{lost, half a title"]
    press(owner, do, **{"0_source": " "})
    assert texts(page(owner.get(ONE)), "#entry-0-source") == ["@article{lost, half a title"]


def test_text_too_long_for_a_box_is_not_truncated(app: Flask, owner: FlaskClient) -> None:
    long = f"@article{{lost,\n  author = {{{'A' * 21_000}}}\n}}\n"
    stage_text(app, f"{BROKEN}\n{long}", "mine.bib")
    tree = page(owner.get(ONE))
    assert attribute(tree, ".entry textarea", "id") == ["entry-0-source"]
    assert "Correct it in the file" in one(tree, "#entry-1").to_text()
    sources = [entry.source for entry in entries(app, 1)]
    press(owner, "save", **{"0_source": long, "1_source": BROKEN})
    assert [entry.source for entry in entries(app, 1)] == sources


def test_an_entry_corrected_by_another_request_is_not_read_again(
    app: Flask, owner: FlaskClient
) -> None:
    stage_text(app, BROKEN, "mine.bib")
    press(owner, "mend.0", **{"0_source": MENDED})
    answer = press(owner, "mend.0", **{"0_source": MENDED.replace("Found", "Lost")})
    assert answer.status_code == 409
    assert texts(page(answer), ".wrongs[role=alert]") == [
        "This entry has already been corrected. Nothing was changed."
    ]
    assert entries(app, 1)[0].title == "Found"


def test_a_corrected_entry_is_shown_on_its_page(app: Flask, owner: FlaskClient) -> None:
    fine = "\n".join(f"@book{{b{n}, title = {{Book {n}}}}}" for n in range(60))
    stage_text(app, f"{fine}\n{BROKEN}", "mine.bib")
    answer = press(owner, "mend.60", f"{ONE}?state=unreadable", **{"60_source": MENDED})
    assert answer.headers["Location"] == f"{ONE}?page=2#entry-60"


@pytest.mark.parametrize("what", ["mend.", "mend.x", "mend.99", f"mend.{'9' * 30}", "all.burn.x"])
def test_unknown_buttons_change_nothing(app: Flask, owner: FlaskClient, what: str) -> None:
    stage_text(app, BROKEN, "mine.bib")
    assert press(owner, what).status_code == 303
    assert [entry.source.strip() for entry in entries(app, 1)] == [BROKEN.strip()]
