"""The facets of the works table: links, pills, and all values of a facet."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, fragment, one, page, texts

PAGE, FRAGMENT = "/edit/works", "/fragments/edit/works"
FACET, FACET_FRAGMENT = f"{PAGE}/facets", f"{FRAGMENT}/facets"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    crowd = ["Ada Roe", *(f"Bo {letter}k" for letter in "ABCDEFGHIJKL")]
    fill(app, *many(12), record(title="Salt", type="book", year=2021, authors=crowd))
    return sign_in(app)


def test_each_choice_is_a_link_to_the_narrower_table(owner: FlaskClient) -> None:
    tree = page(owner.get(f"{PAGE}?topic=topic-1&missing=doi&sort=title&page=9"))
    assert texts(tree, "#facet-topic a") == ["Topic 1 4"]
    link = one(tree, "#year-2023")
    narrower = "topic=topic-1&year=2023&missing=doi&sort=title"
    assert link.attrs["aria-label"] == "2023: 1"
    assert link.attrs["href"] == f"{PAGE}?{narrower}"
    assert link.attrs["hx-get"] == f"{FRAGMENT}?{narrower}"
    assert texts(page(owner.get(link.attrs["href"] or "")), "tbody th a") == ["Study number 10"]
    assert attribute(tree, "#topic-topic-1", "href") == [f"{PAGE}?missing=doi&sort=title"]


def test_the_search_form_sends_what_is_chosen(owner: FlaskClient) -> None:
    tree = page(owner.get(f"{PAGE}?type=book&year=2021&missing=doi"))
    hidden = "[type=hidden][form=works-filter]"
    assert attribute(tree, hidden, "name") == ["year", "type"]
    assert attribute(tree, hidden, "value") == ["2021", "book"]
    assert attribute(tree, ".range input", "form") == ["works-filter", "works-filter"]
    ranged = page(owner.get(f"{PAGE}?type=book&from=2020&to=2022&missing=&q="))
    assert texts(ranged, ".chosen a") == ["2020–2022 ✕", "Books ✕", "Clear all"]


def test_what_is_chosen_can_be_removed(owner: FlaskClient) -> None:
    answer = owner.get(f"{FRAGMENT}?topic=topic-1&q=study&state=published&sort=oldest")
    tree = fragment(answer)
    assert texts(tree, ".chosen a") == ["Topic 1 ✕", "“study” ✕", "Published ✕", "Clear all"]
    assert attribute(tree, ".chosen a", "href") == [
        f"{PAGE}?q=study&state=published&sort=oldest",
        f"{PAGE}?topic=topic-1&state=published&sort=oldest",
        f"{PAGE}?topic=topic-1&q=study&sort=oldest",
        f"{PAGE}?sort=oldest",
    ]
    assert texts(page(owner.get(PAGE)), ".chosen") == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("topic=sun", "No works have the topic “sun”."),
        ("author=nobody&type=poem", "No works have the type “poem”."),
        ("year=1900", "No works from 1900."),
        ("topic=topic-1&q=nowhere", "No works with these filters match “nowhere”."),
        ("topic=topic-1&type=book", "No works have all of these."),
        ("state=draft", "No works match."),
    ],
)
def test_an_empty_table_says_why(owner: FlaskClient, query: str, words: str) -> None:
    tree = page(owner.get(f"{PAGE}?{query}"))
    assert words in texts(tree, ".message p")
    assert attribute(tree, ".message a", "href") == [PAGE]


def test_further_coauthors_are_a_page_and_a_fragment(owner: FlaskClient) -> None:
    tree = page(owner.get(f"{PAGE}?missing=doi&sort=title"))
    assert texts(tree, "#facet-author .further") == ["5 more …"]
    link = one(tree, "#facet-author .further")
    assert link.attrs["href"] == f"{FACET}/author?missing=doi&sort=title"
    assert link.attrs["hx-get"] == f"{FACET_FRAGMENT}/author?missing=doi&sort=title"
    for tree in (
        page(owner.get(link.attrs["href"] or "")),
        fragment(owner.get(link.attrs["hx-get"] or "")),
    ):
        assert len(attribute(tree, "#author-choices a", "href")) == 13
        assert attribute(tree, "#author-bo-ek", "href") == [
            f"{PAGE}?author=bo-ek&missing=doi&sort=title"
        ]
        assert attribute(tree, ".find", "action") == [f"{FACET}/author"]
        assert attribute(tree, ".find [type=hidden]", "value") == ["doi", "title"]
    found = fragment(owner.get(f"{FACET_FRAGMENT}/author?missing=doi&find=bo+ck"))
    assert texts(found, "a") == ["Bo Ck 1"]
    assert attribute(found, "a", "href") == [f"{PAGE}?author=bo-ck&missing=doi"]


@pytest.mark.parametrize("address", [f"{FACET}/author", f"{FACET_FRAGMENT}/topic"])
def test_visitors_do_not_see_all_values(app: Flask, owner: FlaskClient, address: str) -> None:
    assert owner.get(address).status_code == 200
    answer = app.test_client().get(address)
    assert answer.status_code == (401 if "fragments" in address else 303)
    assert "Topic 1" not in answer.text


def test_all_topics_count_drafts_and_lead_to_the_table(app: Flask, owner: FlaskClient) -> None:
    tree = page(owner.get(f"{FACET}/topic"))
    assert texts(tree, "#topic-choices a") == ["Topic 0 4", "Topic 1 4", "Topic 2 4"]
    assert attribute(tree, "#topic-topic-1", "href") == [f"{PAGE}?topic=topic-1"]
    assert attribute(tree, ".work > p a", "href") == [PAGE]
