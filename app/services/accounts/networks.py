"""The network of a client's address: what attempts are counted by, and what the log says."""

import ipaddress

UNKNOWN = "unknown"


def network(address: str, *, v4: int, v6: int) -> str:
    """Return the network of an address with this many bits, such as "192.0.2.0/24"."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return UNKNOWN
    # A server that listens on IPv6 sees IPv4 clients as ::ffff:192.0.2.1.
    found = getattr(parsed, "ipv4_mapped", None) or parsed
    bits = v4 if found.version == 4 else v6
    if bits == found.max_prefixlen:
        return str(found)
    return str(ipaddress.ip_network(f"{found}/{bits}", strict=False))
