"""The number of SQL statements of a page, whatever its language."""

import pytest
from flask import Flask

from app.services import cache
from tests.support.database import statements
from tests.support.factories import fill, many
from tests.support.languages import speak
from tests.support.sections import TALKS

# What is counted for a choice takes one more, and so do the texts in other languages after a save,
# and the titles among them by which the list is sorted.
MOST = {"/": 10, "/?page=2": 10, "/?topic=topic-1": 11, "/?q=study": 11, "/?sort=title": 12}


@pytest.mark.parametrize("tag", ["", "/fr"])
@pytest.mark.parametrize("address", MOST)
def test_the_profile_page_takes_few_statements(app: Flask, tag: str, address: str) -> None:
    fill(app, *many(12), people=[{"level": "PhD"}, {"name": "Kim Li"}], sections=[TALKS])
    speak(app, "en", "fr")
    app.extensions.pop(cache.EXTENSION, None)
    with statements(app) as sent:
        app.test_client().get(f"{tag}{address}")
    reads = [statement for statement in sent if statement.startswith(("SELECT", "WITH"))]
    assert 4 <= len(reads) <= MOST[address]
