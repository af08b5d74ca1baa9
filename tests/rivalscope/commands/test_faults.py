"""Real faults under the real command: each is told with its mend, and what was stored before stays readable."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from rivalscope.cli import run
from storage import engine as engines
from storage.engine import open_engine, writing
from storage.query import run_query
from storage.tables import LeaseRow

EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))

MARKET = """
[market]
name = "Made market"
timezone = "UTC"
contact = "made@example.org"
taxonomy = "taxonomy.yml"

[[products]]
name = "Ours"
slug = "ours"
ours = true

[[products]]
name = "Rival"
slug = "rival"
"""
COUNT = "SELECT COUNT(*) FROM reviews"


def reviews(file, count, words=4):
    """Write a file of reviews of our own making."""
    texts = (f"Meeting {number} {'went very well ' * words}" for number in range(count))
    file.write_text("text,date\n" + "".join(f"{text},2026-10-01\n" for text in texts))


@pytest.fixture(scope="module")
def filled(tmp_path_factory, migrated_sqlite):
    """A market of our own making with thirty reviews imported, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    (folder / "market.toml").write_text(MARKET)
    (folder / "taxonomy.yml").write_text("features:\n  - name: Chat\n")
    shutil.copy(migrated_sqlite, folder / "rivalscope.db")
    reviews(folder / "few.csv", 30)
    reviews(folder / "many.csv", 900, words=60)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
        assert run(["import", "few.csv", "--product", "rival"]) == 0
    with closing(sqlite3.connect(folder / "rivalscope.db")) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def folder(filled, tmp_path, monkeypatch):
    """A copy of that market, which is also where commands run."""
    place = tmp_path / "market"
    shutil.copytree(filled, place)
    monkeypatch.chdir(place)
    monkeypatch.delenv("RIVALSCOPE_DATABASE_URL", raising=False)
    return place


def held(folder):
    """Return how many reviews the store holds, as an analyst sees them."""
    return run_query(f"sqlite:///{folder}/rivalscope.db", COUNT).rows


def command(*arguments, **options):
    """Run the program in a process of its own."""
    program = [sys.executable, "-m", "rivalscope", *arguments]
    return subprocess.run(program, capture_output=True, text=True, check=False, **options)


def told(done):
    """Return what a failed command said last; it never shows a traceback."""
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_a_limit_on_the_size_of_files_leaves_what_was_stored(folder):
    room = (folder / "rivalscope.db").stat().st_size + 100_000

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    done = command("import", "many.csv", "--product", "rival", preexec_fn=limit)
    assert done.returncode == 1
    assert "rivalscope.db: disk I/O error; the file could not be written or read: free some disk" in told(
        done
    )
    assert held(folder) == [(30,)]
    assert run(["db", "check"]) == 0


@contextmanager
def small_disk(place, kilobytes):
    """Mount a file system in memory of a size; skips where that is not allowed."""
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system in memory cannot be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.mark.parametrize("spare", range(100, 1700, 100) if EXHAUSTIVE else [200])
def test_a_full_disk_leaves_what_was_stored_and_reports_go_on(filled, tmp_path, monkeypatch, capsys, spare):
    place = tmp_path / "disk"
    used = sum(file.stat().st_size // 1024 + 8 for file in filled.rglob("*") if file.is_file())
    with small_disk(place, used + spare):
        shutil.copytree(filled, place, dirs_exist_ok=True)
        monkeypatch.chdir(place)
        assert run(["import", "many.csv", "--product", "rival"]) == 1
        said = capsys.readouterr().err.strip().splitlines()[-1]
        assert "free some disk space" in said
        assert "what was stored before is intact" in said
        assert held(place) == [(30,)]
        assert run(["db", "check"]) == 0
        assert run(["gaps", "--json"]) in (0, 1)
        assert "Traceback" not in capsys.readouterr().err
        (copy,) = [place / "copy.db"]
        if run(["db", "backup", str(copy)]):
            assert not copy.exists(), "half a copy is left"
        monkeypatch.chdir(tmp_path)


def test_a_database_that_another_program_holds_is_waited_for_and_then_named(folder, monkeypatch, capsys):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 1)
    with closing(sqlite3.connect(folder / "rivalscope.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert run(["import", "many.csv", "--product", "rival"]) == 1
        said = capsys.readouterr().err.strip().splitlines()[-1]
        assert "rivalscope.db: database is locked; another program has held it for 1 seconds" in said
        assert held(folder) == [(30,)], "readers go on meanwhile"
        other.execute("ROLLBACK")
    assert run(["import", "few.csv", "--product", "rival"]) == 0


def test_a_read_only_file_system_is_named_and_can_be_read(filled, tmp_path, monkeypatch, capsys):
    place = tmp_path / "disk"
    with small_disk(place, 16_000):
        shutil.copytree(filled, place, dirs_exist_ok=True)
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        monkeypatch.chdir(place)
        for arguments in (["import", "few.csv", "--product", "rival"], ["annotate"]):
            assert run(arguments) == 1
            said = capsys.readouterr().err.strip().splitlines()[-1]
            assert "only be read: make it writable" in said or "may be written to" in said
        assert held(place) == [(30,)]
        monkeypatch.chdir(tmp_path)


def test_a_damaged_database_is_told_by_every_door_with_its_mend(folder, capsys):
    assert run(["db", "backup", "kept.bak"]) == 0
    file = folder / "rivalscope.db"
    pages = file.stat().st_size // 4096
    with file.open("r+b") as handle:
        for page in range(2, pages, 2):
            handle.seek(page * 4096)
            handle.write(b"\xa5" * 4096)
    for arguments in (
        ["db", "check"],
        ["query", COUNT],
        ["gaps"],
        ["import", "few.csv", "--product", "rival"],
    ):
        assert run(arguments) == 1, arguments
        said = capsys.readouterr().err.strip().splitlines()[-1]
        assert "malformed; the file is damaged: keep it, copy the newest backup" in said, arguments
    for stray in folder.glob("rivalscope.db*"):
        stray.unlink()
    shutil.copy(folder / "kept.bak", file)
    assert run(["db", "check"]) == 0
    assert held(folder) == [(30,)]


def test_a_damaged_snapshot_is_named_and_the_rest_is_read(folder, capsys):
    (file,) = (folder / "archive").glob("??/*.zst")
    body = bytearray(file.read_bytes())
    body[len(body) // 2] ^= 0xFF
    file.write_bytes(bytes(body))
    assert run(["db", "check"]) == 1
    said = capsys.readouterr()
    assert file.parent.name + file.stem[:10] in said.out + said.err
    assert run(["verify"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("evidence 1, 2, 3 and 27 more (")
    assert held(folder) == [(30,)]


def test_a_clock_that_was_set_back_collects_nothing(folder, capsys):
    with closing(sqlite3.connect(folder / "rivalscope.db")) as plain, plain:
        plain.execute("UPDATE location SET newest_at = '2099-05-01T02:00:00Z'")
    assert run(["crawl"]) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert f"the clock of this machine says {date.today():%Y-%m-%d}" in said
    assert "holds a capture of 2099-05-01 02:00: set the clock, or name the night with --night" in said
    assert run(["crawl", "--night", "2026-10-05"]) in (0, 1)
    assert "set the clock" not in capsys.readouterr().err


def test_a_lease_from_the_future_is_told_with_both_clocks(folder, capsys):
    engine = open_engine(f"sqlite:///{folder}/rivalscope.db")
    ahead = datetime.now(UTC) + timedelta(days=400)
    with writing(engine) as connection:
        row = {"name": "night", "holder": "rivalscope nightly", "host": "elsewhere", "pid": 7, "token": 3}
        connection.execute(
            LeaseRow.__table__.insert().values(
                **row, taken_at=ahead, expires_at=ahead + timedelta(seconds=900)
            )
        )
    engine.dispose()
    assert run(["crawl"]) == 75
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "night is held by rivalscope nightly (process 7 on elsewhere)" in said
    assert f"at least until {ahead:%Y-%m-%d}" in said
    assert "by a clock that is ahead of this one" in said


def test_an_archive_that_cannot_be_written_is_named(folder, capsys):
    shutil.rmtree(folder / "archive")
    Path("archive").write_text("a file where a folder should be")
    assert run(["import", "many.csv", "--product", "rival"]) == 1
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert "archive could not be written" in said
    assert "what was stored before is intact" in said
    assert held(folder) == [(30,)]
