"""Codes that an app makes from a secret and the time (TOTP, RFC 6238), and the secret's QR code."""

import io
from datetime import datetime
from hmac import compare_digest

import pyotp
import segno

# Seconds for which a code is shown, and codes before and after that are accepted as well.
STEP, WINDOW = 30, 1
SCALE = 5


def new_secret() -> str:
    """Return a secret of 160 bits, in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, at: datetime) -> int | None:
    """Return the time step for which a code is right, or None."""
    now, generator = int(at.timestamp()) // STEP, pyotp.TOTP(secret)
    steps = (now, *(now + sign * n for n in range(1, WINDOW + 1) for sign in (-1, 1)))
    given = code.encode("utf-8", "replace")
    right = (s for s in steps if s >= 0 and compare_digest(generator.at(s * STEP).encode(), given))
    return next(right, None)


def grouped(secret: str) -> str:
    """Return a secret in groups of four, which are easier to type."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def qr_code(secret: str, email: str, site: str) -> bytes:
    """Return the QR code that apps read a secret from, as SVG."""
    url = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=site)
    picture = io.BytesIO()
    # On white also where the page is dark, since many cameras read no light code on a dark ground.
    segno.make(url, micro=False).save(picture, kind="svg", scale=SCALE, light="#fff")
    return picture.getvalue()
