"""The versions of a work: shown, split off, removed and added, as pages and in place."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import Element

from app.database import db
from app.models import Publication, Revision
from app.services.catalog import version_order
from tests.support.accounts import sign_in, token
from tests.support.database import rows
from tests.support.database import versions as titles_and_years
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import complaints, filled, opened, read, send
from tests.support.pages import attribute, content, fragment, matches, one, page, texts
from tests.support.undo import undo_last

LIST = "/fragments/edit/works/on-tides/versions"
NEW = ["/edit/works/on-tides/versions/new", "/fragments/edit/works/on-tides/versions/new"]
TWO = [("On tides", 2024), ("On tides", 2023)]
ACTS = ["shown", "split", "deletion"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(doi="10.1000/tides"), PREPRINT, record(title="Salt", doi="10.1000/salt"))
    return sign_in(app)


def ids(app: Flask, slug: str = "on-tides") -> list[int]:
    with app.app_context():
        return [publication.id for publication in version_order.work_at(slug).publications]


def buttons(owner: FlaskClient, address: str = LIST) -> Iterator[tuple[str, Element]]:
    for form in matches(fragment(owner.get(address)), ".version-acts form"):
        yield content(one(form, "button")), form


def button_request(owner: FlaskClient, words: str, *, in_place: bool) -> tuple[str, dict[str, str]]:
    """Return the URL and data of a button in the list."""
    form = next(form for name, form in buttons(owner) if name.startswith(words))
    sent = {i.attrs["name"] or "": i.attrs["value"] or "" for i in matches(form, "input")}
    return form.attrs["hx-post" if in_place else "action"] or "", sent


def test_the_list_shows_each_version_with_its_actions(owner: FlaskClient) -> None:
    tree = fragment(owner.get(LIST))
    assert texts(tree, "section.versions-of li > p:first-child") == [
        "Journal of Tides, 2024 shown in the list",
        "arXiv 2301.00001, 2023",
    ]
    assert [texts(row, ".version-acts button, .version-acts a") for row in matches(tree, "li")] == [
        ["Edit: Journal of Tides, 2024"],
        [
            f"{words}: arXiv 2301.00001, 2023"
            for words in ("Show in the list", "Split off", "Remove", "Edit")
        ],
    ]
    edits = attribute(tree, ".version-acts a", "href")
    assert edits[0].startswith("/edit/works/on-tides?version=")
    assert texts(tree, ".further a") == ["Add a version", "Join with another work"]


@pytest.mark.parametrize("in_place", [False, True])
@pytest.mark.parametrize(
    ("words", "left", "said"),
    [
        (
            "Show",
            [TWO[::-1], [("Salt", 2024)]],
            "Chose “arXiv 2301.00001, 2023” as the shown version of “On tides”.",
        ),
        (
            "Split",
            [TWO[:1], [("Salt", 2024)], TWO[1:]],
            "Split “arXiv 2301.00001, 2023” off “On tides”.",
        ),
        (
            "Remove",
            [TWO[:1], [("Salt", 2024)]],
            "Removed the version “arXiv 2301.00001, 2023” of “On tides”.",
        ),
    ],
)
def test_each_action_shows_a_message_and_can_be_undone(
    app: Flask, owner: FlaskClient, words: str, left: list[object], said: str, *, in_place: bool
) -> None:
    before = titles_and_years(app)
    address, sent = button_request(owner, words, in_place=in_place)
    answer = owner.post(address, data=sent)
    assert titles_and_years(app) == left
    if in_place:
        tree = fragment(answer)
        assert one(tree, "section.versions-of").attrs["id"] == "versions-1"
        assert texts(tree, ".saved span") == [said]
        assert attribute(tree, ".saved form", "action")[0].endswith("/undo")
    else:
        assert answer.status_code == 303
        assert answer.location.startswith("/edit/works/on-tides?done=")
    undo_last(app)
    assert titles_and_years(app) == before


@pytest.mark.parametrize("words", ["Show", "Split", "Remove"])
def test_a_button_pressed_twice_acts_once(app: Flask, owner: FlaskClient, words: str) -> None:
    with app.app_context():
        before = rows(Revision)
    address, sent = button_request(owner, words, in_place=True)
    answers = [owner.post(address, data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert texts(fragment(answers[1]), ".saved") == texts(fragment(answers[0]), ".saved")
    with app.app_context():
        assert rows(Revision) == before + 1


def test_the_shown_version_can_be_split_off(app: Flask, owner: FlaskClient) -> None:
    shown = ids(app)[0]
    sent = {"token": token(owner)}
    owner.post(f"/edit/works/on-tides/versions/{shown}/split", data=sent)
    assert titles_and_years(app) == [TWO[1:], [("Salt", 2024)], TWO[:1]]
    assert app.test_client().get("/publications/on-tides-2").status_code == 200


@pytest.mark.parametrize("start", ["", "/fragments"])
@pytest.mark.parametrize("act", ACTS)
def test_a_missing_work_or_version_is_not_found(
    app: Flask, owner: FlaskClient, act: str, start: str
) -> None:
    sent, of_salt, of_tides = {"token": token(owner)}, ids(app, "salt")[0], ids(app)[1]
    for work, version in [
        ("on-tides", of_salt),
        ("on-tides", 999),
        ("on-tides", 10**30),
        ("nowhere", of_tides),
    ]:
        address = f"{start}/edit/works/{work}/versions/{version}/{act}"
        assert owner.post(address, data=sent).status_code == 404, address
    assert titles_and_years(app) == [TWO, [("Salt", 2024)]]


@pytest.mark.parametrize("act", ACTS)
def test_a_wrong_token_or_method_does_nothing(app: Flask, owner: FlaskClient, act: str) -> None:
    address = f"/edit/works/on-tides/versions/{ids(app)[1]}/{act}"
    assert owner.post(address, data={"token": "wrong"}).status_code in {400, 403}
    assert owner.post(address).status_code in {400, 403}
    assert owner.get(address).status_code == 405
    assert app.test_client().post(address).status_code == 401
    assert titles_and_years(app) == [TWO, [("Salt", 2024)]]


@pytest.mark.parametrize("start", ["", "/fragments"])
@pytest.mark.parametrize("act", ["split", "deletion"])
def test_splitting_or_removing_the_only_version_is_refused(
    app: Flask, owner: FlaskClient, act: str, start: str
) -> None:
    address = f"{start}/edit/works/salt/versions/{ids(app, 'salt')[0]}/{act}"
    answer = owner.post(address, data={"token": token(owner)})
    assert answer.status_code == 422
    tree = read(answer, address)
    assert "only version" in texts(tree, "#versions-2 .wrongs")[0]
    assert titles_and_years(app) == [TWO, [("Salt", 2024)]]


@pytest.mark.parametrize("address", NEW)
def test_an_added_version_gets_the_authors_of_the_shown_version(
    app: Flask, owner: FlaskClient, address: str
) -> None:
    form = opened(owner, address)
    assert (form["title"], form["type"]) == ("On tides", "")
    answer = send(
        owner,
        address,
        title="On \\emph{tides}",
        type="thesis",
        genre="Master's thesis",
        status="in-press",
        venue="University",
        year="2022",
        doi="https://doi.org/10.1000/THESIS",
        arxiv_id="https://arxiv.org/abs/2410.08811v3",
    )
    with app.app_context():
        added = db.session.get_one(Publication, rows(Publication))
        assert (added.title, added.year, added.doi) == ("On \\emph{tides}", 2022, "10.1000/thesis")
        assert (added.arxiv_id, added.title_text) == ("2410.08811", "On tides")
        assert (added.genre, added.status) == ("Master's thesis", "in-press")
        assert added.venue
        assert added.venue.name == "University"
        assert [a.name_as_published for a in added.authorships] == ["Ada Roe", "Kim Li"]
        assert "<strong>Ada Roe</strong>" in added.authors_html
    if address == NEW[0]:
        assert answer.location.startswith("/edit/works/on-tides?done=")
    else:
        tree = fragment(answer)
        assert texts(tree, ".saved span") == ["Added a version of “On tides”."]
        assert len(matches(tree, "#versions-1 li")) == 3
    undo_last(app)
    assert titles_and_years(app) == [TWO, [("Salt", 2024)]]


@pytest.mark.parametrize("address", [pytest.param(NEW[0], marks=pytest.mark.slow), NEW[1]])
@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"title": " \u200b "}, "A version needs a title."),
        ({"title": "x" * 2001}, "At most 2,000 characters."),
        ({"type": ""}, "Choose the type of publication."),
        ({"type": "poem"}, "Not a valid choice."),
        ({"year": "99999"}, "Enter a year from"),
        ({"year": "0"}, "Enter a year from"),
        ({"year": "soon"}, "Enter digits only."),
        ({"doi": "tides"}, "Enter a DOI such as"),
        ({"doi": "10.1000/Salt"}, "“Salt” already has this DOI."),
        ({"arxiv_id": "99"}, "Enter an arXiv number such as"),
    ],
)
def test_an_invalid_field_shows_an_error_and_keeps_the_input(
    app: Flask, owner: FlaskClient, address: str, typed: dict[str, str], complaint: str
) -> None:
    answer = send(owner, address, **{"venue": "Kept", "type": "thesis", **typed})
    assert answer.status_code == 422
    tree = read(answer, address)
    assert complaint in complaints(tree)[0]
    assert filled(answer, address)["venue"] == "Kept"
    assert titles_and_years(app) == [TWO, [("Salt", 2024)]]


def test_a_doi_of_another_work_offers_to_join_it(owner: FlaskClient) -> None:
    tree = page(send(owner, NEW[0], type="thesis", doi="10.1000/salt"))
    assert attribute(tree, ".field a", "href") == ["/edit/works/on-tides/join?with=salt"]
    own = page(send(owner, NEW[0], type="thesis", doi="10.1000/tides"))
    assert not matches(own, ".field a")


def test_a_repeated_submission_adds_one_version(app: Flask, owner: FlaskClient) -> None:
    values = opened(owner, NEW[1])
    values["type"] = "thesis"
    assert [owner.post(NEW[1], data=values).status_code for _ in range(2)] == [200, 200]
    assert len(ids(app)) == 3


def test_versions_of_a_missing_work_are_not_found(owner: FlaskClient) -> None:
    for address in (LIST, *NEW):
        assert owner.get(address.replace("on-tides", "nowhere")).status_code == 404
