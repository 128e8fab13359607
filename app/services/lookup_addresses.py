"""The addresses behind the name of a host, and which of them may be connected to."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from typing import NamedTuple

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether anybody could connect to `address`: no private, local or special network."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _inside(ip)
    return ip.is_global and not ip.is_multicast and (inner is None or is_public(str(inner)))


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


def _inside(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address stands for, where it is a translation."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour
