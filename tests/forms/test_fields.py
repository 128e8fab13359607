"""Web addresses: only those that a browser can open are accepted."""

import pytest
from wtforms.validators import ValidationError

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
    fields.check_url(address, "It")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("a.example", "It must begin with https:// or http://."),
        ("ftp://a.example", "It must begin with https:// or http://."),
        ("https://" + "ü" * 60 + ".example", "It names a host that no browser can find."),
        ("https://℀.example/", "It names a host that no browser can find."),
        ("https://a.example/" + "ü" * 400, "It is sent with more than 2,000 characters."),
        ("https://אa1.example/", "It names a host that no browser can find."),
    ],
)
def test_invalid_addresses_are_refused(address: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        fields.check_url(address, "It")
