"""`query`, `db` and `verify` as a person types them: what they print, and how they exit."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from rivalscope.cli import run
from rivalscope.commands.query import table
from storage.market import sync_market
from storage.migrate import ready
from storage.query import QueryResult

MARKET = """
[market]
name = "Made market"
timezone = "UTC"
contact = "made@example.org"
taxonomy = "taxonomy.yml"

[[products]]
name = "Ours, Ltd"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a market of our own making and its store."""
    from rivalscope.config import find_market, load_market

    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "market.toml").write_text(MARKET)
    (tmp_path / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    monkeypatch.chdir(tmp_path)
    market = load_market(find_market(None))
    engine = ready(market.database_url)
    sync_market(engine, market.products, market.taxonomy)
    engine.dispose()
    return tmp_path


SQL = "SELECT product, name, ours, site FROM products ORDER BY product"


def test_a_query_prints_a_table_for_people(folder, capsys):
    assert run(["query", SQL]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "product  name       ours  site",
        "───────  ─────────  ────  ────",
        "ours     Ours, Ltd     1",
        "rival    Rival         0",
        "(2 rows)",
    ]


def test_a_query_prints_csv_and_json_for_programs(folder, capsys):
    assert run(["query", SQL, "--format", "csv"]) == 0
    assert list(csv.reader(io.StringIO(capsys.readouterr().out))) == [
        ["product", "name", "ours", "site"],
        ["ours", "Ours, Ltd", "1", ""],
        ["rival", "Rival", "0", ""],
    ]
    assert run(["query", SQL, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "product": "ours",
        "name": "Ours, Ltd",
        "ours": 1,
        "site": None,
    }


def test_columns_of_one_name_are_both_in_json(folder, capsys):
    assert run(["query", "SELECT 1 AS a, 2 AS a, 3 AS a", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == [{"a": 1, "a_2": 2, "a_3": 3}]


def test_a_named_query_takes_parameters_and_a_date(folder, capsys):
    assert run(["query", "--named", "who-has", "--param", "feature=Chat", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["ours,unknown,,,,", "rival,unknown,,,,"]
    dates = ["--as-of", "2026-10-01", "--known-on", "2026-10-02"]
    assert run(["query", "--named", "coverage-by-night", *dates, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_of_a_date_before_the_first_night_it_is_said_that_nothing_is_known(folder, capsys):
    (folder / "reviews.csv").write_text("text\nWorks.\n")
    assert run(["import", "reviews.csv", "--product", "rival"]) == 0
    capsys.readouterr()
    for day, told in (("2020-01-01", True), ("2099-01-01", False)):
        assert run(["query", "SELECT plan FROM plans", "--as-of", day]) == 0
        assert ("the first night that is stored, nothing is known" in capsys.readouterr().err) is told


def test_the_names_of_the_cookbook_are_listed_with_their_parameters(folder, capsys):
    assert run(["query", "--list"]) == 0
    listed = capsys.readouterr().out
    assert "Prices\n  prices-now " in listed
    assert "[feature=mobile app weeks=4 until=2099-12-31 top=10]" in listed


def test_what_would_be_asked_is_printed_for_another_client(folder, capsys):
    assert run(["query", SQL, "--as-of", "2026-10-01", "--sql"]) == 0
    printed = capsys.readouterr().out
    assert printed.endswith(f"{SQL};\n")
    connection = sqlite3.connect(f"file:{folder}/rivalscope.db?mode=ro", uri=True)
    connection.executescript(printed)
    assert connection.execute("SELECT COUNT(*) FROM temp.sqlite_master").fetchone()[0] > 20
    connection.close()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ([], "give either a query"),
        ([SQL, "--named", "prices-now"], "give either a query"),
        (["--named", "prices"], "the cookbook has no query 'prices'; there is prices-"),
        (["--named", "prices-now", "--param", "x=1"], "prices-now has no parameter x; it has none"),
        (["--named", "who-has", "--param", "Chat"], "--param 'Chat' names no value"),
        (["SELECT :a"], "give each :name a value with --param NAME=VALUE"),
        ([SQL, "--as-of", "yesterday"], "yesterday"),
    ],
)
def test_a_query_that_is_not_one_exits_2_and_says_what_to_write(folder, capsys, asked, told):
    assert run(["query", *asked]) == 2
    assert told in capsys.readouterr().err


def test_a_wrong_query_exits_2_with_one_line(folder, capsys):
    assert run(["query", "SELEC 1"]) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)
    assert 'near "SELEC": syntax error' in shown.err


def test_rows_left_out_are_told_beside_the_rows(folder, capsys):
    assert run(["query", SQL, "--limit", "1"]) == 0
    shown = capsys.readouterr()
    assert "(1 row)" in shown.out
    assert "there are more rows than 1" in shown.err


def test_text_of_a_page_cannot_steer_the_terminal():
    answer = QueryResult(columns=("a",), rows=[("\x1b[31mred\u202e\nline",), ("x" * 100,), ("会議",)])
    head, rule, first, second, third, count = table(answer)
    assert (head, len(rule)) == ("a", 60)
    assert first == " [31mred  line"
    assert second == "x" * 59 + "…"
    assert (third, count) == ("会議", "(3 rows)")


def test_the_database_is_checked_upgraded_and_backed_up(folder, capsys):
    assert run(["db", "check"]) == 0
    assert "is sound and has the newest schema" in capsys.readouterr().err
    assert run(["db", "upgrade"]) == 0
    assert run(["db", "backup", "copy.db"]) == 0
    assert (folder / "copy.db").is_file()
    assert run(["db", "backup", "copy.db"]) == 1
    assert "copy.db exists already" in capsys.readouterr().err
    assert run(["db", "backup"]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()


def test_a_damaged_database_is_told_and_not_overwritten(folder, capsys):
    (folder / "rivalscope.db").write_bytes(b"not a database " * 500)
    for command in (["db", "check"], ["db", "upgrade"], ["query", "SELECT 1"], ["verify"]):
        assert run(command) == 1
        assert "file is not a database" in capsys.readouterr().err
    assert (folder / "rivalscope.db").read_bytes().startswith(b"not a database")


def test_verify_of_an_empty_store_confirms_nothing_and_is_content(folder, capsys):
    assert run(["verify"]) == 0
    assert capsys.readouterr().out == "0 confirmed, 0 not\n"


def test_verify_exits_1_for_a_number_that_is_not_stored(folder, capsys):
    assert run(["verify", "7", "--json"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"confirmed": 0, "failures": [], "unknown": [7]}
    assert "evidence 7: the store has none of that number" in shown.err


def test_an_export_of_another_view_than_reviews_is_told_by_its_manifest(folder, capsys):
    assert run(["export", "gaps", "-o", "out"]) == 0
    capsys.readouterr()
    assert run(["import", "out/gaps.csv"]) == 2
    shown = capsys.readouterr().err
    assert "out/gaps.csv is an export of gaps: reviews are read back" in shown
    assert shown.count("\n") == 1
