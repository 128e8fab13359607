"""Codes as RFC 6238 has them, and what apps read from the QR code."""

from datetime import UTC, datetime

import pytest
from defusedxml import ElementTree

from app.services.accounts import totp

# The secret of the RFC's examples, and the last six of their eight digits.
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # noqa: S105


@pytest.mark.parametrize(
    ("seconds", "code", "step"),
    [
        (59, "287082", 1),
        (1111111109, "081804", 37037036),
        (1111111111, "050471", 37037037),
        (1234567890, "005924", 41152263),
        (2000000000, "279037", 66666666),
        (20000000000, "353130", 666666666),
        # One step early and one late are accepted, two are not.
        (29, "287082", 1),
        (89, "287082", 1),
        (90, "287082", None),
        (59 + 30 * 37037036, "287082", None),
        (59, "287083", None),
        (59, "28708", None),
        (59, "0287082", None),
        (59, "", None),
        (59, "２８７０８２", None),
    ],
)
def test_a_code_is_right_at_its_time(seconds: int, code: str, step: int | None) -> None:
    assert totp.step_of(SECRET, code, datetime.fromtimestamp(seconds, UTC)) == step


def test_secrets_have_160_bits_and_differ() -> None:
    one, other = totp.new_secret(), totp.new_secret()
    assert len(one) == len(other) == 32
    assert one != other


def test_a_secret_is_grouped_for_typing() -> None:
    assert totp.grouped(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_the_qr_code_is_svg_without_style_or_script() -> None:
    picture = totp.qr_code(SECRET, "ada@site.example", "ada.example")
    tree = ElementTree.fromstring(picture)
    assert tree.tag == "{http://www.w3.org/2000/svg}svg"
    assert {one.tag.rpartition("}")[2] for one in tree.iter()} == {"svg", "g", "path"}
    assert b"style" not in picture
    assert picture != totp.qr_code(SECRET, "ada@site.example", "other.example")
