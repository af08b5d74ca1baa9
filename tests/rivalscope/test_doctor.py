"""The doctor: a real mail server and a real host are asked, and what is wrong comes with its mend."""

import socket
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from rivalscope.check import State
from rivalscope.config import load_market
from rivalscope.doctor import _terms, examine
from rivalscope.domain.market import Source, SourceKind
from rivalscope.services import CATALOGUE
from rivalscope.services.service import filled, first_page

MARKET = """\
[market]
name = "Chat"
contact = "me@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products.sources]]
kind = "reviews"
file = "missing.csv"

[digest]
recipients = ["reader@example.com"]
host = "127.0.0.1"
port = {port}
"""


@pytest.fixture
def market(tmp_path):
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Search}\n")
    path = tmp_path / "market.toml"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        path.write_text(MARKET.format(port=port))
        yield load_market(path, environment={})
    finally:
        server.stop()


def checks(market):
    return {check.name: check for check in examine(market)}


def test_a_mail_server_that_answers_and_a_file_that_is_missing_are_told_apart(market):
    found = checks(market)
    assert found["mail"].state is State.PASS
    assert found["database"].state is State.PASS
    assert found["model"].state is State.PASS
    assert found["file ours/file"].state is State.FAIL
    assert "missing.csv" in found["file ours/file"].detail


@pytest.mark.parametrize(
    ("contact", "state"),
    [
        ("you@example.com", State.WARN),
        ("https://shop.example/contact", State.WARN),
        ("nobody", State.WARN),
        ("crawler@examples.com", State.PASS),
        ("https://acme.io/crawler", State.PASS),
    ],
)
def test_a_contact_that_reaches_nobody_is_told(market, contact, state):
    assert checks(replace(market, contact=contact))["contact"].state is state


def test_a_password_is_not_sent_unencrypted_to_find_out_whether_it_works(market):
    digest = replace(market.digest, host="mail.example.com", username="me", password="secret")
    mail = checks(replace(market, digest=digest))["mail"]
    assert mail.state is State.FAIL
    assert "not sent unencrypted" in mail.detail
    assert "[digest]" in mail.mend


def test_a_source_that_cannot_be_rendered_fails_with_the_mend(market, monkeypatch, tmp_path):
    source = Source(
        key="ours/pricing", product="ours", kind=SourceKind.PRICING, url="http://127.0.0.1:1/", render=True
    )
    rendered = replace(market, products=(replace(market.ours, sources=(source,)),))
    monkeypatch.setenv("PATH", str(tmp_path))
    browser = checks(rendered)["browser"]
    assert (browser.state, browser.mend) == (State.FAIL, "apt install chromium")
    assert "ours/pricing" in browser.detail
    assert checks(market)["browser"].state is State.WARN


@pytest.fixture
def robots_host():
    """A host whose robots.txt is what `answers` says for each path: status, headers and body."""
    answers, seen = {}, []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            seen.append(self.path)
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", answers, seen
    server.shutdown()
    server.server_close()


def _robots_check(market, url, *, allow_private=True):
    source = Source(key="ours/pricing", product="ours", kind=SourceKind.PRICING, url=url)
    products = (replace(market.ours, sources=(source,)),)
    crawl = replace(market.crawl, allow_private=allow_private, timeout=5)
    found = checks(replace(market, products=products, crawl=crawl))
    return next(check for name, check in found.items() if name.startswith("robots "))


def test_the_rules_of_a_host_are_followed_to_where_they_are(market, robots_host):
    root, answers, seen = robots_host
    answers["/robots.txt"] = (301, {"Location": "/rules"}, b"")
    answers["/rules"] = (200, {}, b"User-agent: *\nDisallow: /pricing\n")
    check = _robots_check(market, f"{root}/pricing")
    assert (check.state, "disallows" in check.detail) == (State.FAIL, True)
    assert seen == ["/robots.txt", "/rules"]
    assert _robots_check(market, f"{root}/features").state is State.PASS


def test_a_host_whose_rules_cannot_be_had_is_told(market, robots_host):
    root, answers, _ = robots_host
    answers["/robots.txt"] = (503, {}, b"")
    assert "503" in _robots_check(market, f"{root}/pricing").detail


def test_a_private_host_is_not_asked_whatever_leads_to_it(market, robots_host):
    root, _, seen = robots_host
    check = _robots_check(market, f"{root}/pricing", allow_private=False)
    assert (check.state, seen) == (State.FAIL, [])
    assert "allow_private" in check.mend


def test_rules_that_redirect_to_another_scheme_are_not_followed(market, robots_host):
    root, answers, _ = robots_host
    answers["/robots.txt"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert "only http and https" in _robots_check(market, f"{root}/pricing").detail


def _terms_check(market, name, *, licence=None, **options):
    service = CATALOGUE[name]
    chosen = filled(service, options)
    source = Source(
        key="ours/reviews",
        product="ours",
        kind=service.kind,
        url=first_page(service, chosen),
        service=name,
        licence=licence,
        options=tuple(chosen.items()),
    )
    (check,) = _terms(replace(market, products=(replace(market.ours, sources=(source,)),)))
    return check


def test_the_decision_on_a_service_s_terms_is_told_with_the_way_out(market):
    check = _terms_check(market, "g2", slug="acme")
    assert (check.state, check.detail) == (State.WARN, "off: G2 is forbidden, not read")
    assert "licence = " in check.mend
    assert "import" in check.mend
    allowed = _terms_check(market, "g2", slug="acme", licence="contract of 2026-09-01")
    assert (allowed.state, allowed.detail) == (State.PASS, "G2: licence: contract of 2026-09-01")
    assert _terms_check(market, "steam", id="431960").state is State.PASS


def test_a_token_that_is_missing_is_told_by_the_name_of_its_variable(market, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_TOKEN_PRODUCT_HUNT", raising=False)
    check = _terms_check(market, "product-hunt", slug="acme", licence="mail of 2026-09-01")
    assert (check.state, "RIVALSCOPE_TOKEN_PRODUCT_HUNT" in check.detail) == (State.WARN, True)
    monkeypatch.setenv("RIVALSCOPE_TOKEN_PRODUCT_HUNT", "secret")
    check = _terms_check(market, "product-hunt", slug="acme", licence="mail of 2026-09-01")
    assert (check.state, "secret" in check.detail) == (State.PASS, False)
