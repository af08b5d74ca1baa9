import json
import sqlite3

import pytest

from rivalscope.cli import run

CSV = "when,score,said,who\n2024-05-01,5,Calls are clear,Ann Other\n2024-05-02,1,Calls drop: ann@example.org knows,Bo\n,3,,Cy\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):

    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    (tmp_path / "taxonomy.yml").write_text("features: []\n")
    (tmp_path / "market.toml").write_text(
        "[market]\nname = 'Made'\ntimezone = 'UTC'\ncontact = 'https://example.com'\n"
        "[[products]]\nname = 'Acme'\nslug = 'acme'\nours = true\n[[products]]\nname = 'Rival'\nslug = 'rival'\n"
    )
    (tmp_path / "reviews.csv").write_text(CSV)
    return tmp_path


def _run(capsys, folder, *arguments):
    code = run(["import", str(folder / "reviews.csv"), "--market", str(folder / "market.toml"), *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def _rows(folder, query):
    with sqlite3.connect(folder / "rivalscope.db") as connection:
        return connection.execute(query).fetchall()


MAPPED = ("--product", "rival", "--map", "text=said", "--map", "date=when", "--map", "author=who", "--json")


def test_a_file_is_stored_once_however_often_it_is_imported(capsys, folder):
    first, second = (json.loads(_run(capsys, folder, *MAPPED)[1]) for _ in range(2))
    assert (first["new"], first["known"]) == (2, 0)
    assert (second["new"], second["known"]) == (0, 2)
    assert _rows(folder, "SELECT count(*) FROM review") == [(2,)]


def test_names_and_addresses_are_not_stored(capsys, folder):
    _run(capsys, folder, *MAPPED)
    stored = b"".join(path.read_bytes() for path in folder.glob("rivalscope.db*"))
    assert b"Ann Other" not in stored
    assert b"ann@example.org" not in stored


def test_the_evidence_of_every_review_stands_in_what_is_kept_of_the_file(capsys, folder):
    from rivalscope.domain.page import Passage
    from spiders.pages.passages import Selections
    from storage.archive import Archive

    snapshot = json.loads(_run(capsys, folder, *MAPPED)[1])["snapshot"]
    body = Archive(folder / "archive").get(snapshot)
    assert b"Calls are clear" in body
    assert not any(secret in body for secret in (b"Ann Other", b"Bo", b"ann@example.org"))
    rows = _rows(folder, "SELECT selector, start_offset, end_offset, quote FROM evidence_passage")
    assert len(rows) == 2
    assert all(
        Selections(body).confirm(Passage(selector=selector, start=start, end=end, quote=quote))
        for selector, start, end, quote in rows
    )


def test_a_dry_run_shows_everything_and_stores_nothing(capsys, folder):
    code, out, err = _run(capsys, folder, *MAPPED, "--dry-run")
    facts = json.loads(out)
    assert code == 0
    assert facts["reviews"] == 2
    assert facts["skipped"] == [{"line": 4, "reason": "no text in column 'said'"}]
    assert "'said'" in err
    assert "line 4" in err
    assert not (folder / "rivalscope.db").exists()
    assert not (folder / "archive").exists()


def test_a_file_without_a_text_column_is_one_line_and_exit_2(capsys, folder):
    code, out, err = _run(capsys, folder, "--product", "rival")
    assert code == 2
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert "when, score, said, who" in err
    assert "--map text=" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--product", "nobody"),
        ("--product", "rival", "--map", "text"),
        ("--product", "rival", "--map", "text=missing"),
    ],
)
def test_a_wrong_option_is_one_line_and_exit_2(capsys, folder, arguments):
    code, _, err = _run(capsys, folder, *arguments)
    assert code == 2
    assert len(err.strip().splitlines()) == 1
    assert not (folder / "rivalscope.db").exists()
