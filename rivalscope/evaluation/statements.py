"""Statements: what real pages say of themselves, and which features they claim, against labels written by hand."""

import gzip
import json
import tomllib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Page, StatementKind
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import Tally, begins, is_held_out, measures_of, parts_of, tally_names
from spiders.pages.reader import read_page

PAGES = "web/wcxb_dev/dev"
LABELS = Path(__file__).parent / "statement_labels"
_ONCE = ("title", "hero", "tagline", "positioning")
_NAMED = {
    "customers": StatementKind.CUSTOMER,
    "integrations": StatementKind.INTEGRATION,
    "certifications": StatementKind.CERTIFICATION,
}
_NAME = 60
"""Characters of a claim's name that a judgement keeps."""

Labels = Mapping[str, Any]


def read_labels(name: str) -> dict[str, dict[str, Any]]:
    """Return labels by the number of the page."""
    return tomllib.loads((LABELS / f"{name}.toml").read_text(encoding="utf-8"))


def tally_page(name: str, labels: Labels, page: Page) -> tuple[list[Tally], list[str]]:
    """Hold what a page was read to state against its labels, kind by kind; and say what is wrong in words."""
    held_out = is_held_out(name)
    told = _told(page)
    wrong: list[str] = []
    tallies = []
    for kind in (*_ONCE, "status"):
        given, true = told.get(kind, ""), labels.get(kind, "")
        right = bool(given and true) and (true in given if kind == "status" else begins(given, true))
        tallies.append(
            Tally(
                kind=kind,
                held_out=held_out,
                given=bool(given),
                right=right,
                true=bool(true),
                found=right,
            )
        )
        if not right and (given or true):
            wrong.append(f"{name}: {kind} is {true!r}, read {given[:60]!r}")
    for kind in (*_NAMED, "roles"):
        names, true_names = _names(kind, page), labels.get(kind, [])
        one = tally_names(kind, names, true_names, also=labels.get("also", ()), held_out=held_out)
        tallies.append(one)
        if one.given > one.right or one.true > one.found:
            wrong.append(f"{name}: {kind} are {', '.join(true_names)}, read {', '.join(names)}")
    return tallies, wrong


def _told(page: Page) -> dict[str, str]:
    """Return what a page was read to state once, by kind; the link to a status page by its address."""
    told: dict[str, str] = {
        str(one.kind): one.value or "" for one in page.statements if one.kind.value in _ONCE
    }
    status = next(
        (one for one in page.statements if one.kind is StatementKind.STATUS and one.subject == "status page"),
        None,
    )
    if status is not None:
        told["status"] = urlsplit(status.value or "").netloc
    return told | {"title": page.title or ""}


def _names(kind: str, page: Page) -> list[str]:
    if kind == "roles":
        return [role.title for role in page.roles]
    return [one.subject for one in page.statements if one.kind is _NAMED[kind]]


def tally_features(
    labels: Labels, names: Sequence[str]
) -> tuple[tuple[int, int], tuple[int, int], list[str]]:
    """Return how many claims are true of the product, how many that a reader listed were found, and what is wrong.

    A claim that nobody judged is counted as false.
    """
    kept = [name[:_NAME] for name in names]
    right = set(labels.get("right", ()))
    claimed = labels.get("claimed", ())
    missed = [one for one in claimed if not any(begins(name, one) for name in names)]
    unjudged = [name for name in kept if name not in right and name not in labels.get("wrong", ())]
    wrong = [f"no feature: {name}" for name in kept if name not in right]
    wrong += [f"missed: {one}" for one in missed] + [f"nobody judged: {name}" for name in unjudged]
    return (
        (sum(name in right for name in kept), len(kept)),
        (len(claimed) - len(missed), len(claimed)),
        wrong,
    )


def measure_statements(data: Path | None) -> Report:
    """Read every labelled page, and the service pages once more for their features."""
    labels, judged, folder = read_labels("pages"), read_labels("features"), data or Path()
    asked = [(name, row.get("read"), folder) for name, row in labels.items()]
    asked += [(name, SourceKind.FEATURES, folder) for name in judged]
    with ProcessPoolExecutor() as pool:
        pages = list(pool.map(_read, asked, chunksize=8))
    told = [tally_page(name, row, page) for (name, row), page in zip(labels.items(), pages, strict=False)]
    parts = parts_of(tally for tallies, _ in told for tally in tallies)
    wrong = [line for _, lines in told for line in lines]
    halves: dict[str, list[tuple[int, int]]] = {}
    for (name, row), page in zip(judged.items(), pages[len(labels) :], strict=True):
        precise, recalled, lines = tally_features(row, [claim.name for claim in page.features])
        half = "held out.features" if is_held_out(name) else "tuned.features"
        for measure, part in (("precision", precise), ("recall", recalled)):
            halves.setdefault(f"features.{measure}", []).append(part)
            halves.setdefault(f"{half}.{measure}", []).append(part)
        wrong += [f"{name}: {line}" for line in lines]
    parts |= {name: (sum(p for p, _ in own), sum(w for _, w in own)) for name, own in halves.items()}
    return Report(n=len(labels), measures=measures_of(parts), parts=parts, wrong=tuple(wrong))


def _read(asked: tuple[str, str | None, Path]) -> Page:
    name, kind, folder = asked
    body = gzip.decompress((folder / PAGES / "html" / f"{name}.html.gz").read_bytes())
    truth = json.loads((folder / PAGES / "ground-truth" / f"{name}.json").read_text(encoding="utf-8"))
    return read_page(body, url=truth["url"], kind=SourceKind(kind) if kind else None)


STATEMENTS = Suite(
    name="statements",
    about="what 67 real pages say of themselves, and which features 46 real service pages claim",
    run=measure_statements,
    needs=(PAGES,),
)
