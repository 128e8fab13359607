"""What the kernel knows of a client's connection, of which the server tells nothing."""

import os
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path

OPEN_FILES = Path("/proc/self/fd")
# Where `struct tcp_info` of Linux has the number of bytes that the client acknowledged.
ACKNOWLEDGED = slice(120, 128)
# `struct linger`: none.
LINGER = struct.pack("ii", 1, 0)
# After so many seconds in which a client takes nothing of what is sent, Linux ends its connection.
UNREAD_SECONDS = 30


class ClientSocket:
    """A second handle on the connection of a client."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def acknowledged(self) -> int:
        """Return how many bytes the client has received. Raises OSError once it has gone."""
        info = self._connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, ACKNOWLEDGED.stop)
        return int.from_bytes(info[ACKNOWLEDGED], sys.byteorder)

    def abort(self) -> None:
        """End the connection at once, without what has not been sent on it."""
        with suppress(OSError):
            # Otherwise the kernel would keep that for a client who never reads.
            self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER)
            self._connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Give up the handle; the connection stays as it is."""
        self._connection.close()


def find_client(address: str) -> ClientSocket | None:
    """Return the connection of a client with this address, or None where it can't be watched."""
    if sys.platform != "linux":
        return None
    host, _, port = address.rpartition(":")
    peer = host.strip("[]"), port
    for number in _sockets():
        if _peer(number) == peer:
            # The number may be another connection's by now; the copy stays what it is.
            with suppress(OSError):
                found = socket.socket(fileno=os.dup(number))
                if _peer(found.fileno()) == peer:
                    return ClientSocket(found)
                found.close()
    return None


def limit_unread(seconds: int = UNREAD_SECONDS) -> bool:
    """End connections to this process of clients that don't read; return whether it listens yet."""
    is_listening = False
    for number in _sockets() if sys.platform == "linux" else ():
        with suppress(OSError), socket.socket(fileno=os.dup(number)) as one:
            if one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1_000)
                is_listening = True
    return is_listening


def _sockets() -> list[int]:
    found = []
    for name in os.listdir(OPEN_FILES):
        with suppress(OSError):
            if os.readlink(OPEN_FILES / name).startswith("socket:"):
                found.append(int(name))
    return found


def _peer(number: int) -> tuple[str, str] | None:
    with suppress(OSError):
        one = socket.socket(fileno=number)
        try:
            host, port = one.getpeername()[:2]
            return host, str(port)
        except ValueError:
            # A local socket has a path, or nothing.
            return None
        finally:
            one.detach()
    return None
