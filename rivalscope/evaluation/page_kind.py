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
from rivalscope.evaluation.tally import measures_of, share
from spiders.pages.document import Document
from spiders.pages.kinds import kind_of

PAGES = "web/wcxb_dev/dev"
LABELS = Path(__file__).parent / "kind_labels.toml"
MADE = Path(__file__).parent / "kind_pages.toml"
VENDORS = Path(__file__).parent / "vendors" / "first"
"""Made pricing pages, written blind."""
NOWHERE = "https://page.example/x7"
"""An address that says nothing."""

LEAST = 5
"""Labelled pages of a kind below which it says nothing of the mean."""

Pair = tuple[str, str, str]
"""Name, true kind, kind that was told."""


def read_labels(path: Path = LABELS) -> dict[str, SourceKind]:
    """Read the labels: kind by the number of the page."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: SourceKind(kind) for kind, names in table.items() for name in names}


def measure_kinds(data: Path | None) -> Report:
    """Tell the kind of each labelled page twice, and of made pages of the kinds that hardly any real page has once.

    The half of the real pages that no rule was made by is measured apart. The macro F1 of `content and made` is the mean
    over real and made pages together.
    """
    folder, labels = (data or Path()) / PAGES, read_labels()
    with ProcessPoolExecutor() as pool:
        told = list(pool.map(_kinds, [folder] * len(labels), labels, chunksize=8))
    content = [
        (name, truth.value, by_content)
        for (name, truth), (by_content, _) in zip(labels.items(), told, strict=True)
    ]
    address = [
        (name, truth.value, by_both) for (name, truth), (_, by_both) in zip(labels.items(), told, strict=True)
    ]
    held_out = [pair for pair in content if is_held_out(pair[0])]
    made = tell_made()
    ways: dict[str, list[Pair]] = {
        "content": content,
        "with address": address,
        "content and made": [*content, *made],
    }
    parts = {name: part for way, pairs in ways.items() for name, part in _parts(way, pairs).items()}
    parts["content, held out.right"] = _right(held_out)
    parts["made.right"] = _right(made)
    measures = {f"{way}.macro F1": _macro(pairs) for way, pairs in ways.items()}
    measures["content, held out.macro F1"] = _macro(held_out)
    measures |= measures_of(parts)
    wrong = [f"{name}: {truth} taken for {kind}" for name, truth, kind in [*content, *made] if truth != kind]
    return Report(n=len(labels) + len(made), measures=measures, parts=parts, wrong=tuple(wrong))


def tell_made() -> list[Pair]:
    """Return the pages of our own making with the kinds that are told from their content."""
    table = tomllib.loads(MADE.read_text(encoding="utf-8"))
    pages = [(page["name"], SourceKind(page["kind"]), page["html"].encode()) for page in table["page"]]
    pages += [(file.stem, SourceKind.PRICING, file.read_bytes()) for file in sorted(VENDORS.glob("*.html"))]
    return [(name, truth.value, kind_of(Document(body), NOWHERE).value) for name, truth, body in pages]


def is_held_out(name: str) -> bool:
    """Tell whether a page is one that no rule was made by: half of them, chosen by a hash of the name."""
    return hashlib.sha256(name.encode()).digest()[0] % 2 == 1


def f1_of(kind: str, pairs: Sequence[Pair]) -> float:
    """Return the harmonic mean of precision and recall of a kind, 0 to 1."""
    return share(*_f1_parts(kind, pairs))


def _f1_parts(kind: str, pairs: Sequence[Pair]) -> tuple[int, int]:
    """Return twice the pages rightly told, and the pages of a kind together with those that were taken for one."""
    right = sum(truth == told == kind for _, truth, told in pairs)
    return 2 * right, sum((truth == kind) + (told == kind) for _, truth, told in pairs)


def _parts(way: str, pairs: Sequence[Pair]) -> dict[str, tuple[int, int]]:
    """Return the parts of the F1 of every kind that counts, and how many pages were told rightly."""
    named = {f"{way}.F1.{kind}": _f1_parts(kind, pairs) for kind in _counted(pairs)}
    return {f"{way}.right": _right(pairs)} | named


def _right(pairs: Sequence[Pair]) -> tuple[int, int]:
    return sum(truth == told for _, truth, told in pairs), len(pairs)


def _counted(pairs: Sequence[Pair]) -> list[str]:
    truths = [str(truth) for _, truth, _ in pairs]
    return sorted({truth for truth in truths if truths.count(truth) >= LEAST})


def _macro(pairs: Sequence[Pair]) -> float:
    """Return the mean F1 of the kinds that are true of five pages or more."""
    kinds = _counted(pairs)
    return round(fmean(f1_of(kind, pairs) for kind in kinds), 4) if kinds else 1.0


def _kinds(folder: Path, name: str) -> tuple[str, str]:
    """Return the kind told from a page alone, and with its address."""
    document = Document(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
    truth = json.loads((folder / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))
    return kind_of(document, NOWHERE).value, kind_of(document, truth["url"]).value


PAGE_KIND = Suite(
    name="page-kind",
    about="the kind of 240 labelled real pages of WCXB and 51 made ones, from content alone and with addresses",
    run=measure_kinds,
    needs=(PAGES,),
)
