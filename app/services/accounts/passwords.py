"""Passwords: hashed with argon2id as OWASP recommends (19 MiB, two rounds), and rated."""

import unicodedata
from importlib import import_module

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.services.accounts import weaknesses
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

SHORTEST, LONGEST = 15, 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Verified for unknown accounts, so that they take as long to refuse as known ones.
DUMMY_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$kgZ1xsGA+2ZKG1NxByhUlA"
    "$M1MWiqkQQQz5I3+r4lZNlqNQjUQTA7EElz5UdgLGPOw"
)
# Rating longer passwords is slow, and they are hard to guess anyway.
RATED_LENGTH = 64
MIN_SCORE = 3
TOO_SHORT = lazy_gettext(
    "At least %(number)s characters. A few unrelated words work well.", number=SHORTEST
)


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return HASHER.hash(_normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether a password matches a hash; without a hash, return False just as slowly."""
    try:
        HASHER.verify(password_hash or DUMMY_HASH, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with outdated parameters."""
    return HASHER.check_needs_rehash(password_hash)


def password_error(password: str, email: str = "") -> str | None:
    """Return an error message for a weak password, or None."""
    length = len(_normal(password))
    if length < SHORTEST:
        return str(TOO_SHORT)
    if length > LONGEST:
        return _("At most %(number)s characters.", number=LONGEST)
    return _weakness(_normal(password), email)


def _weakness(password: str, email: str) -> str | None:
    # Its lists take 13 MB of each process, and most of them never rate a password.
    zxcvbn = import_module("zxcvbn").zxcvbn
    rating = zxcvbn(password[:RATED_LENGTH], user_inputs=[email, *email.split("@"), "vitae"])
    if rating["score"] >= MIN_SCORE:
        return None
    reason = weaknesses.reason(rating["feedback"]["warning"])
    return _("%(reason)s A few unrelated words work well.", reason=reason)


def _normal(password: str) -> str:
    # Keyboards can encode one letter in several ways (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)
