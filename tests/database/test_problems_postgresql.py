"""Problems with a PostgreSQL server: each is said in words, and ends without a restart."""

import logging
from collections.abc import Callable, Iterator
from random import Random

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError

from app import create_app
from app.database import db, error_codes, problems
from app.models import Venue
from tests.support.accounts import sign_in
from tests.support.factories import fill
from tests.support.form_posts import opened
from tests.support.pages import page, texts
from tests.support.postgresql import ADMIN, ROLE, Cluster, dsn, execute
from tests.support.server_databases import migrate

BIOGRAPHY = "/edit/biography"
UNREACHABLE = "The site's database can't be reached"
SAVING = "Someone else is saving right now"
# Of letters that repeat too rarely to be compressed.
LONG = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9F00), k=2_000)))  # noqa: S311
Ending = Callable[[], object]


@pytest.fixture(scope="module")
def app(cluster: Cluster) -> Iterator[Flask]:
    url = cluster.create_database("site")
    migrate(url)
    app = create_app({"DATABASE_URL": url})
    fill(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    return sign_in(app)


def url(app: Flask, role: str = ROLE) -> str:
    with app.app_context():
        return db.engine.url.set(username=role).render_as_string(hide_password=False)


def save(owner: FlaskClient, text: str) -> tuple[int, str]:
    """Save a biography; return the code and the heading of the answer, if it has one."""
    answer = owner.post(BIOGRAPHY, data={**opened(owner, BIOGRAPHY), "biography": text})
    return answer.status_code, "".join(texts(page(answer), "main h1") if answer.data else [])


def stopped(cluster: Cluster, _: Flask) -> Ending:
    cluster.stop("kill")
    return cluster.start


def refusing(cluster: Cluster, app: Flask) -> Ending:
    """Let nobody connect, and end all connections."""
    cluster.execute("ALTER DATABASE site ALLOW_CONNECTIONS false")
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'site'"
    cluster.execute(end)
    return lambda: cluster.execute("ALTER DATABASE site ALLOW_CONNECTIONS true")


def renamed(cluster: Cluster, app: Flask) -> Ending:
    cluster.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'site'")
    cluster.execute("ALTER DATABASE site RENAME TO other")
    return lambda: cluster.execute("ALTER DATABASE other RENAME TO site")


def full(cluster: Cluster, app: Flask) -> Ending:
    """Let others use all connections that the role may have."""
    with app.app_context():
        db.engine.dispose()
    cluster.execute(f"ALTER ROLE {ROLE} CONNECTION LIMIT 1")
    other = psycopg.connect(dsn(url(app)))

    def end() -> None:
        other.close()
        cluster.execute(f"ALTER ROLE {ROLE} CONNECTION LIMIT -1")

    return end


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "headings"),
    [
        (stopped, [UNREACHABLE, UNREACHABLE]),
        (refusing, [UNREACHABLE, UNREACHABLE]),
        (renamed, [UNREACHABLE, UNREACHABLE]),
        (full, ["The site is busy right now", SAVING]),
    ],
)
def test_a_server_that_is_lost_is_said_until_it_is_back(
    cluster: Cluster,
    app: Flask,
    owner: FlaskClient,
    trouble: Callable[[Cluster, Flask], Ending],
    headings: list[str],
) -> None:
    sent = {**opened(owner, BIOGRAPHY), "biography": f"I swim, {trouble.__name__}."}
    end = trouble(cluster, app)
    try:
        visit, saved = app.test_client().get("/"), owner.post(BIOGRAPHY, data=sent)
        assert app.test_client().get("/readyz").status_code == 503
    finally:
        end()
    assert (visit.status_code, saved.status_code) == (503, 503)
    assert [*texts(page(visit), "h1"), *texts(page(saved), "h1")] == headings
    assert "What you typed is still here" in saved.text
    assert owner.post(BIOGRAPHY, data=sent).status_code == 303
    assert app.test_client().get("/").status_code == 200


def test_a_server_that_only_reads_serves_pages(
    cluster: Cluster, app: Flask, owner: FlaskClient
) -> None:
    cluster.execute("ALTER DATABASE site SET default_transaction_read_only = on")
    with app.app_context():
        db.engine.dispose()
    assert owner.get("/").status_code == 200
    assert save(owner, "I dive.") == (503, "Nothing can be saved right now")
    cluster.execute("ALTER DATABASE site RESET default_transaction_read_only")
    with app.app_context():
        db.engine.dispose()
    assert save(owner, "I dive.")[0] == 303


def test_a_save_waits_for_another_and_says_so(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {**opened(owner, BIOGRAPHY), "biography": "I row."}
    monkeypatch.setattr("app.database.postgresql.LOCK_TIMEOUT", 50)
    with psycopg.connect(dsn(url(app))) as other:
        other.execute("SELECT pg_advisory_xact_lock(1)")
        answer = owner.post(BIOGRAPHY, data=sent)
    said = texts(page(answer), "h1")
    assert (answer.status_code, said) == (503, [SAVING])
    assert owner.post(BIOGRAPHY, data=sent).status_code == 303


def test_a_failing_statement_logs_nothing_that_was_typed(
    app: Flask, owner: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "app")
    sent = {**opened(owner, BIOGRAPHY), "biography": "A secret draft."}
    refuse = "ALTER TABLE profile ADD CONSTRAINT short CHECK (length(biography) < 1) NOT VALID"
    execute(url(app, ADMIN), refuse)
    assert owner.post(BIOGRAPHY, data=sent).status_code == 500
    execute(url(app, ADMIN), "ALTER TABLE profile DROP CONSTRAINT short")
    assert "CheckViolation: 23514 (short)\n" in caplog.text
    assert "A secret draft." not in caplog.text


@pytest.mark.parametrize("name", [LONG, "Ti\0des"])
def test_a_name_that_no_index_takes_and_the_character_0_are_said(app: Flask, name: str) -> None:
    with app.app_context():
        db.session.add(Venue(name=name, kind="journal"))
        with pytest.raises(DBAPIError) as caught:
            db.session.flush()
        db.session.rollback()
    assert error_codes.find_problem(caught.value) is problems.UNFIT
