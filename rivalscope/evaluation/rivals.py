"""Rivals: which other products real and made pages name as rivals, and how they compare themselves."""

import gzip
import json
import tomllib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rivalscope.domain.page import StatementKind
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import Tally, is_held_out, measures_of, parts_of, same_name, tally_names
from spiders.pages.reader import read_page

PAGES = "web/wcxb_dev/dev"
LABELS = Path(__file__).parent / "rival_labels"
_WAYS = ("compared", "alternative", "switch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One page and the rivals that it names."""

    name: str
    real: bool
    url: str = ""
    html: str = ""
    """The page itself where it is of our own making."""
    rivals: tuple[tuple[str, str], ...]
    """Rivals with the way in which each is named."""
    also: tuple[str, ...]


def namings(folder: Path = LABELS) -> list[Naming]:
    """Return the labelled pages, real ones first."""
    real = tomllib.loads((folder / "pages.toml").read_text(encoding="utf-8"))
    made = tomllib.loads((folder / "made.toml").read_text(encoding="utf-8"))["page"]
    return [
        *(_naming(name, row, real=True) for name, row in real.items()),
        *(_naming(row["name"], row, real=False) for row in made),
    ]


def _naming(name: str, row: dict[str, Any], *, real: bool) -> Naming:
    return Naming(
        name=name,
        real=real,
        url=row.get("url", ""),
        html=row.get("html", ""),
        rivals=tuple((rival, way) for way in _WAYS for rival in row.get(way, ())),
        also=tuple(row.get("also", ())),
    )


def read_naming(naming: Naming, data: Path) -> tuple[tuple[str, str], ...]:
    """Return the rivals that a page is read to name, each with the way; details of comparisons are left out."""
    body, url = naming.html.encode(), naming.url
    if naming.real:
        body = gzip.decompress((data / PAGES / "html" / f"{naming.name}.html.gz").read_bytes())
        truth = (data / PAGES / "ground-truth" / f"{naming.name}.json").read_text(encoding="utf-8")
        url = json.loads(truth)["url"]
    return tuple(
        (one.subject, one.value or "")
        for one in read_page(body, url=url).statements
        if one.kind is StatementKind.RIVAL and ": " not in one.subject
    )


def tally_naming(naming: Naming, read: Sequence[tuple[str, str]]) -> tuple[Tally, Tally, tuple[str, ...]]:
    """Return how many rivals are right, how many of those in the right way, and what is wrong in words."""
    kind, held_out = "real" if naming.real else "made", is_held_out(naming.name)
    given, true = [name for name, _ in read], [name for name, _ in naming.rivals]
    names = tally_names(kind, given, true, also=naming.also, held_out=held_out)
    paired = [
        (way, told)
        for rival, way in naming.rivals
        for told in [next((told for name, told in read if same_name(name, rival)), None)]
        if told is not None
    ]
    ways = Tally(kind="way", given=len(paired), right=sum(way == told for way, told in paired))
    half = "held out" if held_out else "tuned"
    missed = [
        f"{naming.name} ({half}): {name} missed"
        for name in true
        if not any(same_name(name, one) for one in given)
    ]
    false = [
        f"{naming.name} ({half}): {name} is no rival"
        for name in given
        if not any(same_name(name, one) for one in (*true, *naming.also))
    ]
    return names, ways, (*false, *missed)


def measure_rivals(data: Path | None) -> Report:
    """Read every page; names, and the way in which a rival is named, are measured apart."""
    pages, folder = namings(), data or Path()
    with ProcessPoolExecutor() as pool:
        read = list(pool.map(read_naming, pages, [folder] * len(pages), chunksize=8))
    told = [tally_naming(page, names) for page, names in zip(pages, read, strict=True)]
    parts = parts_of(names for names, _, _ in told)
    ways = [way for _, way, _ in told]
    parts["named in the right way"] = (sum(way.right for way in ways), sum(way.given for way in ways))
    quiet = [names for (names, _, _), page in zip(told, pages, strict=True) if not page.rivals]
    parts["pages without rivals left so"] = (sum(not names.given for names in quiet), len(quiet))
    wrong = tuple(line for _, _, lines in told for line in lines)
    return Report(n=len(pages), measures=measures_of(parts), parts=parts, wrong=wrong)


RIVALS = Suite(
    name="rivals",
    about="rivals that 74 real pages name, 47 of them none, and 31 of our own making",
    run=measure_rivals,
    needs=(PAGES,),
)
