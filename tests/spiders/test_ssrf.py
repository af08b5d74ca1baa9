"""No connection to an address that is not public, however it is spelt and whatever leads to it.

Each carrier of a URL is tried with each spelling in a real crawl. A listener on the private addresses counts who comes,
and the crawling process writes down every connection that it begins: both must stay empty. RIVALSCOPE_EXHAUSTIVE=1
tries all spellings, else a part of them.
"""

import json
import os
import socket
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
SPELLINGS = (
    "127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "①②⑦.⓪.⓪.①", "0.0.0.0", "127.1", "127.0.1",
    "0x7f000001", "0x7f.0.0.1", "0x7F.1", "0177.0.0.1", "017700000001", "0", "0x0", "127.0.0.1.", "LOCALHOST",
    "localhost.", "LocalHost.", "127.0.0.2", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:7f00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "127。0。0。1", "127．0．0．1", "１２７.0.0.1", "%31%32%37.0.0.1",
    "127.0.0.1%2f", "user@127.0.0.1", "127.0.0.1\\@example.com", "10.0.0.1", "172.16.0.1", "192.168.0.1",
    "169.254.169.254", "100.64.0.1", "[fe80::1]", "[fc00::1]",
)  # fmt: skip
SCHEMES = (
    "file:///etc/passwd", "FILE:///etc/passwd", "file:/etc/passwd", "%66ile:///etc/passwd", "data:text/html,<h1>x</h1>",
    "ftp://127.0.0.1/x", "s3://bucket/x", "gopher://127.0.0.1/x", "jar:http://127.0.0.1/x!/", "dict://127.0.0.1:1/x",
    "javascript:alert(1)", "http:///x", "//",
)  # fmt: skip
REDIRECTS = (301, 302, 303, 307, 308)
PARAGRAPH = "<p>" + "Made for this test: words, so that the page has something to say. " * 12 + "</p>"


class Sentinel:
    """Listens where nobody may come, on both families; counts those who do."""

    def __init__(self):
        self.visits = 0
        self.listeners = [socket.create_server(("127.0.0.1", 0))]
        self.port = self.listeners[0].getsockname()[1]
        if socket.has_dualstack_ipv6():
            self.listeners.append(socket.create_server(("::1", self.port), family=socket.AF_INET6))
        for listener in self.listeners:
            threading.Thread(target=self._count, args=(listener,), daemon=True).start()

    def _count(self, listener):
        while True:
            try:
                listener.accept()[0].close()
            except OSError:
                return
            self.visits += 1

    def close(self):
        for listener in self.listeners:
            listener.close()


@pytest.fixture
def sentinel():
    made = Sentinel()
    yield made
    made.close()


@pytest.fixture
def open_stage():
    """Open a server on an address of the stage: `answer(host, path)` returns status, headers and body."""
    servers = []

    class Server(ThreadingHTTPServer):
        request_queue_size = 128
        daemon_threads = True

    def open_one(address, port, answer):
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *args):
                pass

            def do_GET(self):
                seen.append((address, self.path, dict(self.headers)))
                status, headers, body = answer(address, self.path)
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

        server = Server((address, port), Handler)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)

    seen = open_one.seen = []
    yield open_one
    for server in servers:
        server.shutdown()
        server.server_close()


def _page(head="", body=""):
    return f"<!doctype html><html><head><title>Plans</title>{head}</head><body><h1>Plans</h1>{PARAGRAPH}{body}</body></html>"


def _reviews(where):
    document = {
        "@context": "https://schema.org", "@type": "SoftwareApplication", "name": "Acme", "url": where, "image": where,
        "sameAs": [where], "review": {"@type": "Review", "url": where, "author": "A", "reviewBody": "Good for a test."},
    }  # fmt: skip
    head = (
        f"<script type='application/ld+json'>{json.dumps(document)}</script><link rel=next href=\"{where}\">"
    )
    return _page(head, f'<article><p>Good for a test.</p></article><a rel=next href="{where}">Next</a>')


def _feed(where):
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Made</title><id>made</id>'
        f'<link rel="next" href="{where}"/><link rel="self" href="{where}"/><entry><id>1</id><title>1.0</title>'
        f'<updated>2026-10-01T00:00:00Z</updated><link href="{where}"/><content src="{where}"/></entry></feed>'
    )


CARRIERS = {
    "refresh": ("pricing", lambda where: (200, {}, _page(f'<meta http-equiv="refresh" content="0; url={where}">'))),
    "canonical": ("pricing", lambda where: (200, {}, _page(f'<link rel=canonical href="{where}"><base href="{where}">'))),
    "next": ("reviews", lambda where: (200, {}, _reviews(where))),
    "feed": ("feed", lambda where: (200, {"Content-Type": "application/atom+xml"}, _feed(where))),
    "json-next": (
        "json",
        lambda where: (
            200,
            {"Content-Type": "application/json"},
            json.dumps({"items": [{"text": "Good."}], "next": where}),
        ),
    ),
    **{
        f"{kind}-{status}": (kind, lambda where, status=status: (status, {"Location": where}, ""))
        for status in REDIRECTS
        for kind in ("pricing", "json")
    },
}  # fmt: skip
REFUSED = {"seed", "json-seed", "refresh", "robots", *(name for name in CARRIERS if name[-3:].isdigit())}
FIELDS = (("items", "/items"), ("next", "/next"), ("text", "/text"))


def _header(where):
    """Return a URL as a server can put it into a header: bytes as UTF-8, read back as Latin-1."""
    return where.encode().decode("latin-1")


def _stage(open_stage, made, targets):
    """Set the stage for some URLs: one source or site for each of them and each carrier; return the products."""
    port = 0
    with closing(socket.create_server(("127.0.1.1", 0))) as free:
        port = free.getsockname()[1]

    def answer(address, path):
        number = int(address.rsplit(".", 1)[1]) - 2
        if (
            path == "/robots.txt" and number >= 0
        ):  # every address but the first redirects its rules, or names sitemaps
            where = targets[number // 2]
            if number % 2:
                return 302, {"Location": _header(where)}, ""
            sitemaps = f"Sitemap: {where}\nSitemap: http://{address}:{port}/map.xml\n"
            return 200, {"Content-Type": "text/plain"}, sitemaps
        if path == "/map.xml":
            where = targets[number // 2].replace("&", "&amp;").replace("<", "&lt;")
            index = f"<sitemapindex><sitemap><loc>{where}</loc></sitemap></sitemapindex>"
            return 200, {"Content-Type": "application/xml"}, index
        if path == "/":
            where = targets[number // 2]
            return (
                200,
                {},
                _page("", f'<a href="{where}">Pricing</a><a href="{where}/pricing">Pricing plans</a>'),
            )
        name, _, place = path.strip("/").partition("/")
        if name not in CARRIERS or not place.isdigit():
            return 404, {}, "nothing here"
        status, headers, body = CARRIERS[name][1](targets[int(place)])
        return status, {key: _header(value) for key, value in headers.items()}, body

    addresses = [f"127.0.1.{number}" for number in range(1, 2 + 2 * len(targets))]
    for address in addresses:
        open_stage(address, port, answer)
    products = []
    for place, target in enumerate(targets):
        slug = f"p{place}"
        for name, (kind, _) in CARRIERS.items():
            url = f"http://127.0.1.1:{port}/{name}/{place}"
            more = {"options": FIELDS} if kind == "json" else {}
            products.append(made.product(f"{slug}-{name}", made.source(f"{slug}-{name}", kind, url, **more)))
        site, rules = (f"http://127.0.1.{2 + 2 * place + odd}:{port}" for odd in (0, 1))
        products.append(made.product(f"{slug}-site", site=f"{site}/"))
        products.append(
            made.product(f"{slug}-robots", made.source(f"{slug}-robots", "pricing", f"{rules}/x"))
        )
        products.append(made.product(f"{slug}-seed", made.source(f"{slug}-seed", "pricing", target)))
        products.append(
            made.product(f"{slug}-json-seed", made.source(f"{slug}-json-seed", "json", f"{target}?j"))
        )
    return products


def _strangers(lines):
    """Return the connections that left the stage, and what was listened on."""
    return {line for line in lines if not line.startswith(("127.0.1.", "VmHWM"))}


def _judge(captures, connections, targets):
    assert _strangers(connections) == set()
    # A name that does not resolve (`localhost.` on some machines) leads nowhere either.
    unresolved = "name could not be resolved"
    verdicts = {
        row["source"].partition("/")[0]: "refused-address" if unresolved in row["reason"] else row["verdict"]
        for row in captures.values()
    }
    wrong = {
        (targets[int(product.partition("-")[0][1:])], product.partition("-")[2]): verdict
        for product, verdict in verdicts.items()
        if product.partition("-")[2] in REFUSED and verdict != "refused-address"
    }
    assert wrong == {}
    return verdicts


def test_nothing_but_public_web_addresses_is_connected_to_whatever_carries_them(
    open_stage, open_market, made, sentinel, stage_crawl
):
    spellings, schemes = (SPELLINGS, SCHEMES) if EXHAUSTIVE else (SPELLINGS[:4], SCHEMES[:2])
    assert len(SPELLINGS) >= 30
    targets = [*(f"http://{spelling}:{sentinel.port}/x" for spelling in spellings), *schemes]
    products = _stage(open_stage, made, targets)
    others = tuple(f"p{place}-" for place in range(len(spellings), len(targets)))
    # The market file takes no seed of another scheme, and a refresh to one leaves the page to be read as it is.
    products = [
        product
        for product in products
        if not (product.slug.startswith(others) and product.slug.endswith(("seed", "refresh")))
    ]
    market = open_market(products, allow_private=False, requests_per_host=100_000)
    captures, connections = stage_crawl(market, discover=True)
    # These are relative to the page: they lead to another page of the same host.
    relative = {
        n for n, target in enumerate(targets) if target in ("http:///x", "//", "%66ile:///etc/passwd")
    }
    judged = {
        url: row for url, row in captures.items() if int(row["source"].partition("-")[0][1:]) not in relative
    }
    verdicts = _judge(judged, connections, targets)
    assert sentinel.visits == 0
    assert not any("root:" in str(value) for row in captures.values() for value in row.values())
    assert len(verdicts) > (len(targets) - len(relative)) * len(CARRIERS)
    assert len(open_stage.seen) > len(targets) * len(CARRIERS)


def test_an_answer_of_the_resolver_that_changes_or_is_mixed_connects_to_nothing_private(
    open_stage, open_market, made, sentinel, stage_crawl
):
    tries = 200 if EXHAUSTIVE else 6
    port = sentinel.port
    open_stage("127.0.1.1", port, lambda address, path: (200, {}, _page()))
    hosts = [f"{('rebind', 'flip', 'mixed')[n % 3]}{n}.test" for n in range(tries)]
    products = [
        made.product(
            f"p{n}", made.source(f"p{n}", ("pricing", "json")[n // 3 % 2], f"http://{host}:{port}/x")
        )
        for n, host in enumerate(hosts)
    ]
    captures, connections = stage_crawl(open_market(products, allow_private=False))
    assert sentinel.visits == 0
    assert _strangers(connections) == set()
    mixed = [row for url, row in captures.items() if "mixed" in url]
    assert {row["verdict"] for row in mixed} == {"refused-address"}
    assert len(captures) == tries
    # The first answer was public: robots.txt was asked for there, and the page no more once the name had moved.
    verdicts = {
        (row["verdict"], row["reason"]) for row in captures.values() if row["verdict"] != "refused-address"
    }
    assert verdicts <= {("ok", "")}, verdicts
    assert open_stage.seen


def test_nothing_about_us_is_sent_after_a_redirect_and_nothing_is_listened_on(
    open_stage, open_market, made, sentinel, stage_crawl
):
    """Referrer-Policy, once run as a Python callable by Scrapy, changes nothing, whatever it says."""
    policies = (
        "unsafe-url",
        "os.system",
        "scrapy.spidermiddlewares.referer.UnsafeUrlPolicy",
        "😀",
        "x" * 9000,
    )

    def answer(address, path):
        if path.startswith("/from/"):
            headers = {"Location": f"http://127.0.1.2:{port}/to{path[5:]}", "Set-Cookie": "a=b; Path=/",
                       "Referrer-Policy": _header(policies[int(path[6:])]), "WWW-Authenticate": "Basic"}  # fmt: skip
            return 302, headers, ""
        return (404, {}, "") if path == "/robots.txt" else (200, {"Set-Cookie": "c=d"}, _page())

    with closing(socket.create_server(("127.0.1.1", 0))) as free:
        port = free.getsockname()[1]
    for address in ("127.0.1.1", "127.0.1.2"):
        open_stage(address, port, answer)
    products = [
        made.product(f"p{n}{kind}", made.source(f"p{n}{kind}", kind, f"http://127.0.1.1:{port}/from/{n}"))
        for n in range(len(policies))
        for kind in ("pricing",)
    ]
    captures, connections = stage_crawl(open_market(products, allow_private=False))
    assert {row["verdict"] for row in captures.values()} == {"ok"}
    assert not [line for line in connections if line.startswith("listen")]
    arrived = [headers for address, path, headers in open_stage.seen if path.startswith("/to")]
    assert len(arrived) == len(policies)
    for headers in arrived:
        assert not {"Referer", "Cookie", "Authorization", "Proxy-Authorization"} & set(headers)
