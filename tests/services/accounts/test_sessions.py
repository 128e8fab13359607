"""How long a session lasts, and what ends it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from app.database import db
from app.models import AccountSession
from app.models.columns import now
from app.services.accounts import sessions
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in, token
from tests.support.database import rows, statements

HOUR = timedelta(hours=1)


def is_in(client: FlaskClient) -> bool:
    return client.get("/edit/account").status_code == 200


def age(app: Flask, **times: timedelta | bool) -> None:
    """Backdate all sessions by these times."""
    values = {k: now() - v if isinstance(v, timedelta) else v for k, v in times.items()}
    with app.app_context():
        db.session.execute(update(AccountSession).values(values))
        db.session.commit()


def test_signing_in_never_reuses_a_token_from_the_cookie(app: Flask) -> None:
    client = sign_in(app)
    before = client.get_cookie("vitae")
    client.post("/sign-out", data={"token": token(client)})
    for planted in ("planted", before.value if before else ""):
        client.set_cookie("vitae", planted)
        client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})
        cookie = client.get_cookie("vitae")
        assert cookie
        assert cookie.value != planted
        assert len(cookie.value) == 43


def test_only_a_hash_of_the_token_is_stored(app: Flask) -> None:
    client = sign_in(app)
    cookie = client.get_cookie("vitae")
    with app.app_context():
        kept = db.session.scalars(select(AccountSession)).one()
        assert cookie
        assert kept.token_hash == sessions.token_hash(cookie.value) != cookie.value
    assert token(client) not in (cookie.value, kept.token_hash)


@pytest.mark.parametrize(
    ("times", "lasts"),
    [
        ({"used_at": 1.9 * HOUR, "created_at": 1.9 * HOUR}, True),
        ({"used_at": 2.1 * HOUR, "created_at": 2.1 * HOUR}, False),
        ({"used_at": 0 * HOUR, "created_at": 11.9 * HOUR}, True),
        ({"used_at": 0 * HOUR, "created_at": 12.1 * HOUR}, False),
        ({"used_at": 700 * HOUR, "created_at": 700 * HOUR, "is_remembered": True}, True),
        ({"used_at": 0 * HOUR, "created_at": 721 * HOUR, "is_remembered": True}, False),
    ],
)
def test_a_session_expires_as_configured(
    app: Flask, times: dict[str, timedelta | bool], lasts: bool
) -> None:
    client = sign_in(app)
    age(app, **times)
    assert is_in(client) is lasts


def test_the_last_use_is_updated_at_most_once_a_minute(app: Flask) -> None:
    client = sign_in(app)
    age(app, used_at=0 * HOUR)
    with statements(app) as sent:
        client.get("/")
    assert [s for s in sent if s.startswith("UPDATE")] == []
    age(app, used_at=HOUR)
    with statements(app) as sent:
        client.get("/")
        client.get("/")
    assert len([s for s in sent if s.startswith("UPDATE")]) == 1
    with app.app_context():
        assert now() - db.session.scalars(select(AccountSession.used_at)).one() < HOUR / 60


@pytest.mark.usefixtures("database")
def test_a_page_is_served_even_if_its_use_cannot_be_recorded(own_app: Flask) -> None:
    client = sign_in(own_app)
    age(own_app, used_at=HOUR)
    with own_app.app_context():
        engine = db.engine
    event.listen(engine, "connect", lambda c, record: c.execute("PRAGMA busy_timeout = 0"))
    engine.dispose()
    with engine.connect() as another, another.begin():
        assert is_in(client)
    assert is_in(client)


def test_visitors_cause_no_account_queries(app: Flask) -> None:
    with statements(app) as sent:
        app.test_client().get("/")
    assert [s for s in sent if "account" in s] == []


def test_signing_in_deletes_expired_sessions(app: Flask) -> None:
    sign_in(app)
    age(app, used_at=3 * HOUR)
    sign_in(app)
    with app.app_context():
        assert rows(AccountSession) == 1


def end_from_the_list(client: FlaskClient, session_id: int) -> None:
    data = {"token": token(client)}
    client.post(f"/edit/account/sessions/{session_id}/end", data=data)


def end_others(client: FlaskClient, session_id: int) -> None:
    client.post("/edit/account/sessions/end-others", data={"token": token(client)})


def change_password(client: FlaskClient, session_id: int) -> None:
    data = {"current": PASSWORD, "password": "salt of another summer", "token": token(client)}
    assert client.post("/edit/account/password", data=data).status_code == 303


@pytest.mark.parametrize("end", [end_from_the_list, end_others, change_password])
def test_ending_another_session_keeps_the_current_one(
    app: Flask, end: Callable[[FlaskClient, int], None]
) -> None:
    other, stranger, mine = sign_in(app), sign_in(app, "else@site.example"), sign_in(app)
    end(mine, 1)
    assert [is_in(client) for client in (other, stranger, mine)] == [False, True, True]


def test_a_session_of_another_account_cannot_be_ended(app: Flask) -> None:
    other = sign_in(app, "else@site.example")
    end_from_the_list(sign_in(app), 1)
    assert is_in(other)


def test_a_removed_account_is_signed_out(app: Flask) -> None:
    other = sign_in(app, "else@site.example")
    mine = sign_in(app)
    account_id = make_owner(app, "else@site.example")
    data = {"token": token(mine), "current": PASSWORD}
    mine.post(f"/edit/accounts/{account_id}/remove", data=data)
    assert not is_in(other)


@pytest.mark.parametrize("name", ["Unknown browser", "Firefox", "Firefox on a Mac"])
def test_a_browser_keeps_its_name_with_and_without_a_system(app: Flask, name: str) -> None:
    with app.test_request_context():
        assert sessions.browser_label(name) == name
