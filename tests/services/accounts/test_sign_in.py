"""Sign-in allows ten attempts in five minutes per account and address, across workers."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, update

from app import create_app
from app.database import db
from app.models import Account, SignInAttempt
from app.services.accounts import accounts, devices, passwords, sign_in
from app.services.accounts.attempts import Browser, TooManyTriesError
from tests.support import accounts as support
from tests.support.accounts import EMAIL, PASSWORD, make_owner
from tests.support.database import rows

WRONG = "wrong"
HERE, THERE = "192.0.2.1", "192.0.2.2"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use a fast hash, since these tests only count attempts."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "HASHER", hasher)
    monkeypatch.setattr(passwords, "DUMMY_HASH", hasher.hash(PASSWORD))
    # Else an account made with the usual hash would get another one as it signs in.
    monkeypatch.setattr(support, "_hashed", passwords.hashed)


@pytest.fixture
def other(app: Flask) -> Iterator[Flask]:
    """A second worker on the same database."""
    other = create_app({"DATABASE_URL": app.config["DATABASE_URL"]})
    yield other
    with other.app_context():
        db.engine.dispose()


def attempt(
    app: Flask, email: str = EMAIL, password: str = WRONG, address: str = HERE, device: str = ""
) -> int | None:
    with app.app_context():
        account_id = sign_in.account_of(email, password, Browser(address, device))
        db.session.commit()
        return account_id


def refused(app: Flask, email: str = EMAIL, address: str = HERE, device: str = "") -> int:
    with pytest.raises(TooManyTriesError) as caught:
        attempt(app, email, PASSWORD, address, device)
    return caught.value.seconds


def known_device(app: Flask, account_id: int) -> str:
    with app.app_context():
        return devices.new_token(account_id)


def pass_time(app: Flask, seconds: int) -> None:
    with app.app_context():
        for one in db.session.scalars(select(SignInAttempt)):
            one.tried_at -= timedelta(seconds=seconds)
        db.session.commit()


def test_the_right_password_finds_the_account(app: Flask) -> None:
    account_id = make_owner(app, password=PASSWORD)
    assert attempt(app, f" {EMAIL.title()}", PASSWORD) == account_id
    assert attempt(app) is None
    assert attempt(app, "nobody@site.example", PASSWORD) is None


@pytest.mark.slow
def test_attempts_for_an_account_are_counted_across_workers(app: Flask, other: Flask) -> None:
    make_owner(app)
    for number in range(10):
        assert attempt((app, other)[number % 2], address=f"192.0.2.{number}") is None
    assert 290 <= refused(app, address=THERE) <= 301
    assert refused(other, address=THERE)
    assert attempt(app, "else@site.example", address=THERE) is None


def test_attempts_for_an_unknown_account_are_limited_too(app: Flask) -> None:
    for number in range(10):
        attempt(app, "nobody@site.example", address=f"192.0.2.{number}")
    assert refused(app, "nobody@site.example", THERE)


def test_attempts_from_an_address_are_counted_across_workers(app: Flask, other: Flask) -> None:
    make_owner(app)
    for number in range(10):
        attempt((app, other)[number % 2], f"{number}@site.example")
    assert refused(app)
    assert refused(other, "somebody@site.example")
    assert attempt(app, password=PASSWORD, address=THERE)


def test_addresses_of_one_ipv6_network_are_counted_together(app: Flask) -> None:
    for number in range(10):
        attempt(app, f"{number}@site.example", address=f"2001:db8::{number:x}")
    assert refused(app, address="2001:db8::ffff")
    assert attempt(app, address="2001:db8:0:1::1") is None


@pytest.mark.slow
def test_sign_in_works_again_after_the_reported_wait(app: Flask) -> None:
    account_id = make_owner(app)
    attempt(app)
    pass_time(app, 60)
    for _ in range(9):
        attempt(app)
    seconds = refused(app)
    assert 230 <= seconds <= 241
    pass_time(app, seconds)
    assert attempt(app, password=PASSWORD) == account_id


def test_refused_attempts_do_not_extend_the_wait(app: Flask) -> None:
    for _ in range(10):
        attempt(app)
    first = refused(app)
    pass_time(app, 100)
    assert refused(app) <= first - 99


@pytest.mark.slow
def test_success_clears_only_the_attempts_for_its_account(app: Flask) -> None:
    make_owner(app)
    attempt(app, "else@site.example")
    for _ in range(8):
        attempt(app)
    assert attempt(app, password=PASSWORD)
    with app.app_context():
        assert rows(SignInAttempt) == 1


def test_strangers_do_not_lock_out_a_known_device(app: Flask) -> None:
    account_id = make_owner(app)
    device = known_device(app, account_id)
    for number in range(10):
        attempt(app, address=f"192.0.2.{number}")
    assert refused(app, address=THERE)
    for _ in range(9):
        assert attempt(app, device=device) is None
    assert attempt(app, password=PASSWORD, device=device) == account_id
    # Signing in there does not give strangers more attempts.
    assert refused(app, address=THERE)


def test_guessing_from_a_known_device_is_limited_wherever_it_is(app: Flask) -> None:
    account_id = make_owner(app)
    device, other = known_device(app, account_id), known_device(app, account_id)
    for number in range(10):
        assert attempt(app, address=f"192.0.2.{number}", device=device) is None
    assert 290 <= refused(app, address="198.51.100.7", device=device) <= 301
    assert attempt(app, password=PASSWORD, device=other) == account_id
    assert refused(app, device=device)
    assert attempt(app, password=PASSWORD) == account_id


def test_a_device_is_known_only_for_its_account_while_the_password_stays(app: Flask) -> None:
    mine, theirs = make_owner(app), make_owner(app, "else@site.example")
    others, old = known_device(app, theirs), known_device(app, mine)
    with app.app_context():
        accounts.set_password(mine, passwords.hashed(f"{PASSWORD} again"))
        db.session.commit()
    tampered = known_device(app, mine).replace(".", "x.", 1)
    unknown = (others, old, tampered, "x", ".", "a.b", "é.é", "x" * 5_000)
    app.config["SIGN_IN_TRIES"] = len(unknown)
    for device in unknown:
        attempt(app, device=device)
    assert refused(app, address=THERE)
    assert refused(app, address=THERE, device=old)


def test_no_lock_is_held_while_a_password_is_verified(
    app: Flask, other: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_owner(app)
    seen = []

    def verified(password_hash: str | None, password: str) -> bool:
        with other.app_context():
            db.session.execute(update(Account).values(role=Account.role))
            seen.append(rows(SignInAttempt))
            db.session.rollback()
        return False

    monkeypatch.setattr(passwords, "matches", verified)
    attempt(app)
    assert seen == [1]


def changed(account_id: int) -> None:
    accounts.set_password(account_id, passwords.hashed(f"{PASSWORD} again"))
    db.session.commit()


@pytest.mark.parametrize("change", [changed, accounts.remove])
def test_a_password_that_is_right_no_more_once_verified_is_wrong(
    app: Flask,
    other: Flask,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[int], object],
) -> None:
    make_owner(app, "else@site.example")
    account_id = make_owner(app, password=PASSWORD)
    matches = passwords.matches

    def verified(password_hash: str | None, password: str) -> bool:
        is_right = matches(password_hash, password)
        with other.app_context():
            change(account_id)
        return is_right

    monkeypatch.setattr(passwords, "matches", verified)
    assert attempt(app, password=PASSWORD) is None
    with app.app_context():
        assert rows(SignInAttempt) == 1


def test_an_account_stays_as_it_was_verified_until_the_commit(app: Flask, database: Path) -> None:
    make_owner(app, password=PASSWORD)
    with app.app_context():
        assert sign_in.account_of(EMAIL, PASSWORD, Browser(HERE))
        with closing(sqlite3.connect(database, timeout=0)) as another:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                another.execute("UPDATE account SET email = email")
            sign_in.unlock()
            another.execute("UPDATE account SET email = email")


def test_an_outdated_password_hash_is_replaced(app: Flask) -> None:
    account_id = make_owner(app)
    older = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    with app.app_context():
        db.session.execute(update(Account).values(password_hash=older))
        db.session.commit()
    assert attempt(app, password=PASSWORD) == account_id
    with app.app_context():
        kept = db.session.scalars(select(Account.password_hash)).one()
    assert "m=8,t=1,p=1" in kept
