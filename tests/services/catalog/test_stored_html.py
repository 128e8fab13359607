"""What is rendered on saving, for sites of before it was stored."""

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Publication, Work, WorkState
from app.services.actor import TERMINAL
from app.services.consistency import check
from app.services.editing import bulk
from tests.support.factories import PREPRINT, fill, record


def coins() -> list[str]:
    return list(db.session.scalars(select(Publication.coins).order_by(Publication.id)))


@pytest.mark.slow
def test_an_upgrade_renders_coins_and_dates_what_visitors_see(app: Flask) -> None:
    fill(app, record(pages="1--9"), PREPRINT, record(title="Salt", doi="10.1000/s"))
    with app.app_context():
        bulk.hide([2], TERMINAL, None)
        before = coins()
        db.session.remove()
        flask_migrate.downgrade(revision="0022")
        flask_migrate.upgrade()
        assert (
            list(db.session.scalars(select(Publication.coins).order_by(Publication.id))) == before
        )
        for work in db.session.scalars(select(Work)):
            is_seen = work.state is WorkState.PUBLISHED
            assert work.visible_since == (work.created_at if is_seen else None)
        assert check.check_site() == []
