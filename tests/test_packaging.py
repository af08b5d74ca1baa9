"""The package's names are ours alone, and the house holds together."""

from __future__ import annotations

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("rivalscope", "spiders", "pipelines", "nlp", "storage", "flows")


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_a_room(room):
    assert set(importlib.metadata.packages_distributions().get(room, [])) <= {"rivalscope"}


def test_importing_alembic_from_the_root_gives_the_library():
    code = "import alembic.command; print(alembic.__file__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert "site-packages" in done.stdout


def test_the_import_contracts_hold():
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports"))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_command_of_the_readme_exists_and_none_is_missing():
    from rivalscope.cli import COMMANDS

    readme = (ROOT / "README.md").read_text()
    table = set(re.findall(r"^\| `([a-z]+)[^|]*\|", readme, flags=re.MULTILINE))
    assert table == set(COMMANDS)


def test_nothing_speaks_of_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, timeout=60
    ).stdout
    texts = [
        ROOT / name
        for name in listed.split("\0")
        if re.search(r"\.(py|md|toml|yml|cfg|j2|html)$|/[^.]*$", name)
    ]
    guilty = [
        str(path)
        for path in texts
        if path != Path(__file__)
        and path.is_file()
        and re.search(rb"/(work|farm|root)/\w", path.read_bytes())
    ]
    assert guilty == []


def test_every_test_that_the_list_of_hazards_names_exists():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/hazards.md").read_text(encoding="utf-8")))
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert len(named) > 30
    assert named <= written
