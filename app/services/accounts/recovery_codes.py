"""Recovery codes: each signs in once, instead of a code from the app."""

import base64
import hashlib
import secrets
import unicodedata

from sqlalchemy import delete, func, insert, select

from app.database import db
from app.models import RecoveryCode

COUNT = 10
# 80 random bits, so that nobody finds a code from its hash.
BYTES = 10


def renew(account_id: int) -> list[str]:
    """Replace the recovery codes of an account and return the new ones; don't commit."""
    codes = [_new_code() for _ in range(COUNT)]
    delete_all(account_id)
    rows = [{"account_id": account_id, "code_hash": _hash(code)} for code in codes]
    db.session.execute(insert(RecoveryCode), rows)
    return codes


def use(account_id: int, code: str) -> bool:
    """Use up a recovery code, without a commit; return whether there was one."""
    same = RecoveryCode.account_id == account_id, RecoveryCode.code_hash == _hash(code)
    used = db.session.execute(delete(RecoveryCode).where(*same).returning(RecoveryCode.code_hash))
    return used.one_or_none() is not None


def count(account_id: int) -> int:
    """Return how many recovery codes are left."""
    own = RecoveryCode.account_id == account_id
    return db.session.scalar(select(func.count()).where(own)) or 0


def delete_all(account_id: int) -> None:
    """Delete the recovery codes of an account; don't commit."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def plain(typed: str) -> str:
    """Return the letters and digits of a typed code, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKC", typed).lower() if c.isalnum())


def _new_code() -> str:
    text = base64.b32encode(secrets.token_bytes(BYTES)).decode().lower()
    return "-".join(text[start : start + 4] for start in range(0, len(text), 4))


def _hash(code: str) -> str:
    return hashlib.sha256(plain(code).encode("utf-8", "replace")).hexdigest()
