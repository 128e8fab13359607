"""Live previews of titles and abstracts, with a message about what is not closed."""

import pytest
from flask import Flask

from tests.support.accounts import sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import send
from tests.support.pages import attribute, fragment, one, page, texts

UNCLOSED = "The $ in “$x^2” is not closed."


@pytest.mark.parametrize("name", ["title", "abstract"])
def test_an_unclosed_formula_is_reported_beside_the_preview(app: Flask, name: str) -> None:
    fill(app, record())
    owner = sign_in(app)
    tree = page(owner.get("/edit/works/on-tides"))
    (address,) = attribute(tree, f"[name={name}]", "hx-post")
    assert texts(fragment(owner.post(address, data={name: "Of $x$"})), ".unclosed") == []
    preview = fragment(owner.post(address, data={name: "Of $x^2 & <tides>"}))
    assert texts(preview, ".prose") == ["Of $x^2 & <tides>"]
    assert texts(preview, ".unclosed") == ["The $ in “$x^2 & <tides>” is not closed."]


def test_an_unclosed_formula_can_be_saved(app: Flask) -> None:
    fill(app, record())
    owner = sign_in(app)
    assert send(owner, "/edit/works/on-tides", title="Of $x^2").status_code == 303
    tree = page(owner.get("/edit/works/on-tides"))
    assert one(tree, "[name=title]").attrs["value"] == "Of $x^2"
    assert texts(tree, ".unclosed") == [UNCLOSED]


@pytest.mark.parametrize(
    ("kind", "name", "limit"),
    [
        ("latex", "title", 2_000),
        ("latex", "abstract", 200_000),
        ("markdown", "biography", 50_000),
    ],
)
def test_a_preview_has_the_limit_of_its_field(app: Flask, kind: str, name: str, limit: int) -> None:
    fill(app)
    owner, address = sign_in(app), f"/fragments/edit/preview/{kind}?field={name}"
    longest = owner.post(address, data={name: "x" * limit})
    assert texts(fragment(longest), ".prose") == ["x" * limit]
    longer = owner.post(address, data={name: "x" * (limit + 1)})
    refusal = f"At most {limit:,} characters; this has {limit + 1:,}."
    assert (longer.status_code, texts(fragment(longer), ".unclosed")) == (200, [refusal])


@pytest.mark.parametrize("name", ["", "none", "authors", "validate", "key"])
def test_only_fields_for_long_texts_are_previewed(app: Flask, name: str) -> None:
    fill(app)
    address = f"/fragments/edit/preview/latex?field={name}"
    assert sign_in(app).post(address, data={name: "x"}).status_code == 400


def test_a_form_with_too_long_a_text_shows_no_preview_of_it(app: Flask) -> None:
    fill(app, record())
    answer = send(sign_in(app), "/edit/biography", biography='"' * 200_000)
    refusal = "At most 50,000 characters; this has 200,000."
    assert texts(page(answer), ".preview .unclosed") == [refusal]


def test_many_quotes_stay_straight(app: Flask) -> None:
    fill(app)
    owner, address = sign_in(app), "/fragments/edit/preview/markdown?field=biography"
    few = owner.post(address, data={"biography": 'My "tides".'})
    assert texts(fragment(few), ".prose") == ["My “tides”."]
    many = owner.post(address, data={"biography": '"' * 50_000})
    assert texts(fragment(many), ".prose") == ['"' * 50_000]
