import pytest

from rivalscope.domain.market import Product, Source, SourceKind
from spiders.discovery import PAGES_PER_KIND, Choice, choose, is_trap, same, within

PRICING, DOCS = SourceKind.PRICING, SourceKind.DOCS
SITE = "https://example.com/acme/"


def _product(site=SITE):
    return Product(slug="acme", name="Acme", site=site)


def _source(url, kind=PRICING):
    return Source(key=f"acme/{kind}", product="acme", kind=kind, url=url)


def _choose(urls, known=(), budget=40, kind=PRICING):
    return [url for url, _ in _choice(urls, known, budget, kind).pages]


def _choice(urls, known=(), budget=40, kind=PRICING):
    return choose([(url, kind) for url in urls], product=_product(), known=known, budget=budget)


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://example.com/acme/pricing", True),
        ("https://www.example.com/acme/pricing", True),
        ("http://example.com/acme/pricing", True),
        ("https://example.com/acme", True),
        ("https://example.com/acmeplus/pricing", False),
        ("https://example.com/reviews/acme", False),
        ("https://other.example/acme/pricing", False),
        ("https://example.com:8443/acme/pricing", False),
        ("https://[broken/acme/", False),
    ],
)
def test_a_page_belongs_to_a_site_by_host_and_path(url, inside):
    assert within(url, SITE) is inside


def test_pages_nearest_to_the_root_come_first_and_few_of_a_kind():
    urls = [f"https://example.com/acme/{'deep/' * depth}pricing" for depth in (2, 0, 1)]
    urls += [f"https://example.com/acme/pricing-{n}" for n in range(5)]
    chosen = _choose(urls)
    assert len(chosen) == PAGES_PER_KIND
    assert chosen[0] == "https://example.com/acme/pricing"


def test_given_pages_count_among_the_few_of_their_kind():
    known = [_source(f"https://example.com/acme/{n}") for n in range(PAGES_PER_KIND)]
    assert _choose(["https://example.com/acme/pricing"], known) == []
    assert _choose(["https://example.com/acme/docs"], known, kind=DOCS) == ["https://example.com/acme/docs"]


def test_a_page_that_is_known_in_another_spelling_is_not_chosen_again():
    known = [_source("https://www.example.com/acme/pricing/")]
    assert _choose(["https://example.com/acme/pricing", "https://example.com/acme/pricing#faq"], known) == []


def test_the_budget_of_a_site_is_never_exceeded():
    known = [_source(f"https://example.com/acme/{n}", DOCS) for n in range(4)]
    assert _choose(["https://example.com/acme/a", "https://example.com/acme/b"], known, budget=5) == [
        "https://example.com/acme/a"
    ]


def test_what_only_the_budget_leaves_out_is_told():
    known = [_source(f"https://example.com/acme/{n}", DOCS) for n in range(4)]
    urls = ["https://example.com/acme/a", "https://example.com/acme/b", "https://example.com/acme/b#x"]
    choice = _choice([*urls, "https://example.com/acme/c?d=1"], known, budget=5)
    assert len(choice.pages) == len(choice.left_out) == 1
    assert _choice(urls, known, budget=40).left_out == frozenset()


@pytest.mark.parametrize(
    "path",
    [
        "/acme/a/b/a/b",
        "/acme/a/b/c/a/b/c/pricing",
        "/acme/x/a/x/b/x",
        "/acme/cal?d=12",
        "/acme/calendar/2026/11",
        "/acme/events/list/2031-01-01",
        "/acme/pricing;jsessionid=3F2A",
        "/acme/(S(lit3py55t21z5v55vlm25s55))/pricing",
        "/acme/0123456789abcdef0123456789abcdef/pricing",
        "/acme" + "/deeper" * 1 + "".join(f"/{n}" for n in range(20)),
    ],
)
def test_a_path_made_up_by_a_loop_is_a_trap(path):
    assert is_trap(f"https://example.com{path}")


@pytest.mark.parametrize(
    "path",
    [
        "/acme/blog/2026/11/pricing-news",
        "/acme/docs/a/b/a/c",
        "/acme/de/preise/de",
        "/acme/events",
        "/acme/v1/v1beta/docs",
        "/acme/release-notes/2026",
    ],
)
def test_an_ordinary_path_is_no_trap(path):
    assert not is_trap(f"https://example.com{path}")


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/acme/pricing?sid=123",
        "https://example.com/acme/a/b/a/b/a/b/pricing",
        "https://user@example.com/acme/pricing",
        "https://elsewhere.example/acme/pricing",
    ],
)
def test_traps_and_strangers_are_not_chosen(url):
    assert _choose([url]) == []


def test_a_page_of_no_kind_or_the_home_page_is_not_chosen():
    assert _choose(["https://example.com/acme/x"], kind=None) == []
    assert _choose(["https://example.com/acme/y"], kind=SourceKind.HOME) == []


def test_a_product_without_a_site_has_nothing_to_discover():
    found = [("https://example.com/pricing", PRICING)]
    assert choose(found, product=_product(site=None), known=[], budget=40) == Choice()


def test_queries_tell_pages_apart_and_slashes_do_not():
    assert same("https://example.com/a/") == same("https://example.com/a#x")
    assert same("https://example.com/a?p=1") != same("https://example.com/a?p=2")
