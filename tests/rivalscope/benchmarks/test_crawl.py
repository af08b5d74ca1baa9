"""The suite crawl: the site counts right, both programs fetch every page, and ratios compare like with like."""

import urllib.request

import pytest

from rivalscope.benchmarks import table
from rivalscope.benchmarks.crawl import Ours, _bare, serving
from rivalscope.benchmarks.line import Line
from rivalscope.benchmarks.measure import Cost, run
from rivalscope.benchmarks.pages import page, tag
from rivalscope.errors import RivalscopeError


def test_pages_are_all_different_and_the_same_every_time():
    assert page(3) == page(3)
    assert len({page(number) for number in range(200)}) == 200
    assert len({tag(number) for number in range(200)}) == 200
    assert 9_000 < len(page(7)) < 20_000


def test_both_spiders_fetch_every_page_and_the_second_night_is_answered_304(tmp_path):
    with serving(40) as site:
        bare = _bare(site, tmp_path)
        ours = Ours(tmp_path / "ours", site, extract=False)
        ours.crawl()
        first = site.measured("cold", "rivalscope", Cost(wall=1, cpu=1))
        ours.next_night().crawl()
        second = site.measured("again", "rivalscope", Cost(wall=1, cpu=1))
    assert (bare.pages, bare.unchanged, bare.cost.cpu > 0) == (40, 0, True)
    assert (first.unchanged, second.unchanged) == (0, 40)


def test_a_program_that_leaves_pages_out_is_not_compared():
    with serving(20) as site:
        for url in site.urls[:3]:
            urllib.request.urlopen(url).read()
        with pytest.raises(RivalscopeError, match="asked for 3 of 20 pages"):
            site.measured("cold", "made", Cost(wall=1, cpu=1))


def test_a_program_that_fails_says_so_with_its_last_words():
    with pytest.raises(RivalscopeError, match=r"failed \(3\): no such thing"):
        run(["sh", "-c", "echo no such thing >&2; exit 3"])


def test_ratios_are_ours_over_the_peer_s():
    def line(what, who, wall, cpu, steady=None):
        return Line(what=what, who=who, pages=100, cost=Cost(wall=wall, cpu=cpu), steady=steady)

    lines = [
        line("cold", "bare Scrapy", 2, 1, 200.0), line("cold, verdict only", "rivalscope", 3, 2, 180.0),
        line("again, unchanged", "rivalscope", 2, 1), line("again, unchanged", "webchanges", 8, 5),
    ]  # fmt: skip
    shares = table.ratios(lines)
    assert shares["cold, verdict only: pages a second, over bare Scrapy"] == 0.9
    assert shares["again, unchanged: time, over webchanges"] == 0.25
    assert shares["again, unchanged: CPU, over webchanges"] == 0.2
    assert "bare Scrapy" in table.render(lines, shares)
