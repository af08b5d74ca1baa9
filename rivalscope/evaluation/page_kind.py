"""Page kind: told from content alone, and from content and address, against labelled real pages."""

import gzip
import hashlib
import json
import tomllib
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean

from rivalscope.domain.market import SourceKind
from rivalscope.evaluation.suite import Report, Suite
from spiders.pages.document import Document
from spiders.pages.kinds import kind_of

PAGES = "web/wcxb_dev/dev"
LABELS = Path(__file__).parent / "kind_labels.toml"
NOWHERE = "https://page.example/x7"
"""An address that says nothing."""

LEAST = 10
"""Labelled pages of a kind below which it says nothing of the mean."""

Pair = tuple[str, str, str]
"""Name, true kind, kind that was told."""


def read_labels(path: Path = LABELS) -> dict[str, SourceKind]:
    """Read the labels: kind by the number of the page."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: SourceKind(kind) for kind, names in table.items() for name in names}


def measure_kinds(data: Path | None) -> Report:
    """Tell the kind of each labelled page twice; the half that no rule was made by is measured apart."""
    folder, labels = (data or Path()) / PAGES, read_labels()
    with ProcessPoolExecutor() as pool:
        told = list(pool.map(_kinds, [folder] * len(labels), labels, chunksize=8))
    content = [
        (name, truth, by_content) for (name, truth), (by_content, _) in zip(labels.items(), told, strict=True)
    ]
    address = [
        (name, truth, by_both) for (name, truth), (_, by_both) in zip(labels.items(), told, strict=True)
    ]
    held_out = [pair for pair in content if is_held_out(pair[0])]
    measures = {
        **_named("content", content),
        "content, held out.macro F1": _macro(held_out),
        **_named("with address", address),
    }
    wrong = tuple(f"{name}: {truth} taken for {kind}" for name, truth, kind in content if truth != kind)
    return Report(n=len(labels), measures=measures, wrong=wrong)


def is_held_out(name: str) -> bool:
    """Tell whether a page is one that no rule was made by: half of them, chosen by a hash of the name."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def f1_of(kind: str, pairs: Sequence[Pair]) -> float:
    """Return the harmonic mean of precision and recall of a kind, 0 to 1."""
    right = sum(truth == told == kind for _, truth, told in pairs)
    named = sum((truth == kind) + (told == kind) for _, truth, told in pairs)
    return round(2 * right / named, 4) if named else 1.0


def _named(way: str, pairs: Sequence[Pair]) -> dict[str, float]:
    kinds = sorted({truth for _, truth, _ in pairs})
    return {f"{way}.macro F1": _macro(pairs)} | {f"{way}.F1.{kind}": f1_of(kind, pairs) for kind in kinds}


def _macro(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 of the kinds that are true of ten pages or more."""
    truths = [truth for _, truth, _ in pairs]
    kinds = {truth for truth in truths if truths.count(truth) >= LEAST}
    return round(fmean(f1_of(kind, pairs) for kind in kinds), 4) if kinds else 1.0


def _kinds(folder: Path, name: str) -> tuple[str, str]:
    """Return the kind told from a page alone, and with its address."""
    document = Document(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
    truth = json.loads((folder / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))
    return kind_of(document, NOWHERE).value, kind_of(document, truth["url"]).value


PAGE_KIND = Suite(
    name="page-kind",
    about="the kind of 156 labelled real pages of WCXB, from content alone and with their addresses",
    run=measure_kinds,
    needs=(PAGES,),
)
