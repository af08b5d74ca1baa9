"""The whole job on a real market, 2021 to 2025, a night a year, with two nights broken.

Five products on loopback: Slack is ours; Zoom, Notion and Pumble publish plans; Zoom and Webex are reviewed. Notion
shows a captcha in 2023, Pumble is down in 2024. The served facts are the truth that the store is held against.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

pytestmark = [
    pytest.mark.shared,
    pytest.mark.slow,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(
        "RIVALSCOPE_EXHAUSTIVE" not in os.environ, reason="plays five years, three minutes: make check does"
    ),
]

YEARS = range(2021, 2026)
PRICED = ("slack", "zoom", "notion", "pumble")
BROKEN = {("notion", 2023): "captcha", ("pumble", 2024): "down"}


@dataclass(frozen=True)
class Replay:
    """The served market, the folder it was collected into, and what each night printed."""

    base: str
    folder: Path
    shared: Path
    exits: dict[int, int]
    told: dict[int, str]

    def rows(self, sql: str) -> list[dict[str, object]]:
        connection = sqlite3.connect(self.folder / "rivalscope.db")
        connection.row_factory = sqlite3.Row
        try:
            return [dict(row) for row in connection.execute(sql)]
        finally:
            connection.close()


def rivalscope(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "RIVALSCOPE_DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "rivalscope", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
    )


def control(base: str, query: str) -> None:
    urllib.request.urlopen(
        urllib.request.Request(f"{base}/control?{query}", method="POST"), timeout=10
    ).close()


def market_text(base: str) -> str:
    products = [
        f'[[products]]\nname = "{slug.capitalize()}"\nslug = "{slug}"\nours = {str(slug == "slack").lower()}\n'
        f'site = "{base}/{slug}/"\n'
        for slug in PRICED
    ]
    reviews = '[[products.sources]]\nkind = "reviews"\nurl = "{base}/reviews/{slug}"\n'
    products[1] += reviews.format(base=base, slug="zoom")
    products.append(
        '[[products]]\nname = "Webex"\nslug = "webex"\n' + reviews.format(base=base, slug="webex")
    )
    head = '[market]\nname = "Team communication"\ncontact = "test@example.com"\n\n'
    tail = "[crawl]\nallow_private = true\ndelay = 0\nlatency_factor = 0\nrequests_per_host = 100000\nreview_pages = 400\ntimeout = 5\n"
    return head + "\n".join(products) + "\n" + tail


@pytest.fixture(scope="module")
def replay(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("replay")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, str(shared / "market" / "replay.py"), "--port", str(port), "--year", "2021"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        assert "market of 2021" in server.stdout.readline()
        (folder / "market.toml").write_text(market_text(base))
        shutil.copy(Path(__file__).parents[2] / "rivalscope" / "starter" / "taxonomy.yml", folder)
        exits, told = {}, {}
        for year in YEARS:
            control(base, f"year={year}&fail=none")
            for (product, broken_year), mode in BROKEN.items():
                if broken_year == year:
                    control(base, f"fail={product}:{mode}")
            done = rivalscope(folder, "nightly", "--no-prefect", "--night", f"{year}-12-30")
            assert "Traceback" not in done.stderr, done.stderr[-3000:]
            exits[year], told[year] = done.returncode, done.stderr
        yield Replay(base, folder, shared, exits, told)
    finally:
        server.terminate()
        server.wait(10)


def served_plans(shared: Path, product: str, year: int) -> dict[str, object]:
    folder = shared / "data" / "facts" / "saas_pricing" / product
    years = [int(path.stem) for path in folder.glob("*.yml") if int(path.stem) <= year]
    return yaml.safe_load((folder / f"{max(years)}.yml").read_text()) if years else {}


def truth(shared: Path) -> set[tuple[object, ...]]:
    """Every plan price as served: product, plan, kind, amount, currency, unit, year."""
    facts = set()
    for product in PRICED:
        for year in YEARS:
            if (product, year) in BROKEN:
                continue
            served = served_plans(shared, product, year)
            for name, plan in (served.get("plans") or {}).items():
                title = name.replace("_", " ").title()
                price = plan["price"]
                if isinstance(price, str):
                    facts.add((product, title, "contact", None, None, None, year))
                elif price == 0:
                    facts.add((product, title, "free", Decimal(0), None, None, year))
                else:
                    unit = "flat" if plan["unit"] == "/month" else "seat"
                    facts.add((product, title, "priced", Decimal(str(price)), served["currency"], unit, year))
    return facts


def stored(replay: Replay) -> set[tuple[object, ...]]:
    """The same from `price_history`, each price in every year whose unbroken night lies in its time."""
    facts = set()
    for row in replay.rows("select * from price_history"):
        for year in YEARS:
            night = f"{year}-12-30"
            ended = str(row["ended"])[:10] if row["ended"] else "9999"
            if (row["product"], year) in BROKEN or not str(row["first_seen"])[:10] <= night < ended:
                continue
            if str(row["last_seen"])[:10] < night:
                continue
            priced = row["kind"] == "priced"
            amount = None if row["kind"] == "contact" else Decimal(str(row["amount"]))
            facts.add(
                (
                    row["product"],
                    row["plan"],
                    row["kind"],
                    amount,
                    row["currency"] if priced else None,
                    row["unit"] if priced else None,
                    year,
                )
            )
    return facts


def test_price_history_holds_every_served_plan_price_and_none_other(replay):
    expected, found = truth(replay.shared), stored(replay)
    assert expected - found == set()
    assert found - expected == set()
    assert len(expected) >= 60


def test_every_price_is_for_a_month(replay):
    rows = replay.rows("select distinct period from price_history where kind = 'priced'")
    assert [row["period"] for row in rows] == ["month"]


def test_zoom_pro_fell_and_the_digest_says_so(replay):
    (change,) = replay.rows(
        "select * from changes where product = 'zoom' and kind = 'price' and subject = 'Pro' and night = '2025-12-30'"
    )
    assert "15.99" in change["before"]
    assert "13.33" in change["after"]
    done = rivalscope(replay.folder, "weekly", "--no-prefect", "--week", "2026-W01")
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    (mail,) = replay.folder.rglob("*.eml")
    import email
    import email.policy

    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    for part in ("plain", "html"):
        text = message.get_body((part,)).get_content()
        assert "15.99" in text
        assert "13.33" in text


def test_broken_nights_are_coverage_and_cause_no_change(replay):
    for (product, year), mode in BROKEN.items():
        night = f"{year}-12-30"
        assert replay.exits[year] == 1
        assert replay.rows(f"select * from changes where product = '{product}' and night = '{night}'") == []
        verdicts = {
            row["verdict"]
            for row in replay.rows(
                f"select * from coverage where product = '{product}' and night = '{night}' and kind <> 'reviews'"
            )
        }
        assert verdicts == {"blocked" if mode == "captcha" else "error"}
        ended = replay.rows(
            f"select * from price_history where product = '{product}' and substr(ended, 1, 10) = '{night}'"
        )
        assert ended == []


def test_every_review_was_collected_once(replay):
    counts = {
        row["product"]: row["n"]
        for row in replay.rows("select product, count(*) as n from reviews group by 1")
    }
    served = json.loads(
        subprocess.run(
            [sys.executable, "-c", COUNT_REVIEWS, str(replay.shared)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    assert counts == served


COUNT_REVIEWS = """
import json, sys; sys.path.insert(0, sys.argv[1] + '/market'); import replay
from pathlib import Path
reviews = replay.load_reviews(Path(sys.argv[1]) / 'data' / 'reviews')
print(json.dumps({p: len({(r['text'].strip(), r['date'], r['score'], r['title']) for r in reviews[p] if r['text'].strip()})
                  for p in ('zoom', 'webex')}))
"""


def test_every_mention_and_price_leads_to_its_words(replay):
    rows = replay.rows(
        "select m.phrase, e.quote from mentions m join evidence e on e.id = m.evidence_id where m.phrase <> e.quote"
    )
    assert rows == []
    orphans = replay.rows(
        "select * from price_history p left join evidence e on e.id = p.evidence_id where e.id is null"
    )
    assert orphans == []


def test_verify_confirms_all_evidence(replay):
    done = rivalscope(replay.folder, "verify")
    assert done.returncode == 0, done.stderr[-3000:]


def test_every_number_of_the_gap_table_leads_to_a_quote(replay):
    (report,) = replay.folder.rglob("report.html")
    soup = BeautifulSoup(report.read_text(), "lxml")
    table = soup.select_one("#gaps table, table#gaps, section#gaps table")
    assert table is not None
    quotes = {entry["id"]: entry.get_text(" ", strip=True) for entry in soup.select("[id^=e]")}
    rows = table.select("tbody tr")
    assert rows
    for row in rows:
        targets = [link["href"].removeprefix("#") for link in row.select("a[href^='#e']")]
        assert targets, row.get_text(" ", strip=True)
        assert all(quotes.get(target) for target in targets)
    numbers = [cell for cell in table.select("tbody td") if re.search(r"\d", cell.get_text())]
    assert all(cell.select("a[href^='#e']") for cell in numbers)


@pytest.mark.browser
def test_the_report_opens_in_chromium_with_no_console_error(replay, tmp_path):
    browser = shutil.which("chromium")
    if browser is None:
        if os.environ.get("RIVALSCOPE_REQUIRE_BROWSER"):
            pytest.fail("chromium is not installed and `make check` needs it: apt install chromium")
        pytest.skip("chromium is not installed")
    (report,) = replay.folder.rglob("report.html")
    done = subprocess.run(
        [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={tmp_path / 'profile'}", "--enable-logging=stderr", "--virtual-time-budget=3000",
            "--dump-dom", report.as_uri(),
        ],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "<h1" in done.stdout
    assert [line for line in done.stderr.splitlines() if "CONSOLE" in line] == []


def test_running_the_same_night_again_changes_nothing(replay):
    before = contents(replay)
    requests = len(served(replay))
    done = rivalscope(replay.folder, "nightly", "--no-prefect", "--night", "2025-12-30")
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert contents(replay) == before
    assert len(served(replay)) - requests <= 3  # robots.txt and the like, no page


def served(replay: Replay) -> list[str]:
    return urllib.request.urlopen(f"{replay.base}/control/log", timeout=10).read().decode().splitlines()


def contents(replay: Replay) -> dict[str, list[str]]:
    views = (
        "products", "sources", "coverage", "current_prices", "price_history", "feature_matrix", "feature_history",
        "changes", "reviews", "mentions", "feature_scores", "requests", "comparisons", "switches", "gaps", "evidence",
    )  # fmt: skip
    return {
        view: sorted(repr(sorted(row.items())) for row in replay.rows(f"select * from {view}"))
        for view in views
    }
