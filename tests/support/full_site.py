"""A site that has something in every table, and all that a database holds."""

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import Engine, select

from app.database import Base, db, full_text
from app.models import (
    DismissedDuplicate,
    DismissedNames,
    LinkCheck,
    LinkRun,
    LinkState,
    LookupHost,
    Purge,
    Role,
    SignInAttempt,
    WorkSlug,
    now,
)
from app.services import cache
from app.services.accounts import invitations, sessions
from app.services.actor import TERMINAL
from app.services.catalog.translations import tables, texts
from app.services.editing import portrait, topics, works
from app.services.editing.portrait import Square
from tests.support.accounts import make_owner
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.imports import stage
from tests.support.pdf_files import attach
from tests.support.personal import PEOPLE
from tests.support.sections import SECTIONS, TALKS
from tests.support.two_step import turn_on

TITLES = ("Ωκεανός", "\U0001f30a waves", "100% \\emph{salt} & 'wind'", "Zoë's “sea”")
PROFILE = {
    "biography": "I study *tides*.\n\n\\# 'quoted' \"text\" 50% \u2028 :name $1 {braces}",
    "other_names": ["A. Roe"],
    "research_topics": ["Salt"],
    "email": "ada@roe.example",
    "links": [{"label": "Ωeb", "url": "https://roe.example/?a=1&b='2'"}],
}
# These stand for the site among its caches, and a copy has others.
RENEWED = {"changes", "lineage"}


def fill_every_table(app: Flask) -> None:
    """Fill the site, and delete some of it again."""
    tides = record(
        topics=["Tides", "Salt"], abstract=LONG_ABSTRACT, links=[{"url": "https://a.example"}]
    )
    others = [record(title=title, topics=["Brine"], doi=f"10.1000/{n}") for n, title in _numbered()]
    last = record(title="Last of all", doi="10.1000/last")
    people = [*PEOPLE, {"level": "PhD", "started_on": "2020-09-30"}]
    sections = [*SECTIONS, TALKS]
    fill(app, tides, PREPRINT, *others, last, people=people, sections=sections, profile=PROFILE)
    attach(app, "paper", "slides")
    stage(app, record(title="Not yet imported"), tides)
    _add_accounts(app)
    with app.app_context():
        _add_rows()
        portrait.save([Square("image/jpeg", 8, bytes(range(256)))], TERMINAL, None)
        topics.merge(_topic("Brine"), _topic("Salt"), TERMINAL)
        # Their ids must not be given again.
        works.delete("last-of-all", TERMINAL, None)
        topics.delete(_topic("Tides"), TERMINAL)


def all_rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table as the site reads it, whatever the database."""
    with engine.connect().execution_options(reading=True) as connection:
        every = (*Base.metadata.sorted_tables, full_text.TABLE)
        found = {one.name: connection.execute(select(one)).mappings().all() for one in every}
    return {
        name: sorted(({k: row[k] for k in row if k not in RENEWED} for row in rows), key=repr)
        for name, rows in found.items()
    }


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(TITLES))


def _add_accounts(app: Flask) -> None:
    turn_on(app)
    owner = make_owner(app)
    make_owner(app, "editor@site.example", role=Role.EDITOR)
    with app.app_context():
        sessions.start(owner, "Firefox on Linux", remembered=True)
        invitations.invite(Role.EDITOR)


def _add_rows() -> None:
    moment = now().replace(microsecond=1)
    moved = "https://b.example/"
    db.session.add_all(
        [
            DismissedDuplicate(one_id=1, other_id=3, who="owner@site.example"),
            DismissedNames(one="kim-li", other="kim-lo", who="owner@site.example"),
            LinkCheck(url="https://a.example/", state=LinkState.MOVED, moved_to=moved),
            LookupHost(host="doi.example", free_at=moment),
            Purge(tried_at=moment, error="refused"),
            LinkRun(started_at=moment, finished_at=moment + timedelta(hours=1), done=1, total=1),
            SignInAttempt(email_hash="ab", address="203.0.113.7", device=None),
            WorkSlug(slug="of-old", work_id=1),
        ]
    )
    for table in tables.TABLES:
        record_id = _topic("Salt") if table is tables.TOPIC else 1
        french = {f"{name}.fr": f"L’*océan*, {name}" for name in table.fields}
        arabic = {f"{name}.ar": f"المحيط {name}" for name in table.fields}
        texts.write_texts(table, record_id, french | arabic)
    cache.commit()


def _topic(name: str) -> int:
    found = topics.topic_named(name)
    assert found, name
    return found.id
