"""Answers made to fill the memory or to last for ever: each ends in a verdict, and the crawling process stays small.

RIVALSCOPE_EXHAUSTIVE=1 unpacks to 900 MB and sends 50 MB of headers; otherwise less, beyond every limit all the same.
"""

import gzip
import os
import socket
import struct
import threading
import time
import zlib
from contextlib import closing, suppress

import brotli
import pytest

zstd = pytest.importorskip("backports.zstd")

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
MEGABYTES = 900 if EXHAUSTIVE else 60
HEADER_MEGABYTES = 50 if EXHAUSTIVE else 6
MOST_MEMORY = 250_000
"""Kilobytes that the crawling process may hold at most."""
PAGE = (
    b"<!doctype html><title>Plans</title><h1>Plans</h1><p>" + b"Made for this test, with plain words. " * 30
)


def _packed(compressor, finish):
    block = bytes(1_000_000)
    return b"".join([*(compressor(block) for _ in range(MEGABYTES)), finish()])


def _gzip():
    packer = zlib.compressobj(1, wbits=31)
    return _packed(packer.compress, packer.flush)


def _deflate():
    packer = zlib.compressobj(1)
    return _packed(packer.compress, packer.flush)


def _brotli():
    packer = brotli.Compressor(quality=1)
    return _packed(packer.process, packer.finish)


def _zstd():
    packer = zstd.ZstdCompressor(level=1)
    return _packed(packer.compress, packer.flush)


def _whole(*headers, body=PAGE):
    head = [b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"Content-Length: %d" % len(body), *headers]
    return lambda client: client.sendall(b"\r\n".join([*head, b"Connection: close", b"", body]))


def _encoded(coding, body):
    return _whole(b"Content-Encoding: " + coding, body=body)


def _headers(client):
    client.sendall(b"HTTP/1.1 200 OK\r\n")
    for _ in range(HEADER_MEGABYTES * 10):
        client.sendall((b"X-Made: " + b"m" * 990 + b"\r\n") * 100)
    client.sendall(b"Content-Length: 0\r\n\r\n")


def _long_header(client):
    client.sendall(b"HTTP/1.1 200 OK\r\nX-Made: ")
    for _ in range(HEADER_MEGABYTES):
        client.sendall(b"m" * 1_000_000)
    client.sendall(b"\r\nContent-Length: 0\r\n\r\n")


def _drip(head):
    def answer(client):
        client.sendall(head)
        while True:
            client.sendall(b"a")
            time.sleep(0.2)

    return answer


def _endless(client):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        client.sendall(b"<p>more " * 10_000)


def _reset(client):
    client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>")
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _chunked(end):
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return lambda client: client.sendall(head + b"%x\r\n" % len(PAGE) + PAGE + b"\r\n" + end)


ANSWERS = {
    "gzip": (lambda: _encoded(b"gzip", _gzip()), {"too-large"}),
    "deflate": (lambda: _encoded(b"deflate", _deflate()), {"too-large"}),
    "br": (lambda: _encoded(b"br", _brotli()), {"too-large"}),
    "zstd": (lambda: _encoded(b"zstd", _zstd()), {"too-large"}),
    "twice": (lambda: _encoded(b"gzip, gzip", gzip.compress(_gzip(), 1)), {"too-large"}),
    "no-gzip": (lambda: _encoded(b"gzip", PAGE), {"error", "truncated"}),
    "half-gzip": (lambda: _encoded(b"gzip", gzip.compress(os.urandom(9000))[:5000]), {"truncated"}),
    "headers": (lambda: _headers, {"error"}),
    "long-header": (lambda: _long_header, {"error"}),
    "slow-head": (lambda: _drip(b"HTTP/1.1 200 OK\r\nX: "), {"error"}),
    "slow-body": (lambda: _drip(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n"), {"error"}),
    "endless": (lambda: _endless, {"too-large", "error"}),
    "reset": (lambda: _reset, {"error", "truncated"}),
    "half-chunked": (lambda: _chunked(b"ffff\r\n<p>"), {"truncated", "error"}),
    "no-chunk": (lambda: _chunked(b"zz\r\n<p>"), {"truncated", "error"}),
    "two-lengths": (lambda: _whole(b"Content-Length: 7"), {"error"}),
    "two-types": (lambda: _whole(b"Content-Type: image/png", b"X: a", b"X: b"), {"ok", "error", "empty"}),
    "status-only": (lambda: lambda client: client.sendall(b"HTTP/1.1 200\r\n\r\n"), {"empty", "error"}),
    "no-http": (lambda: lambda client: client.sendall(b"SSH-2.0-made\r\n" * 50), {"error"}),
    "nothing": (lambda: lambda client: None, {"error"}),
}  # fmt: skip
"""Name → a maker of what answers a connection, and the verdicts that are right for it."""


@pytest.fixture(scope="module")
def night(open_market, made, stage_crawl):
    """One night over all of them, each a host of its own."""
    with closing(socket.create_server(("127.0.1.1", 0))) as free:
        port = free.getsockname()[1]
    listeners, products = [], []
    sitemap = _encoded(b"identity", _gzip())
    for number, (name, (maker, _)) in enumerate(ANSWERS.items(), start=1):
        address = f"127.0.1.{number}"
        listeners.append(_serve(address, port, maker()))
        sources = (made.source(name, kind, f"http://{address}:{port}/{kind}") for kind in ("pricing", "json"))
        products.append(made.product(name, *sources))
    listeners.append(_serve("127.0.1.200", port, _whole(), sitemap=sitemap))
    products.append(made.product("site", site=f"http://127.0.1.200:{port}/"))
    market = open_market(products, allow_private=False, timeout=4.0)
    began = time.monotonic()
    captures, lines = stage_crawl(market, discover=True)
    for listener in listeners:
        listener.close()
    return captures, lines, time.monotonic() - began


def _serve(address, port, answer, sitemap=None):
    listener = socket.create_server((address, port))

    def serve(client):
        with closing(client), suppress(OSError):
            path = client.recv(65536).split(b" ")[1]
            if path == b"/robots.txt":
                client.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            elif path.startswith(b"/sitemap") and sitemap is not None:
                sitemap(client)
            else:
                answer(client)

    def listen():
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=serve, args=(client,), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    return listener


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_that_is_no_page_ends_in_its_verdict(night, name):
    captures, _, _ = night
    found = {row["source"]: row for row in captures.values() if row["source"].startswith(f"{name}/")}
    assert len(found) == 2
    page = found[f"{name}/pricing"]
    assert page["verdict"] in ANSWERS[name][1], (page["verdict"], page["reason"])
    assert found[f"{name}/json"]["verdict"] not in ("ok", "not-modified"), found[f"{name}/json"]["reason"]
    assert page["reason"] or page["verdict"] == "ok"


def test_a_sitemap_that_fills_the_memory_names_nothing_and_costs_the_site_no_page(night):
    captures, _, _ = night
    (home,) = [row for row in captures.values() if row["source"].startswith("site/")]
    assert home["verdict"] == "ok"


def test_the_crawling_process_stays_small_and_comes_to_its_end(night):
    _, lines, seconds = night
    (memory,) = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    assert memory < MOST_MEMORY
    assert seconds < 60
