"""Managing accounts: only owners can invite, reset and remove."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Account, Invitation, Role, now
from app.services.accounts import invitations
from tests.support.accounts import EMAIL, make_owner, sign_in, token
from tests.support.database import rows
from tests.support.pages import attribute, page, texts

KIM = "kim@site.example"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    return sign_in(app)


@pytest.fixture
def kim(app: Flask, owner: FlaskClient) -> int:
    return make_owner(app, KIM, role=Role.EDITOR)


def test_the_page_lists_everybody(owner: FlaskClient, kim: int) -> None:
    tree = page(owner.get("/edit/accounts"))
    assert texts(tree, "li p:first-child") == [f"{EMAIL} (you)", KIM]
    owners, editors = texts(tree, "li .note")
    assert owners.startswith("Owner since")
    assert owners.endswith("1 browser signed in")
    assert editors.startswith("Editor since")


@pytest.mark.parametrize("role", ["editor", "owner"])
def test_an_invitation_link_is_shown_only_once(app: Flask, owner: FlaskClient, role: str) -> None:
    data = {"token": token(owner), **({"is_owner": "y"} if role == "owner" else {})}
    response = owner.post("/edit/accounts/invitations", data=data)
    (link,) = attribute(page(response), "input[readonly]", "value")
    assert link.startswith("http://localhost/welcome/")
    assert "It works once, for 7 days." in texts(page(response), ".saved")[0]
    opened = app.test_client().get(link.removeprefix("http://localhost")).text
    assert ("invite others" in opened) is (role == "owner")
    assert link not in owner.get("/edit/accounts").text


def test_a_reset_link_names_its_account(app: Flask, owner: FlaskClient, kim: int) -> None:
    response = owner.post(f"/edit/accounts/{kim}/reset", data={"token": token(owner)})
    (link,) = attribute(page(response), "input[readonly]", "value")
    assert KIM in texts(page(response), ".saved")[0]
    assert "for 30 minutes." in texts(page(response), ".saved")[0]
    assert KIM in app.test_client().get(link.removeprefix("http://localhost")).text


def test_an_open_link_is_listed_and_can_be_revoked(owner: FlaskClient, kim: int) -> None:
    data = {"token": token(owner)}
    response = owner.post("/edit/accounts/invitations", data=data)
    (link,) = attribute(page(response), "input[readonly]", "value")
    owner.post(f"/edit/accounts/{kim}/reset", data=data)
    opened = page(owner.get("/edit/accounts"))
    links = "[aria-labelledby=links-heading]"
    assert texts(opened, f"{links} strong") == [
        "Invitation for an editor",
        f"Password reset for {KIM}",
    ]
    revoke = attribute(opened, f"{links} form", "action")[0]
    assert owner.post(revoke, data={"token": "wrong"}).status_code == 403
    answer = owner.post(revoke, data=data)
    assert (answer.status_code, answer.location) == (303, "/edit/accounts?revoked=1")
    shown = page(owner.get(answer.location))
    assert texts(shown, ".saved") == ["The link no longer works."]
    assert texts(shown, f"{links} strong") == [f"Password reset for {KIM}"]
    path = link.removeprefix("http://localhost")
    assert "This link no longer works" in owner.get(path).text
    assert owner.post(revoke, data=data).location == "/edit/accounts?refused=used"


def test_invitations_last_seven_days_and_resets_half_an_hour(
    app: Flask, owner: FlaskClient, kim: int
) -> None:
    with app.app_context():
        invitations.invite("editor")
        invitations.reset(kim)
        invitation, reset = invitations.open_links()
        assert timedelta(days=6, hours=23) < invitation.expires_at - now() <= timedelta(days=7)
        assert timedelta(minutes=29) < reset.expires_at - now() <= timedelta(minutes=30)


def test_a_removed_account_is_gone(app: Flask, owner: FlaskClient, kim: int) -> None:
    response = owner.post(f"/edit/accounts/{kim}/remove", data={"token": token(owner)})
    assert (response.status_code, response.location) == (303, "/edit/accounts")
    again = owner.post(f"/edit/accounts/{kim}/remove", data={"token": token(owner)})
    assert again.status_code == 303
    assert "already been removed" in owner.get(again.location).text
    assert texts(page(owner.get("/edit/accounts")), "li p:first-child") == [f"{EMAIL} (you)"]


def test_the_last_owner_cannot_be_removed(app: Flask, owner: FlaskClient, kim: int) -> None:
    mine = make_owner(app)
    response = owner.post(f"/edit/accounts/{mine}/remove", data={"token": token(owner)})
    # A redirect to the page: the URL of the button does not accept GET.
    assert (response.status_code, response.location) == (303, "/edit/accounts?refused=last-owner")
    assert "the last owner" in owner.get(response.location).text
    assert texts(page(owner.get("/edit/accounts?refused=anything")), ".wrongs") == []
    make_owner(app, "second@site.example")
    gone = owner.post(f"/edit/accounts/{mine}/remove", data={"token": token(owner)})
    assert gone.status_code == 303
    assert owner.get("/edit/accounts").status_code == 303


@pytest.mark.parametrize("address", ["invitations", "2/reset", "2/remove"])
def test_a_wrong_token_changes_nothing(
    app: Flask, owner: FlaskClient, kim: int, address: str
) -> None:
    data = {"token": "of another", "is_owner": "y"}
    assert owner.post(f"/edit/accounts/{address}", data=data).status_code in {403, 422}
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == (2, 0)


@pytest.mark.parametrize(
    "address", ["", "/invitations", "/invitations/abc/revocation", "/1/reset", "/1/remove"]
)
def test_an_editor_can_t_manage_accounts(app: Flask, kim: int, address: str) -> None:
    client = sign_in(app, KIM)
    data = {"is_owner": "y", "token": token(client)}
    send = client.post if address else client.get
    response = send(f"/edit/accounts{address}", data=data)
    assert response.status_code == 403
    assert texts(page(response), "h1") == ["Only an owner can do that"]
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == (2, 0)
