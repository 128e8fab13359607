"""The slug that the variants of a printed name share."""

import pytest

from app.services.catalog.listing.author_names import PrintedAuthor, printed_author


@pytest.mark.parametrize(
    ("printed", "slug", "name"),
    [
        ("Ada B. Roe", "ada-b-roe", "Ada B. Roe"),
        ("Roe, Ada B.", "ada-b-roe", "Ada B. Roe"),
        ("ADA B ROE", "ada-b-roe", "ADA B ROE"),
        ("van Roe, Jr, Ada", "ada-van-roe-jr", "Ada van Roe Jr"),
        ("Ada {van Roe}", "ada-van-roe", "Ada van Roe"),
        (r"G{\"o}del, Kurt", "kurt-godel", "Kurt Gödel"),
        (r"Zo\"e Ng", "zoe-ng", "Zoë Ng"),
        ("Zoe\u0308 Ng", "zoe-ng", "Zoë Ng"),
        ("d'Alembert, Jean", "jean-dalembert", "Jean d'Alembert"),
        ("李 明", "li-ming", "李 明"),
        ("Ольга Иванова", "olga-ivanova", "Ольга Иванова"),
        ("{The Tide Collaboration}", "the-tide-collaboration", "The Tide Collaboration"),
        ("{Tide, Salt and Sons}", "tide-salt-and-sons", "Tide, Salt and Sons"),
        ("Roe", "roe", "Roe"),
    ],
)
def test_variants_have_one_slug(printed: str, slug: str, name: str) -> None:
    assert printed_author(printed) == PrintedAuthor(slug, name)


@pytest.mark.parametrize("printed", ["others", "et al.", "et al", "and others", "…", r"\ldots"])
def test_what_ends_a_list_names_nobody(printed: str) -> None:
    assert printed_author(printed) is None


@pytest.mark.parametrize("printed", ["★", "???", "{}", "-"])
def test_a_name_without_letters_has_a_stable_slug(printed: str) -> None:
    found = printed_author(printed)
    assert found
    assert found.slug.startswith("author-")
    assert len(found.slug) == len("author-") + 8
    assert found.name
    assert printed_author(printed) == found
    assert found.slug != getattr(printed_author("☆"), "slug", "")
