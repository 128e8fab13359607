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
        ("https://" + "ü" * 60 + ".example", "It has an invalid host name."),
        ("https://℀.example/", "It has an invalid host name."),
        ("https://a.example/" + "ü" * 400, "It is longer than 2,000 characters once encoded."),
        ("https://אa1.example/", "It has an invalid host name."),
    ],
)
def test_invalid_addresses_are_refused(address: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        fields.check_url(address, "It")
