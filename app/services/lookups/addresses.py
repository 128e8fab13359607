"""Which IP addresses are public."""

import ipaddress

# IPv6 networks that embed IPv4 addresses (RFC 6052, 4291, 3056).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
# Global unicast (RFC 4291); local, obsolete and special networks are outside it.
UNICAST = ipaddress.IPv6Network("2000::/3")
# Networks that are special within it, or that only some versions of Python consider private:
# IPv6 protocols (such as Teredo) and documentation; IPv4 protocols, 6to4 relays, multicast and
# reserved addresses.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        "2001::/23",
        "2001:db8::/32",
        "3fff::/20",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)


def is_public(address: str) -> bool:
    """Return whether `address` is public: not in a private, local or special network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in SPECIAL):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global
    if inner := _inside(ip):
        return is_public(str(inner))
    return ip in UNICAST and ip.is_global


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address embeds, or None."""
    if ip in NAT64 or ip in MAPPED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ipaddress.IPv4Address((int(ip) >> 80) & 0xFFFFFFFF) if ip in SIX_TO_FOUR else None
