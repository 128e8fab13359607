import pytest
from flask import Flask
from jinja2 import DictLoader

PAGE = "<ul>\n    <li\n        id=a>{{ text }}</li>\n\n  {% if text %}  b\t\n c{% endif %}\n</ul>\n"
TEXT = "a\n  a\nb\n c"


@pytest.fixture
def rendered(app: Flask) -> dict[str, str]:
    environment = app.jinja_env.overlay(
        loader=DictLoader({"page.html": PAGE, "page.txt": PAGE}), bytecode_cache=None
    )
    return {
        name: environment.get_template(name).render(text=TEXT) for name in ("page.html", "page.txt")
    }


def test_indentation_of_templates_becomes_a_space(rendered: dict[str, str]) -> None:
    assert rendered["page.html"] == f"<ul> <li id=a>{TEXT}</li>   b c </ul>"


def test_text_that_is_no_html_keeps_its_lines(rendered: dict[str, str]) -> None:
    assert "\n    <li\n        id=a>" in rendered["page.txt"]
