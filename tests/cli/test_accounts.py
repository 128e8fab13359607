"""The account commands."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.cli import server
from app.models import Account
from app.services.accounts import invitations
from app.services.actor import Actor
from tests.support.accounts import EMAIL, PASSWORD, make_owner, sign_in
from tests.support.database import rows
from tests.support.two_step import turn_on

KIM = "kim@site.example"
NEW = "salt of another summer"


@pytest.fixture
def runner(app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FlaskCliRunner:
    app.instance_path = str(tmp_path)
    monkeypatch.setattr(server, "serve", lambda *_: None)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)
    return app.test_cli_runner()


def account(runner: FlaskCliRunner, *args: str, typed: str = "", code: int = 0) -> str:
    result = runner.invoke(args=["account", *args], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def link(output: str, site: str = "http://127.0.0.1:5000", lifetime: str = "7 days") -> str:
    (found,) = re.findall(
        re.escape(site) + rf"(/welcome/\S+) \(works once, for {lifetime}\)", output
    )
    return str(found)


def can_sign_in(app: Flask, email: str, password: str) -> bool:
    data = {"email": email, "password": password}
    return app.test_client().post("/sign-in", data=data).status_code == 303


@pytest.mark.slow
def test_start_without_accounts_prints_a_link_to_create_the_first(
    app: Flask, runner: FlaskCliRunner
) -> None:
    output = runner.invoke(args=["start", "--port", "5001"]).output
    assert "Create your account: http://127.0.0.1:5001/welcome/" in output
    address = link(output, "http://127.0.0.1:5001")
    response = app.test_client().post(address, data={"email": EMAIL, "password": NEW})
    assert response.status_code == 303
    again = runner.invoke(args=["start", "--port", "5001"]).output
    assert "account" not in again
    assert "Sign in to edit: http://127.0.0.1:5001/sign-in\n" in again


@pytest.mark.slow
def test_add_prompts_twice_for_a_hidden_password(app: Flask, runner: FlaskCliRunner) -> None:
    output = account(runner, "add", EMAIL.upper(), typed=f"{NEW}\n{NEW}\n")
    assert output.endswith(f"{EMAIL} can now sign in as owner.\n")
    assert NEW not in output
    assert can_sign_in(app, EMAIL, NEW)


@pytest.mark.slow
def test_add_with_the_link_option_prompts_for_nothing(app: Flask, runner: FlaskCliRunner) -> None:
    make_owner(app)
    output = account(runner, "add", KIM, "--role", "editor", "--link")
    client = app.test_client()
    assert f'value="{KIM}"' in client.get(link(output)).text
    client.post(link(output), data={"email": KIM, "password": NEW})
    assert f"{KIM}  editor" in account(runner, "list")


@pytest.mark.parametrize(
    ("email", "typed", "said"),
    [
        ("kim", "", "An e-mail address looks like name@example.org."),
        (EMAIL, "", "An account with this e-mail address already exists."),
        (KIM, "short\nshort\n", "At least 15 characters"),
        (KIM, f"{KIM}{KIM}\n{KIM}{KIM}\n", "guess"),
    ],
)
def test_add_reports_invalid_input_and_adds_nothing(
    app: Flask, runner: FlaskCliRunner, email: str, typed: str, said: str
) -> None:
    make_owner(app)
    assert said in account(runner, "add", email, typed=typed, code=1)
    with app.app_context():
        assert rows(Account) == 1


@pytest.mark.slow
def test_reset_prints_a_link_that_sets_the_password(app: Flask, runner: FlaskCliRunner) -> None:
    make_owner(app)
    output = account(runner, "reset", EMAIL.title(), "--site", "https://ada.example/")
    address = link(output, "https://ada.example", "30 minutes")
    app.test_client().post(address, data={"password": NEW})
    assert can_sign_in(app, EMAIL, NEW)
    assert not can_sign_in(app, EMAIL, PASSWORD)


@pytest.mark.slow
def test_reset_two_step_lets_the_password_alone_sign_in(app: Flask, runner: FlaskCliRunner) -> None:
    codes = turn_on(app)
    assert not can_sign_in(app, EMAIL, PASSWORD)
    output = account(runner, "reset-two-step", EMAIL.upper())
    said = f"Turned off two-step sign-in for {EMAIL}. The password is still needed.\n"
    assert output == said
    assert not [code for code in codes if code in output]
    assert can_sign_in(app, EMAIL, PASSWORD)
    again = account(runner, "reset-two-step", EMAIL, code=1)
    assert again == f"Error: Two-step sign-in is not on for {EMAIL}.\n"


def test_list_shows_accounts_with_dates(app: Flask, runner: FlaskCliRunner) -> None:
    assert account(runner, "list") == "There are no accounts yet.\n"
    sign_in(app)
    make_owner(app, KIM)
    first, second = account(runner, "list").splitlines()
    assert re.fullmatch(rf"{EMAIL}  owner  since \d{{4}}-\d\d-\d\d  1 signed in", first)
    assert second.endswith("not signed in")
    turn_on(app)
    assert account(runner, "list").splitlines()[0] == f"{first}  two-step sign-in"


def test_remove_signs_out_and_keeps_the_last_owner(app: Flask, runner: FlaskCliRunner) -> None:
    make_owner(app)
    client = sign_in(app, KIM)
    assert account(runner, "remove", KIM) == f"Removed the account {KIM}.\n"
    assert client.get("/edit/account").status_code == 303
    assert "the last owner" in account(runner, "remove", EMAIL, code=1)


def test_links_lists_open_links_and_revoke_removes_one(app: Flask, runner: FlaskCliRunner) -> None:
    assert account(runner, "links") == "There are no open links.\n"
    make_owner(app)
    address = link(account(runner, "add", KIM, "--role", "editor", "--link"))
    account(runner, "reset", EMAIL)
    with app.app_context():
        invitations.invite("owner", Actor(EMAIL, account_id=1))
    by_owner, invitation, reset = account(runner, "links").splitlines()
    assert re.fullmatch(rf"\w{{12}}  Invitation for an owner  until .* UTC  by {EMAIL}", by_owner)
    found = re.fullmatch(r"(\w{12})  Invitation for an editor  until [\d: -]+ UTC", invitation)
    assert found
    assert f"Password reset for {EMAIL}" in reset
    assert account(runner, "revoke", found[1]) == "Revoked: Invitation for an editor.\n"
    assert "no longer works" in app.test_client().get(address).text
    assert "There is no open link" in account(runner, "revoke", found[1], code=1)
    assert "There is no open link" in account(runner, "revoke", "", code=1)
    assert account(runner, "links").splitlines() == [by_owner, reset]


@pytest.mark.parametrize("command", ["reset", "reset-two-step", "remove"])
def test_unknown_accounts_are_reported(runner: FlaskCliRunner, command: str) -> None:
    said = f"There is no account with the e-mail {KIM}."
    assert said in account(runner, command, KIM, code=1)


def test_help_describes_each_command(runner: FlaskCliRunner) -> None:
    output = account(runner, "--help")
    for name in ("add", "reset", "reset-two-step", "list", "links", "revoke", "remove"):
        assert re.search(rf"^  {name} +\w+", output, re.MULTILINE)
