"""Releases: the changelogs of fifteen tools, what they list and what their items tell of."""

import csv
import hashlib
import io
import re
from collections import Counter
from pathlib import Path

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Release
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of
from spiders.pages.passages import Selections
from spiders.pages.reader import read_page

CHANGELOGS = "web/oss_changelogs"
GOLD = Path(__file__).parent / "release_gold"
"""`releases.txt`: version and day of every release, by a rule a file and read over. `items.tsv`: 207 items drawn from all
files (seeds 4 and 77), each typed by hand before the reader's answer was seen: the heading's word first, else what the
words say; what changes nothing for users (documentation, tests, build) is `other`. The part `held-out` was drawn and
typed when the rules stood at 139 of the first 148; of its own mistakes one has been mended since (55 of 59 before)."""

_TYPES = {".md": "text/markdown", ".rst": "text/x-rst"}
_SHOWN = 40


def measure_releases(data: Path | None) -> Report:
    """Read every changelog; count releases with the right version and day, items with the right type, words found again."""
    folder = (data or Path()) / CHANGELOGS
    expected = _expected()
    read = {name: _read(folder / name) for name in expected}
    right = Counter[str]()
    wrong: list[str] = []
    for name, pairs in expected.items():
        found = Counter((one.version or "-", str(one.date or "-")) for one in read[name][0])
        both = found & Counter(pairs)
        right.update(releases=len(pairs), found=found.total(), both=both.total(), words=read[name][1])
        wrong += [f"{name}: {version} of {day} is missed" for version, day in (Counter(pairs) - both)]
    types = _typed({name: releases for name, (releases, _) in read.items()}, right, wrong)
    parts = {
        "releases found": (right["both"], right["releases"]),
        "releases that are there": (right["both"], right["found"]),
        "words found again": (right["words"], right["found"]),
        "item types": (right["tuned"] + right["held-out"], types),
        "held out.item types": (right["held-out"], right["of held-out"]),
    }
    measures = measures_of(parts)
    return Report(n=right["releases"] + types, measures=measures, parts=parts, wrong=tuple(wrong[:_SHOWN]))


def key_of(text: str) -> str:
    """Return the hash by which an item is known: of its letters and digits in lower case."""
    return hashlib.sha256(re.sub(r"[\W_]+", "", text.lower()).encode()).hexdigest()[:16]


def _expected() -> dict[str, list[tuple[str, str]]]:
    """Return version and day of every release of every file."""
    lines = (GOLD / "releases.txt").read_text(encoding="utf-8").splitlines()
    named = (line.partition(": ") for line in lines if not line.startswith("#"))
    return {name: [_pair(one) for one in listed.split("; ")] for name, _, listed in named}


def _pair(words: str) -> tuple[str, str]:
    version, _, day = words.partition(" ")
    return version, day


def _read(file: Path) -> tuple[tuple[Release, ...], int]:
    """Return the releases of a file, and of how many the words are found again."""
    body = file.read_bytes()
    kind = SourceKind.CHANGELOG
    page = read_page(
        body, url=f"https://made.example/{file.name}", kind=kind, content_type=_TYPES[file.suffix]
    )
    selections = Selections(body)
    return page.releases, sum(selections.confirm(release.passage) for release in page.releases)


def _typed(read: dict[str, tuple[Release, ...]], right: Counter[str], wrong: list[str]) -> int:
    """Count the items of the sample whose type is right, by part; return how many there are."""
    known = {
        (name, release.version or str(release.date), key_of(entry.text)): entry.type.value
        for name, releases in read.items()
        for release in releases
        for entry in release.entries
    }
    text = io.StringIO((GOLD / "items.tsv").read_text(encoding="utf-8"))
    rows = list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        told = known.get((row["file"], row["release"], row["hash"]), "nothing")
        right[f"of {row['part']}"] += 1
        right[row["part"]] += told == row["type"]
        if told != row["type"]:
            wrong.append(
                f"{row['file']} {row['release']}: {row['begins']!r}… is {row['type']}, taken for {told}"
            )
    return len(rows)


RELEASES = Suite(
    name="releases",
    about="versions, days and typed items of fifteen real changelogs in Markdown and reST",
    run=measure_releases,
    needs=(CHANGELOGS,),
)
