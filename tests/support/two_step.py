"""An owner with two-step sign-in, and the codes that her app shows."""

from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask

from app.database import db
from app.models import TwoStep
from app.services.accounts import recovery_codes, second_step, two_step
from tests.support.accounts import make_owner

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105
NOON = datetime(2026, 6, 1, 12, 0, 5, tzinfo=UTC)


def code(seconds: int = 0) -> str:
    """Return the code that the app shows so many seconds after noon."""
    return pyotp.TOTP(SECRET).at(int(NOON.timestamp()) + seconds)


def set_clock(patch: pytest.MonkeyPatch, seconds: int = 0) -> None:
    """Let it be so many seconds after noon where codes and tickets are checked."""
    at = datetime.fromtimestamp(NOON.timestamp() + seconds, UTC)
    for module in (two_step, second_step):
        patch.setattr(module, "now", lambda: at)


def turn_on(app: Flask) -> list[str]:
    """Turn two-step sign-in on for the owner; return the recovery codes."""
    account_id = make_owner(app)
    with app.app_context():
        db.session.add(TwoStep(account_id=account_id, secret=SECRET, is_on=True))
        codes = recovery_codes.renew(account_id)
        db.session.commit()
    return codes
