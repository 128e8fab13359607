"""The number of SQL statements of a page, whatever its language."""

import pytest
from flask import Flask

from app.services import cache
from tests.support.database import statements
from tests.support.factories import fill, many
from tests.support.languages import speak

MOST = 10


@pytest.mark.parametrize("tag", ["", "/fr"])
def test_the_profile_page_takes_few_statements(app: Flask, tag: str) -> None:
    fill(app, *many(12), people=[{"level": "PhD"}, {"name": "Kim Li"}])
    speak(app, "en", "fr")
    app.extensions.pop(cache.EXTENSION, None)
    for address in ("/", "/?topic=topic-1", "/?page=2"):
        with statements(app) as sent:
            app.test_client().get(f"{tag}{address}")
        reads = [statement for statement in sent if statement.startswith(("SELECT", "WITH"))]
        assert 2 <= len(reads) <= MOST, address
