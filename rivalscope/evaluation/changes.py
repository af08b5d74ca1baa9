"""Substance told from noise: versions of terms that changed in words, and versions that only look changed."""

import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rivalscope.analysis.page_changes import compare
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of

VERSIONS = "web/ota_genai_terms_versions/versions.jsonl.gz"
LABELS = Path(__file__).parent / "terms_labels.tsv"
"""Commit of the later version and its label: `substance`, or the kind of noise; `technical` where those who recorded
it say that their way of recording changed (their commits that begin with `Apply`). Whatever changes a word that a
reader is bound by is substance; a date, a number of a clause, case, punctuation, a link's address, a menu, a banner,
another language and a part that did not load are not. All 33 pairs whose commit begins with `Apply` were read: seven of
them change clauses too, and are substance for the reason given in the third column."""

_TARGET = re.compile(r"\]\([^()\s]*\)")
_MARKS = re.compile(r"[\[\]*_#>|`~\\]|<br>|={2,}|-{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """Two versions of a document that follow each other."""

    document: str
    commit: str
    label: str
    before: str
    """Markdown, as recorded."""
    after: str

    @property
    def substance(self) -> bool:
        return self.label == "substance"

    @property
    def held_out(self) -> bool:
        """Half of the documents, by a hash of their name: no rule is mended by how these are judged."""
        return hashlib.sha256(self.document.encode()).digest()[0] % 2 == 1


def measure_changes(data: Path | None) -> Report:
    """Tell substance from noise by passages, and as monitors of pages do: by any byte, and by text without spaces."""
    pairs = _pairs((data or Path()) / VERSIONS)
    told = [(pair, blocks(pair.before), blocks(pair.after)) for pair in pairs]
    judged = [(pair, compare(before, after).material) for pair, before, after in told]
    by_text = [(pair, _text(before) != _text(after)) for pair, before, after in told]
    groups = {
        "": judged,
        "tuned.": [one for one in judged if not one[0].held_out],
        "held out.": [one for one in judged if one[0].held_out],
        "recorded.": [one for one in judged if one[0].label != "technical"],
        "any byte.": [(pair, pair.before != pair.after) for pair in pairs],
        "text.": by_text,
    }
    parts: dict[str, tuple[int, int]] = {}
    for prefix, own in groups.items():
        parts |= _parts(prefix, own)
    wrong = tuple(
        f"{pair.document} {pair.commit}: {pair.label} taken for {'substance' if material else 'noise'}"
        for pair, material in judged
        if material is not pair.substance
    )
    measures = measures_of(parts)
    return Report(n=len(pairs), measures=measures, parts=parts, wrong=wrong)


def blocks(markdown: str) -> list[str]:
    """Return the passages that a reader of a page would see, one a line; links without their addresses."""
    lines = (" ".join(_MARKS.sub(" ", line).split()) for line in _TARGET.sub(" ", markdown).splitlines())
    return [line for line in lines if line]


def _text(passages: Sequence[str]) -> str:
    """Return what a page-change monitor compares: visible text with single spaces."""
    return " ".join(passages)


def _pairs(path: Path) -> list[_Pair]:
    labels = read_labels()
    versions: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            versions[f"{row['service']}: {row['document']}"].append(row)
    return [
        _Pair(
            document=document,
            commit=after["commit"][:8],
            label=labels[after["commit"][:8]],
            before=before["text"],
            after=after["text"],
        )
        for document, rows in sorted(versions.items())
        for before, after in pairwise(sorted(rows, key=lambda row: row["date"]))
    ]


def read_labels(path: Path = LABELS) -> dict[str, str]:
    """Return the label of each commit."""
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {commit: label for commit, label, *_ in pairs}


def _parts(prefix: str, judged: Sequence[tuple[_Pair, bool]]) -> dict[str, tuple[int, int]]:
    """Return precision and recall of substance, and the share of noise that is kept from the reader."""
    right = sum(material and pair.substance for pair, material in judged)
    told = sum(material for _, material in judged)
    real = sum(pair.substance for pair, _ in judged)
    noise = len(judged) - real
    return {
        f"{prefix}precision": (right, told),
        f"{prefix}recall": (right, real),
        f"{prefix}noise kept back": (noise - (told - right), noise),
    }


CHANGES = Suite(
    name="changes",
    about="substance told from noise in versions of terms, against any byte and against plain text",
    run=measure_changes,
    needs=(VERSIONS,),
)
