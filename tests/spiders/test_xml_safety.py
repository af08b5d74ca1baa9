"""XML of strangers: sitemaps and feeds bring no file, no address and no flood of text with them."""

import socketserver
import threading
import time

import pytest

from spiders.pages.feeds import parse_feed
from spiders.sitemap import read_sitemap

CANARY = "a-line-of-a-file-that-no-page-may-hold"


@pytest.fixture
def canary(tmp_path):
    """The address of a file, and that of a server which notes who knocks."""
    file = tmp_path / "canary.txt"
    file.write_text(CANARY)
    knocks = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            knocks.append(self.client_address)

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield file.as_uri(), f"http://127.0.0.1:{server.server_address[1]}/x.dtd", knocks
        server.shutdown()


def laughs(levels):
    entities = "".join(f"<!ENTITY e{level + 1} '{f'&e{level};' * 10}'>" for level in range(levels))
    return f"<!DOCTYPE x [<!ENTITY e0 'https://made.example/ha'>{entities}]>", f"&e{levels};"


DOCTYPES = {
    "a file as an entity": ("<!DOCTYPE x [<!ENTITY e SYSTEM '{file}'>]>", "&e;"),
    "an address as an entity": ("<!DOCTYPE x [<!ENTITY e SYSTEM '{address}'>]>", "&e;"),
    "a public entity": ("<!DOCTYPE x [<!ENTITY e PUBLIC 'x' '{file}'>]>", "&e;"),
    "a parameter entity": ("<!DOCTYPE x [<!ENTITY % p SYSTEM '{address}'> %p;]>", "&e;"),
    "a file in a parameter entity": (
        "<!DOCTYPE x [<!ENTITY % f SYSTEM '{file}'><!ENTITY % q \"<!ENTITY e '%f;'>\"> %q;]>",
        "&e;",
    ),
    "an outer definition": ("<!DOCTYPE x SYSTEM '{address}'>", "&e;"),
    "an outer definition in a file": ("<!DOCTYPE x SYSTEM '{file}'>", "&e;"),
    "an inclusion": (
        "",
        "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='{file}' parse='text'/>",
    ),
    "a stylesheet": ("<?xml-stylesheet href='{address}'?>", "&e;"),
    "three thousand laughs": laughs(3),
    "a billion laughs": laughs(9),
    "one long entity many times": ("<!DOCTYPE x [<!ENTITY e '" + "a" * 100_000 + "'>]>", "&e;" * 20_000),
}


@pytest.fixture(params=DOCTYPES)
def attack(request, canary):
    """The doctype and the text of a hostile document."""
    file, address, _ = canary
    return tuple(
        part.replace("{file}", file).replace("{address}", address) for part in DOCTYPES[request.param]
    )


@pytest.mark.timeout(20)
def test_a_sitemap_brings_nothing_with_it(attack, canary):
    doctype, text = attack
    body = (
        f"<?xml version='1.0'?>{doctype}<urlset><url><loc>https://made.example/{text}</loc></url>"
        "<url><loc>https://made.example/fine</loc></url></urlset>"
    )
    started = time.process_time()
    sitemap = read_sitemap(body.encode(), url="https://made.example/sitemap.xml", max_bytes=1 << 20)
    assert time.process_time() - started < 2
    found = " ".join([*sitemap.pages, *sitemap.sitemaps])
    assert CANARY not in found
    assert "ha" not in found
    assert len(found) < 1000
    assert canary[2] == []


@pytest.mark.timeout(20)
def test_a_feed_brings_nothing_with_it(attack, canary):
    doctype, text = attack
    body = (
        f"<?xml version='1.0'?>{doctype}<rss version='2.0'><channel><title>Made {text}</title>"
        f"<item><title>{text}</title><description>{text}</description></item></channel></rss>"
    )
    started = time.process_time()
    feed = parse_feed(body.encode())
    assert time.process_time() - started < 5
    said = " ".join([feed.title or "", *(f"{entry.title} {entry.content}" for entry in feed.entries)])
    assert CANARY not in said
    assert len(said) < 300_000
    assert canary[2] == []
