from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError, Rule

from app.web import url_rules


@pytest.fixture
def compiled() -> Iterator[list[str]]:
    """The addresses whose links were prepared."""
    made: list[str] = []
    prepare = Rule._compile_builder

    def noted(rule: Rule, *args: bool) -> object:
        made.append(rule.rule)
        return prepare(rule, *args)

    with patch.object(Rule, "_compile_builder", noted):
        yield made


def test_links_are_prepared_when_the_first_one_is_made(compiled: list[str]) -> None:
    app = Flask(__name__, static_folder=None)
    url_rules.configure(app)
    app.add_url_rule("/works/<slug>/<rule>.<any(bib,ris):form>", "file")
    app.add_url_rule("/people", "people")
    assert compiled == []
    with app.test_request_context():
        values: dict[str, Any] = {"slug": "on tides", "rule": "b", "form": "ris"}
        assert url_for("file", **values, self=1) == "/works/on%20tides/b.ris?self=1"
        assert url_for("file", **values) == "/works/on%20tides/b.ris"
        with pytest.raises(BuildError):
            url_for("file", slug="on tides")
    assert compiled == ["/works/<slug>/<rule>.<any(bib,ris):form>"]
