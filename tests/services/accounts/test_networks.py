"""Addresses are shortened to networks."""

import pytest

from app.services.accounts.networks import network


@pytest.mark.parametrize(
    ("address", "shortened", "whole"),
    [
        ("192.0.2.77", "192.0.2.0/24", "192.0.2.77"),
        ("::ffff:192.0.2.77", "192.0.2.0/24", "192.0.2.77"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48", "2001:db8:1:2:3::4"),
        ("fe80::1%eth0", "fe80::/48", "fe80::1"),
        ("::1", "::/48", "::1"),
        ("", "unknown", "unknown"),
        ("unix:", "unknown", "unknown"),
        ("192.0.2.1 account=root", "unknown", "unknown"),
    ],
)
def test_an_address_is_shortened(address: str, shortened: str, whole: str) -> None:
    assert network(address, v4=24, v6=48) == shortened
    assert network(address, v4=32, v6=128) == whole
