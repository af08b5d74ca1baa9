"""Main text: words of real pages told from their menus, footers and teasers, against texts that people marked."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean

from rivalscope.evaluation.suite import Report, Suite
from spiders.pages.document import Document
from spiders.pages.main_text import read_main_text

PAGES = "web/wcxb_dev/dev"
ARTICLES = "web/article_extraction_benchmark"
_WORD = re.compile(r"\w+")
_SHINGLE = 4
"""Words of a shingle, as the article extraction benchmark counts them."""
_LOW = 0.5
"""Word F1 below which a page is named among the wrong ones."""


def measure_main_text(data: Path | None) -> Report:
    """Compare main texts with those of WCXB's development set by words, and of articles by shingles.

    Word F1 is that of WCXB's evaluate.py, a mean over pages; shingles are counted as by the evaluate.py of the article
    extraction benchmark: https://github.com/scrapinghub/article-extraction-benchmark.
    """
    folder = data or Path()
    pages = sorted((folder / PAGES / "html").glob("*.html.gz"))
    truths = json.loads((folder / ARTICLES / "ground-truth.json").read_text(encoding="utf-8"))
    articles = [folder / ARTICLES / "html" / f"{name}.html.gz" for name in truths]
    with ProcessPoolExecutor() as pool:
        texts = list(pool.map(_text_of, [*pages, *articles], chunksize=16))
    named: list[tuple[str, str, float]] = []
    for file, text in zip(pages, texts, strict=False):
        name = file.name.removesuffix(".html.gz")
        kind, truth = _truth(folder / PAGES / "ground-truth" / f"{name}.json")
        named.append((name, kind, word_f1(text, truth)))
    pairs = [
        (truth["articleBody"], text) for truth, text in zip(truths.values(), texts[len(pages) :], strict=True)
    ]
    return Report(n=len(texts), measures=_measures(named) | shingle_shares(pairs), wrong=_low(named))


def _measures(named: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    for _, kind, score in named:
        kinds[kind].append(score)
    measures = {"word F1": round(fmean(score for _, _, score in named), 4)}
    return measures | {f"word F1.{kind}": round(fmean(scores), 4) for kind, scores in sorted(kinds.items())}


def _low(named: Sequence[tuple[str, str, float]]) -> tuple[str, ...]:
    return tuple(f"{name} ({kind}): word F1 {score:.2f}" for name, kind, score in named if score < _LOW)


def word_f1(text: str, truth: str) -> float:
    """Return the harmonic mean of precision and recall of words, 0 to 1; two empty texts are alike."""
    told, true = (Counter(_WORD.findall(words.lower())) for words in (text, truth))
    if not told or not true:
        return float(not told and not true)
    both = (told & true).total()
    return 2 * both / (told.total() + true.total())


def shingle_shares(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """Return precision, recall and F1 of four-word shingles over pairs of truth and text, each page weighing the same."""
    precisions: list[float] = []
    recalls: list[float] = []
    for truth, text in pairs:
        true, told = _shingles(truth), _shingles(text)
        both = (true & told).total()
        if told:
            precisions.append(both / told.total())
        if true:
            recalls.append(both / true.total())
    precision, recall = fmean(precisions), fmean(recalls)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    shares = {"precision": precision, "recall": recall, "F1": f1}
    return {f"articles.{name}": round(share, 4) for name, share in shares.items()}


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(
        tuple(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1)) if words
    )


def _text_of(path: Path) -> str:
    return read_main_text(Document(gzip.decompress(path.read_bytes())))


def _truth(path: Path) -> tuple[str, str]:
    """Return the page type and the marked text of a page of WCXB; a page without one has none to find."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return data["_internal"]["page_type"]["primary"], data["ground_truth"].get("main_content") or ""


MAIN_TEXT = Suite(
    name="main-text",
    about="main text of 628 pages of WCXB by words and of 181 articles by shingles",
    run=measure_main_text,
    needs=(PAGES, ARTICLES),
)
