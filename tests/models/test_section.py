"""What the database refuses of sections and their entries."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import Section, SectionEntry


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"what": " "}, "what_not_blank"),
        ({"url": "ftp://x"}, "url_http"),
        ({"started_on": "soon"}, "started_on_shape"),
        ({"started_on": "2024-9"}, "started_on_shape"),
        ({"ended_on": "2024/09"}, "ended_on_shape"),
        ({"started_on": "2024-09", "ended_on": "2024-08-31"}, "ends_after_start"),
        ({"section_id": 9}, "(?i)foreign key"),
        ({"work_id": 9}, "(?i)foreign key"),
    ],
)
def test_invalid_entries_are_refused(app: Flask, fields: dict[str, Any], constraint: str) -> None:
    with app.app_context():
        db.session.add(Section(id=1, slug="news", name="News", kind="news"))
        db.session.flush()
        db.session.add(SectionEntry(**{"section_id": 1, "what": "A", **fields}))
        with pytest.raises(IntegrityError, match=constraint):
            db.session.flush()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"name": " "}, "name_not_blank"),
        ({"lists_talks": True}, "only_talks_list_talks"),
        ({"kind": "prizes"}, "kind"),
    ],
)
def test_invalid_sections_are_refused(app: Flask, fields: dict[str, Any], constraint: str) -> None:
    with app.app_context():
        db.session.add(Section(**{"slug": "news", "name": "News", "kind": "news", **fields}))
        with pytest.raises(IntegrityError, match=constraint):
            db.session.flush()
