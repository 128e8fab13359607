"""The list down to a work, for addresses that end with its name."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import fill, many
from tests.support.pages import attribute, fragment, texts


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("study-number-0/list", "/"),
        ("study-number-24/list", "/"),
        ("study-number-25/list", "/?page=2"),
        ("study-number-59/list?page=1", "/?page=3"),
        ("study-number-59/list?sort=oldest", "/?sort=oldest"),
        ("study-number-0/list?topic=topic-0&group=type", "/?topic=topic-0&group=type"),
        ("study-number-40/list?topic=topic-0&view=compact", "/?view=compact&page=2"),
        ("study-number-30/list?q=none", "/?page=2"),
        ("study-number-30/list?q=number&sort=relevance", "/?page=2"),
    ],
)
def test_the_list_reaches_down_to_the_work(
    app: Flask, client: FlaskClient, asked: str, address: str
) -> None:
    fill(app, *many(60))
    response = client.get(f"/fragments/publications/{asked}")
    slug = asked.partition("/")[0]
    assert response.headers["HX-Replace-Url"] == f"{address}#{slug}"
    assert response.headers["Link"] == f'<http://localhost{address}>; rel="canonical"'
    assert f"/publications/{slug}" in attribute(fragment(response), "h4 a", "href")
    alone = fragment(client.get(f"/fragments/publications{address[1:]}"))
    assert texts(fragment(response), "#works h4") == texts(alone, "#works h4")


def test_names_of_no_work_and_of_drafts_are_answered_with_nothing(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, *many(2), works=[{"work": "study-number-1", "state": "draft"}])
    for name in ("people", "study-number-1"):
        response = client.get(f"/fragments/publications/{name}/list")
        assert (response.status_code, response.data) == (204, b"")


def test_a_former_name_leads_to_the_work(app: Flask, client: FlaskClient) -> None:
    fill(app, *many(2), works=[{"work": "study-number-1", "former": ["older-name"]}])
    response = client.get("/fragments/publications/older-name/list")
    assert response.headers["HX-Replace-Url"] == "/#study-number-1"
