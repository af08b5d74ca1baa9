"""The page judge: made walls with and without real pages beside them."""

import gzip
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from rivalscope.domain.capture import Verdict
from rivalscope.evaluation.confusion import shares
from rivalscope.evaluation.recorded import Recorded, page_of, recorded
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import share
from spiders.pages.document import Document
from spiders.pages.verdicts import judge

WEB = "web/wcxb_dev/dev/html"
ARTICLES = "web/article_extraction_benchmark/html"

SHELLS = {
    "0585": "a shop whose body holds scripts alone",
    "4147": "a forum as saved without its posts: <section id='main'> is empty",
    "4607": "a forum as saved without its posts: <section id='main'> is empty",
    "4802": "a forum as saved without its posts: <section id='main'> is empty",
    "4838": "a forum as saved without its posts: <section id='main'> is empty",
    "4871": "a site whose body is one hidden, empty element",
}
"""Real pages without a visible word, looked at by hand: `empty` is true of them."""


def measure_walls(_data: Path | None) -> Report:
    """Judge the made answers; the half that the judge was never mended by is measured apart."""
    pairs = [(answer, page_of(answer).verdict) for answer in recorded()]
    held_out = [(answer.truth.value, verdict.value) for answer, verdict in pairs if answer.held_out]
    measures = shares([(answer.truth.value, verdict.value) for answer, verdict in pairs])
    walls = [(answer, verdict) for answer, verdict in pairs if answer.truth is not Verdict.OK]
    measures["walls not called ok"] = share(sum(not verdict.factual for _, verdict in walls), len(walls))
    measures["held out.accuracy"] = shares(held_out)["accuracy"]
    return Report(n=len(pairs), measures=measures, wrong=_wrong(pairs))


def measure_web(data: Path | None) -> Report:
    """Judge the made answers and the real pages together: real pages are `ok` but for the shells."""
    pairs = [(answer, page_of(answer).verdict) for answer in recorded()]
    real = [] if data is None else _real_pages(data)
    both = [(answer.truth.value, verdict.value) for answer, verdict in pairs]
    both += [(truth.value, verdict.value) for _, truth, verdict in real]
    fine = [verdict for _, truth, verdict in real if truth is Verdict.OK]
    measures = shares(both)
    measures["real pages called ok"] = share(sum(verdict is Verdict.OK for verdict in fine), len(fine))
    wrong = tuple(f"{name}: {truth} taken for {verdict}" for name, truth, verdict in real if truth != verdict)
    return Report(n=len(both), measures=measures, wrong=(*_wrong(pairs), *wrong))


def _real_pages(data: Path) -> list[tuple[str, Verdict, Verdict]]:
    """Return name, true verdict and judged verdict of every real page."""
    files = [file for folder in (WEB, ARTICLES) for file in sorted((data / folder).glob("*.html.gz"))]
    with ProcessPoolExecutor() as pool:
        verdicts = list(pool.map(_judge_file, files, chunksize=16))
    return [
        (name := file.name.removesuffix(".html.gz"), Verdict.EMPTY if name in SHELLS else Verdict.OK, verdict)
        for file, verdict in zip(files, verdicts, strict=True)
    ]


def _judge_file(path: Path) -> Verdict:
    body = gzip.decompress(path.read_bytes())
    return judge(Document(body), size=len(body)).verdict


def _wrong(pairs: Sequence[tuple[Recorded, Verdict]]) -> tuple[str, ...]:
    return tuple(
        f"{answer.name}: taken for {verdict.value}" for answer, verdict in pairs if verdict != answer.truth
    )


PAGES = Suite(
    name="pages",
    about="the page judge on made walls and small pages, precision and recall of each verdict",
    run=measure_walls,
)
WEB_PAGES = Suite(
    name="web-pages",
    about="the page judge on the same and 809 real pages, which must be ok",
    run=measure_web,
    needs=(WEB, ARTICLES),
)
