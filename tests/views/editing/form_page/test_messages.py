"""Messages: no changes, redo, one work, too large, the current page."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.factories import fill, many, record
from tests.support.form_posts import opened, read, send
from tests.support.pages import attribute, page, texts
from tests.support.sections import AWARD, SECTIONS

SAVED = [
    "/edit/profile",
    "/edit/biography",
    "/edit/works/on-tides",
    "/edit/people/1",
    "/edit/topics/1",
    "/edit/sections/1",
    AWARD,
]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal"}]
    works = record(topics=["Tides"]), record(title="Salt")
    fill(app, *works, people=people, sections=SECTIONS)
    return sign_in(app)


@pytest.mark.parametrize("address", [*SAVED, *(f"/fragments{address}" for address in SAVED)])
def test_saving_without_changes_says_so(owner: FlaskClient, address: str) -> None:
    answer = owner.post(address, data=opened(owner, address))
    if answer.status_code == 303:
        answer = owner.get(answer.location)
    assert texts(read(answer, address), ".saved") == ["No changes to save."]


def test_undo_in_the_works_table_offers_redo(owner: FlaskClient) -> None:
    data = {"token": token(owner), "do": "draft", "works": "1", "key": "k"}
    done = page(owner.get(owner.post("/edit/works", data=data).location))
    assert texts(done, ".saved button") == ["Undo"]
    (do,) = attribute(done, ".saved button", "value")
    undone = page(owner.get(owner.post("/edit/works", data={**data, "do": do}).location))
    assert texts(undone, ".saved button") == ["Redo"]


def test_the_delete_confirmation_uses_the_singular_for_one_work(owner: FlaskClient) -> None:
    data = {"token": token(owner), "do": "delete", "works": "1"}
    tree = page(owner.post("/edit/works", data=data))
    assert texts(tree, ".going h2, .going form > p")[:2] == [
        "Delete 1 work?",
        "This deletes the work with all versions, authors and links. You can undo it.",
    ]


def test_an_oversized_request_is_refused_with_the_limit(owner: FlaskClient) -> None:
    answer = owner.post("/edit/works", data=b"x" * 17 * 2**20, content_type="text/plain")
    assert answer.status_code == 413
    assert "The limit is 16 MB" in answer.text


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/", "View site"),
        ("/edit/works", "Works"),
        ("/edit/works/on-tides/join", "Works"),
        ("/edit/new/work", "Add a work"),
        ("/edit/people/1", "People"),
        ("/edit/people/names", "People"),
        ("/edit/topics", "Topics"),
        ("/edit/sections", "Sections"),
        (AWARD, "Sections"),
        ("/edit/new/section", "Sections"),
        ("/edit/trash", "History"),
        ("/edit/accounts", "Account"),
        ("/edit/import", "Import"),
        ("/edit/health", "Health"),
        ("/edit/duplicates", "Works"),
        ("/edit/duplicates/kept", "Works"),
    ],
)
def test_the_editing_bar_marks_the_current_page(
    owner: FlaskClient, address: str, name: str
) -> None:
    assert texts(page(owner.get(address)), ".bar [aria-current=page]") == [name]


def test_the_more_fields_section_stays_open_after_input(owner: FlaskClient) -> None:
    address = "/edit/works/on-tides"
    assert attribute(page(owner.get(address)), "details.more-fields[open]", "class") == []
    answer = send(owner, address, do="links.add", pages="1–9")
    assert attribute(page(answer), "details.more-fields[open]", "class") == ["more-fields"]


def test_the_portrait_edit_link_loads_the_form_in_place(owner: FlaskClient) -> None:
    assert (
        attribute(page(owner.get("/")), "#about .edit", "hx-get")[1] == "/fragments/edit/portrait"
    )


@pytest.mark.slow
def test_a_form_offers_undo_only_for_changes_to_its_own_record(app: Flask) -> None:
    fill(app, *many(3))
    owner = sign_in(app)
    form = "/edit/works/study-number-1"
    assert texts(page(owner.get(form)), ".last button") == []
    send(owner, form, title="Other", new_topics="Salt", venue="Journal of Salt")
    assert texts(page(owner.get(form)), ".last button") == ["Undo"]
    data = {"token": token(owner), "do": "draft", "works": ["1", "2"], "key": "k"}
    owner.post("/edit/works", data=data)
    assert "Hid 2 works from visitors" in texts(page(owner.get(form)), ".last span")[0]
    assert texts(page(owner.get(form)), ".last button") == []
    owner.post("/edit/topics/1/deletion", data={"token": token(owner)})
    assert texts(page(owner.get("/edit/profile")), ".last button") == []


@pytest.mark.parametrize("address", ["/edit/profile", "/edit/works/on-tides"])
def test_an_invalid_link_is_named_and_its_input_is_marked(owner: FlaskClient, address: str) -> None:
    kind = "web"
    rows = {"links-0-url": "https://a.example", "links-1-url": "a example", "links-1-kind": kind}
    answer = send(owner, address, **rows, **{"links-0-kind": kind})
    tree = read(answer, address)
    assert texts(tree, ".wrongs li")[0].startswith("Links: Link 2: the address must begin")
    (wrong,) = attribute(tree, "input[aria-invalid=true]", "name")
    assert wrong == "links-1-url"
    (focused,) = attribute(tree, "form.owners [autofocus]", "name")
    assert focused == "links-1-url"
    (to,) = attribute(tree, ".wrongs a", "href")
    assert to == f"#{attribute(tree, f'[name={wrong}]', 'id')[0]}"
