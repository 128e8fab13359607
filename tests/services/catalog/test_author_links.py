"""Names in stored author lists become links to people's pages, and nothing else does."""

import pytest
from flask import Flask

from app.services.catalog.author_links import linked_authors, pages_by_name
from app.translations.current import in_language

PAGES = pages_by_name(
    [("kim-li", "Kim Li"), ("zoe-ng", "Zoë Ng"), ("bo-ek", "Bo Ek"), ("bo-ek", "B. Ek")]
)
KIM = '<a href="/p/people/kim-li">Kim Li</a>'


@pytest.mark.parametrize(
    ("line", "linked"),
    [
        ("Kim Li", KIM),
        ("<strong>Ada Roe</strong>, Kim Li, Tom Wu", f"<strong>Ada Roe</strong>, {KIM}, Tom Wu"),
        ("Kim Li<sup>*†</sup>, A. Wu", f"{KIM}<sup>*†</sup>, A. Wu"),
        ("Kim Li (ed.)", f"{KIM} (ed.)"),
        ("Zoë Ng", '<a href="/p/people/zoe-ng">Zoë Ng</a>'),
        ("Zo&#235; Ng", '<a href="/p/people/zoe-ng">Zo&#235; Ng</a>'),
        ("B. Ek, B. Wu", '<a href="/p/people/bo-ek">B. Ek</a>, B. Wu'),
        ("<mark>Kim</mark> Li", '<a href="/p/people/kim-li"><mark>Kim</mark> Li</a>'),
        # What isn't a plain name stays as it is: a link around half an element would break it.
        ("<strong>Kim Li</strong>", "<strong>Kim Li</strong>"),
        ("<em>Kim Li, Bo Wu</em>", "<em>Kim Li, Bo Wu</em>"),
        ("<mark>Kim Li", "<mark>Kim Li"),
        ("Kim Li Jr., K. Li", "Kim Li Jr., K. Li"),
        ("", ""),
    ],
)
def test_names_of_people_with_pages_are_links(line: str, linked: str) -> None:
    assert linked_authors(line, PAGES, "/p/people/{}".format) == linked


def test_without_pages_the_line_is_unchanged() -> None:
    assert linked_authors("Kim Li, Bo Ek", {}, "/people/{}".format) == "Kim Li, Bo Ek"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Kim Li (ed.), Bo (ed.)", f"{KIM} (dir.), Bo (dir.)"),
        ("<strong>Ada Roe</strong> (trans.)", "<strong>Ada Roe</strong> (trad.)"),
        ("Kim Li<sup>*</sup> (ed.), … , Bo", f"{KIM}<sup>*</sup> (dir.), … , Bo"),
        ("The (ed.) team", "The (ed.) team"),
    ],
)
def test_roles_are_in_the_words_of_the_page(app: Flask, line: str, shown: str) -> None:
    with app.app_context(), in_language("fr"):
        assert linked_authors(line, PAGES, "/p/people/{}".format) == shown
        assert linked_authors("A. Wu (ed.)", {}, "/people/{}".format) == "A. Wu (dir.)"
    assert linked_authors("A. Wu (ed.)", {}, "/people/{}".format) == "A. Wu (ed.)"
