"""Web addresses: only those that a browser can open are accepted."""

import pytest
from wtforms.validators import ValidationError

from app.bibliography.record import PublicationType
from app.forms import fields


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://a.example:8080/x?y#z",
        "https://ü.example/ü?q=ü",
        "https://ß.example/",
    ],
)
def test_valid_addresses_are_accepted(address: str) -> None:
    fields.check_url(address)


def test_every_type_can_be_chosen_once() -> None:
    assert sorted(fields.TYPES) == sorted(PublicationType)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("github.com/x", "https://github.com/x"),
        ("www.cape.example", "https://www.cape.example"),
        ("//cape.example:8080?q=a b", "https://cape.example:8080?q=a b"),
        ("käse.example/ü#z", "https://käse.example/ü#z"),
        ("Https://Cape.example", "https://Cape.example"),
        ("10.1000/tides_(1)", "https://doi.org/10.1000/tides_(1)"),
        ("http://cape.example", "http://cape.example"),
        ("ftp://cape.example", "ftp://cape.example"),
        ("mailto:ada@cape.example", "mailto:ada@cape.example"),
        ("ada@cape.example", "ada@cape.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("tides", "tides"),
        ("1.5", "1.5"),
        ("see cape.example", "see cape.example"),
    ],
)
def test_addresses_are_completed_only_where_one_was_meant(typed: str, completed: str) -> None:
    assert fields.complete_url(typed) == completed


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("a.example", "The web address must begin with https:// or http://."),
        ("ftp://a.example", "The web address must begin with https:// or http://."),
        ("https://" + "ü" * 60 + ".example", "The web address has an invalid host name."),
        ("https://℀.example/", "The web address has an invalid host name."),
        (
            "https://a.example/" + "ü" * 400,
            "The web address is longer than 2,000 characters once encoded.",
        ),
        ("https://אa1.example/", "The web address has an invalid host name."),
    ],
)
def test_invalid_addresses_are_refused(address: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        fields.check_url(address)
