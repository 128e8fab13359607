"""Hashes of what was deleted permanently: enough to recognize it, not to read it.

The key is a secret of this site: without it, nobody can test whether a known title is among them.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable

from sqlalchemy import func, select, update

from app.database import db
from app.models import Site
from app.services.declined.values import Value

Hashed = Callable[[Value], Value]


def hasher() -> Hashed:
    """Return the function that hashes a value; the secret is made when it is first needed."""
    key = bytes.fromhex(_secret())

    def hashed(value: Value) -> Value:
        kind, text = value
        message = f"{kind.value}:{text}".encode("utf-8", "replace")
        return kind, hmac.new(key, message, hashlib.sha256).hexdigest()

    return hashed


def _secret() -> str:
    stored = select(Site.secret)
    if (secret := db.session.scalar(stored)) is None:
        if not db.session.scalar(select(func.count()).select_from(Site)):
            db.session.add(Site(id=1))
            db.session.flush()
        secret = secrets.token_hex(32)
        db.session.execute(update(Site).values(secret=secret))
    return secret
