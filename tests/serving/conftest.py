"""A site of thirty works, served without a network."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import Revision
from app.serving.front import Front
from tests.support.factories import fill, many


@pytest.fixture
def site(own_app: Flask) -> Flask:
    fill(own_app, *many(30))
    with own_app.app_context():
        # In the second of a change, answers have no Last-Modified yet.
        db.session.execute(update(Revision).values(made_at=datetime(2024, 9, 30, tzinfo=UTC)))
        db.session.commit()
    return own_app


@pytest.fixture
def front(site: Flask) -> Iterator[Front]:
    served = Front(site)
    yield served
    served.close()
