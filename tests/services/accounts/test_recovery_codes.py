"""Recovery codes: ten, stored as hashes, each used once."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import RecoveryCode
from app.services.accounts import recovery_codes
from tests.support.accounts import make_owner


@pytest.fixture
def account_id(app: Flask) -> Any:
    account_id = make_owner(app)
    with app.app_context():
        yield account_id


def test_there_are_ten_of_80_bits_stored_as_hashes(account_id: int) -> None:
    codes = recovery_codes.renew(account_id)
    assert len(set(codes)) == recovery_codes.count(account_id) == 10
    assert all(re.fullmatch(r"([a-z2-7]{4}-){3}[a-z2-7]{4}", code) for code in codes)
    stored = " ".join(db.session.scalars(select(RecoveryCode.code_hash)))
    assert not [code for code in codes if code in stored or code.replace("-", "") in stored]


def test_each_is_used_once_however_it_is_typed(account_id: int) -> None:
    first, second, *_ = recovery_codes.renew(account_id)
    assert recovery_codes.use(account_id, f" {first.upper().replace('-', ' ')} ")
    assert not recovery_codes.use(account_id, first)
    assert recovery_codes.use(account_id, second.replace("-", "–"))
    assert recovery_codes.count(account_id) == 8


def test_new_ones_replace_the_earlier(account_id: int) -> None:
    first, *_ = recovery_codes.renew(account_id)
    recovery_codes.renew(account_id)
    assert not recovery_codes.use(account_id, first)
    assert recovery_codes.count(account_id) == 10


def test_they_are_those_of_one_account(app: Flask, account_id: int) -> None:
    first, *_ = recovery_codes.renew(account_id)
    db.session.commit()
    assert not recovery_codes.use(account_id + 1, first)
    assert not recovery_codes.use(account_id, "")
