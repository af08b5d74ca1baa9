"""`rivalscope quarantine` as a person types it: what is held back is listed, compared, and taken or rejected."""

import json
from datetime import UTC, date, datetime

import pytest

from flows.opened import leased, open_market
from flows.reprocess import reprocess
from rivalscope import cli
from rivalscope.domain.capture import Capture, Verdict
from rivalscope.domain.market import SourceKind
from rivalscope.reports import html, markdown
from rivalscope.reports.assemble import assemble_digest, assemble_report
from rivalscope.reports.letter import write_letter
from rivalscope.verify import verify
from spiders.pages.reader import read_page
from storage import reads
from storage.archive import Archive
from storage.engine import writing
from storage.loads import store_capture
from storage.market import sync_market
from storage.quarantine import examine

URL = "https://made.example/pricing"
MARKET = f"""\
[market]
name = "One rival"
contact = "test@example.com"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"

[[products.sources]]
kind = "pricing"
url = "{URL}"
"""

# Pages of our own making.
BEFORE = """<!doctype html><html lang="en"><head><title>Rival pricing</title></head><body><main><h1>Plans</h1>
<section><h2>Basic</h2><p>Free</p><ul><li>Chat</li></ul></section>
<section><h2>Pro</h2><p>$15.99 per user per month</p><ul><li>Chat</li><li>Cloud recording</li></ul></section>
<section><h2>Business</h2><p>$21.99 per user per month</p><ul><li>Chat</li><li>Single sign-on</li></ul></section>
</main></body></html>"""
AFTER = """<!doctype html><html lang="en"><head><title>Rival pricing</title></head><body><main><h1>Plans</h1>
<section><h2>Basic</h2><p>Free</p><ul><li>Chat</li></ul></section>
<section><h2>Team</h2><p>$18 per user per month</p><ul><li>Chat</li><li>Polls</li></ul></section>
</main></body></html>"""


class Market:
    """A market of which one page was good on a night and held back on the next two."""

    def __init__(self, file):
        self.file = file
        with open_market(file) as opened:
            self.archive = Archive(opened.market.archive)
            sync_market(opened.engine, opened.market.products, opened.market.taxonomy)
            for day, text in ((16, BEFORE), (17, AFTER), (18, AFTER)):
                self.show(opened.engine, day, text)

    def show(self, engine, day, text):
        """Examine and store a page as a crawl does; returns why it is held back."""
        body, seen_at = text.encode(), datetime(2026, 11, day, 2, tzinfo=UTC)
        page = read_page(body, url=URL, kind=SourceKind.PRICING, seen_at=seen_at)
        capture = Capture(
            source="rival/pricing",
            url=URL,
            night=seen_at.date(),
            seen_at=seen_at,
            verdict=Verdict.OK,
            snapshot=self.archive.put(body),
            content_type="text/html; charset=utf-8",
        )
        with writing(engine) as connection:
            reason = examine(connection, capture=capture, page=page, sound=True)
        if reason:
            page = None
            names = {name: getattr(capture, name) for name in ("source", "url", "night", "seen_at")}
            capture = Capture(
                **names,
                verdict=Verdict.PARTIAL,
                reason=reason,
                snapshot=capture.snapshot,
                content_type=capture.content_type,
            )
        store_capture(engine, capture=capture, page=page, product="rival")
        return reason


@pytest.fixture
def held(tmp_path, migrated_url, monkeypatch):
    monkeypatch.setenv("RIVALSCOPE_DATABASE_URL", migrated_url)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Chat}\n")
    monkeypatch.chdir(tmp_path)
    return Market(tmp_path / "market.toml")


def asked(capsys, *arguments, code=0):
    """What a command prints for programs."""
    assert cli.run(["quarantine", *arguments, "--json"]) == code
    return json.loads(capsys.readouterr().out)


def plans(file):
    with open_market(file) as opened:
        return sorted({price.plan for price in reads.prices(opened.engine)})


def test_what_is_held_back_is_listed_compared_and_taken_as_of_its_nights(held, capsys):
    (one,) = asked(capsys, "list")
    assert (one["source"], one["first_night"], one["last_night"]) == (
        "rival/pricing",
        "2026-11-17",
        "2026-11-18",
    )
    assert "plan Pro" in one["vanished"]
    shown = asked(capsys, "show", str(one["id"]))
    prices = {fact["subject"]: fact for fact in shown["facts"] if fact["kind"] == "price"}
    assert (prices["Pro"]["step"], prices["Team"]["step"]) == ("vanishes", "comes")
    assert "$15.99" in prices["Pro"]["before"]["quote"]
    assert "$18" in prices["Team"]["after"]["quote"]
    assert plans(held.file) == ["Basic", "Business", "Pro"]

    done = asked(capsys, "accept", str(one["id"]), "--by", "Kim")
    assert (done["state"], done["decided_by"], done["again"]) == ("accepted", "Kim", False)
    assert done["changes"] > 0
    assert plans(held.file) == ["Basic", "Team"]
    again = asked(capsys, "accept", str(one["id"]), "--by", "Lee")
    assert (again["again"], again["changes"], again["decided_by"]) == (True, 0, "Kim")
    assert asked(capsys, "list") == []
    assert [old["state"] for old in asked(capsys, "list", "--all")] == ["accepted"]
    with open_market(held.file) as opened:
        assert verify(opened.engine, held.archive).failures == ()
        anew = reprocess(opened, since=date(2026, 11, 16), decide=lambda _: pytest.fail("nothing differs"))
        assert not anew.differs
        assert held.show(opened.engine, 19, AFTER) == ""
        now = datetime(2026, 11, 22, tzinfo=UTC)
        report = assemble_report(opened.engine, opened.market, as_of=now)
        digest = assemble_digest(opened.engine, opened.market, week="2026-W47", now=now)
    told = [markdown.render(report), html.render(report), str(write_letter(digest, most=9))]
    assert all("accepted by Kim" in text for text in told)


def test_what_is_rejected_keeps_the_last_good_facts_and_is_not_asked_again(held, capsys):
    (one,) = asked(capsys, "list")
    assert asked(capsys, "reject", str(one["id"]), "--by", "Kim")["state"] == "rejected"
    assert asked(capsys, "reject", str(one["id"]), "--by", "Lee")["decided_by"] == "Kim"
    with open_market(held.file) as opened:
        assert "rejected by Kim" in held.show(opened.engine, 19, AFTER)
    assert asked(capsys, "list") == []
    assert plans(held.file) == ["Basic", "Business", "Pro"]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_lines_for_people_name_source_nights_reason_and_both_sides(held, capsys):
    del held
    assert cli.run(["quarantine", "list"]) == 0
    out = capsys.readouterr().out
    assert "rival/pricing  2026-11-17 to 2026-11-18 (2 nights)  redesign: " in out
    assert "would vanish: plan Pro" in out
    assert cli.run(["quarantine", "show", "1"]) == 0
    out = capsys.readouterr().out
    assert "price vanishes: Pro" in out
    assert "“$18" in out
    assert cli.run(["quarantine", "reject", "1", "--by", "Kim"]) == 0
    assert "1 (rival/pricing, 2026-11-17 to 2026-11-18) is rejected" in capsys.readouterr().err


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_page_that_is_gone_from_the_archive_is_taken_when_it_comes_next(held, capsys):
    for path in held.archive.root.rglob("*"):
        if path.is_file():
            path.unlink()
    shown = asked(capsys, "show", "1", code=1)
    assert "archive" in shown["unread"]
    done = asked(capsys, "accept", "1", "--by", "Kim", code=1)
    assert (done["state"], done["changes"]) == ("accepted", 0)
    assert plans(held.file) == ["Basic", "Business", "Pro"]
    with open_market(held.file) as opened:
        assert held.show(opened.engine, 19, AFTER) == ""
    assert plans(held.file) == ["Basic", "Team"]


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_what_cannot_be_decided_is_one_line_and_changes_nothing(held, capsys):
    wrong = {
        ("accept", "17"): "number 17",
        ("show", "17"): "number 17",
        ("reject", "17"): "number 17",
        ("accept", "0"): "0",
        ("reject", "1", "--by", " "): "--by names nobody",
    }
    for arguments, words in wrong.items():
        assert cli.run(["quarantine", *arguments]) == 2
        assert words in capsys.readouterr().err
    with open_market(held.file) as opened, leased(opened, by="nightly"):
        assert cli.run(["quarantine", "accept", "1"]) == 75
    assert "rivalscope nightly" in capsys.readouterr().err
    (held.file.parent / "market.toml").write_text(MARKET + "expect = 900\n")
    with open_market(held.file) as opened:
        sync_market(opened.engine, opened.market.products, opened.market.taxonomy)
    assert cli.run(["quarantine", "accept", "1"]) == 2
    assert "should yield at least 900" in capsys.readouterr().err
    assert [one["state"] for one in asked(capsys, "list")] == ["held"]
