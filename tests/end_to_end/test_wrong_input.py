"""Wrong input, as a new user meets it: one clear line or a named verdict, the right exit code, nothing lost."""

from __future__ import annotations

import io
import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from rivalscope import cli

MARKET = """\
[market]
name = "Wrong"
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
url = "{url}"

[crawl]
allow_private = true
delay = 0
latency_factor = 0
timeout = 5
"""


def environment() -> dict[str, str]:
    return {k: v for k, v in os.environ.items() if k != "RIVALSCOPE_DATABASE_URL"}


def process(folder: Path, *arguments: str, code: int) -> subprocess.CompletedProcess[str]:
    """Run the program as a shell does."""
    done = subprocess.run(
        [sys.executable, "-m", "rivalscope", *arguments],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert done.returncode == code, done.stderr[-3000:]
    return done


def rivalscope(folder: Path, *arguments: str, code: int) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, which takes a tenth of the time; what it does not foresee is raised."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
        patch.chdir(folder)
        returned = cli.run(list(arguments))
    done = subprocess.CompletedProcess(arguments, returned, out.getvalue(), err.getvalue())
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    assert done.returncode == code, done.stderr[-3000:]
    return done


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "taxonomy.yml").write_text("features:\n  - {name: Search}\n")
    (tmp_path / "market.toml").write_text(MARKET.format(url=f"http://127.0.0.1:{closed_port()}/pricing"))
    return tmp_path


def test_an_unreachable_site_is_coverage_and_the_night_falls_short(folder):
    done = process(folder, "nightly", "--no-prefect", "--night", "2026-03-02", code=1)
    assert "rival/pricing" in done.stderr
    asked = rivalscope(folder, "query", "select source, verdict from coverage", "--format", "json", code=0)
    rows = json.loads(asked.stdout)
    assert [(row["source"], row["verdict"]) for row in rows] == [("rival/pricing", "robots-unreachable")]


def test_a_wrong_key_names_its_line(folder):
    path = folder / "market.toml"
    path.write_text(path.read_text().replace("delay = 0", "dellay = 0"))
    done = process(folder, "nightly", "--no-prefect", code=2)
    assert "market.toml:20: crawl.dellay: unknown key" in done.stderr
    assert not (folder / "rivalscope.db").exists()


def test_a_csv_without_a_text_column_names_the_columns_and_the_mend(folder):
    (folder / "r.csv").write_text("stars,when\n5,2026-01-01\n")
    done = rivalscope(folder, "import", "r.csv", "--product", "rival", code=2)
    assert "stars" in done.stderr
    assert "--map" in done.stderr


def test_an_import_can_be_mapped_and_twice_the_same_file_brings_nothing_new(folder):
    (folder / "r.csv").write_text("stars,story\n5,The search is great\n1,Search never finds anything\n")
    rivalscope(folder, "import", "r.csv", "--product", "rival", "--map", "text=story", code=0)
    rivalscope(folder, "import", "r.csv", "--product", "rival", "--map", "text=story", code=0)
    rivalscope(folder, "annotate", code=0)
    asked = rivalscope(
        folder, "query", "select polarity from mentions order by 1", "--format", "json", code=0
    )
    assert [row["polarity"] for row in json.loads(asked.stdout)] == ["negative", "positive"]
    rivalscope(folder, "verify", code=0)


def test_an_unknown_product_names_the_known_ones(folder):
    (folder / "r.csv").write_text("text\nGood\n")
    done = rivalscope(folder, "import", "r.csv", "--product", "rivall", code=2)
    assert "rival" in done.stderr.replace("rivall", "")


@pytest.mark.parametrize("body", [b"", b"\x00\xff\xfe<ht", b"<div>" * 20_000, b"<p a='" + b"x" * 100_000])
def test_a_corrupt_page_gets_a_verdict_and_exit_0(folder, body):
    (folder / "page.html").write_bytes(body)
    done = rivalscope(folder, "extract", "page.html", "--url", "https://x.example/pricing", "--json", code=0)
    page = json.loads(done.stdout)
    assert page["verdict"] != "ok"
    assert page["plans"] == []


def test_a_missing_page_is_a_usage_error(folder):
    done = rivalscope(folder, "extract", "nothing.html", "--url", "https://x.example/", code=2)
    assert "nothing.html" in done.stderr


def test_a_database_from_a_newer_program_is_refused_and_left_alone(folder):
    rivalscope(folder, "db", "upgrade", code=0)
    path = folder / "rivalscope.db"
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = 'from_the_future'")
    before = dump(path)
    for arguments in (["nightly", "--no-prefect"], ["db", "upgrade"], ["report"], ["query", "select 1"]):
        done = rivalscope(folder, *arguments, code=1)
        assert "newer" in done.stderr
    assert dump(path) == before


def test_a_file_that_is_no_database_is_named(folder):
    (folder / "rivalscope.db").write_bytes(b"these are not the bytes of a database" * 100)
    done = process(folder, "report", code=1)
    assert "rivalscope.db" in done.stderr


@pytest.mark.parametrize(
    "sql", ["drop table products", "select * from nowhere", "attach 'x.db' as x", "selec 1", ""]
)
def test_sql_that_is_wrong_or_writes_is_one_line(folder, sql):
    rivalscope(folder, "db", "upgrade", code=0)
    done = rivalscope(folder, "query", sql, code=2)
    assert len(done.stderr.strip().splitlines()) <= 2
    assert not (folder / "x.db").exists()


def test_a_wrong_week_and_an_unknown_source_say_what_is_right(folder):
    assert "2026-W47" in rivalscope(folder, "digest", "--week", "someday", code=2).stderr
    assert "rival/pricing" in rivalscope(folder, "crawl", "rival/prices", code=2).stderr


def test_an_empty_store_reports_no_data_instead_of_nothing_changed(folder):
    rivalscope(folder, "digest", "--week", "2026-W10", "-o", "d.eml", code=0)
    text = (folder / "d.eml").read_text()
    assert "no data" in text.lower()
    assert "nothing material" not in text.lower()
