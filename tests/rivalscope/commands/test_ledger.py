"""`rivalscope ledger` as a person types it."""

import json
from datetime import date

import pytest

from rivalscope.cli import run
from rivalscope.config import find_market, load_market
from rivalscope.domain.crawl import HostNight
from storage.frontier import SqlFrontier
from storage.migrate import ready

MARKET = """
[market]
name = "Made market"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true
"""
NIGHTS = [date(2026, 11, 1), date(2026, 11, 2)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled(folder):
    engine = ready(load_market(find_market(None)).database_url)
    rows = [
        HostNight(night=night, host="a.example", requests=4, bytes=2000, waits_seconds=3.4, robots="rules")
        for night in NIGHTS
    ]
    rows.append(HostNight(night=NIGHTS[1], host="b.example:8443", refusals=2, robots="unreachable"))
    frontier = SqlFrontier(engine, NIGHTS[1])
    frontier.note_hosts(rows)
    frontier.close()
    return folder


def test_the_newest_night_is_told_host_by_host_with_the_sum(filled, capsys):
    assert run(["ledger"]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head == "What the night of 2026-11-02 cost the sites"
    assert [line.split()[:2] for line in lines] == [
        ["host", "requests"],
        ["a.example", "4"],
        ["b.example:8443", "0"],
        ["all", "4"],
    ]
    assert lines[2].endswith("unreachable")


def test_a_week_is_added_up(filled, capsys):
    assert run(["ledger", "--week"]) == 0
    out = capsys.readouterr().out
    assert "the nights 2026-10-27 to 2026-11-02" in out
    assert "4 kB" in out


def test_json_gives_every_row_of_the_table(filled, capsys):
    assert run(["ledger", "--night", "2026-11-01", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["night"], row["host"], row["requests"], row["waits_seconds"]) == (
        "2026-11-01",
        "a.example",
        4,
        3.4,
    )


def test_a_store_without_a_night_says_so(folder, capsys):
    assert run(["ledger"]) == 0
    assert "no request" in capsys.readouterr().out
