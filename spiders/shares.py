"""Shares: which hosts of a night go to which process, so that no host is asked by two of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from rivalscope.domain.market import PAGE_KINDS, Product, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What one process is to fetch."""

    sources: tuple[Source, ...]
    sites: frozenset[str]
    """Slugs of the products whose sites it searches."""


def deal_hosts(sources: Sequence[Source], products: Sequence[Product], *, of: int) -> list[list[str]]:
    """Deal the hosts of a night into at most `of` shares with about as many sources each.

    The hosts of one product's own pages stay together, for what is found on its site is fetched by whoever searches it.
    """
    leader = {host: host for host in {*map(host_of, sources), *filter(None, map(site_host, products))}}

    def first(host: str) -> str:
        while leader[host] != host:
            host = leader[host]
        return host

    homes = {product.slug: site_host(product) for product in products}
    for source in sources:
        home = homes.get(source.product) if source.kind in PAGE_KINDS else None
        if home is not None:
            one, other = sorted((first(home), first(host_of(source))))
            leader[other] = one
    weights = Counter({first(host): 0 for host in leader})
    weights.update(first(host_of(source)) for source in sources)
    shares: list[list[str]] = [[] for _ in range(max(1, min(of, len(weights))))]
    loads = [0] * len(shares)
    for group, weight in sorted(weights.items(), key=lambda item: (-item[1], item[0])):
        lightest = loads.index(min(loads))
        loads[lightest] += max(1, weight)
        shares[lightest] += [host for host in sorted(leader) if first(host) == group]
    return shares


def portion(sources: Iterable[Source], products: Iterable[Product], hosts: Collection[str]) -> Portion:
    """Return the sources and sites whose hosts are in a share."""
    return Portion(
        sources=tuple(source for source in sources if host_of(source) in hosts),
        sites=frozenset(product.slug for product in products if site_host(product) in hosts),
    )


def host_of(source: Source) -> str:
    """Return the host that a source is asked of, without its port; services have hosts of their own."""
    return f"service {source.service}" if source.service else _bare(source.url)


def site_host(product: Product) -> str | None:
    """Return the host of a product's site; None when it names none."""
    return _bare(product.site) if product.site else None


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")
