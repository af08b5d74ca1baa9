import os
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from flows import stages
from flows.clock import instant_of
from flows.opened import leased, open_market
from rivalscope.domain.capture import Verdict
from rivalscope.domain.market import Source, SourceKind
from rivalscope.errors import LeaseError, UsageError
from storage import reads
from storage.archive import Archive
from storage.engine import writing


def crawl(small, night: date, *names: str):
    with open_market(small.file) as opened:
        return stages.crawl(opened, night=night, clock=instant_of(night), names=names)


def source(key: str) -> Source:
    product, kind = key.split("/")
    return Source(key=key, product=product, kind=SourceKind(kind), url=f"https://example.com/{key}")


def test_sources_are_chosen_by_key_or_by_product():
    known = [source("acme/pricing"), source("acme/feed"), source("zeta/pricing")]
    assert stages.choose(known, []) == known
    assert stages.choose(known, ["acme"]) == known[:2]
    assert stages.choose(known, ["zeta/pricing", "acme/feed"]) == known[1:]


def test_a_name_that_nothing_has_is_a_usage_error_that_names_what_there_is():
    with pytest.raises(UsageError, match=r"acme/prices.*acme/pricing"):
        stages.choose([source("acme/pricing")], ["acme/prices"])


def test_a_night_collects_every_source_and_the_same_night_again_nothing(small):
    night = small.go(1)
    first = crawl(small, night)
    assert first.complete
    assert first.crawl.captures == 4  # two pricing pages, two pages of reviews
    served = small.server.served
    again = crawl(small, night)
    assert again.complete
    assert again.crawl.captures == 0
    assert small.server.served == served


def test_a_site_that_is_down_falls_short_and_the_others_are_collected(small):
    crawl(small, small.go(1))
    night = small.go(2, obrixy="down")
    collected = crawl(small, night)
    assert [one.source for one in collected.failing] == ["obrixy/pricing"]
    assert collected.passing == collected.failing
    assert any("obrixy/pricing: no facts tonight: error" in line for line in collected.lines())
    with open_market(small.file) as opened:
        assert reads.changes(opened.engine, since=night, until=night) == []
        standing = reads.prices(opened.engine, product="obrixy", as_of=instant_of(night))
        assert {price.plan for price in standing} == {"Basic", "Plus"}


def test_a_night_that_fell_short_is_mended_by_running_it_again(small):
    night = small.go(1, obrixy="down")
    assert not crawl(small, night).complete
    small.go(1)
    mended = crawl(small, night)
    assert mended.complete
    assert mended.crawl.captures == 1


def test_only_what_is_named_is_fetched(small):
    collected = crawl(small, small.go(1), "quillemar/pricing")
    assert collected.complete
    assert collected.crawl.captures == 1


def test_a_replayed_night_has_its_own_clock(small):
    night = small.go(1)
    crawl(small, night)
    with open_market(small.file) as opened:
        assert reads.nights(opened.engine) == [night]
        assert {price.first_seen for price in reads.prices(opened.engine)} == {instant_of(night)}


def test_a_review_file_is_imported_once_and_a_missing_one_falls_short(small):
    small.file.write_text(
        small.file.read_text().replace('kind = "pricing"\nurl = "' + small.server.base + "/obrixy/pricing",
                                       'kind = "reviews"\nfile = "old.csv')
    )  # fmt: skip
    night = small.go(1)
    missing = crawl(small, night, "obrixy/file")
    assert [one.source for one in missing.failing] == ["obrixy/file"]
    (small.folder / "old.csv").write_text("text,stars\nThe app is great,5\nThe app crashes,1\n")
    assert [read.new for read in crawl(small, night, "obrixy/file").files] == [2]
    again = crawl(small, night + timedelta(days=7), "obrixy/file")
    assert again.complete
    assert [read.new for read in again.files] == [0]


def test_a_whole_night_ends_in_a_report_and_one_without_news_reads_nothing_twice(small):
    night = small.go(1)
    with open_market(small.file) as opened:
        outcome = stages.run_night(opened, night=night, clock=instant_of(night))
        assert outcome.complete
        assert 20 < outcome.read <= 40
        assert sorted(path.name for path in outcome.report) == [
            "changes.atom",
            "report.html",
            "report.json",
            "report.md",
            "report.xlsx",
        ]
        assert outcome.report[0] == small.folder / "report" / "report.html"
        assert "mobile app" in outcome.report[0].read_text()
        again = stages.run_night(opened, night=night, clock=instant_of(night))
        assert again.read == 0
        assert again.gaps == outcome.gaps


def test_a_night_lets_go_what_its_market_file_no_longer_keeps(small):
    with small.file.open("a") as file:
        file.write("\n[archive]\nkeep_versions = 1\n")
    night = small.go(1, obrixy="login")
    with open_market(small.file) as opened:
        archive = Archive(opened.market.archive)
        stages.run_night(opened, night=night, clock=instant_of(night))
        for week in (2, 3):
            wall = archive.put(b"a wall of our own making, another each night" * week)
            with writing(opened.engine) as connection:
                last = connection.execute(
                    text("SELECT MAX(id) FROM capture WHERE verdict = 'login'")
                ).scalar_one()
                values = {"wall": wall, "night": f"2020-01-0{week}", "id": last}
                connection.execute(
                    text(
                        "INSERT INTO capture (location_id, night, seen_at, verdict, reason, snapshot, size,"
                        " elapsed_ms, items) SELECT location_id, :night, '2020-01-01T00:00:00Z', verdict, reason,"
                        " :wall, size, elapsed_ms, items FROM capture WHERE id = :id"
                    ),
                    values,
                )
        for file in archive.files():
            os.utime(file.path, (1, 1))
        outcome = stages.run_night(opened, night=night, clock=instant_of(night))
        assert outcome.let_go == 2
        assert outcome.data()["let_go"] == 2
        assert "2 stored pages let go by retention" in list(outcome.lines())
        assert not archive.has(wall)


def test_the_second_of_two_runs_is_told_who_holds_the_lease(small):
    night = small.go(1)
    with (
        open_market(small.file) as opened,
        leased(opened, by="crawl"),
        pytest.raises(LeaseError, match="rivalscope crawl"),
    ):
        stages.run_night(opened, night=night, clock=instant_of(night))
    assert small.server.served == 0


def test_a_wall_is_not_asked_again_in_a_few_minutes(small):
    collected = crawl(small, small.go(1, obrixy="login"))
    assert [one.verdict for one in collected.failing] == [Verdict.LOGIN]
    assert collected.passing == ()
