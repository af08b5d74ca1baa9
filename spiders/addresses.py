"""Addresses: which a crawl may connect to, checked where every connection of every hop is made."""

import ipaddress
import logging
from collections.abc import Callable, Sequence
from typing import Any, Self

from scrapy.crawler import Crawler
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

logger = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Special-purpose blocks that Python 3.11's `is_global` lets through: protocol assignments (RFC 6890), 6to4 relays
# (RFC 7526), IPv4-compatible and site-local addresses (RFC 4291, 3879), local translation (RFC 8215), documentation
# (RFC 9637), segment routing (RFC 9602), dummy (RFC 9780).
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "::/96",
        "fec0::/10",
        "64:ff9b:1::/48",
        "3fff::/20",
        "5f00::/16",
        "100:0:0:1::/64",
    )
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def address_objection(address: str) -> str:
    """Say why an IP address is not public; empty when it is. An IPv4 address inside an IPv6 one is judged too."""
    try:
        parsed: Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return f"{address} is not an IP address"
    for inner in _embedded(parsed):
        if not inner.is_global or inner.is_multicast or any(inner in block for block in _NOT_PUBLIC):
            return f"{address} is not a public address"
    return ""


def _embedded(address: Address) -> list[Address]:
    """Return an address and the IPv4 addresses that it stands for."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    inner: list[Address] = [address]
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner.extend(address.teredo)
    return inner


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names for every connection and hands on only what may be connected to.

    Twisted asks for literal addresses in any spelling as well, and connects to exactly what it is given, so
    that there is no second look-up that could answer otherwise. One private answer refuses the whole name.
    """

    def __init__(self, reactor: ReactorBase, *, allow_private: bool) -> None:
        self._reactor = reactor
        inner: Any = reactor.nameResolver
        self._resolve: Callable[..., IHostResolution] = inner.resolveHostName
        self._allow_private = allow_private
        self.refused: dict[str, str] = {}
        """Names that were refused, with the reason."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Make the resolver from Scrapy's settings."""
        return cls(reactor, allow_private=crawler.settings.getbool("ALLOW_PRIVATE_ADDRESSES"))

    def install_on_reactor(self) -> None:
        """Make every connection of this process ask here."""
        self._reactor.installNameResolver(self)  # type: ignore[arg-type]

    def resolveHostName(  # noqa: N802 - the name that Twisted's interface prescribes
        self,
        receiver: IResolutionReceiver,
        name: str,
        port: int = 0,
        types: Sequence[type[IAddress]] | None = None,
        semantics: str = "TCP",
        **named: Any,
    ) -> IHostResolution:
        """Resolve a name; a refused one has no addresses and its reason in `refused`."""
        port = named.get("portNumber", port)
        if self._allow_private:
            return self._resolve(receiver, name, port, types, semantics)
        return self._resolve(_Sieve(receiver, name, self.refused), name, port, types, semantics)


@implementer(IResolutionReceiver)
class _Sieve:
    """Receives all answers for a name and passes them on only when each may be connected to."""

    def __init__(self, receiver: IResolutionReceiver, name: str, refused: dict[str, str]) -> None:
        self._receiver: Any = receiver
        self._name = name
        self._refused = refused
        self._addresses: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        objections = [objection for objection in map(_objection_to, self._addresses) if objection]
        if objections:
            logger.info("refused to connect to %s: %s", self._name, objections[0])
            self._refused[self._name] = objections[0]
        else:
            for address in self._addresses:
                self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()


def _objection_to(address: Any) -> str:
    return address_objection(str(address.host))
