import pytest

from spiders.robots import MOST_BYTES, read_robots

PAGE = "https://example.com/private/x"
RULES = b"User-agent: *\nDisallow: /private/\nCrawl-delay: 3\nSitemap: https://example.com/map.xml\n"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_a_client_error_means_that_there_are_no_rules(status):
    assert read_robots(status, RULES).allows(PAGE)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_server_error_or_429_means_that_nothing_is_allowed(status):
    robots = read_robots(status, b"")
    assert not robots.allows(PAGE)
    assert str(status) in robots.unreachable


def test_rules_are_obeyed_and_name_delay_and_sitemaps():
    robots = read_robots(200, RULES)
    assert not robots.allows(PAGE)
    assert robots.allows("https://example.com/pricing")
    assert robots.delay == 3
    assert robots.sitemaps == ["https://example.com/map.xml"]


def test_a_group_of_our_own_counts_instead_of_the_general_one():
    robots = read_robots(200, b"User-agent: rivalscope\nDisallow: /pricing\n\nUser-agent: *\nDisallow: /\n")
    assert not robots.allows("https://example.com/pricing")
    assert robots.allows("https://example.com/features")


def test_a_page_of_html_in_its_place_disallows_nothing():
    assert read_robots(200, b"<!doctype html><html><body>Welcome</body></html>").allows(PAGE)


def test_a_byte_order_mark_and_nul_do_not_hide_the_first_line():
    assert not read_robots(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\x00private/\n").allows(PAGE)


def test_only_the_first_512000_bytes_are_read():
    padding = b"# " + b"x" * 98 + b"\n"
    early = RULES + padding * 6000
    late = padding * (MOST_BYTES // len(padding) + 1) + RULES
    assert not read_robots(200, early).allows(PAGE)
    assert read_robots(200, late).allows(PAGE)
