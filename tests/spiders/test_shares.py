"""Shares of a night: every source in one of them, no host in two."""

from rivalscope.domain.market import Product, Source, SourceKind
from spiders.shares import deal_hosts, host_of, portion


def source(product: str, kind: str, url: str, **more) -> Source:
    return Source(key=f"{product}/{kind}", product=product, kind=SourceKind(kind), url=url, **more)


def product(slug: str, site: str | None = None) -> Product:
    return Product(slug=slug, name=slug.title(), site=site)


PRODUCTS = [
    product("acme", "https://www.acme.example/"),
    product("zeta"),
    product("omni", "https://omni.example/"),
]
SOURCES = [
    source("acme", "pricing", "https://pay.acme.example/pricing"),
    source("acme", "reviews", "https://reviews.example/acme"),
    source("zeta", "reviews", "https://reviews.example/zeta"),
    source("zeta", "pricing", "https://zeta.example/pricing"),
    source("omni", "docs", "https://omni.example/docs"),
]  # fmt: skip


def test_every_source_and_every_site_is_in_exactly_one_share():
    for of in range(1, 8):
        portions = [portion(SOURCES, PRODUCTS, hosts) for hosts in deal_hosts(SOURCES, PRODUCTS, of=of)]
        assert len(portions) <= of
        assert sorted(one.key for part in portions for one in part.sources) == sorted(
            one.key for one in SOURCES
        )
        assert sorted(slug for part in portions for slug in part.sites) == ["acme", "omni"]


def test_no_host_is_in_two_shares_and_a_site_stays_with_its_product_s_own_pages():
    shares = deal_hosts(SOURCES, PRODUCTS, of=5)
    hosts = [host for share in shares for host in share]
    assert len(hosts) == len(set(hosts))
    assert ["acme.example", "pay.acme.example"] in shares
    assert ["reviews.example"] in shares


def test_shares_are_about_as_large_as_each_other():
    many = [source(f"p{number}", "pricing", f"https://h{number}.example/") for number in range(30)]
    assert sorted(map(len, deal_hosts(many, [], of=4))) == [7, 7, 8, 8]


def test_sources_of_one_service_are_asked_by_one_process():
    one, other = (
        source(slug, "json", f"https://{slug}.example/app", service="steam") for slug in ("acme", "zeta")
    )
    assert host_of(one) == host_of(other)
    assert len(deal_hosts([one, other], [], of=2)) == 1


def test_a_market_without_sources_is_one_empty_share():
    assert deal_hosts([], [], of=3) == [[]]
