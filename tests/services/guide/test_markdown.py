"""Pages of the guide: their HTML, their links at the site, and the text that is searched."""

import pytest
from justhtml import JustHTML

from app.services.guide.markdown import GuidePage, read_page
from tests.support import pages

TEXT = """# Tides

Read [another](moon.md#phases), [the settings](../settings.md) and [all](../README.md).
[Here](#how), [there](https://tides.org/). ![Sea](../../sample/sea.png) <script>x</script>

## How?

- one *thing*

| name | meaning |
|---|---|
| `A` | the <b> |

```sh
flask --app wsgi check  # <all>
```
"""


def tree(page: GuidePage) -> JustHTML:
    return JustHTML(page.html, strict=True, fragment=True, sanitize=False)


@pytest.fixture
def page() -> GuidePage:
    return read_page("sea/tides", TEXT)


def test_links_lead_to_the_pages_at_the_site(page: GuidePage) -> None:
    assert pages.attribute(tree(page), "a", "href") == [
        "../../help/sea/moon#phases",
        "../../help/settings",
        "../../help",
        "#how",
        "https://tides.org/",
    ]
    assert page.pages == ["sea/moon", "settings", ""]


def test_links_of_the_overview_begin_one_folder_higher() -> None:
    overview = read_page("", "# Guide\n\n[Import](import.md)")
    assert pages.attribute(tree(overview), "a", "href") == ["help/import"]


def test_pictures_are_files_of_the_program(page: GuidePage) -> None:
    assert pages.attribute(tree(page), "img", "src") == ["../../help/files/sample/sea.png"]
    assert page.files == ["sample/sea.png"]


def test_the_title_is_apart_and_headings_have_ids(page: GuidePage) -> None:
    assert page.title == "Tides"
    assert "Tides" not in page.html
    assert pages.attribute(tree(page), "h2", "id") == ["how"]
    assert [(part.title, part.anchor) for part in page.contents] == [("How?", "how")]


def test_html_is_text(page: GuidePage) -> None:
    assert "<script" not in page.html
    assert "&lt;script&gt;" in page.html


def test_code_can_be_focused_and_cells_name_their_column(page: GuidePage) -> None:
    assert pages.attribute(tree(page), "pre", "tabindex") == ["0"]
    assert pages.texts(tree(page), "pre") == ["flask --app wsgi check # <all>"]
    assert pages.attribute(tree(page), "td", "data-of") == ["", "meaning"]


def test_each_part_has_its_texts(page: GuidePage) -> None:
    first, second = page.parts
    assert first.texts[0].startswith("Read another, the settings and all. Here, there.")
    assert second.texts == ["one thing", "A · the <b>", "flask --app wsgi check  # <all>\n"]
