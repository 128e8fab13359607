"""One-time links: invitations and password resets."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import db
from app.models import Account, Invitation, Role
from app.models.columns import now
from app.services.accounts import invitations, passwords
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in
from tests.support.database import rows
from tests.support.pages import attribute, page, texts

NEW = "salt of another summer"
OVER = ["This link no longer works"]


def link(app: Flask, role: str = "owner", account_id: int | None = None) -> str:
    with app.app_context():
        made = invitations.reset(account_id)[1] if account_id else invitations.invite(role)
        return f"/welcome/{made}"


def first_link(app: Flask) -> str | None:
    with app.app_context():
        token = invitations.first_account_token()
        return token and f"/welcome/{token}"


def accounts(app: Flask) -> list[tuple[str, Role]]:
    with app.app_context():
        return [(a.email, a.role) for a in db.session.scalars(select(Account))]


def test_the_first_link_opens_create_your_account(app: Flask, client: FlaskClient) -> None:
    address = first_link(app) or ""
    assert len(address.removeprefix("/welcome/")) == 43
    response = client.get(address)
    tree = page(response)
    assert texts(tree, "h1") == ["Create your account"]
    assert attribute(tree, "input[name=email]", "autocomplete") == ["username"]
    assert attribute(tree, "input[name=password]", "autocomplete") == ["new-password"]
    assert attribute(tree, "button[data-reveal]", "data-reveal") == ["password"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers


def test_the_link_creates_an_account_signs_in_and_works_once(
    app: Flask, client: FlaskClient
) -> None:
    address = first_link(app) or ""
    client.get(address)
    response = client.post(address, data={"email": " Ada@Site.Example ", "password": NEW})
    assert (response.status_code, response.location) == (303, "/")
    assert client.get("/edit/accounts").status_code == 200
    assert accounts(app) == [("ada@site.example", Role.OWNER)]
    for answer in (client.get(address), client.post(address, data={})):
        assert answer.status_code == 410
        assert texts(page(answer), "h1") == OVER
    assert first_link(app) is None


def test_a_newer_first_link_replaces_the_older(app: Flask, client: FlaskClient) -> None:
    older, newer = first_link(app) or "", first_link(app) or ""
    assert [client.get(address).status_code for address in (older, newer)] == [410, 200]


def test_creating_the_first_account_invalidates_earlier_links(
    app: Flask, client: FlaskClient
) -> None:
    printed = first_link(app) or ""
    make_owner(app)
    assert client.get(printed).status_code == 410


def test_an_expired_link_creates_no_account(app: Flask, client: FlaskClient) -> None:
    address = link(app)
    with app.app_context():
        db.session.execute(update(Invitation).values(expires_at=now()))
        db.session.commit()
    response = client.post(address, data={"email": EMAIL, "password": NEW})
    assert response.status_code == 410
    assert accounts(app) == []


@pytest.mark.parametrize(
    ("email", "password", "field", "said"),
    [
        ("", NEW, "email", "Enter your e-mail address."),
        ("ada", NEW, "email", "An e-mail address looks like name@example.org."),
        (f"{'a' * 300}@site.example", NEW, "email", "An e-mail address looks like"),
        (EMAIL, "", "password", "Enter your password."),
        (EMAIL, "too short", "password", "At least 15 characters"),
        (EMAIL, "passwordpassword", "password", "guess"),
        (EMAIL, EMAIL, "password", "easy to guess"),
    ],
)
def test_invalid_values_are_reported_and_the_link_still_works(
    app: Flask, email: str, password: str, field: str, said: str
) -> None:
    address, client = link(app), app.test_client()
    response = client.post(address, data={"email": email, "password": password})
    (error,) = texts(page(response), ".error")
    assert response.status_code == 422
    assert said in error
    assert texts(page(response), f"#{field}-error") == [error]
    assert attribute(page(response), "input[name=password]", "value") == [""]
    assert accounts(app) == []
    assert client.get(address).status_code == 200


def test_each_email_can_have_only_one_account(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    response = client.post(link(app), data={"email": EMAIL.upper(), "password": NEW})
    assert response.status_code == 422
    assert "An account with this e-mail" in response.text
    with app.app_context():
        assert rows(Invitation) == 1


def test_an_editor_s_link_makes_an_editor(app: Flask, client: FlaskClient) -> None:
    make_owner(app)
    client.post(link(app, "editor"), data={"email": "kim@site.example", "password": NEW})
    assert accounts(app)[1] == ("kim@site.example", Role.EDITOR)
    assert client.get("/edit/accounts").status_code == 403


@pytest.mark.slow
def test_a_reset_asks_for_a_password_only_and_ends_all_sessions(
    app: Flask, client: FlaskClient
) -> None:
    account_id = make_owner(app)
    before = sign_in(app)
    address = link(app, account_id=account_id)
    tree = page(client.get(address))
    assert texts(tree, "h1") == ["Set a new password"]
    assert attribute(tree, "input[autocomplete=username]", "value") == [EMAIL]
    assert attribute(tree, "form.owners input[name]", "name") == ["password"]
    client.post(address, data={"email": "else@site.example", "password": NEW})
    assert client.get("/edit/account").status_code == 200
    assert before.get("/edit/account").status_code == 303
    with app.app_context():
        kept = db.session.scalars(select(Account.password_hash)).one()
    assert passwords.matches(kept, NEW)
    assert not passwords.matches(kept, PASSWORD)
    assert client.get(address).status_code == 410


def test_a_newer_reset_replaces_the_older(app: Flask, client: FlaskClient) -> None:
    account_id = make_owner(app)
    older, newer = (link(app, account_id=account_id) for _ in range(2))
    assert [client.get(address).status_code for address in (older, newer)] == [410, 200]


def test_an_unknown_link_is_gone(client: FlaskClient) -> None:
    response = client.get("/welcome/none")
    assert response.status_code == 410
    assert "account reset" in response.text


def test_no_account_is_created_over_plain_http(app: Flask, client: FlaskClient) -> None:
    address = link(app)
    data = {"email": EMAIL, "password": NEW}
    response = client.post(address, data=data, base_url="http://ada.example")
    assert response.status_code == 403
    assert accounts(app) == []
