"""`db check`, `db prune` and `db export` as a person types them: what they print, and how they exit."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from warcio.archiveiterator import ArchiveIterator

from rivalscope.cli import run
from rivalscope.config import find_market, load_market
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page
from storage.archive import Archive
from storage.lease import hold
from storage.loads import store_capture
from storage.market import sync_market
from storage.migrate import ready

URL = "https://made.example/pricing"
MARKET = """
[market]
name = "Made market"
contact = "made@example.org"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"

[[products.sources]]
kind = "pricing"
url = "https://made.example/pricing"
"""


class Made:
    """A market of our own making of which one page was captured on five nights, a month ago."""

    def __init__(self, folder):
        market = load_market(find_market(None))
        self.folder, self.url = folder, market.database_url
        self.archive = Archive(market.archive)
        engine = ready(market.database_url)
        sync_market(engine, market.products, market.taxonomy)
        self.digests, base = [], None
        for number in range(5):
            body = "\n".join(f"<p>{n * 7919 % 1009}</p>" for n in range(400)) + f"<p>version {number}</p>"
            base = self.archive.put(body.encode(), base=base)
            self.digests.append(base)
            night = date(2026, 1, 1) + timedelta(days=number)
            capture = Capture(
                source="rival/pricing",
                url=URL,
                night=night,
                seen_at=datetime(night.year, night.month, night.day, 2, tzinfo=UTC),
                verdict=Verdict.OK,
                status=200,
                snapshot=base,
            )
            page = Page(url=URL, kind=SourceKind.PRICING, verdict=Verdict.OK, extractor="pages/1")
            store_capture(engine, capture=capture, page=page, product="rival")
        engine.dispose()
        for file in self.archive.files():
            os.utime(file.path, (1_767_225_600, 1_767_225_600))

    def file(self, number):
        digest = self.digests[number]
        return self.archive.root / digest[:2] / f"{digest[2:]}.zst"

    def keep(self, line):
        with (self.folder / "market.toml").open("a") as file:
            file.write(f"\n[archive]\n{line}\n")


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    monkeypatch.chdir(tmp_path)
    return Made(tmp_path)


def test_a_sound_archive_is_told_in_one_line(made, capsys):
    assert run(["db", "check", "--json"]) == 0
    told = capsys.readouterr()
    assert "the archive: 5 stored pages, 0.0 MB, 4 as differences, nothing wrong" in told.err
    facts = json.loads(told.out)
    assert (facts["files"], facts["differences"], facts["faults"], facts["counts"]) == (5, 4, [], {})


def test_what_is_wrong_is_named_counted_and_set_aside_when_asked(made, capsys):
    made.file(3).write_bytes(b"rot")
    made.file(2).unlink()
    stray = made.file(1).with_name(".cut-off")
    stray.write_bytes(b"half")
    os.utime(stray, (1, 1))
    assert run(["db", "check", "--json"]) == 1
    told = capsys.readouterr()
    assert f"rot {made.digests[3]} ({URL}): the snapshot" in told.err
    assert f"missing {made.digests[2]} ({URL}): a row names it" in told.err
    assert "1 missing, 1 rot, 1 orphan" in told.err
    assert "--mend` moves orphans and rotten files aside" in told.err
    assert json.loads(told.out)["counts"] == {"missing": 1, "rot": 1, "orphan": 1}
    assert run(["db", "check", "--mend"]) == 1
    assert "2 files moved to" in capsys.readouterr().err
    assert run(["db", "check"]) == 1
    assert "2 missing" in capsys.readouterr().err


def test_without_a_rule_prune_says_that_everything_is_kept(made, capsys):
    assert run(["db", "prune"]) == 0
    told = capsys.readouterr()
    assert "everything is kept: [archive] of market.toml sets no keep_days or keep_versions" in told.err
    assert told.out == "0 stored pages let go (0.0 MB), 5 kept\n"


def test_prune_says_what_it_would_free_and_then_frees_it(made, capsys):
    made.keep("keep_versions = 2")
    assert run(["db", "prune", "--dry-run", "--json"]) == 0
    would = json.loads(capsys.readouterr().out)
    assert (would["let_go"], would["dry_run"]) == (sorted(made.digests[:3]), True)
    assert all(map(made.archive.has, made.digests))
    assert run(["db", "prune", "--json"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert done == would | {"dry_run": False}
    assert [made.archive.has(one) for one in made.digests] == [False, False, False, True, True]
    assert run(["db", "check"]) == 0
    assert "3 let go by retention, nothing wrong" in capsys.readouterr().err


def test_prune_waits_for_no_night(made, capsys):
    engine = ready(made.url)
    with hold(engine, "night", holder="rivalscope crawl"):
        assert run(["db", "prune"]) == 75
        assert run(["db", "check"]) == 0
        assert run(["db", "check", "--mend"]) == 75
    engine.dispose()
    assert "is held by rivalscope crawl" in capsys.readouterr().err


def test_an_export_is_written_and_counted(made, capsys):
    assert run(["db", "export", "m.warc.gz", "--since", "2026-01-04", "--product", "rival", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts == {
        "file": "m.warc.gz",
        "captures": 2,
        "responses": 2,
        "revisits": 0,
        "let_go": 0,
        "lost": [],
    }
    with (made.folder / "m.warc.gz").open("rb") as file:
        first = next(ArchiveIterator(file)).content_stream().read().decode()
    assert "isPartOf: Made market\r\n" in first
    assert "operator: made@example.org\r\n" in first


def test_an_export_that_lacks_a_page_says_so_and_exits_1(made, capsys):
    made.file(4).unlink()
    assert run(["db", "export", "m.warc.gz"]) == 1
    assert "rival/pricing, https://made.example/pricing, night 2026-01-05" in capsys.readouterr().err
    assert run(["db", "export", "m.warc.gz"]) == 1
    assert "m.warc.gz exists already" in capsys.readouterr().err
    assert run(["db", "export", "n.warc", "--product", "stranger"]) == 2
    assert "has no such product; it has ours, rival" in capsys.readouterr().err
