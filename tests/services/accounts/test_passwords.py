"""Password rules and password hashes."""

import pytest
from argon2 import PasswordHasher

from app.services.accounts import passwords

GOOD = "tides of the cape at noon"


def test_a_hash_is_argon2id_with_19_mib_and_two_rounds() -> None:
    kept = passwords.hashed(GOOD)
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.matches(kept, GOOD)
    assert not passwords.matches(kept, GOOD.upper())
    assert not passwords.is_outdated(kept)


def test_the_dummy_hash_is_current_and_matches_no_password() -> None:
    assert not passwords.is_outdated(passwords.DUMMY_HASH)
    assert not passwords.matches(None, GOOD)


def test_a_weaker_hash_is_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(GOOD)
    assert passwords.matches(weaker, GOOD)
    assert passwords.is_outdated(weaker)


def test_unicode_forms_of_one_password_are_equivalent() -> None:
    kept = passwords.hashed("\u00e0 la recherche du temps")
    assert passwords.matches(kept, "a\u0300 la recherche du temps")


@pytest.mark.parametrize("password", [GOOD, "海岸線のうたとかぜ、夏の終わり", f"xyzzy {GOOD * 7}"])
def test_a_good_password_is_accepted(password: str) -> None:
    assert passwords.password_error(password, "ada@site.example") is None


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("", "At least 15 characters"),
        ("tides at noon!", "At least 15 characters"),
        (GOOD * 9, "At most 200 characters"),
        ("passwordpassword", "easy|guess"),
        ("123456789012345", "commonly used"),
        ("qwertyuiopasdfgh", "commonly used"),
        ("aaaaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("ada.roe@site.example", "easy to guess"),
        ("iloveyouiloveyou", "guess"),
    ],
)
def test_a_weak_password_is_refused_with_an_explanation(password: str, said: str) -> None:
    complaint = passwords.password_error(password, "ada.roe@site.example") or ""
    assert any(part in complaint for part in said.split("|"))
    assert complaint.endswith((".", "one."))
