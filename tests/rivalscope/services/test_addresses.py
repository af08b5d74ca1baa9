"""Addresses of services: made of options that can be nothing but what they should be."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from rivalscope.services import CATALOGUE, careers, community, developer
from rivalscope.services.service import Basis, filled, first_page, request_of

OURS = (*community.SERVICES, *developer.SERVICES, *careers.SERVICES)
BAD = (
    "",
    " ",
    "a/../b",
    "../..",
    "..",
    "a?b=c",
    "a#b",
    "a b",
    "a\nb",
    "a\x00b",
    "ä",
    "x" * 400,
    "a/b/c",
    "@evil.example",
)


def address(name, **options):
    service = CATALOGUE[name]
    return first_page(service, filled(service, options))


@pytest.mark.parametrize("service", OURS, ids=lambda service: service.name)
def test_the_examples_of_a_service_make_an_address_of_its_own_host(service):
    values = {option.name: option.example for option in service.options}
    parts = urlsplit(first_page(service, filled(service, values)))
    assert parts.scheme == "https"
    assert any(parts.hostname == host or parts.hostname.endswith(f".{host}") for host in service.hosts)
    assert service.note
    assert service.terms.note
    assert service.pace >= 1


@pytest.mark.parametrize("service", OURS, ids=lambda service: service.name)
def test_no_option_can_lead_to_another_place(service):
    needed = {option.name: option.example for option in service.options if option.default is None}
    host = urlsplit(first_page(service, filled(service, needed))).hostname
    for option in service.options:
        for bad in BAD:
            try:
                url = first_page(service, filled(service, needed | {option.name: bad}))
            except ValueError:
                continue
            assert urlsplit(url).hostname == host, (option.name, bad)
            assert "/.." not in urlsplit(url).path, (option.name, bad)
            assert "\n" not in url
            assert " " not in url


def test_a_search_term_is_quoted():
    query = parse_qs(urlsplit(address("hacker-news", query='"Acme & Co" tags=x')).query)
    assert (query["query"], query["tags"]) == (['"Acme & Co" tags=x'], ["comment"])


def test_a_scope_of_npm_is_part_of_the_name():
    assert address("npm", package="@acme/boards") == "https://registry.npmjs.org/@acme%2Fboards"
    assert address("npm", package="boards") == "https://registry.npmjs.org/boards"


def test_every_repository_has_an_address_of_its_own_though_all_are_asked_at_one():
    first, second = (address("github-discussions", repository=name) for name in ("acme/a", "acme/b"))
    assert first != second
    service = CATALOGUE["github-discussions"]
    request = request_of(service, second, {"repository": "acme/b"})
    assert request.url == "https://api.github.com/graphql"
    assert json.loads(request.body)["variables"]["name"] == "b"


def test_pypi_is_read_by_its_feed_unless_one_says_otherwise():
    assert address("pypi", project="Acme-Boards") == "https://pypi.org/rss/project/acme-boards/releases.xml"
    assert address("pypi", project="acme", form="json") == "https://pypi.org/pypi/acme/json"


def test_a_subreddit_narrows_the_search_and_reddit_needs_leave():
    assert address("reddit", query="acme").startswith("https://oauth.reddit.com/search?")
    assert address("reddit", query="acme", subreddit="boards").startswith(
        "https://oauth.reddit.com/r/boards/search?"
    )
    assert CATALOGUE["reddit"].terms.basis is Basis.ASK


def test_discussions_say_that_they_may_speak_of_several_products():
    assert all("several products" in service.note for service in community.SERVICES)
