"""The farm: processes that share a night come to what one comes to, and killing one of them costs nothing."""

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from datetime import date

import pytest
from sqlalchemy import text

from flows import reading as flow_reading
from flows import stages
from flows.clock import instant_of
from flows.farm import take_part
from flows.opened import leased, open_market
from rivalscope.demo.market import Calendar
from rivalscope.demo.server import MarketServer
from storage.engine import reading

CALENDAR = Calendar(until=date(2026, 11, 22))
NIGHT = CALENDAR.day(3, 6)
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")

SOURCES = {
    "quillemar": ("{0}/quillemar/pricing", "{0}/reviews/quillemar"),
    "obrixy": ("{1}/obrixy/pricing", "{1}/reviews/obrixy"),
    "dasperdesk": ("{2}/dasperdesk/pricing", "{2}/reviews/dasperdesk"),
}

needs_time = pytest.mark.skipif(
    not os.environ.get("RIVALSCOPE_EXHAUSTIVE"), reason="runs three processes: set RIVALSCOPE_EXHAUSTIVE=1"
)


class ServerAt(MarketServer):
    """The made market on an address of its own: a host of its own."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.asked = []
        super().__init__(CALENDAR)
        self.night = NIGHT

    def server_bind(self):
        self.server_address = (self.host, 0)
        super().server_bind()

    def process_request(self, request, client_address):
        self.asked.append(client_address)
        super().process_request(request, client_address)

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.server_port}"


@pytest.fixture(scope="module")
def servers():
    with ExitStack() as stack:
        running = [stack.enter_context(ServerAt(host)) for host in HOSTS]
        for server in running:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
        yield running


@pytest.fixture
def farm(servers, spare_postgres, tmp_path, monkeypatch):
    """Opens a market of three hosts with so many workers, each time on an empty store in PostgreSQL."""

    @contextmanager
    def opening(workers: int, *, delay: float = 0):
        folder = tmp_path / f"with-{workers}"
        folder.mkdir()
        products = [
            f'[[products]]\nname = "{slug.title()}"\nslug = "{slug}"\nours = {str(slug == "quillemar").lower()}\n'
            + "".join(
                f'[[products.sources]]\nkind = "{kind}"\nurl = "{url.format(*[one.base for one in servers])}"\n'
                for kind, url in zip(("pricing", "reviews"), urls, strict=True)
            )
            for slug, urls in SOURCES.items()
        ]
        (folder / "taxonomy.yml").write_text(
            "features:\n  - {name: mobile app, aliases: [app, Android app]}\n  - {name: time tracking}\n"
        )
        (folder / "market.toml").write_text(
            '[market]\nname = "Three"\ncontact = "test@example.com"\n'
            + "".join(products)
            + f"[crawl]\nallow_private = true\ndelay = {delay}\nlatency_factor = 0\nreview_pages = 3\n"
            + f"[farm]\nworkers = {workers}\n[nlp]\nprocesses = 1\n"
        )
        monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", spare_postgres())
        with open_market(folder / "market.toml") as opened:
            yield opened

    return opening


COLLECTED = {
    "pages": "SELECT l.url, c.verdict, c.items FROM capture c JOIN location l ON l.id = c.location_id",
    "undone": "SELECT url, state FROM frontier WHERE state <> 'done'",
    "prices": "SELECT product, plan, amount_text, currency, period FROM current_prices",
    "reviews": "SELECT p.slug, r.text, r.rating, r.published FROM review r JOIN product p ON p.id = r.product_id",
}
READ = {
    "mentions": "SELECT r.text, m.phrase, m.polarity, m.feature_id IS NULL FROM mention m JOIN review r ON r.id = m.review_id",
    "intents": "SELECT r.text, i.label FROM intent i JOIN review r ON r.id = i.review_id",
    "whole": "SELECT text, polarity, language, model FROM review",
}


def held(opened, queries) -> dict[str, list[str]]:
    """Return what a store holds, without the numbers of its rows."""
    with reading(opened.engine) as connection:
        return {name: sorted(map(repr, connection.execute(text(query)))) for name, query in queries.items()}


def crawl(opened):
    return stages.crawl(opened, night=NIGHT, clock=instant_of(NIGHT))


def worker(opened) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rivalscope", "work", "--once", "--market", str(opened.market.path)],
        stderr=subprocess.PIPE,
        text=True,
    )


def test_three_that_share_a_night_collect_what_one_collects_and_no_host_is_asked_by_two(farm):
    with farm(1) as alone:
        crawl(alone)
        expected = held(alone, COLLECTED)
    with farm(3) as opened, leased(opened, by="a test"):
        counts = []

        def work():
            with open_market(opened.market.path) as mine:
                counts.append(take_part(mine))

        others = [threading.Thread(target=work) for _ in range(2)]
        for other in others:
            other.start()
        collected = crawl(opened)
        found = held(opened, COLLECTED)
        with reading(opened.engine) as connection:
            hosts = connection.execute(text("SELECT share, outcome FROM shard WHERE work = 'crawl'")).all()
    for other in others:
        other.join()
    assert found == expected
    assert found["undone"] == []
    assert sum(counts) >= 1
    assert sorted(host for share, _ in hosts for host in share["hosts"]) == list(HOSTS)
    assert collected.crawl.captures == sum(outcome["captures"] for _, outcome in hosts) == len(found["pages"])


@needs_time
def test_a_worker_killed_at_any_moment_costs_no_page_and_no_review(farm, monkeypatch):
    monkeypatch.setattr(flow_reading, "SHARE", 12)
    with farm(1) as alone:
        with leased(alone, by="a test"):
            crawl(alone)
            stages.annotate(alone)
        expected = held(alone, COLLECTED | READ)
    with farm(3, delay=0.4) as opened:
        with leased(opened, by="a test"):
            killed = [worker(opened), worker(opened)]
            threading.Thread(target=_kill_once_it_took, args=(killed[0], "crawl"), daemon=True).start()
            threading.Thread(target=_kill_once_it_took, args=(killed[1], "read"), daemon=True).start()
            time.sleep(4)  # until both have loaded and look for shards
            crawl(opened)
            stages.annotate(opened)
        codes = [one.wait(timeout=60) for one in killed]
        found = held(opened, COLLECTED | READ)
    assert codes[0] == -signal.SIGKILL
    assert found == expected


def _kill_once_it_took(process: subprocess.Popen[str], work: str) -> None:
    for line in process.stderr or ():
        if line.startswith(f"{work} ") and "taken" in line:
            time.sleep(0.3)  # into its work
            process.kill()
            process.wait()  # a process that nobody waits for still exists
            return
