"""Accounts that change, or are removed, while one of their passwords is being verified."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.database import db
from app.models import Account, AccountSession, Invitation, TwoStep
from app.services.accounts import accounts, invitations, passwords, sessions, two_step
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions, make_owner, sign_in, token
from tests.support.database import rows
from tests.support.pages import page, texts

KIM = "kim@site.example"
NEW = "another sentence about tides"
Change = Callable[[int], object]
# Verified at once, since only the order of events matters here.
HASHES = iter(f"$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ${n}" for n in range(1_000))


def changed(account_id: int) -> None:
    accounts.set_password(account_id, next(HASHES))
    db.session.commit()


def removed(account_id: int) -> None:
    accounts.remove(account_id)


@pytest.fixture
def meanwhile(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Change], None]:
    """Give a change that happens to the owner's account while her password is verified."""
    make_owner(app, KIM)
    account_id = make_owner(app)

    def plan(change: Change) -> None:
        def matches(*_: object) -> bool:
            with app.app_context():
                change(account_id)
            return True

        monkeypatch.setattr(passwords, "matches", matches)
        monkeypatch.setattr(passwords, "hashed", lambda _: next(HASHES))
        monkeypatch.setattr(passwords, "is_outdated", lambda _: False)

    return plan


def enter(client: FlaskClient) -> TestResponse:
    return client.post("/sign-in", data={"email": EMAIL, "password": PASSWORD})


@pytest.mark.parametrize("change", [changed, removed])
def test_signing_in_fails(
    app: Flask, client: FlaskClient, meanwhile: Callable[[Change], None], change: Change
) -> None:
    meanwhile(change)
    response = enter(client)
    assert response.status_code == 422
    assert "Wrong e-mail or password." in texts(page(response), "[role=alert]")
    with app.app_context():
        assert rows(AccountSession) == 0


@pytest.mark.parametrize("change", [changed, removed])
def test_signing_in_with_a_form_asks_again(
    app: Flask, meanwhile: Callable[[Change], None], change: Change
) -> None:
    client = sign_in(app)
    data = {"token": token(client), "sign_in_email": EMAIL, "sign_in_password": PASSWORD}
    end_all_sessions(app)
    meanwhile(change)
    assert client.post("/edit/accounts/invitations", data=data).status_code == 401
    with app.app_context():
        assert (rows(AccountSession), rows(Invitation)) == (0, 0)


@pytest.mark.parametrize("change", [changed, removed])
@pytest.mark.parametrize(
    "path",
    [
        "/edit/accounts/invitations",
        "/edit/accounts/{kim}/reset",
        "/edit/accounts/{kim}/remove",
        "/edit/account/backup",
        "/edit/account/two-step",
        "/edit/account/two-step/end",
        "/edit/account/two-step/recovery-codes",
        "/edit/account/password",
    ],
)
def test_nothing_is_done_for_who_was_signed_out(
    app: Flask, meanwhile: Callable[[Change], None], path: str, change: Change
) -> None:
    client = sign_in(app)
    data = {"token": token(client), "current": PASSWORD, "password": NEW}
    meanwhile(change)
    with app.app_context():
        kim = accounts.account_id(KIM)
    response = client.post(path.format(kim=kim), data=data)
    assert response.status_code == 401
    assert texts(page(response), "h1") == ["Please sign in first"]
    with app.app_context():
        assert accounts.account_id(KIM) == kim
        assert rows(Invitation) == 0


def test_a_password_changed_in_another_tab_is_wrong_here(
    app: Flask, meanwhile: Callable[[Change], None]
) -> None:
    client = sign_in(app)
    with app.app_context():
        (session,) = db.session.scalars(db.select(AccountSession.id))

    def change(account_id: int) -> None:
        accounts.set_password(account_id, next(HASHES), keep_session=session)
        db.session.commit()

    meanwhile(change)
    data = {"token": token(client), "current": PASSWORD, "password": NEW}
    response = client.post("/edit/account/password", data=data)
    assert response.status_code == 422
    assert "This is not your current password." in response.text


@pytest.mark.parametrize("change", [changed, removed])
def test_what_was_verified_holds_until_the_session_begins(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    """Another one's change comes before or after, never in between."""
    make_owner(app, KIM)
    account_id, started = make_owner(app), sessions.start
    seen: list[bool] = []

    def start(*values: object, **named: object) -> str:
        seen.append(db.session().in_transaction())
        made = started(*values, **named)  # type: ignore[arg-type]
        with app.app_context():
            change(account_id)
        return made

    monkeypatch.setattr(sessions, "start", start)
    monkeypatch.setattr(passwords, "matches", lambda *_: True)
    monkeypatch.setattr(passwords, "is_outdated", lambda _: False)
    response = enter(client)
    assert (response.status_code, seen) == (303, [True])
    assert client.get("/edit/account").status_code == 303
    with app.app_context():
        assert rows(AccountSession) == 0


@pytest.mark.parametrize("change", [changed, removed])
def test_a_link_used_as_its_account_changes_leaves_no_session(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    make_owner(app, KIM)
    make_owner(app)
    with app.app_context():
        account_id = accounts.account_id(EMAIL) or 0
        _, link = invitations.reset(account_id)

    def hashed(_: str) -> str:
        with app.app_context():
            change(account_id)
        return next(HASHES)

    monkeypatch.setattr(passwords, "hashed", hashed)
    response = client.post(f"/welcome/{link}", data={"password": NEW})
    assert response.status_code == 422
    assert "This link has been used or has expired." in response.text
    with app.app_context():
        assert rows(AccountSession) == 0


def test_the_last_owner_stays_when_two_remove_each_other(
    app: Flask, meanwhile: Callable[[Change], None]
) -> None:
    client = sign_in(app)
    with app.app_context():
        kim = accounts.account_id(KIM)
    data = {"token": token(client), "current": PASSWORD}
    meanwhile(removed)
    assert client.post(f"/edit/accounts/{kim}/remove", data=data).status_code == 401
    with app.app_context():
        assert rows(Account) == 1


def test_two_steps_turned_on_meanwhile_ask_for_a_code(
    app: Flask, client: FlaskClient, meanwhile: Callable[[Change], None]
) -> None:
    def turn_on(account_id: int) -> None:
        two_step.start(account_id)
        db.session.execute(db.update(TwoStep).values(is_on=True))
        db.session.commit()

    meanwhile(turn_on)
    response = enter(client)
    assert (response.status_code, "Code from your app" in response.text) == (200, True)
    with app.app_context():
        assert rows(AccountSession) == 0
