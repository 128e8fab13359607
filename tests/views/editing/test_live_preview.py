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
