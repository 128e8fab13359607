"""The second step: each code signs in once, and only after the right password."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher
from flask import Flask

from app.database import db
from app.models import Account
from app.services.accounts import accounts, passwords, second_step, sign_in, signing, two_step
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import Browser, TooManyTriesError
from app.services.accounts.second_step import ExpiredTicketError
from app.services.accounts.signing import Purpose
from tests.support.accounts import EMAIL, make_owner
from tests.support.two_step import code, set_clock, turn_on

HERE = Browser("192.0.2.1")


@pytest.fixture(autouse=True)
def codes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    set_clock(monkeypatch)
    return turn_on(app)


@pytest.fixture
def ticket(app: Flask) -> str:
    with app.app_context():
        return second_step.ticket(make_owner(app)) or ""


def signs_in(app: Flask, ticket: str, typed: str, browser: Browser = HERE) -> bool:
    with app.app_context():
        try:
            account_id = second_step.account_of(ticket, typed, browser)
        except AccountError:
            return False
        db.session.commit()
        return account_id == 1


def test_an_account_without_two_steps_gets_no_ticket(app: Flask) -> None:
    other = make_owner(app, "else@site.example")
    with app.app_context():
        assert second_step.ticket(other) is None
        two_step.start(other)
        assert second_step.ticket(other) is None


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        (code(), True),
        (f" {code()[:3]} {code()[3:]} ", True),
        (code(-30), True),
        (code(30), True),
        (code(-60), False),
        (code(60), False),
        ("000000", False),
        ("", False),
        ("x" * 40, False),
        ("é" * 16, False),
    ],
)
def test_a_code_signs_in_at_its_time(app: Flask, ticket: str, typed: str, is_right: bool) -> None:
    assert signs_in(app, ticket, typed) is is_right


def test_a_code_cannot_be_replayed_nor_an_earlier_one(
    app: Flask, ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signs_in(app, ticket, code())
    assert not signs_in(app, ticket, code())
    assert not signs_in(app, ticket, code(-30))
    set_clock(monkeypatch, 30)
    assert not signs_in(app, ticket, code())
    assert signs_in(app, ticket, code(30))


def test_a_recovery_code_signs_in_once(app: Flask, ticket: str, codes: list[str]) -> None:
    assert signs_in(app, ticket, codes[3].upper())
    assert not signs_in(app, ticket, codes[3])
    assert signs_in(app, ticket, codes[4])


@pytest.mark.parametrize("kind", ["app", "recovery"])
def test_one_of_many_at_once_wins_with_a_code(
    app: Flask, ticket: str, codes: list[str], kind: str
) -> None:
    typed = code() if kind == "app" else codes[0]
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda _: signs_in(app, ticket, typed), range(8)))
    assert sorted(won) == [False] * 7 + [True]


def test_a_ticket_expires(app: Flask, ticket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, 599)
    assert signs_in(app, ticket, code(599))
    set_clock(monkeypatch, 600)
    with pytest.raises(ExpiredTicketError):
        signs_in(app, ticket, code(630))


def changed_password(app: Flask, ticket: str) -> str:
    with app.app_context():
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        accounts.set_password(1, hasher.hash("another"))
        db.session.commit()
    return ticket


def longer(app: Flask, ticket: str) -> str:
    id_, expires, proof = ticket.split(".")
    return f"{id_}.{int(expires) + 60}.{proof}"


def of_another(app: Flask, ticket: str) -> str:
    other = make_owner(app, "else@site.example")
    return f"{other}{ticket[1:]}"


def of_a_device(app: Flask, ticket: str) -> str:
    with app.app_context():
        account = db.session.get_one(Account, 1)
        text = ticket.split(".")[1]
        return f"1.{signing.signed(account, Purpose.DEVICE, text)}"


def removed(app: Flask, ticket: str) -> str:
    make_owner(app, "else@site.example")
    with app.app_context():
        accounts.remove(1)
    return ticket


@pytest.mark.parametrize("forge", [changed_password, longer, of_another, of_a_device, removed])
def test_a_ticket_of_another_account_time_or_purpose_is_refused(
    app: Flask, ticket: str, forge: Callable[[Flask, str], str]
) -> None:
    with pytest.raises(ExpiredTicketError):
        signs_in(app, forge(app, ticket), code())


@pytest.mark.parametrize("change", [changed_password, removed])
def test_a_ticket_that_ends_while_a_code_is_counted_is_refused(
    app: Flask,
    ticket: str,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Flask, str], str],
) -> None:
    def count(*_: object) -> None:
        db.session.commit()
        change(app, ticket)

    monkeypatch.setattr(sign_in, "count", count)
    with pytest.raises(ExpiredTicketError):
        signs_in(app, ticket, code())


@pytest.mark.parametrize(
    "ticket", ["", "1", "1.", "1.2", "..", "x.y.z", "²." * 3, "9" * 99, "1.é.é"]
)
def test_what_is_no_ticket_is_refused(app: Flask, ticket: str) -> None:
    with pytest.raises(ExpiredTicketError):
        signs_in(app, ticket, code())


def test_guessing_codes_is_limited_and_the_password_does_not_reset_it(
    app: Flask, ticket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(10):
        assert not signs_in(app, ticket, "000000", Browser(f"192.0.2.{number}"))
    monkeypatch.setattr(passwords, "matches", lambda *_: True)
    monkeypatch.setattr(passwords, "is_outdated", lambda _: False)
    with app.app_context():
        assert sign_in.account_of(EMAIL, "right", Browser("198.51.100.1")) == 1
    with pytest.raises(TooManyTriesError):
        signs_in(app, ticket, code(), Browser("198.51.100.1"))


def test_nothing_signs_in_once_it_is_turned_off(app: Flask, ticket: str, codes: list[str]) -> None:
    with app.app_context():
        assert two_step.turn_off(1, EMAIL)
        assert not two_step.turn_off(1, EMAIL)
    assert not signs_in(app, ticket, code())
    assert not signs_in(app, ticket, codes[0])
