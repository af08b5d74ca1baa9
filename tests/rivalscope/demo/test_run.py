import sqlite3
from datetime import UTC, datetime

import pytest

from rivalscope import cli
from rivalscope.demo.market import calendar_before
from rivalscope.demo.run import run


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """The whole demo, without Prefect, and the lines that it told."""
    folder = tmp_path_factory.mktemp("demo") / "market"
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
        calendar = calendar_before(datetime.now(UTC).date())
        yield run(folder, calendar=calendar, prefect=False, tell=told.append), told


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
    assert ("lead", "knowledge base") in gaps


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
