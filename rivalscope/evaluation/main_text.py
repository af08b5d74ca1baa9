"""Main text: words of real pages told from their menus, footers and teasers, against texts that people marked."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of
from spiders.pages.document import Document
from spiders.pages.kinds import kind_of
from spiders.pages.main_text import read_main_text

PAGES = "web/wcxb_dev/dev"
ARTICLES = "web/article_extraction_benchmark"
_WORD = re.compile(r"\w+")
_SHINGLE = 4
"""Words of a shingle, as the article extraction benchmark counts them."""
_LOW = 0.5
"""Word F1 below which a page is named among the wrong ones."""


MIX = {
    "article": 53.0,
    "service": 11.0,
    "product": 7.9,
    "collection": 7.8,
    "forum": 7.5,
    "listing": 6.6,
    "documentation": 6.1,
}
"""Per cent of the pages of WCXB's whole development set (1,497), by type, as its README tells."""


def measure_main_text(data: Path | None) -> Report:
    """Compare main texts with those of WCXB's development set by words, and of articles by shingles.

    Word F1 is that of WCXB's evaluate.py, a mean over pages. Few of the pages at hand are articles, unlike those of the
    whole set: `word F1, in the mix of WCXB` is the mean over types weighted by MIX (article 53.0, service 11.0, product
    7.9, forum 7.5, listing 6.6, documentation 6.1; no page of a collection, 7.8, is at hand). Shingles are counted as by
    the evaluate.py of the article extraction benchmark: https://github.com/scrapinghub/article-extraction-benchmark.
    The shares of words and shingles count all pages together, so that long pages weigh more than in the means.
    """
    folder = data or Path()
    pages = sorted((folder / PAGES / "html").glob("*.html.gz"))
    truths = json.loads((folder / ARTICLES / "ground-truth.json").read_text(encoding="utf-8"))
    marked = [_truth(folder / PAGES / "ground-truth" / f"{_name(file)}.json") for file in pages]
    articles = [folder / ARTICLES / "html" / f"{name}.html.gz" for name in truths]
    urls = [one.url for one in marked] + [truth.get("url", "") for truth in truths.values()]
    with ProcessPoolExecutor() as pool:
        texts = list(pool.map(_text_of, [*pages, *articles], urls, chunksize=16))
    named = [
        (_name(file), one.kind, word_f1(text, one.text))
        for file, one, text in zip(pages, marked, texts, strict=False)
    ]
    words = [(_words(one.text), _words(text)) for one, text in zip(marked, texts, strict=False)]
    bodies = [truth["articleBody"] for truth in truths.values()]
    pairs = list(zip(bodies, texts[len(pages) :], strict=True))
    shingles = [(_shingles(body), _shingles(text)) for body, text in pairs]
    parts = _parts("words", words) | _parts("articles.shingles", shingles)
    low = sum(score >= _LOW for _, _, score in named)
    parts["pages at 0.5 or more"] = (low, len(named))
    shares = measures_of(parts)
    measures = _measures(named) | shingle_shares(pairs) | shares
    return Report(n=len(texts), measures=measures, parts=parts, wrong=_low(named))


def _parts(name: str, pairs: Sequence[tuple[Counter[Any], Counter[Any]]]) -> dict[str, tuple[int, int]]:
    """Return how many of the true and of the told things are both, over all pairs of truth and text."""
    both = sum((true & told).total() for true, told in pairs)
    return {
        f"{name} found": (both, sum(true.total() for true, _ in pairs)),
        f"{name} that are there": (both, sum(told.total() for _, told in pairs)),
    }


def _measures(named: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    scores: defaultdict[str, list[float]] = defaultdict(list)
    for _, kind, score in named:
        scores[kind].append(score)
    means = {kind: fmean(found) for kind, found in sorted(scores.items())}
    return {
        "word F1": round(fmean(score for _, _, score in named), 4),
        "word F1, in the mix of WCXB": round(in_the_mix(means), 4),
        **{f"word F1.{kind}": round(mean, 4) for kind, mean in means.items()},
    }


def in_the_mix(means: Mapping[str, float]) -> float:
    """Return the mean over page types weighted by their shares of WCXB; types that are not at hand are left out."""
    known = {kind: mean for kind, mean in means.items() if kind in MIX}
    weight = sum(MIX[kind] for kind in known)
    return sum(MIX[kind] * mean for kind, mean in known.items()) / weight if weight else 1.0


def _low(named: Sequence[tuple[str, str, float]]) -> tuple[str, ...]:
    return tuple(f"{name} ({kind}): word F1 {score:.2f}" for name, kind, score in named if score < _LOW)


def word_f1(text: str, truth: str) -> float:
    """Return the harmonic mean of precision and recall of words, 0 to 1; two empty texts are alike."""
    told, true = _words(text), _words(truth)
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


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def _text_of(path: Path, url: str) -> str:
    """Return the main text of a page as a crawl would store it: its kind is told from address and content."""
    document = Document(gzip.decompress(path.read_bytes()))
    return read_main_text(document, kind=kind_of(document, url))


def _name(path: Path) -> str:
    return path.name.removesuffix(".html.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Truth:
    """What people marked of a page of WCXB."""

    kind: str
    """WCXB's own type of page."""
    text: str
    """Empty for a page without a main text."""
    url: str


def _truth(path: Path) -> _Truth:
    data = json.loads(path.read_text(encoding="utf-8"))
    return _Truth(
        kind=data["_internal"]["page_type"]["primary"],
        text=data["ground_truth"].get("main_content") or "",
        url=data["url"],
    )


MAIN_TEXT = Suite(
    name="main-text",
    about="main text of 628 pages of WCXB by words and of 181 articles by shingles",
    run=measure_main_text,
    needs=(PAGES, ARTICLES),
)
