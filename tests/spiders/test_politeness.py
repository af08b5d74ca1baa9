"""Manners, end to end: what each robots.txt means, what hosts ask for is kept, and what it cost is written down."""

import gzip
import os
import socket
import struct
import threading
from collections import defaultdict
from contextlib import closing, suppress
from datetime import date

import pytest

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
FIRST, SECOND, THIRD = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
BARRED = b"User-agent: *\nDisallow: /x\n"
PADDING = b"# made for this test, to fill a file\n"
PAGE = (
    b"<!doctype html><title>Plans</title><h1>Plans</h1><p>" + b"Made for this test, with plain words. " * 30
)


def _answer(status, body=b"", *headers):
    head = [b"HTTP/1.1 %d Made" % status, b"Content-Length: %d" % len(body), b"Connection: close", *headers]
    return b"\r\n".join([*head, b"", body])


def _moved(times, end):
    """Answer robots.txt with so many redirects, then the rules."""
    chain = {b"/robots.txt" if n == 0 else b"/r%d" % n: b"/r%d" % (n + 1) for n in range(times)}
    answers = {path: _answer(301, b"", b"Location: " + target) for path, target in chain.items()}
    return {**answers, b"/r%d" % times: _answer(200, end)}


def _reset(client):
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _silent(client):
    with suppress(OSError):
        while client.recv(100):
            pass


CELLS = {
    "200-barred": (_answer(200, BARRED), "disallowed"),
    "200-open": (_answer(200, b"User-agent: *\nDisallow: /y\n"), "ok"),
    "200-empty": (_answer(200), "ok"),
    "301x5": (_moved(5, BARRED), "disallowed"),
    "301x6": (_moved(6, BARRED), "ok"),
    "301-round": (_answer(301, b"", b"Location: /robots.txt"), "ok"),
    "401": (_answer(401, BARRED), "ok"),
    "403": (_answer(403, BARRED), "ok"),
    "404": (_answer(404, BARRED), "ok"),
    "410": (_answer(410, BARRED), "ok"),
    "451": (_answer(451, BARRED), "ok"),
    "429": (_answer(429), "robots-unreachable"),
    "500": (_answer(500), "robots-unreachable"),
    "503": (_answer(503, b"<html>busy</html>"), "robots-unreachable"),
    "599": (_answer(599), "robots-unreachable"),
    "timeout": (_silent, "robots-unreachable"),
    "reset": (_reset, "robots-unreachable"),
    "half": (_answer(200, BARRED * 9)[:-40], "robots-unreachable"),
    "html": (_answer(200, PAGE, b"Content-Type: text/html"), "ok"),
    "html-refresh": (
        _answer(200, b'<meta http-equiv=refresh content="0;url=/x"><p>hi', b"Content-Type: text/html"),
        "ok",
    ),
    "bom": (_answer(200, b"\xef\xbb\xbf" + BARRED), "disallowed"),
    "nul": (_answer(200, b"User-agent: *\nDisallow: /\x00x\n"), "disallowed"),
    "cr": (_answer(200, BARRED.replace(b"\n", b"\r")), "disallowed"),
    "600k-early": (_answer(200, BARRED + PADDING * 17_000), "disallowed"),
    "600k-late": (_answer(200, PADDING * 17_000 + BARRED), "ok"),
    "12m-early": (_answer(200, BARRED + PADDING * 340_000), "disallowed"),
    "gzip": (_answer(200, gzip.compress(BARRED), b"Content-Encoding: gzip"), "disallowed"),
    "gzip-bomb": (
        _answer(200, gzip.compress(bytes(40_000_000)), b"Content-Encoding: gzip"),
        "robots-unreachable",
    ),
    "noindex": (_answer(200, b"", b"X-Robots-Tag: noindex, nofollow"), "ok"),
    "named": (
        _answer(200, b"User-agent: rivalscope\nDisallow: /x\n\nUser-agent: *\nAllow: /\n"),
        "disallowed",
    ),
}
"""What robots.txt is answered, and the verdict on a page /x beside it."""


class Host:
    """A host of its own: an address of the stage, which counts what it is asked for."""

    def __init__(self, address, port, robots):
        self.address, self.robots = f"{address}:{port}", robots
        self.asked, self.page = [], _answer(200, PAGE, b"Content-Type: text/html", b"X-Robots-Tag: none")
        self._listener = socket.create_server((address, port), backlog=64)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with closing(client), suppress(OSError):
            path = client.recv(65_536).split(b" ")[1]
            self.asked.append(path.decode())
            answer = self.robots.get(path) if isinstance(self.robots, dict) else self.robots
            answer = answer if path == b"/robots.txt" or path.startswith(b"/r") else self.page
            if callable(answer):
                answer(client)
            elif answer is not None:
                client.sendall(answer)

    def close(self):
        self._listener.close()


@pytest.fixture(scope="module")
def open_hosts():
    opened = []

    def open_them(cells):
        with closing(socket.create_server(("127.0.1.1", 0))) as free:
            port = free.getsockname()[1]
        hosts = {
            name: Host(f"127.0.1.{n}", port, robots) for n, (name, robots) in enumerate(cells.items(), 1)
        }
        opened.extend(hosts.values())
        return hosts

    yield open_them
    for host in opened:
        host.close()


@pytest.fixture(scope="module")
def matrix(open_hosts, open_market, made, stage_crawl):
    hosts = open_hosts({name: robots for name, (robots, _) in CELLS.items()})
    products = [
        made.product(name, made.source(name, "pricing", f"http://{host.address}/x"))
        for name, host in hosts.items()
    ]
    market = open_market(products, allow_private=False, timeout=3.0)
    captures, _ = stage_crawl(market)
    ledger = {row["host"]: row for row in market.rows("SELECT * FROM host_ledger")}
    return hosts, {row["source"].partition("/")[0]: row for row in captures.values()}, ledger


@pytest.mark.parametrize("name", CELLS)
def test_each_answer_for_robots_txt_means_what_rfc_9309_says(matrix, name):
    hosts, captures, ledger = matrix
    host, capture, cost = hosts[name], captures[name], ledger[hosts[name].address]
    assert capture["verdict"] == CELLS[name][1], capture["reason"]
    assert ("/x" in host.asked) is (capture["verdict"] == "ok")
    assert cost["requests"] == len(host.asked)
    assert cost["refusals"] == (capture["verdict"] != "ok")
    words = {"disallowed": {"rules"}, "robots-unreachable": {"unreachable"}, "ok": {"rules", "none"}}
    assert cost["robots"] in words[capture["verdict"]]


def test_what_hosts_ask_for_and_their_rules_outlive_the_run(open_hosts, open_market, made, stage_crawl):
    rules = _answer(200, b"User-agent: *\nDisallow: /secret\n")
    hosts = open_hosts(dict.fromkeys(("copy", "busy", "strikes"), rules))
    hosts["busy"].page = _answer(429, b"", b"Retry-After: 3600")
    hosts["strikes"].page = _answer(503)
    pages = {"copy": ("x", "secret"), "busy": ("x", "y"), "strikes": ("x", "y", "z")}
    kinds = ("pricing", "features", "docs")
    products = [
        made.product(
            name,
            *(
                made.source(name, kind, f"http://{hosts[name].address}/{path}")
                for kind, path in zip(kinds, paths, strict=False)
            ),
        )
        for name, paths in pages.items()
    ]
    market = open_market(products, allow_private=False, check_at_most=1.0)

    def night(when):
        before = {name: len(host.asked) for name, host in hosts.items()}
        stage_crawl(market, night=when)
        verdicts = defaultdict(list)
        for row in market.rows(
            "SELECT s.key, c.verdict FROM capture c JOIN location l ON l.id = c.location_id"
            f" JOIN source s ON s.id = l.source_id WHERE c.night = '{when}' ORDER BY s.id"
        ):
            verdicts[row["key"].partition("/")[0]].append(row["verdict"])
        return verdicts, {name: host.asked[before[name] :] for name, host in hosts.items()}

    verdicts, asked = night(FIRST)
    assert verdicts["copy"] == ["ok", "disallowed"]
    assert verdicts["busy"] == ["blocked", "blocked"]
    assert asked["busy"] == ["/robots.txt", "/x"]
    assert len(asked["strikes"]) == 4  # robots.txt, and three answers 503
    verdicts, asked = night(FIRST)  # a second run of the night asks for nothing of those that want peace
    assert asked["busy"] == asked["strikes"] == []
    assert set(verdicts["busy"] + verdicts["strikes"]) <= {"blocked", "error"}
    for host in hosts.values():
        host.robots = _answer(503)
        host.page = _answer(200, PAGE, b"Content-Type: text/html")
    verdicts, asked = night(SECOND)  # its rules of the night before stand in for those that cannot be had
    assert verdicts["copy"] == ["not-modified", "disallowed"]
    assert "/secret" not in hosts["copy"].asked
    assert verdicts["busy"] == ["ok", "ok"]
    if not EXHAUSTIVE:
        return
    verdicts, asked = night(THIRD)  # by then they are older than a day
    assert set(verdicts["copy"]) == {"robots-unreachable"}
    assert set(asked["copy"]) == {"/robots.txt"}
