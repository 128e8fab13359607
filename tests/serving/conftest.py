"""A site of thirty works, served without a network."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.serving.front import Front
from tests.support.factories import fill, many


@pytest.fixture
def site(own_app: Flask) -> Flask:
    fill(own_app, *many(30))
    return own_app


@pytest.fixture
def front(site: Flask) -> Iterator[Front]:
    served = Front(site)
    yield served
    served.close()
