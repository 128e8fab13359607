"""Signed texts that a browser keeps: bound to an account, and void once its password changes."""

import hashlib
import hmac
from enum import StrEnum

from app.models import Account


class Purpose(StrEnum):
    """What a signed text is for; none is accepted for another purpose."""

    DEVICE = "device"
    SECOND_STEP = "second step"


def signed(account: Account, purpose: Purpose, text: str) -> str:
    """Return a text, which has no dot, with its signature."""
    return f"{text}.{_signature(account, purpose, text)}"


def verified(account: Account, purpose: Purpose, given: str) -> str | None:
    """Return the text of `signed`, or None if the account did not get it for this purpose."""
    text, _, signature = given.rpartition(".")
    expected = _signature(account, purpose, text)
    return text if hmac.compare_digest(_bytes(signature), _bytes(expected)) else None


def _signature(account: Account, purpose: Purpose, text: str) -> str:
    # Only the site has the hash of the password, and a new password makes another one.
    message = _bytes(f"{purpose.value}\n{account.id}\n{text}")
    return hmac.new(account.password_hash.encode(), message, hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
