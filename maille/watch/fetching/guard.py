"""What a stranger's address may reach: public hosts, on the ports of the web. Checked on numbers, never on names.

A `Guard` is an argument of `fetch` and of nothing else: no setting, no variable, no row of the database replaces it.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from .phrases import Unread

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Endpoint = tuple[str, int]
Origin = tuple[str, str, int]
"""Scheme, host and port."""

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2_000
NAME_SECONDS = 5.0

# What `is_global` of Python leaves open and that leads, or may lead, back inside: translated and tunnelled addresses.
_TUNNELS = tuple(
    map(
        ipaddress.ip_network,
        ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10", "100::/64", "5f00::/16"),
    )
)
_IPV4_ODD = tuple(map(ipaddress.ip_network, ("192.88.99.0/24", "192.0.0.0/24", "100.64.0.0/10", "0.0.0.0/8")))


def is_public(address: Address) -> bool:
    """Tell whether an address is that of a machine on the internet, open to anybody.

    Mapped addresses (::ffff:…) are judged as the IPv4 that they are; NAT64, 6to4 and Teredo carry another address
    inside, and are refused whole: no public site is known by one.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.scope_id is not None or any(address in network for network in _TUNNELS):
            return False
    elif any(address in network for network in _IPV4_ODD):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def addresses_of(host: str, port: int) -> list[Endpoint]:
    """Ask the system for every address of a name; gives up after some seconds."""
    found: list[Endpoint] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.extend(dict.fromkeys((str(row[4][0]), port) for row in rows))

    thread = threading.Thread(target=ask, name="watch-names", daemon=True)
    thread.start()
    thread.join(NAME_SECONDS)
    return list(found)


@dataclass(frozen=True)
class Guard:
    """How names become addresses, and which of them may be reached."""

    resolve: Callable[[str, int], list[Endpoint]] = addresses_of
    allows: Callable[[Address], bool] = is_public
    opened: Origin | None = None

    def endpoints(self, url: str) -> list[Endpoint]:
        """Every address of the host, each of them allowed: one that is not refuses them all."""
        parts = checked(url, opened=self.opened)
        host, port = parts.hostname or "", port_of(parts)
        found = self.resolve(host, port)
        if not found:
            raise Unread("unknown_host", retry=True, host=host)
        if not all(self._allows(number) for number, _port in found):
            raise Unread("inside")
        return found

    def _allows(self, number: str) -> bool:
        try:
            return self.allows(ipaddress.ip_address(number))
        except ValueError:
            return False


PUBLIC = Guard()


def checked(url: str, *, opened: Origin | None = None) -> SplitResult:
    """The parts of an address that may be asked for; Unread says what is wrong with another. Asks nobody.

    `opened` may be asked for on its own port: that very scheme, host and port, and no other that it leads to.
    """
    if len(url) > LONGEST_URL or any(ord(char) <= 32 or ord(char) == 127 or char == "\\" for char in url):
        raise Unread("address")
    try:
        parts = urlsplit(url)
        port = port_of(parts)
    except ValueError as error:
        raise Unread("address") from error
    if parts.scheme not in PORTS:
        raise Unread("scheme")
    _check_host(parts)
    if port not in PORTS.values() and origin_of(parts) != opened:
        raise Unread("port", port=port)
    return parts


def _check_host(parts: SplitResult) -> None:
    host = parts.hostname or ""
    if parts.username is not None or parts.password is not None:
        raise Unread("credentials")
    if not host or host.startswith(".") or "%" in host:
        raise Unread("address")
    literal = literal_address(host)
    if literal is not None and not is_public(literal):
        raise Unread("inside")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        raise Unread("inside")


def origin_of(parts: SplitResult) -> Origin:
    """Where an address leads; ValueError when its port is none."""
    return parts.scheme, (parts.hostname or "").rstrip("."), port_of(parts)


def port_of(parts: SplitResult) -> int:
    """The port that an address asks for, said or not; ValueError when it is none."""
    return PORTS.get(parts.scheme, 0) if parts.port is None else parts.port


def literal_address(host: str) -> Address | None:
    """The address that a host is when it is no name, in any writing that systems take: 127.1, 0x7f.1, 2130706433."""
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        pass
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except (OSError, UnicodeError):
        return None
