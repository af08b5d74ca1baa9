"""Real prices: what our reader finds on real pages whose prices were written down by hand."""

import gzip
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from rivalscope.domain.market import SourceKind
from rivalscope.domain.page import Price, PriceKind
from rivalscope.evaluation.suite import Report, Suite
from rivalscope.evaluation.tally import measures_of
from spiders.pages.names import name_key
from spiders.pages.reader import read_page

WEB = "web/wcxb_dev/dev/html"
LABELS = Path(__file__).parent / "price_labels" / "labels.toml"
NEW_LABELS = LABELS.with_name("new-held-out.toml")
"""Pages labelled later by another reader: those of even number may be mended on, the others are held out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One price that a page states; what it leaves open is empty."""

    plan: str
    raw: str
    amount: Decimal | None
    currency: str
    terms: tuple[str, str, str, str]
    """Period, billing, unit, qualifier."""
    kind: PriceKind
    place: str
    """`plan` beside a name, `prose` in a sentence, `other` for fees, options and the like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPage:
    """One page and its prices."""

    file: str
    group: str
    held_out: bool
    prices: tuple[Label, ...]
    labelled: str = ""
    """The month when it was labelled, `2026-11`; empty for the first labels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What our reader found on one page."""

    page: LabelledPage
    read: int
    """Amounts that it read."""
    true: int
    """Those of them that the page states, in that currency."""
    asked: int
    """Amounts that stand by themselves beside a name."""
    found: int
    """Those of them that it read."""
    named: int
    """Those of the found that it gives to the plan of that name."""
    exact: int
    """Those of the named whose period, billing, unit and qualifier are all right."""
    wrong: tuple[str, ...] = ()


def labelled_pages(path: Path = LABELS) -> list[LabelledPage]:
    """Return the labelled pages in the order of the file."""
    return [
        LabelledPage(
            file=page["file"],
            group=page["group"],
            held_out=page["held_out"],
            prices=tuple(_label(row) for row in page["prices"]),
            labelled=page.get("labelled", ""),
        )
        for page in tomllib.loads(path.read_text(encoding="utf-8"))["page"]
    ]


def _label(row: Sequence[str]) -> Label:
    plan, raw, amount, currency, period, billed, unit, qualifier, kind, place = row
    return Label(
        plan=plan,
        raw=raw,
        amount=Decimal(amount) if amount else None,
        currency=currency,
        terms=(period, billed, unit, qualifier),
        kind=PriceKind(kind),
        place=place,
    )


def count_page(page: LabelledPage, body: bytes) -> Counted:
    """Read a page as a pricing page and hold its amounts against the labels."""
    said = read_page(body, url="https://page.example/pricing", kind=SourceKind.PRICING)
    plans = (*said.plans, *said.extras)
    read = [(plan.name, price) for plan in plans for price in plan.prices if price.kind is PriceKind.PRICED]
    gold = [label for label in page.prices if label.kind is PriceKind.PRICED]
    stated = {_sum(label) for label in gold}
    false = [
        f"{page.file}: {name}: {price.raw!r} is no price"
        for name, price in read
        if _paid(price) not in stated
    ]
    asked = [label for label in gold if label.place == "plan"]
    found = [label for label in asked if any(_paid(price) == _sum(label) for _, price in read)]
    named = [label for label in found if _same_plan(label, read)]
    exact = [
        label for label in named if any(_terms(price) == label.terms for price in _same_plan(label, read))
    ]
    missed = [f"{page.file}: {label.plan}: {label.raw!r} not found" for label in asked if label not in found]
    strayed = [
        f"{page.file}: {label.raw!r} is not given to {label.plan}" for label in found if label not in named
    ]
    inexact = [
        f"{page.file}: {label.plan}: {label.raw!r} {'/'.join(label.terms)} read as "
        + " or ".join("/".join(_terms(price)) for price in _same_plan(label, read))
        for label in named
        if label not in exact
    ]
    return Counted(
        page=page, read=len(read), true=len(read) - len(false), asked=len(asked), found=len(found), named=len(named),
        exact=len(exact), wrong=(*false, *missed, *strayed, *inexact),
    )  # fmt: skip


def _sum(label: Label) -> tuple[Decimal | None, str]:
    return label.amount, label.currency


def _paid(price: Price) -> tuple[Decimal | None, str]:
    return price.amount, price.currency or ""


def _terms(price: Price) -> tuple[str, ...]:
    return tuple(
        "" if part is None else str(part)
        for part in (price.period, price.billed, price.unit, price.qualifier)
    )


def _same_plan(label: Label, read: Iterable[tuple[str, Price]]) -> list[Price]:
    """Return the prices of a label's amount that were given to its plan: one name holds the other's words."""
    wanted = name_key(label.plan)
    return [
        price
        for name, price in read
        if _paid(price) == _sum(label) and ((key := name_key(name)) in wanted or wanted in key)
    ]


def measure(data: Path | None) -> Report:
    """Read every labelled page; what was tuned on and what was held out are measured apart, and software by itself.

    The pages labelled later count in `new tuned` and `new held out` alone; what is wrong on the latter is not told, so that they stay held out.
    """
    pages = [*labelled_pages(), *labelled_pages(NEW_LABELS)]
    folder = (data or Path()) / WEB
    with ProcessPoolExecutor() as pool:
        both = list(pool.map(_count_file, [(page, folder) for page in pages], chunksize=8))
    counts = [count for count in both if not count.page.labelled]
    new = [count for count in both if count.page.labelled]
    parts: dict[str, tuple[int, int]] = {}
    for name, chosen in {
        "": counts,
        "tuned.": [count for count in counts if not count.page.held_out],
        "held out.": [count for count in counts if count.page.held_out],
        "software.": [count for count in counts if count.page.group == "software"],
        "new tuned.": [count for count in new if not count.page.held_out],
        "new held out.": [count for count in new if count.page.held_out],
    }.items():
        parts |= {f"{name}{measured}": part for measured, part in _parts(chosen).items()}
    return Report(
        n=len(pages),
        measures=measures_of(parts),
        parts=parts,
        wrong=tuple(
            line
            for count in both
            if not (count.page.labelled and count.page.held_out)
            for line in count.wrong
        ),
    )


def _count_file(task: tuple[LabelledPage, Path]) -> Counted:
    page, folder = task
    return count_page(page, gzip.decompress((folder / f"{page.file}.html.gz").read_bytes()))


def _parts(counts: Sequence[Counted]) -> dict[str, tuple[int, int]]:
    """Return each measure as a part and a whole."""

    def total(name: str, among: Sequence[Counted] = counts) -> int:
        return sum(int(getattr(count, name)) for count in among)

    unpriced: list[Any] = [count for count in counts if not count.page.prices]
    return {
        "precision": (total("true"), total("read")),
        "recall": (total("found"), total("asked")),
        "given to its plan": (total("named"), total("found")),
        "exact terms": (total("exact"), total("named")),
        "pages without prices left so": (sum(not count.read for count in unpriced), len(unpriced)),
    }


REAL_PRICES = Suite(
    name="real-prices",
    about="amounts read on 106 real pages whose prices were written down by hand, and on 80 that state none",
    run=measure,
    needs=(WEB,),
)
