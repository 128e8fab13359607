"""The owner's pages in the language that an account chose."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.pages import attribute, page, texts

BIB = "@article{a, title={Tides}, author={Roe, Ada}, journal={Salt}, year={2020}}"


def in_french(app: Flask) -> FlaskClient:
    client = sign_in(app)
    client.post("/edit/account/language", data={"language": "fr", "token": token(client)})
    return client


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/edit/account", "Votre compte"),
        ("/edit/accounts", "Qui peut modifier ce site"),
        ("/edit/history", "Historique"),
        ("/edit/trash", "Corbeille"),
        ("/edit/health", "État du site"),
        ("/edit/import", "Importer une bibliographie"),
    ],
)
def test_a_page_is_in_the_language_of_the_account(app: Flask, path: str, heading: str) -> None:
    tree = page(in_french(app).get(path))
    assert attribute(tree, "html", "lang") == ["fr"]
    assert texts(tree, "h1") == [heading]


def test_the_form_of_languages_says_in_french_where_it_belongs(app: Flask) -> None:
    fill(app, record())
    tree = page(in_french(app).get("/edit/languages"))
    assert texts(tree, ".membership") == ["Profil"]


def test_the_language_is_confirmed_in_the_new_one(app: Flask) -> None:
    client = in_french(app)
    saved = page(client.get("/edit/account?changed=language"))
    assert texts(saved, ".saved") == ["Enregistré. Langue de ces pages : Français."]


def test_the_text_of_the_guide_is_marked_as_english_within_a_french_page(app: Flask) -> None:
    client = in_french(app)
    tree = page(client.get("/edit/help/import"))
    assert attribute(tree, "html", "lang") == ["fr"]
    assert attribute(tree, "article.prose", "lang") == ["en"]
    assert texts(tree, ".membership a") == ["Aide"]
    english = sign_in(app, "else@site.example").get("/edit/help/import")
    assert attribute(page(english), "article.prose", "lang") == [""]
