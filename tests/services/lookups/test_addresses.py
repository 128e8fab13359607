"""Which addresses are public, and which are not."""

import pytest

from app.services.lookups.addresses import is_public


@pytest.mark.parametrize(
    "address",
    [
        "198.41.0.4",
        "8.8.8.8",
        "2606:4700::1111",
        "2a00:1450:4001:806::200e",
        "2001:500:2f::f",
        "64:ff9b::808:808",
        "::ffff:8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_public_addresses_are_recognised(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("what", "addresses"),
    [
        ("private", ("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "fd00::1", "fc00::1")),
        ("this host", ("127.0.0.1", "0.0.0.0", "::1", "::")),  # noqa: S104
        ("this link", ("169.254.169.254", "fe80::1%lo")),
        ("site-local", ("fec0::1", "feff::1")),
        ("IPv4-compatible", ("::127.0.0.1", "::8.8.8.8")),
        ("IPv4-mapped", ("::ffff:10.0.0.1", "::ffff:127.0.0.1", "::ffff:192.88.99.1")),
        ("IPv4-translated", ("::ffff:0:7f00:1",)),
        ("NAT64 to private", ("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::c0a8:101")),
        ("local-use NAT64", ("64:ff9b:1::7f00:1", "64:ff9b:1::808:808")),
        ("6to4 to private", ("2002:7f00:1::", "2002:a00:1::", "2002:c0a8:101::1")),
        ("relay anycast of 6to4", ("192.88.99.1",)),
        ("Teredo", ("2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2")),
        ("protocols and benchmarks", ("192.0.0.8", "198.18.0.1", "2001:2::1", "2001:20::1")),
        ("documentation", ("192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1")),
        ("multicast", ("224.0.0.1", "239.1.1.1", "233.252.0.1", "ff02::1", "ff0e::1")),
        ("reserved", ("240.0.0.1", "255.255.255.255", "4000::1", "100::1", "5f00::1")),
    ],
)
def test_special_addresses_are_not_public(what: str, addresses: tuple[str, ...]) -> None:
    assert [address for address in addresses if is_public(address)] == [], what
