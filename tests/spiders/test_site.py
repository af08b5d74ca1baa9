"""Discovery on a made site: by sitemap and by links, a few pages of each kind, never beyond the site."""

import gzip

import pytest

SPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"


def _links(*urls):
    return "".join(f"<a href='{url}'>{url.rsplit('/', 1)[-1]}</a> " for url in urls)


@pytest.fixture(scope="module")
def night(open_site, open_market, made):
    stranger = open_site({"/acme/pricing": made.html("Elsewhere")})
    site = open_site()
    index = f"<sitemapindex {SPACE}><sitemap><loc>{site.url('/map.xml.gz')}</loc></sitemap></sitemapindex>"
    urls = [
        "/acme/changelog",
        "/acme/docs/start",
        "/other/pricing",
        "/acme/blog?utm=1",
        "/acme/careers",
        "/acme/changelog",
    ]
    pages = "".join(f"<url><loc>{site.url(url)}</loc></url>" for url in urls)
    site.routes |= {
        "/robots.txt": (200, {"Content-Type": "text/plain"}, f"User-agent: *\nDisallow: /acme/careers\nSitemap: {site.url('/index.xml')}\n"),
        "/index.xml": (200, {"Content-Type": "application/xml"}, index),
        "/map.xml.gz": (200, {"Content-Type": "application/gzip"}, gzip.compress(f"<urlset {SPACE}>{pages}</urlset>".encode())),
        "/acme/": made.html("Acme", _links("/acme/pricing", "/acme/features", "/acme/login", "/other/features", *(f"/acme/features/{n}" for n in range(9)), stranger.url("/acme/pricing"))),
        "/acme/pricing": made.html("Pricing", _links("/acme/pricing/enterprise")),
        "/acme/pricing/enterprise": made.html("Enterprise", _links("/acme/pricing/deep")),
        "/acme/pricing/deep": made.html("Deep"),
        "/acme/features": made.html("Features"),
        **{f"/acme/features/{n}": made.html(f"Feature {n}") for n in range(9)},
        "/acme/changelog": made.html("Changelog"),
        "/acme/docs/start": made.html("Start"),
    }  # fmt: skip
    product = made.product(
        "acme", made.source("acme", "pricing", site.url("/acme/pricing")), site=site.url("/acme/")
    )
    market = open_market([product], depth=1)
    market.crawl(discover=True)
    paths = {path: row for url, row in market.captures().items() for path in [url.removeprefix(site.url(""))]}
    return {"market": market, "site": site, "stranger": stranger, "captures": paths}


def test_pages_are_found_by_sitemaps_of_robots_txt_index_and_gzip_among_them(night):
    assert night["captures"]["/acme/changelog"]["verdict"] == "ok"
    assert night["captures"]["/acme/docs/start"]["verdict"] == "ok"
    assert "/sitemap.xml" not in night["site"].paths()


def test_pages_are_found_by_links_down_to_the_depth(night):
    assert night["captures"]["/acme/features"]["verdict"] == "ok"
    assert night["captures"]["/acme/pricing/enterprise"]["verdict"] == "ok"
    assert "/acme/pricing/deep" not in night["site"].paths()


def test_only_a_few_pages_of_a_kind_are_fetched(night):
    features = [path for path in night["captures"] if path.startswith("/acme/features")]
    assert len(features) == 3


def test_pages_outside_the_site_and_login_pages_are_left_alone(night):
    assert not {"/other/pricing", "/other/features", "/acme/login"} & set(night["site"].paths())
    assert night["stranger"].hits == []


def test_a_found_page_that_robots_txt_disallows_is_recorded_and_not_asked_for(night):
    assert night["captures"]["/acme/careers"]["verdict"] == "disallowed"
    assert "/acme/careers" not in night["site"].paths()


def test_no_page_is_fetched_twice_in_a_night(night):
    pages = night["site"].pages()
    assert len(pages) == len(set(pages))


def test_a_complete_night_run_again_fetches_no_page(night):
    before = list(night["site"].hits)
    summary = night["market"].crawl(discover=True)
    again = [hit.path for hit in night["site"].hits[len(before) :]]
    assert set(again) <= {"/robots.txt"}
    assert summary.captures == 1  # the disallowed page, which is asked about again


def test_the_next_night_knows_the_pages_that_were_found(night):
    from datetime import date

    night["market"].crawl(date(2026, 11, 3), discover=True)
    rows = night["market"].rows(
        "SELECT count(*) AS n FROM capture WHERE night = '2026-11-03' AND verdict IN ('ok', 'not-modified')"
    )
    first = night["market"].rows(
        "SELECT count(*) AS n FROM capture WHERE night = '2026-11-02' AND verdict IN ('ok', 'not-modified')"
    )
    assert rows == first


def test_without_discovery_only_given_pages_are_fetched(open_site, open_market, made):
    site = open_site(
        {"/acme/pricing": made.html("Pricing", _links("/acme/features")), "/acme/": made.html("Acme")}
    )
    product = made.product(
        "acme", made.source("acme", "pricing", site.url("/acme/pricing")), site=site.url("/acme/")
    )
    open_market([product]).crawl(discover=False)
    assert site.pages() == ["/acme/pricing"]


def test_the_budget_of_a_site_holds(open_site, open_market, made):
    kinds = ("pricing", "features", "changelog", "docs", "blog")
    site = open_site(
        {"/": made.html("Home", _links(*(f"/{kind}" for kind in kinds)))}
        | {f"/{kind}": made.html(kind) for kind in kinds}
    )
    market = open_market([made.product("acme", site=site.url("/"))], pages_per_site=3)
    market.crawl(discover=True)
    assert len(site.pages()) == 3
