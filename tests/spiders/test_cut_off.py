"""A night that is cut off: it is partial, it says so, and nothing that it did not read is taken for gone."""

import itertools
import os
import signal
import subprocess
import sys
import threading
from datetime import date, timedelta

import pytest

from rivalscope.analysis.coverage import cut_short, summarise
from spiders.plan import write_plan
from storage import reads
from storage.engine import open_engine

PAGES = 10
FIRST = date(2026, 11, 2)
SHARES = range(1, 10) if os.environ.get("RIVALSCOPE_EXHAUSTIVE") else (5,)
"""Tenths of a crawl after which it is killed."""


def _plans(made, number):
    items = "".join(f"<li>Feature {number}-{item}</li>" for item in range(6))
    cards = "".join(
        f"<section><h2>{name}</h2><p>${price} per month</p><ul>{items}</ul></section>"
        for name, price in (("Solo", 5 + number), ("Crew", 12 + number))
    )
    return made.html(f"Plans of {number}", cards)


@pytest.mark.parametrize("tenths", SHARES)
def test_a_crawl_killed_on_its_way_is_a_partial_night_and_takes_nothing_away(
    open_site, open_market, made, tmp_path, tenths
):
    site = open_site({f"/{number}": _plans(made, number) for number in range(PAGES)})
    market = open_market(
        [
            made.product(f"p{number}", made.source(f"p{number}", "pricing", site.url(f"/{number}")))
            for number in range(PAGES)
        ],
        check_at_most=1.0,
    )
    nights = [FIRST + timedelta(days=number) for number in range(4)]
    for night in nights[:2]:
        market.crawl(night)
    killed = threading.Event()
    served = itertools.count(1)

    def anew(number):
        def answer(_handler, _hit):
            if next(served) > tenths * PAGES // 10:
                killed.wait(30)
            return 200, {}, _plans(made, number).replace("Made for these tests", "Made anew for these")

        return answer

    site.routes |= {f"/{number}": anew(number) for number in range(PAGES)}
    _kill_after(market, nights[2], tmp_path / "plan.json", stored=tenths * PAGES // 10)
    killed.set()
    engine = open_engine(market.url)
    try:
        pages = {one.night: one for one in reads.night_pages(engine, since=nights[2], until=nights[2])}
        read = pages[nights[2]].ok
        assert read == tenths * PAGES // 10
        assert pages[nights[2]].left == PAGES - read
        assert dict(cut_short(list(pages.values()))) == {
            nights[2]: f"{PAGES - read} of {PAGES} pages were not fetched"
        }
        rows = reads.coverage(engine, since=nights[2], until=nights[2])
        covered = summarise(rows, until=nights[2], reviews=0, pages=list(pages.values()))
        assert len(covered.failing) == PAGES - read
        market.crawl(nights[3])
        assert reads.changes(engine, since=FIRST, until=nights[3]) == []
        assert cut_short(reads.night_pages(engine, since=nights[3], until=nights[3])) == [
            (nights[2], f"{PAGES - read} of {PAGES} pages were not fetched")
        ]
    finally:
        engine.dispose()


def _kill_after(market, night, path, *, stored):
    """Crawl a night and kill the process once so many captures were stored."""
    write_plan(market.plan(night), path)
    with subprocess.Popen(
        [sys.executable, "-m", "spiders.crawl", str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        told = 0
        for line in child.stdout:
            told += '"capture"' in line
            if told >= stored:
                os.kill(child.pid, signal.SIGKILL)
                break
        child.stdout.close()
        child.wait()
