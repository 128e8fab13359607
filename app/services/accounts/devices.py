"""Known devices: browsers that have signed in before, whose attempts are counted apart.

A stranger's wrong guesses lock out strangers only, not the owner in her own browser.
"""

import hashlib
import secrets

from app.database import db
from app.models import Account
from app.services.accounts import signing
from app.services.accounts.signing import Purpose


def new_token(account_id: int) -> str:
    """Return the token that marks a browser as a known device; "" if the account is gone."""
    account = db.session.get(Account, account_id)
    return signing.signed(account, Purpose.DEVICE, secrets.token_urlsafe(16)) if account else ""


def device_id(account: Account | None, token: str) -> str | None:
    """Return the id of an account's known device, or None for a stranger's browser."""
    found = signing.verified(account, Purpose.DEVICE, token) if account else None
    return hashlib.sha256(found.encode()).hexdigest() if found else None
