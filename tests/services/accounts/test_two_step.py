"""Two-step sign-in is on once a first code was right, until it is turned off."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import RecoveryCode, TwoStep
from app.services.accounts import two_step
from app.services.accounts.accounts import AccountError
from app.services.actor import Actor
from tests.support.accounts import EMAIL, make_owner
from tests.support.database import rows
from tests.support.two_step import NOON, SECRET, code, set_clock

OWNER = Actor(EMAIL, account_id=1)


@pytest.fixture(autouse=True)
def setup(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    set_clock(monkeypatch)
    make_owner(app)
    with app.app_context():
        two_step.start(1)
        db.session.execute(update(TwoStep).values(secret=SECRET, made_at=NOON))
        db.session.commit()
        yield


def test_it_is_off_until_the_first_right_code() -> None:
    assert two_step.status(1) == two_step.TwoStepStatus(False)
    with pytest.raises(AccountError, match="This code is wrong"):
        two_step.turn_on(OWNER, "000000")
    assert not two_step.is_on(1)
    assert len(two_step.turn_on(OWNER, f"{code()[:3]} {code()[3:]}")) == 10
    assert two_step.status(1) == two_step.TwoStepStatus(True, NOON, 10)
    # That code was used up.
    assert not two_step.use_code(1, code())
    assert two_step.use_code(1, code(30))


def test_it_is_turned_on_once() -> None:
    two_step.turn_on(OWNER, code())
    assert two_step.setup_secret(1) is None
    two_step.start(1)
    assert two_step.is_on(1)
    with pytest.raises(AccountError, match="expired"):
        two_step.turn_on(OWNER, code())


def test_starting_again_makes_another_secret() -> None:
    two_step.start(1)
    assert two_step.setup_secret(1) not in {SECRET, None}


def test_the_setup_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, 1_799)
    assert two_step.setup_secret(1) == SECRET
    set_clock(monkeypatch, 1_800)
    assert two_step.setup_secret(1) is None
    with pytest.raises(AccountError, match="expired"):
        two_step.turn_on(OWNER, code(1_800))


def test_turning_it_off_deletes_the_secret_and_the_codes() -> None:
    two_step.turn_on(OWNER, code())
    assert two_step.turn_off(1, EMAIL)
    assert (rows(TwoStep), rows(RecoveryCode)) == (0, 0)


def test_recovery_codes_are_renewed_only_while_it_is_on() -> None:
    with pytest.raises(AccountError):
        two_step.new_recovery_codes(OWNER)
    first = two_step.turn_on(OWNER, code())
    assert not set(first) & set(two_step.new_recovery_codes(OWNER))
    assert two_step.status(1).codes_left == 10
