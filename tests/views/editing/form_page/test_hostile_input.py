"""Every editing form and button refuses or cleans hostile input."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.routing import Rule

from app import create_app
from app.database import db
from app.models import Noun
from app.services.history import snapshots
from tests.support.accounts import sign_in, token
from tests.support.addresses import NAMES
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import filled
from tests.support.imports import stage
from tests.support.sections import AWARDS

HOSTILE = {
    "empty": "",
    "spaces": "   ",
    "too long": "x" * 250_000,
    "control characters": "a\x01\x08\x1b\x7f\x9fb",
    "bidi overrides": "a\u202eb\u2066c",
    "NUL": "a\0b",
    "emoji": "🌊👩🏽‍🔬",
    "markup": "<script>alert(1)</script>'\"&",
    "LaTeX": "$\\frac{" * 500,
    "year 0": "0",
    "a large number": "99999",
    "a larger one": "9" * 30,
    "negative": "-1",
    "SQL": "'; DROP TABLE work; --",
    "unknown id": "424242",
    "a host too long to encode": "https://" + "ü" * 60 + ".example",
    "a host that hides a slash": "https://℀.example/",
    "a host written both ways": "https://אa1.example/",
}
# Not content: fields that every browser sends, or that would only end the session.
HIDDEN = {"edited", "token", "key", "version", "seen", "do", "place"}
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def rules() -> list[Rule]:
    app = create_app({"DATABASE_URL": "sqlite://"})
    owners = [r for r in app.url_map.iter_rules() if re.match(r"/(fragments/)?edit(/|$)", r.rule)]
    return [r for r in owners if "POST" in (r.methods or ())]


RULES = rules()
# A confirmation has no fields: tests/views/history/test_erasure.py tests it.
# The start form closes at the first save: tests/views/editing/test_new_site.py tests it.
FORMS = [
    rule
    for rule in RULES
    if "GET" in (rule.methods or ())
    and not rule.endpoint.startswith(("starting.", "history.erasure"))
]
FRAGMENTS = [rule for rule in FORMS if rule.rule.startswith("/fragments/")]


def address(rule: Rule) -> str:
    """Return the URL of a rule for records that exist."""
    missing = rule.arguments - NAMES.keys()
    assert not missing, f"{rule.rule}: say in NAMES what {missing} stand for"
    built = rule.build({name: NAMES[name] for name in rule.arguments})
    assert built
    return built[1]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    people = [{"name": "Kim Li", "level": "PhD", "role": "principal", "started_on": "2022"}]
    links = [{"label": "Code", "url": "https://a.example"}]
    first = record(topics=["Tides"], links=links)
    rest = {"people": people, "profile": {"links": links}, "sections": [AWARDS]}
    fill(app, first, PREPRINT, record(title="Salt"), **rest)
    stage(app, record(title="On kelp"), record(title="Salt", pages="1-9"))
    return sign_in(app)


def everything(app: Flask) -> dict[str, Any]:
    with app.app_context():
        found = {noun: snapshots.take_snapshots(noun, snapshots.every_id(noun)) for noun in Noun}
        db.session.rollback()
    return {str(noun): states for noun, states in found.items()}


def hostile_forms(
    values: MultiDict[str, Any], as_page: bool
) -> Iterator[tuple[str, MultiDict[str, Any]]]:
    """Yield forms with each text in all fields, then with two texts in each field alone."""
    kinds, names = list(HOSTILE), [name for name in values if name not in HIDDEN]
    chosen = [(kind, names) for kind in kinds]
    if not as_page:
        # The page has the same form: single fields are tested only in the fragment.
        chosen += [
            (kinds[(3 * n + k) % len(kinds)], [name])
            for n, name in enumerate(names)
            for k in (0, 1)
        ]
    for kind, where in chosen:
        pairs = values.items(multi=True)
        yield (
            f"{kind} in {', '.join(where)}",
            MultiDict((name, HOSTILE[kind] if name in where else value) for name, value in pairs),
        )


@pytest.mark.slow
@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.rule)
def test_no_form_crashes_or_stores_unwanted_characters(
    app: Flask, owner: FlaskClient, rule: Rule
) -> None:
    where, before = address(rule), everything(app)
    opened = filled(owner.get(where), where)
    for number, (what, values) in enumerate(hostile_forms(opened, where.startswith("/edit"))):
        answer = owner.post(where, data={**values, "key": f"{number}"})
        assert answer.status_code in {200, 303, 413, 422}, what
        after = everything(app)
        assert not UNWANTED.search(str(after)), what
        if after != before:
            assert answer.status_code in {200, 303}, what
            # Undo the change, so that each attempt starts with the same site.
            undo_all(app, owner)
            assert everything(app) == before, what
            opened.setlist("version", filled(owner.get(where), where).getlist("version"))


def undo_all(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        newest = db.session.scalar(db.text("SELECT max(id) FROM revision"))
        db.session.rollback()
    sent = {"token": token(owner), "next": "/edit/history"}
    assert owner.post(f"/edit/history/{newest}/undo", data=sent).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    ["", *(pytest.param(token, marks=pytest.mark.slow) for token in ("wrong", "\0", "é", None))],
    ids=repr,
)
def test_a_wrong_token_changes_nothing(app: Flask, owner: FlaskClient, wrong: str | None) -> None:
    before = everything(app)
    for rule in RULES:
        where = address(rule)
        sent: MultiDict[str, Any] = MultiDict()
        if rule in FORMS and where.startswith("/fragments/"):
            sent = filled(owner.get(where), where)
        sent.poplist("token")
        if wrong is not None:
            sent["token"] = wrong
        answer = owner.post(where, data={**sent, "title": "Eve", "name": "Eve", "do": "delete"})
        # The first code of a two-step sign-in that nobody began leads back to its page.
        refusals = {303} if "two-step/confirmation" in where else {200, 400, 403, 404, 422}
        assert answer.status_code in refusals, where
        assert answer.status_code != 200 or "preview" in where, where
        assert everything(app) == before, where


@pytest.mark.slow
@pytest.mark.parametrize("rule", FRAGMENTS, ids=lambda rule: rule.rule)
def test_missing_and_repeated_fields_do_not_crash(
    app: Flask, owner: FlaskClient, rule: Rule
) -> None:
    where = address(rule)
    values = filled(owner.get(where), where)
    for number, name in enumerate(name for name in values if name not in {"token", "key"}):
        own = MultiDict((k, v) for k, v in values.items(multi=True) if k != "key")
        own["key"] = f"twice {number}"
        twice = MultiDict([*own.items(multi=True), (name, "again")])
        assert owner.post(where, data=twice).status_code in {200, 303, 409, 422}, name
        own["key"] = f"without {number}"
        own.poplist(name)
        assert owner.post(where, data=own).status_code in {200, 303, 409, 422}, name


@pytest.mark.slow
def test_a_wrong_method_is_refused(owner: FlaskClient) -> None:
    for rule in RULES:
        for method in ("PUT", "PATCH", "DELETE"):
            assert owner.open(address(rule), method=method).status_code == 405, rule.rule


@pytest.mark.slow
def test_ten_thousand_authors_are_refused(app: Flask, owner: FlaskClient) -> None:
    where = "/edit/works/on-tides"
    values = filled(owner.get(where), where)
    before = everything(app)
    for number in range(10_000):
        values[f"authors-{number}-name"] = f"Author {number}"
    answer = owner.post(where, data=values)
    assert answer.status_code == 413
    assert "Author 9999" not in answer.text
    assert everything(app) == before


def as_files(values: MultiDict[str, Any], *, but: frozenset[str]) -> list[tuple[str, Any]]:
    """Return what a form sends with each value as a file; some remain texts."""
    pairs = values.items(multi=True)
    return [
        (name, value if name in but else (BytesIO(str(value).encode()), "a.txt"))
        for name, value in pairs
    ]


@pytest.mark.slow
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_files_for_text_fields_are_ignored(owner: FlaskClient, rule: Rule) -> None:
    where = address(rule)
    values: MultiDict[str, Any] = MultiDict({"token": token(owner), "do": "save", "name": "x"})
    if rule in FORMS:
        values.update(filled(owner.get(where), where))
    for but in (frozenset({"token", "do"}), frozenset({"token"}), frozenset[str]()):
        sent = MultiDict(as_files(values, but=but))
        answer = owner.post(where, data=sent, content_type="multipart/form-data")
        assert answer.status_code < 500, where


@pytest.mark.parametrize(
    ("where", "field", "message"),
    [
        ("/edit/portrait", "picture", "Choose a picture."),
        ("/edit/import", "files", "Choose a file, paste text, or enter an identifier"),
    ],
)
def test_texts_for_file_fields_are_ignored(
    owner: FlaskClient, where: str, field: str, message: str
) -> None:
    sent = {**filled(owner.get(where), where), field: "text"}
    answer = owner.post(where, data=sent)
    assert answer.status_code == 422
    assert message in answer.text


@pytest.mark.parametrize("where", ["/sign-in", "/welcome/x", "/edit/biography", "/none"])
def test_visitors_send_files_for_texts_in_vain(app: Flask, where: str) -> None:
    fill(app)
    sent = {name: (BytesIO(b"x"), "a.txt") for name in ("email", "password", "next", "biography")}
    answer = app.test_client().post(where, data=sent)
    assert 400 <= answer.status_code < 500
