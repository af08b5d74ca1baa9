"""Hostile pages through real workers: each ends in a verdict in time, and the crawl's own memory stays small."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "pages" / "hostile"
EXHAUSTIVE = bool(os.environ.get("RIVALSCOPE_EXHAUSTIVE"))
MOST_SECONDS = 15.0
"""Ten for the reading, the rest for the start and the end of a worker on a busy machine."""
MOST_MEMORY = 400 << 20


def read(**asked):
    command = [sys.executable, FOLDER / "reading.py", json.dumps(asked)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=280)
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout)
    assert told["peak"] < MOST_MEMORY
    slow = [(name, seconds) for _, name, _, seconds, _ in told["pages"] if seconds > MOST_SECONDS]
    assert slow == []
    return told["pages"]


@pytest.fixture(scope="module")
def hazards():
    """Our hostile pages by name."""
    import importlib.util

    spec = importlib.util.spec_from_file_location("made_hostile", FOLDER / "made.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_hostile"] = module
    spec.loader.exec_module(module)
    return {hazard.name: hazard for hazard in module.HAZARDS}


def test_every_hostile_page_of_our_own_ends_in_its_verdict(hazards):
    assert len(hazards) >= 60
    pages = read(large=EXHAUSTIVE)
    wanted = {name for name, hazard in hazards.items() if EXHAUSTIVE or not hazard.large}
    assert {name for _, name, _, _, _ in pages} == wanted
    wrong = {
        name: (verdict, hazards[name].verdicts)
        for _, name, verdict, _, _ in pages
        if verdict not in hazards[name].verdicts + ("too-large",) * hazards[name].large
    }
    assert wrong == {}


@pytest.mark.shared
def test_hostile_pages_of_others_end_in_a_verdict(shared):
    pages = read(shared=str(shared), step=1 if EXHAUSTIVE else 10)
    counts = Counter(kind for kind, *_ in pages)
    if EXHAUSTIVE:
        assert counts == {"html5lib": 1796, "json": 318, "urls": 869, "strings": 515}
    else:
        assert min(counts.values()) > 30
    verdicts = {kind: {page[2] for page in pages if page[0] == kind} for kind in counts}
    assert verdicts["html5lib"] <= {"ok", "empty", "truncated"}
    assert verdicts["json"] <= {"ok"}
    assert verdicts["urls"] == {"ok"}
    assert verdicts["strings"] <= {"ok", "truncated"}
    for _, _, _, _, links in (page for page in pages if page[0] == "urls"):
        for link in filter(None, links):
            assert urlsplit(link).scheme in ("http", "https")
