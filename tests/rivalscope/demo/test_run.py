import email
import email.policy
import re
import sqlite3

import pytest
from sqlalchemy import insert, select

from rivalscope import cli
from rivalscope.cookbook import recipes
from rivalscope.cookbook.__main__ import DAY, FILE
from rivalscope.cookbook.document import hangs_on_requests, reads_reviews, section
from rivalscope.demo.market import calendar_before
from rivalscope.demo.run import run
from storage import query, sandbox
from storage.engine import open_engine, reading, writing
from storage.query import run_query
from storage.tables import metadata


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The whole demo, without Prefect, and the lines that it told."""
    folder = tmp_path_factory.mktemp("demo") / "market"
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
        # The answers of docs/cookbook.md are those of this calendar.
        yield run(folder, calendar=calendar_before(DAY), prefect=False, tell=told.append), told


def rows(played, sql: str) -> list[sqlite3.Row]:
    connection = sqlite3.connect(played[0].database)
    connection.row_factory = sqlite3.Row
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


def test_it_tells_a_line_a_night_and_leaves_report_digest_and_database(played):
    done, told = played
    assert len(told) == done.nights == 18
    assert all(path.is_file() for path in (done.report, done.digest, done.database, done.market))


def test_prices_that_moved_are_changes(played):
    changes = rows(played, "select product, subject, before, after from changes where kind = 'price'")
    moved = {
        (row["product"], row["subject"], row["before"].split()[0], row["after"].split()[0]) for row in changes
    }
    assert moved == {
        ("dasperdesk", "Team", "19", "24"),
        ("dasperdesk", "Team", "16", "20"),
        ("tolvenna", "Growth", "35", "29"),
    }


def test_plans_that_came_went_or_got_another_name_are_changes(played):
    changes = rows(played, "select product, mode, subject from changes where kind = 'packaging'")
    assert {(row["product"], row["mode"], row["subject"]) for row in changes} == {
        ("obrixy", "added", "Max"),
        ("tolvenna", "changed", "Essentials"),
        ("dasperdesk", "removed", "Free"),
    }


def test_the_night_without_a_site_and_the_wall_are_coverage_and_no_change(played):
    failed = rows(
        played, "select product, night, verdict from coverage where verdict not in ('ok', 'not-modified')"
    )
    assert {row["product"] for row in failed} == {"obrixy", "tolvenna"}
    for product in ("obrixy", "tolvenna"):
        (night,) = {row["night"] for row in failed if row["product"] == product}
        assert rows(played, f"select * from changes where product = '{product}' and night = '{night}'") == []


def test_every_item_of_the_digest_can_be_marked_by_its_code(played):
    letter = email.message_from_bytes(played[0].digest.read_bytes(), policy=email.policy.default)
    codes = re.findall(r"^  \[([0-9a-f]{10})\]\s*$", letter.get_body(("plain",)).get_content(), re.MULTILINE)
    assert len(codes) == len(set(codes)) > 20
    assert set(codes) <= {row["code"] for row in rows(played, "select code from told_item")}


def test_a_spike_that_lasts_is_one_alert(played):
    titles = [row["title"] for row in rows(played, "select title from alert where kind = 'spike'")]
    assert len(titles) == len(set(titles)) > 0


def test_noise_on_a_page_is_no_change(played):
    kinds = {row["kind"] for row in rows(played, "select distinct kind from changes")}
    assert kinds <= {"price", "packaging", "feature", "limit", "release", "messaging"}
    words = rows(played, "select product, source, after from changes where kind = 'messaging'")
    assert {(row["product"], row["source"]) for row in words} == {("obrixy", "obrixy/home")}
    assert all("support, reimagined" in row["after"] for row in words)


def test_every_review_that_was_shown_is_stored_and_read(played):
    (count,) = rows(played, "select count(*) as n, sum(polarity is null) as unread from reviews")
    assert count["n"] > 1490
    assert count["unread"] == 0


def test_the_gaps_tell_the_story(played):
    gaps = {
        (row["kind"], row["feature"]) for row in rows(played, "select kind, feature from gaps where not thin")
    }
    assert ("parity", "time tracking") in gaps
    assert ("quality", "reporting") in gaps
    assert ("white space", "offline mode") in gaps
    assert ("lead", "search") in gaps


def test_the_digest_tells_of_the_week_and_of_the_app_that_got_worse(played):
    import email
    import email.policy

    message = email.message_from_bytes(played[0].digest.read_bytes(), policy=email.policy.default)
    text = message.get_body(("plain",)).get_content()
    assert "€29" in text
    assert "mobile app: the share who like it falls" in text
    assert "Partial" not in text


def test_all_evidence_holds(played, capsys):
    assert cli.run(["verify", "--market", str(played[0].market)]) == 0, capsys.readouterr().err


@pytest.fixture
def ask(monkeypatch):
    """Answers a query of the cookbook, without a process of its own."""
    monkeypatch.setattr(query, "_ask", lambda job, _seconds: sandbox.answer(job))
    return lambda url, one: run_query(url, one.sql, parameters=one.defaults)


def test_the_cookbook_shows_what_its_queries_yield(played, ask):
    url = f"sqlite:///{played[0].database}"
    shown = FILE.read_text(encoding="utf-8")
    ((model,),) = run_query(url, "SELECT MAX(model) FROM reviews").rows
    for one in recipes():
        answer = ask(url, one)
        # Other weights read reviews otherwise: then only what pages state must be as it is shown.
        same = f"`{model}`" in shown or not reads_reviews(one)
        if same and not hangs_on_requests(one):
            assert section(one, answer) in shown, f"{one.name}: run python -m rivalscope.cookbook"
        else:
            part = shown.partition(f"`{one.name}`:")[2].partition("\n### ")[0]
            assert one.sql in part, one.name
            assert f"| {' | '.join(answer.columns)} |" in part or not answer.rows, one.name


def test_the_cookbook_is_answered_alike_by_postgresql(played, both_urls, ask):
    from storage.migrate import ready

    here, there = f"sqlite:///{played[0].database}", both_urls["postgresql"]
    source, target = open_engine(here), ready(there)
    with reading(source) as old, writing(target) as new:
        for table in metadata.sorted_tables:
            if rows := [dict(row) for row in old.execute(select(table)).mappings()]:
                new.execute(insert(table), rows)
    source.dispose()
    target.dispose()
    for one in recipes():
        first, second = ask(here, one), ask(there, one)
        assert second.columns == first.columns, one.name
        assert ordered(second.rows) == ordered(first.rows), one.name


def ordered(rows):
    """Rows in an order that does not depend on how an engine sorts texts; what is rounded may differ in its last digit."""
    near = [tuple(round(cell, 1) if isinstance(cell, float) else cell for cell in row) for row in rows]
    return sorted(near, key=repr)
