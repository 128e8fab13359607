"""The addresses behind the name of a host, and which of them may be connected to."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from typing import NamedTuple

# What only stands for an IPv4 address (RFC 6052, 4291, 3056).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
# All that is given to hosts of the Internet (RFC 4291); what is local, old or special is beside it.
UNICAST = ipaddress.IPv6Network("2000::/3")
# Special within it, or global to some versions of Python only: protocols (Teredo among them) and
# documentation; protocols, the former relays of 6to4, multicast and what is reserved.
SPECIAL = tuple(
    ipaddress.ip_network(network)
    for network in (
        *("2001::/23", "2001:db8::/32", "3fff::/20"),
        *("192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "240.0.0.0/4"),
    )
)


def is_public(address: str) -> bool:
    """Tell whether anybody could connect to `address`: no private, local or special network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if any(ip in network for network in SPECIAL):
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global
    if inner := _inside(ip):
        return is_public(str(inner))
    return ip in UNICAST and ip.is_global


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of `host`, those to try first before the others."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Gate(NamedTuple):
    """How names become addresses, and which addresses it lets through."""

    admits: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """Return the addresses of `host`; raise OSError, or TimeoutError after `seconds`."""
        answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
        # The system's resolver knows no deadline of ours, so it is asked beside.
        threading.Thread(target=self._ask, args=(host, port, answer), daemon=True).start()
        try:
            found = answer.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(host) from None
        if isinstance(found, OSError):
            raise found
        return found

    def _ask(self, host: str, port: int, answer: "queue.SimpleQueue[list[str] | OSError]") -> None:
        try:
            answer.put(self.resolve(host, port))
        except (OSError, UnicodeError) as error:  # a label that is too long for IDNA
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))


def _inside(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, where it is a translation."""
    if ip in NAT64 or ip in MAPPED:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ipaddress.IPv4Address((int(ip) >> 80) & 0xFFFFFFFF) if ip in SIX_TO_FOUR else None
