"""Managing accounts: only owners can invite, reset and remove."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Account, Invitation, Role, now
from app.services.accounts import invitations
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions, make_owner, sign_in, token
from tests.support.database import rows
from tests.support.form_posts import filled
from tests.support.pages import attribute, one, page, texts

KIM = "kim@site.example"


def confirmed(client: FlaskClient, **data: str) -> dict[str, str]:
    return {"token": token(client), "current": PASSWORD, **data}


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
    data = confirmed(owner, **({"is_owner": "y"} if role == "owner" else {}))
    response = owner.post("/edit/accounts/invitations", data=data)
    (link,) = attribute(page(response), "input[readonly]", "value")
    assert link.startswith("http://localhost/welcome/")
    assert "checked" not in one(page(response), "input[name=is_owner]").attrs
    assert "It works once, for 7 days." in texts(page(response), ".saved")[0]
    opened = app.test_client().get(link.removeprefix("http://localhost")).text
    assert ("invite others" in opened) is (role == "owner")
    assert link not in owner.get("/edit/accounts").text


def test_links_begin_with_the_setting_and_not_with_what_a_request_names(
    app: Flask, owner: FlaskClient
) -> None:
    app.config["SITE_URL"] = "https://ada.example"
    response = owner.post("/edit/accounts/invitations", data=confirmed(owner))
    (link,) = attribute(page(response), "input[readonly]", "value")
    assert link.startswith("https://ada.example/welcome/")


def test_a_reset_link_names_its_account(app: Flask, owner: FlaskClient, kim: int) -> None:
    response = owner.post(f"/edit/accounts/{kim}/reset", data=confirmed(owner))
    (link,) = attribute(page(response), "input[readonly]", "value")
    assert KIM in texts(page(response), ".saved")[0]
    assert "for 30 minutes." in texts(page(response), ".saved")[0]
    assert KIM in app.test_client().get(link.removeprefix("http://localhost")).text


def test_an_open_link_is_listed_and_can_be_revoked(owner: FlaskClient, kim: int) -> None:
    data = confirmed(owner)
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


def test_links_name_their_makers_and_go_with_them(app: Flask, owner: FlaskClient, kim: int) -> None:
    mine, second = make_owner(app), sign_in(app, "second@site.example")
    paths = ("invitations", f"{kim}/reset")
    made = [owner.post(f"/edit/accounts/{path}", data=confirmed(owner)) for path in paths]
    links = [attribute(page(one), "input[data-copied]", "value")[0] for one in made]
    with app.app_context():
        by_terminal = f"http://localhost/welcome/{invitations.invite('editor')}"
    notes = texts(page(owner.get("/edit/accounts")), "[aria-labelledby=links-heading] .note")
    assert sorted(note.partition(",")[0] for note in notes) == [
        f"Created by {EMAIL}",
        f"Created by {EMAIL}",
        "Created from the terminal",
    ]
    second.post(f"/edit/accounts/{mine}/remove", data=confirmed(second))
    visitor = app.test_client()
    opened = [visitor.get(link.removeprefix("http://localhost")) for link in (*links, by_terminal)]
    assert [answer.status_code for answer in opened] == [410, 410, 200]


def test_an_owner_s_own_password_is_not_reset_without_it(app: Flask, owner: FlaskClient) -> None:
    mine = make_owner(app)
    shown = page(owner.get("/edit/accounts"))
    assert attribute(shown, "form[action$=reset]", "action") == []
    answer = owner.post(f"/edit/accounts/{mine}/reset", data=confirmed(owner))
    assert (answer.status_code, answer.location) == (303, "/edit/accounts?refused=own-reset")
    assert "To change your own password" in texts(page(owner.get(answer.location)), ".wrongs")[0]
    with app.app_context():
        assert rows(Invitation) == 0


@pytest.mark.parametrize(
    ("address", "action"),
    [
        ("invitations", "Create an invitation for an owner"),
        ("2/reset", f"Create a password reset link for {KIM}"),
        ("2/remove", f"Remove the account of {KIM}"),
    ],
)
def test_what_gives_or_takes_access_asks_for_the_password(
    app: Flask, owner: FlaskClient, kim: int, address: str, action: str
) -> None:
    path, given = f"/edit/accounts/{address}", {"token": token(owner), "is_owner": "y"}
    answers = [
        owner.post(path, data=given),
        owner.post(path, data={**given, "current": ""}),
        owner.post(path, data={**given, "current": "wrong"}),
    ]
    assert [answer.status_code for answer in answers] == [401, 422, 422]
    said = ["", "Enter your password.", "This is not your current password."]
    for answer, words in zip(answers, said, strict=True):
        tree = page(answer)
        assert texts(tree, "form.owners strong, form.owners button[type=submit]") == [action] * 2
        assert texts(tree, ".error, .wrongs") == ([words] if words else [])
        assert attribute(tree, "input[name=current]", "value") == [""]
        assert attribute(tree, "form.owners", "action") == [path]
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == (2, 0)
    data = {**filled(answers[0], path), "current": PASSWORD}
    confirmed_answer = owner.post(path, data=data)
    assert confirmed_answer.status_code in {200, 303}
    assert confirmed_answer.headers["Set-Cookie"].startswith("vitae-device=")
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == ((1, 0) if "remove" in address else (2, 1))


def test_confirming_by_guessing_is_rate_limited(app: Flask, owner: FlaskClient, kim: int) -> None:
    app.config["SIGN_IN_TRIES"] = 1
    path = f"/edit/accounts/{kim}/remove"
    owner.post(path, data=confirmed(owner, current="wrong"))
    answer = owner.post(path, data=confirmed(owner))
    assert answer.status_code == 429
    assert "Retry-After" in answer.headers


def test_signing_in_again_confirms_as_well(app: Flask, owner: FlaskClient, kim: int) -> None:
    path, data = f"/edit/accounts/{kim}/remove", {"token": token(owner)}
    end_all_sessions(app)
    asked = owner.post(path, data=data)
    assert asked.status_code == 401
    credentials = {"sign_in_email": EMAIL, "sign_in_password": PASSWORD}
    assert owner.post(path, data={**filled(asked, path), **credentials}).status_code == 303
    with app.app_context():
        assert rows(Account) == 1


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
    response = owner.post(f"/edit/accounts/{kim}/remove", data=confirmed(owner))
    assert (response.status_code, response.location) == (303, "/edit/accounts")
    again = owner.post(f"/edit/accounts/{kim}/remove", data=confirmed(owner))
    assert again.status_code == 303
    assert "already been removed" in owner.get(again.location).text
    assert texts(page(owner.get("/edit/accounts")), "li p:first-child") == [f"{EMAIL} (you)"]


def test_the_last_owner_cannot_be_removed(app: Flask, owner: FlaskClient, kim: int) -> None:
    mine = make_owner(app)
    response = owner.post(f"/edit/accounts/{mine}/remove", data=confirmed(owner))
    # A redirect to the page: the URL of the button does not accept GET.
    assert (response.status_code, response.location) == (303, "/edit/accounts?refused=last-owner")
    assert "the last owner" in owner.get(response.location).text
    assert texts(page(owner.get("/edit/accounts?refused=anything")), ".wrongs") == []
    make_owner(app, "second@site.example")
    gone = owner.post(f"/edit/accounts/{mine}/remove", data=confirmed(owner))
    assert gone.status_code == 303
    assert owner.get("/edit/accounts").status_code == 303


@pytest.mark.parametrize("address", ["invitations", "2/reset", "2/remove"])
def test_a_wrong_token_changes_nothing(
    app: Flask, owner: FlaskClient, kim: int, address: str
) -> None:
    data = {"token": "of another", "is_owner": "y", "current": PASSWORD}
    assert owner.post(f"/edit/accounts/{address}", data=data).status_code in {403, 422}
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == (2, 0)


@pytest.mark.parametrize(
    "address", ["", "/invitations", "/invitations/abc/revocation", "/1/reset", "/1/remove"]
)
def test_an_editor_can_t_manage_accounts(app: Flask, kim: int, address: str) -> None:
    client = sign_in(app, KIM)
    data = confirmed(client, is_owner="y")
    send = client.post if address else client.get
    response = send(f"/edit/accounts{address}", data=data)
    assert response.status_code == 403
    assert texts(page(response), "h1") == ["Only an owner can do that"]
    with app.app_context():
        assert (rows(Account), rows(Invitation)) == (2, 0)
