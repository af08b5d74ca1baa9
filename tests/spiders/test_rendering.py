"""Rendering in the system's Chromium: scripts run, and nothing but the page's own site is ever asked."""

import asyncio
import os
import shutil
import socket
import threading
from time import monotonic

import pytest

from rivalscope.domain.capture import Verdict
from spiders import rendering
from spiders.browser import Browser
from spiders.items import Answer
from spiders.refusal import Refusal, Stopped
from spiders.rendering import is_page, render, same_site

pytestmark = pytest.mark.browser

URL = "http://made.example/pricing"


@pytest.fixture(scope="module", autouse=True)
def chromium():
    if shutil.which("chromium") is None:
        if os.environ.get("RIVALSCOPE_REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed and `make check` needs it: apt install chromium")
        pytest.skip("Debian's chromium is not installed")


@pytest.fixture(scope="module")
def running():
    """One browser on a loop of its own for all tests of this file."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    browser = asyncio.run_coroutine_threadsafe(_made(), loop).result()
    yield loop, browser
    asyncio.run_coroutine_threadsafe(browser.end(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _made():
    return Browser()


class Made:
    """A site of our own making, asked as a crawl would ask it."""

    def __init__(self, running):
        self.loop, self.browser = running
        self.pages, self.asked = {}, []
        self.refusal = self.moved = None

    async def ask(self, url):
        self.asked.append(url)
        if self.refusal is not None:
            raise self.refusal
        kind, body = self.pages.get(url, ("text/plain", ""))
        return answer_of(body, url=self.moved or url, kind=kind, status=200 if url in self.pages else 404)

    def render(self, body, *, max_bytes=1_000_000, **headers):
        answer = answer_of(body, **headers)
        work = render(
            self.browser,
            answer,
            ask=self.ask,
            user_agent="made/1 (+https://made.example)",
            max_bytes=max_bytes,
        )
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(60)


def answer_of(body, *, url=URL, kind="text/html", status=200, **headers):
    body = body if isinstance(body, bytes) else body.encode()
    return Answer(url=url, status=status, headers={"content-type": kind, **headers}, body=body, elapsed_ms=1)


@pytest.fixture
def made(running, monkeypatch):
    monkeypatch.setattr(rendering, "QUIET", 0.5)
    return Made(running)


class Sentinel:
    """A listener on loopback that nobody may connect to."""

    def __init__(self):
        self.hits = 0
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        self.port, self.udp_port = self.tcp.getsockname()[1], self.udp.getsockname()[1]
        for wait in (self.tcp.accept, lambda: self.udp.recv(10)):
            threading.Thread(target=self._wait, args=(wait,), daemon=True).start()

    def _wait(self, wait):
        try:
            wait()
        except OSError:
            return
        self.hits += 1

    def close(self):
        for one in (self.tcp, self.udp):
            one.close()


@pytest.fixture
def sentinel():
    listener = Sentinel()
    yield listener
    listener.close()


SHELL = """<!doctype html><html><head><title>Plans</title><link rel=stylesheet href=/s.css>
<script src=/app.js></script></head><body><div id=app></div><img src=/logo.png></body></html>"""
APP = """document.addEventListener('DOMContentLoaded', async () => {
  const plans = await (await fetch('/api/plans')).json();
  document.getElementById('app').innerHTML = plans.map(p => `<h2>${p.name}</h2><p>$${p.price}</p>`).join('');
});"""


def test_a_page_that_is_empty_without_its_scripts_is_full_with_them(made):
    made.pages = {
        "http://made.example/app.js": ("text/javascript", APP),
        "http://made.example/api/plans": ("application/json", '[{"name": "Pro — ü", "price": 12}]'),
    }
    got = made.render(SHELL, etag='"of the bare page"', server="made")
    assert "<h2>Pro — ü</h2><p>$12</p>" in got.body.decode()
    assert got.body.startswith(b"<!DOCTYPE html><html>")
    assert made.asked == ["http://made.example/app.js", "http://made.example/api/plans"]
    assert got.headers == {"content-type": "text/html; charset=utf-8", "server": "made"}
    assert (got.url, got.status) == (URL, 200)


ATTACKS = """<!doctype html><html><head>
<link rel=preconnect href="http://127.0.0.1:{p}/"><link rel=dns-prefetch href="//127.0.0.1:{p}">
<link rel=prefetch href="http://127.0.0.1:{p}/pf"><link rel=preload as=script href="http://127.0.0.1:{p}/pl">
<link rel=stylesheet href="http://127.0.0.1:{p}/css"><link rel=icon href="http://127.0.0.1:{p}/icon">
<link rel=manifest href="http://127.0.0.1:{p}/m"><script src="http://127.0.0.1:{p}/s.js"></script>
<script type=speculationrules>{{"prerender": [{{"urls": ["http://127.0.0.1:{p}/x"], "eagerness": "immediate"}}]}}</script>
</head><body><img src="http://127.0.0.1:{p}/i"><iframe src="http://127.0.0.1:{p}/f"></iframe>
<video src="http://127.0.0.1:{p}/v" autoplay></video><object data="http://127.0.0.1:{p}/o"></object>
<form id=f method=post action="http://127.0.0.1:{p}/post" target=_blank></form>
<script>
const at = 'http://127.0.0.1:{p}/', tried = [];
const attempt = (name, work) => {{ tried.push(name); try {{ Promise.resolve(work()).catch(() => 0); }} catch (e) {{}} }};
for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '127.0.0.1.', '[::ffff:127.0.0.1]'])
  attempt(host, () => fetch(`http://${{host}}:{p}/`, {{mode: 'no-cors'}}));
attempt('post', () => fetch(at, {{method: 'POST', body: 'x', mode: 'no-cors', keepalive: true}}));
attempt('xhr', () => {{ const x = new XMLHttpRequest(); x.open('GET', at); x.send(); }});
attempt('beacon', () => navigator.sendBeacon(at, 'x'));
attempt('socket', () => new WebSocket('ws://127.0.0.1:{p}/'));
attempt('events', () => new EventSource(at));
attempt('worker', () => new Worker(URL.createObjectURL(new Blob([`fetch('${{at}}w', {{mode: 'no-cors'}});
  new WebSocket('ws://127.0.0.1:{p}/w'); importScripts('${{at}}i')`]))));
attempt('service worker', () => navigator.serviceWorker.register('/sw.js'));
attempt('import', () => import(at));
attempt('open', () => window.open(at));
attempt('form', () => document.getElementById('f').submit());
attempt('transport', () => new WebTransport('https://127.0.0.1:{u}/'));
attempt('rtc', () => {{
  const c = new RTCPeerConnection({{iceServers: [{{urls: 'stun:127.0.0.1:{u}'}},
    {{urls: 'turn:127.0.0.1:{p}?transport=tcp', username: 'a', credential: 'b'}}]}});
  c.createDataChannel('x'); return c.createOffer().then(o => c.setLocalDescription(o));
}});
attempt('file', () => fetch('file:///etc/passwd'));
document.body.append(Object.assign(document.createElement('p'), {{id: 'tried', textContent: tried.join(' ')}}));
setTimeout(() => {{ location.href = at + 'moved'; }}, 100);
</script></body></html>"""


def test_whatever_a_page_tries_no_other_address_is_reached(made, sentinel, monkeypatch):
    monkeypatch.setattr(rendering, "QUIET", 2.0)
    page = ATTACKS.format(p=sentinel.port, u=sentinel.udp_port)
    got = made.render(page)
    assert "beacon socket events worker" in got.body.decode()
    assert (sentinel.hits, got.url) == (0, URL)
    assert made.asked == []


def test_a_sub_request_that_the_crawl_refuses_is_not_answered(made):
    made.refusal = Refusal(Verdict.REFUSED_ADDRESS, "not a public address")
    got = made.render("<body><script>fetch('/api').catch(() => document.body.append('refused'))</script>")
    assert made.asked == ["http://made.example/api"]
    assert "refused" in got.body.decode().rpartition("</script>")[2]


def test_what_a_server_fetches_from_another_site_is_not_handed_to_the_page(made):
    made.moved = "http://elsewhere.example/plans"
    got = made.render("<body><script>fetch('/api').catch(() => document.body.append('nothing'))</script>")
    assert "nothing" in got.body.decode().rpartition("</script>")[2]
    moved = made.render("<p>here</p><script>location.replace('/go')</script>")
    assert (moved.url, b"<p>here</p>" in moved.body) == (URL, True)


def test_a_crawl_that_is_told_to_stop_stops_the_page(made):
    made.refusal = Stopped("the crawl was told to stop")
    with pytest.raises(Stopped):
        made.render("<script src=/app.js></script>")


def test_a_script_that_never_ends_ends_in_an_error_and_the_next_page_is_rendered(made, monkeypatch):
    monkeypatch.setattr(rendering, "CONTENT_SECONDS", 1.0)
    began = monotonic()
    with pytest.raises(Refusal, match="never come to rest") as refused:
        made.render("<p>words</p><script>for (;;) {}</script>")
    assert refused.value.verdict is Verdict.ERROR
    assert monotonic() - began < 15
    assert b"<p>after</p>" in made.render("<p>after</p>").body


def test_a_page_that_asks_for_ever_is_cut_off_and_read_as_it_stands(made, monkeypatch):
    monkeypatch.setattr(rendering, "MOST_REQUESTS", 5)
    script = (
        "let n = 0; (async function go() { for (;;) { await fetch('/poll?' + n); document.title = ++n; } })()"
    )
    made.pages = {f"http://made.example/poll?{n}": ("text/plain", "more") for n in range(50)}
    got = made.render(f"<p>words</p><script>{script}</script>")
    assert len(made.asked) == 5
    assert b"<title>5</title>" in got.body


def test_dialogs_windows_and_downloads_hold_nothing_up(made):
    script = """alert('hello'); confirm('sure?'); prompt('name?'); window.open('/popup'); window.open('about:blank');
    window.onbeforeunload = () => 'stay';
    const a = document.createElement('a'); a.href = 'data:application/zip;base64,UEs='; a.download = 'x.zip';
    document.body.append(a); a.click(); document.body.append('went on'); window.print();"""
    began = monotonic()
    got = made.render(f"<body><script>{script}</script></body>")
    assert "went on" in got.body.decode().rpartition("</script>")[2]
    assert monotonic() - began < 10
    assert made.asked == []


def test_a_page_that_grows_beyond_the_limit_is_too_large(made):
    with pytest.raises(Refusal) as refused:
        made.render("<script>document.write('word '.repeat(100000))</script>", max_bytes=100_000)
    assert refused.value.verdict is Verdict.TOO_LARGE


def test_a_script_may_move_the_page_within_its_site_and_no_further(made):
    made.pages = {"http://made.example/en/pricing": ("text/html", "<p>the English page</p>")}
    got = made.render("<script>location.replace('/en/pricing')</script>")
    assert (got.url, b"the English page" in got.body) == ("http://made.example/en/pricing", True)
    away = made.render("<p>here</p><script>location.replace('http://elsewhere.example/')</script>")
    assert (away.url, b"<p>here</p>" in away.body) == (URL, True)
    assert made.asked == ["http://made.example/en/pricing"]


def test_what_a_page_makes_of_its_own_functions_does_not_change_what_is_read(made):
    script = """Object.defineProperty(Element.prototype, 'outerHTML', {get: () => 'forged'});
    Object.defineProperty(document, 'documentElement', {get: () => ({outerHTML: 'forged'})});"""
    assert b"<p>true words</p>" in made.render(f"<p>true words</p><script>{script}</script>").body


def test_no_more_than_two_pages_are_rendered_at_a_time(made):
    at_once, most, second = set(), [], asyncio.Event()

    async def ask(url):
        at_once.add(url)
        most.append(len(at_once))
        if len(at_once) == 2:
            second.set()
        # The first page stays until another is rendered beside it, however slow the machine; a third would come in the pause.
        await asyncio.wait_for(second.wait(), timeout=40)
        await asyncio.sleep(0.3)
        at_once.remove(url)
        return answer_of("", url=url)

    async def all_of_them():
        pages = [answer_of(f"<script src=/{n}.js></script>") for n in range(4)]
        await asyncio.gather(
            *(render(made.browser, page, ask=ask, user_agent="made/1", max_bytes=10**6) for page in pages)
        )

    asyncio.run_coroutine_threadsafe(all_of_them(), made.loop).result(60)
    assert (len(most), max(most)) == (4, 2)


def test_two_pages_share_no_cookie_and_no_storage(made):
    made.render("<script>document.cookie = 'a=1; max-age=9999'; localStorage.setItem('a', '1')</script>")
    got = made.render(
        "<body><script>document.body.append('has:' + document.cookie + localStorage.length)</script>"
    )
    assert "has:0" in got.body.decode().rpartition("</script>")[2]


@pytest.mark.parametrize(
    ("page", "url", "same"),
    [
        ("https://www.acme.example/p", "https://acme.example/api", True),
        ("https://acme.example/", "https://static.acme.example/a.js", True),
        ("http://acme.example/", "https://acme.example/a.js", True),
        ("https://acme.example/", "https://notacme.example/a.js", False),
        ("https://acme.example/", "https://acme.example:8443/a.js", False),
        ("https://acme.example/", "https://acme.example.evil.example/", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/a", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:9000/a", False),
        ("http://127.0.0.1:8000/", "http://localhost:8000/a", False),
        ("https://acme.example/", "data:text/plain,x", False),
        ("https://acme.example/", "https://acme.example:x/", False),
    ],
)
def test_a_site_is_a_host_what_lies_below_it_and_one_port(page, url, same):
    assert same_site(page, url) is same


def test_only_good_pages_are_rendered():
    assert is_page(answer_of("", kind="Text/HTML; charset=utf-8"))
    assert not is_page(answer_of("", kind="application/json"))
    assert not is_page(answer_of("", status=403))
