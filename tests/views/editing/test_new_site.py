"""Starting a new site from the sample, and undoing it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.services.loading import document, new_site
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, profile_document, record
from tests.support.form_posts import complaints, opened, send
from tests.support.pages import attribute, fragment, one, page, texts
from tests.views.editing.form_page.test_hostile_input import HOSTILE, UNWANTED


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    with app.app_context():
        document.load_document(profile_document(record()), title=new_site.SAMPLE)
    return sign_in(app)


def offers(client: FlaskClient) -> list[str]:
    return attribute(page(client.get("/")), ".saved > a", "href")


def test_the_sample_is_replaced_by_the_owners_name(app: Flask, owner: FlaskClient) -> None:
    assert offers(owner) == ["/edit/start"]
    answer = send(owner, "/edit/start", name="Kim Li")
    assert answer.status_code == 303
    tree = page(app.test_client().get("/"))
    assert texts(tree, "h1") == ["Kim Li"]
    assert texts(tree, "article") == []
    assert "Started Kim Li's site" in texts(page(owner.get(answer.location)), ".saved")[0]
    assert offers(owner) == []


def test_the_fragment_form_redirects_to_the_new_page(owner: FlaskClient) -> None:
    answer = send(owner, "/fragments/edit/start", name="Kim Li")
    assert answer.headers["HX-Redirect"].startswith("/?done=")


def test_undo_brings_the_sample_back(app: Flask, owner: FlaskClient) -> None:
    before = app.test_client().get("/").data
    send(owner, "/edit/start", name="Kim Li")
    answer = owner.post("/edit/history/2/undo", data={"token": token(owner)})
    assert answer.status_code == 303
    assert app.test_client().get("/").data == before


def test_a_name_is_needed(app: Flask, owner: FlaskClient) -> None:
    answer = send(owner, "/edit/start", name=" ")
    assert answer.status_code == 422
    assert complaints(page(answer)) == ["A profile needs a name."]
    assert texts(page(app.test_client().get("/")), "h1") == ["Ada Roe"]


def test_an_empty_site_offers_starting_to_editors_only(app: Flask) -> None:
    assert offers(sign_in(app)) == ["/edit/start"]
    assert offers(app.test_client()) == []


def test_a_site_with_own_content_does_not_offer_starting(app: Flask) -> None:
    fill(app, record())
    assert offers(sign_in(app)) == []


@pytest.mark.parametrize("address", ["/edit/start", "/fragments/edit/start"])
def test_a_stale_start_form_never_replaces_an_edited_site(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    left_open = opened(owner, address)
    send(owner, "/edit/biography", biography="I swim.")
    left_open["name"] = "Kim Li"
    for answer in (owner.post(address, data=left_open), owner.get(address)):
        assert answer.location == "/" or answer.headers["HX-Redirect"] == "/"
    tree = page(app.test_client().get("/"))
    assert texts(tree, "h1") == ["Ada Roe"]
    assert len(texts(tree, "article")) == 1


def test_a_repeated_submission_redirects_to_the_same_result(owner: FlaskClient) -> None:
    sent = opened(owner, "/edit/start")
    sent["name"] = "Kim Li"
    answers = [owner.post("/edit/start", data=sent) for _ in range(2)]
    assert [answer.location for answer in answers] == ["/?done=2"] * 2


def test_the_replaced_content_is_in_the_trash(owner: FlaskClient) -> None:
    send(owner, "/edit/start", name="Kim Li")
    assert "On tides" in texts(page(owner.get("/edit/trash")), ".history h2")
    sent = {"token": token(owner), "noun": "work", "record": "1"}
    assert owner.post("/edit/trash/2", data=sent).location == "/edit/trash?done=3"
    assert texts(page(owner.get("/")), "article h4") == ["On tides"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_any_name_is_accepted_or_refused_with_a_message(
    app: Flask, owner: FlaskClient, kind: str
) -> None:
    answer = send(owner, "/edit/start", name=HOSTILE[kind])
    assert answer.status_code in {303, 422}
    assert not UNWANTED.search(app.test_client().get("/").text)


def checklist(client: FlaskClient) -> dict[str, str]:
    tree = page(client.get("/"))
    urls = attribute(tree, ".checklist li a", "href")
    return dict(zip(texts(tree, ".checklist li a"), urls, strict=True))


def test_a_new_site_shows_its_owner_what_to_add_until_everything_is_done(
    app: Flask, owner: FlaskClient
) -> None:
    assert checklist(owner) == {"Write a biography": "/edit/biography"}
    send(owner, "/edit/start", name="Kim Li")
    assert checklist(owner) == {
        "Add your position": "/edit/profile#about-position_title",
        "Write a biography": "/edit/biography",
        "Import your publications": "/edit/import",
    }
    assert one(page(owner.get("/edit/profile")), "#about-position_title")
    assert "checklist" not in app.test_client().get("/").text
    send(owner, "/edit/profile", position_title="Professor")
    assert list(checklist(owner)) == ["Write a biography", "Import your publications"]
    saved = fragment(send(owner, "/fragments/edit/biography", biography="I swim."))
    assert texts(saved, "#checklist .finished") == ["Position added", "Biography written"]
    saved = fragment(send(owner, "/fragments/edit/new/work", title="On kelp"))
    assert texts(saved, "#checklist") == [""]
    assert checklist(owner) == {}
