"""Passwords: argon2id as OWASP asks for (19 MiB, two rounds), and which ones are too weak."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

SHORTEST, LONGEST = 15, 200
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Of a password that nobody has: trying an unknown account takes as long as trying a known one.
NOBODYS = (
    "$argon2id$v=19$m=19456,t=2,p=1$kgZ1xsGA+2ZKG1NxByhUlA"
    "$M1MWiqkQQQz5I3+r4lZNlqNQjUQTA7EElz5UdgLGPOw"
)
# Beyond, guessing how hard a password is to guess takes long, and it is hard anyway.
WEIGHED = 64
STRONG = 3


def hashed(password: str) -> str:
    """Return the argon2id hash to keep of a password."""
    return HASHER.hash(_normal(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Return whether a hash is this password's; without a hash, as slowly, that it is not."""
    try:
        HASHER.verify(password_hash or NOBODYS, _normal(password))
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Return whether a hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(password_hash)


def password_error(password: str, email: str = "") -> str | None:
    """Return in words what is wrong with a new password, if anything is."""
    length = len(_normal(password))
    if length < SHORTEST:
        return f"At least {SHORTEST} characters, please; a few words together make a good one."
    if length > LONGEST:
        return f"At most {LONGEST} characters, please."
    return _weakness(_normal(password), email)


def _weakness(password: str, email: str) -> str | None:
    weighed = zxcvbn(password[:WEIGHED], user_inputs=[email, *email.split("@"), "vitae"])
    if weighed["score"] >= STRONG:
        return None
    reason = weighed["feedback"]["warning"] or "This is easy to guess."
    return f"{reason} A few words that don't belong together make a good one."


def _normal(password: str) -> str:
    # Keyboards spell one letter in several ways (NIST SP 800-63B, 3.1.1.2).
    return unicodedata.normalize("NFKC", password)
